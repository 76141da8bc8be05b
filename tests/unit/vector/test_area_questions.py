"""What a file of an area leaves open is asked, and what is not the area is told."""

import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.frames import SiteFrame, geodesic_area_m2
from missionplanner.model.airspace import GROUND, PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.reading import ReadChoices
from missionplanner.project.layers import write_layers
from missionplanner.vector.area import read_area
from missionplanner.vector.files import layer_names, write_features
from missionplanner.vector.zones import read_zones
from tests.english import english

SQUARE = box(7, 43, 7.02, 43.02)
VILLAGE = box(7.011, 43.011, 7.015, 43.015)
# Nine tenths of it inside: drawn by hand across the border.
LEANING = box(7.018, 43.011, 7.0202, 43.015)


def told(read):
    return [(english(item.what), english(item.why), item.count) for item in read.report.passed_over]


def test_a_polygon_inside_another_one_is_asked_about(geojson):
    path = geojson((SQUARE, {"name": "Pit"}), (VILLAGE, {"name": "Village"}))
    with pytest.raises(Undecided, match="'Village' lies inside 'Pit'") as caught:
        read_area(path)
    assert caught.value.option == "--inner" and caught.value.choices == ("holes", "areas")
    cut = read_area(path, ReadChoices(inner="holes")).area
    assert cut.outer.equals(SQUARE) and cut.holes == (Hole("Village", VILLAGE, False),)
    whole = read_area(path, ReadChoices(inner="areas")).area
    assert whole.outer.equals(SQUARE) and not whole.holes


@pytest.mark.parametrize(
    "features",
    [
        [(SQUARE, {}), (LEANING, {})],
        [(GeometryCollection([SQUARE, VILLAGE]), {})],
        [(SQUARE, {"role": "area"}), (VILLAGE, {})],
        [(SQUARE, {}), (VILLAGE, {}), (box(7.012, 43.012, 7.013, 43.013), {})],
    ],
)
def test_inside_is_asked_however_it_is_drawn(geojson, features):
    path = geojson(*features)
    with pytest.raises(Undecided, match="lies inside polygon 1"):
        read_area(path)
    assert read_area(path, ReadChoices(inner="holes")).area.holes


@pytest.mark.parametrize("values", [{"role": "hole"}, {"role": "area"}, {"overflight": "no"}])
def test_what_says_itself_is_not_asked_about(geojson, values):
    area = read_area(geojson((SQUARE, {}), (VILLAGE, values))).area
    assert len(area.holes) == (values.get("role") != "area")


def test_polygons_that_overlap_in_part_are_taken_as_one_and_told(geojson):
    other = box(7.01, 43.01, 7.04, 43.04)
    read = read_area(geojson((SQUARE, {"name": "A"}), (other, {"name": "B"})))
    assert read.area.outer.equals(SQUARE.union(other)) and read.report.areas == 1
    assert english(read.report.told) == ("'A' and 'B' overlap and are taken as one area",)
    twice = read_area(geojson((SQUARE, {}), (SQUARE, {})))
    assert twice.area.outer.equals(SQUARE) and len(english(twice.report.told)) == 1
    beside = read_area(geojson((SQUARE, {}), (box(7.02, 43, 7.04, 43.02), {})))
    assert not english(beside.report.told) and beside.report.areas == 1


def test_a_heap_of_polygons_is_no_outline(geojson):
    heap = [box(7, 43, 7.01 + i * 1e-6, 43.01 + i * 1e-6) for i in range(800)]
    with pytest.raises(InputError, match="its 800 polygons meet or overlap"):
        read_area(geojson(*((shape, {}) for shape in heap)))


def test_what_is_no_area_is_told(geojson):
    mixed = GeometryCollection([SQUARE, Point(7, 43), Point(7.01, 43)])
    read = read_area(
        geojson(
            (mixed, {"name": "Pit", "role": "area"}),
            (None, {"name": "lost"}),
            (Polygon(), {}),
            (LineString([(7, 43), (7.1, 43)]), {"name": "Road"}),
            (VILLAGE, {"name": "nfz", "kind": "no-fly"}),
        )
    )
    assert read.area.outer.equals(SQUARE) and read.report.areas == 1
    assert told(read) == [
        ("Pit", "a Point is no area", 2),
        ("lost", "has no shape", 1),
        ("a feature without a name", "has no shape", 1),
        ("Road", "a LineString is no area", 1),
        ("nfz", "is a threat, not part of the area", 1),
    ]


def test_a_sliver_is_left_out_and_told_with_its_place(geojson):
    sliver = box(7.1, 43.1, 7.1000001, 43.1000001)
    read = read_area(geojson((MultiPolygon([SQUARE, sliver]), {"name": "Pit"})))
    assert read.area.outer.equals(SQUARE)
    (line,) = english(read.report.told)
    assert "Pit: a sliver" in line and "longitude 7.1, latitude 43.1" in line
    with pytest.raises(InputError, match=r"no area at longitude 7\.1, latitude 43\.1"):
        read_area(geojson((sliver, {})))


def test_a_hole_with_a_lost_corner_is_told_with_it(geojson):
    lost = Polygon([(7.005, -1), (7.008, 43.005), (7.008, 43.008)])
    with pytest.raises(InputError, match=r"far outside the area \(7\.005, -1\)") as caught:
        read_area(geojson((SQUARE, {}), (lost, {"role": "hole", "name": "Pond"})))
    assert caught.value.where.endswith("Pond")


def exchanged(shape):
    return Polygon([(y, x) for x, y in shape.exterior.coords])


def test_latitude_and_longitude_exchanged(geojson):
    far_east = box(111.99, 37.8, 112, 37.81)
    with pytest.raises(InputError, match=r"look exchanged \(37\.8, 111\.99\)|look exchanged"):
        read_area(geojson((exchanged(far_east), {})))
    # Where both are possible only the terrain can tell.
    path = geojson((exchanged(SQUARE), {}))
    assert read_area(path).area.outer.equals(exchanged(SQUARE))
    with pytest.raises(InputError, match="look exchanged"):
        read_area(path, near=box(6.9, 42.9, 7.1, 43.1))
    assert read_area(geojson((SQUARE, {})), near=box(6.9, 42.9, 7.1, 43.1))


ACROSS = [
    [Polygon([(179.99, -16), (-179.99, -16), (-179.99, -16.01), (179.99, -16.01)])],
    [MultiPolygon([box(179.99, -16.01, 180, -16), box(-180, -16.01, -179.99, -16)])],
    [box(179.99, -16.01, 180, -16), box(-180, -16.01, -179.99, -16)],
]


@pytest.mark.parametrize("shapes", ACROSS)
def test_an_area_across_180_degrees_is_one_piece_with_north_up(geojson, shapes):
    area = read_area(geojson(*((shape, {}) for shape in shapes))).area
    (outer,) = area.outer.geoms
    plain = geodesic_area_m2(box(7, -16.01, 7.02, -16))
    assert geodesic_area_m2(outer) == pytest.approx(plain, rel=1e-6)
    frame = SiteFrame.around(outer.centroid.x, outer.centroid.y)
    assert frame.epsg in (32701, 32760)
    assert frame.project(outer).area == pytest.approx(plain, rel=0.01)
    _, higher = frame.forward(outer.centroid.x, outer.centroid.y + 0.001)
    assert higher > frame.project(outer).centroid.y


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "layers.gpkg"
    area = SurveyArea(
        "Mine",
        MultiPolygon([SQUARE]),
        (Hole("Pond", VILLAGE, True), Hole("Plant", box(7, 43, 7.001, 43.001), False)),
    )
    zone = Zone("Crane", MultiPolygon([box(7.002, 43.002, 7.003, 43.003)]), GROUND, None)
    line = PowerLine("35 kV", LineString([(7, 43), (7.02, 43.02)]), 45.0, 30.0)
    threats = Threats((zone,), (line,))
    write_layers(path, area, threats)
    return path, area, threats


def test_a_projects_own_package_gives_the_same_project(package):
    path, area, threats = package
    read = read_area(path)
    assert read.area == area and read.report.holes == 2
    assert told(read) == [
        ("layer zones", "holds threats", 1),
        ("layer power_lines", "holds threats", 1),
    ]
    assert read_zones(path).threats == threats


def test_of_several_layers_those_with_polygons(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "roads", [LineString([(7, 43), (8, 43)])], {"name": ["road"]})
    write_features(path, "north", [SQUARE], {"name": ["N"]})
    write_features(path, "south", [box(7, 42, 7.02, 42.02)], {"name": ["S"]})
    read = read_area(path)
    assert read.report.areas == 2
    assert told(read) == [("layer roads", "holds no polygons", 1)]
    assert read_area(path, ReadChoices(layer=("south", "of another file"))).area.name == "S"
    with pytest.raises(InputError, match=r"no layer 'east'.*its layers are: roads, north, south"):
        read_area(path, ReadChoices(layer=("east",)))
    with pytest.raises(InputError, match="is an open line"):
        read_area(path, ReadChoices(layer=("roads",)))


def outline(layer, corners, closed=1):
    head = [(0, "LWPOLYLINE"), (8, layer), (100, "AcDbEntity"), (100, "AcDbPolyline")]
    points = [pair for x, y in corners for pair in ((10, x), (20, y))]
    return [*head, (90, len(corners)), (70, closed), *points]


@pytest.fixture
def drawing(tmp_path):
    """Write a drawing of outlines."""

    def make(*outlines):
        pairs = [(999, "a comment"), (0, "SECTION"), (2, "ENTITIES")]
        pairs += [pair for part in outlines for pair in part] + [(0, "ENDSEC"), (0, "EOF")]
        path = tmp_path / "mine.dxf"
        path.write_text("".join(f"{code}\n{value}\n" for code, value in pairs), encoding="utf-8")
        return path

    return make


UTM = [(500000, 4761000), (501000, 4761000), (501000, 4762000), (500000, 4762000)]
SMALL = [(500100, 4761100), (500200, 4761100), (500200, 4761200), (500100, 4761200)]


def test_a_drawing_is_read_in_the_system_that_the_user_names(drawing):
    path = drawing(outline("PIT", UTM), outline("ROAD", UTM[:2], closed=0))
    with pytest.raises(Undecided, match=r"DXF drawing, which names no.*--area-crs") as caught:
        read_area(path)
    assert caught.value.option == "--area-crs"
    read = read_area(path, ReadChoices(crs="EPSG:32632"))
    assert geodesic_area_m2(read.area.outer) == pytest.approx(1e6, rel=2e-3)
    assert read.area.name == "PIT" and told(read) == [("layer ROAD", "holds no polygons", 1)]
    assert layer_names(path) == ("PIT", "ROAD")
    with pytest.raises(InputError, match="no coordinate system of this name"):
        read_area(path, ReadChoices(crs="klingon"))
    with pytest.raises(InputError, match="do not fit"):
        read_area(
            drawing(outline("PIT", [(7, 43), (8, 43), (8, 44)])), ReadChoices(crs="EPSG:32632")
        )


def test_a_drawing_with_outlines_on_several_layers_asks_which(drawing):
    path = drawing(outline("PIT", UTM), outline("CONTOUR", SMALL))
    with pytest.raises(Undecided, match="several layers") as caught:
        read_area(path, ReadChoices(crs="EPSG:32632"))
    assert caught.value.option == "--layer" and caught.value.choices == ("PIT", "CONTOUR")
    area = read_area(path, ReadChoices(crs="EPSG:32632", layer=("PIT",))).area
    assert not area.holes and len(area.outer.geoms) == 1
    both = ReadChoices(crs="EPSG:32632", layer=("PIT", "CONTOUR"), inner="holes")
    assert [hole.name for hole in read_area(path, both).area.holes] == ["CONTOUR"]


def test_frames_and_texts_of_a_drawing_may_stand_anywhere(drawing):
    text = [(0, "TEXT"), (8, "PIT"), (10, 1), (20, 2), (1, "mine")]
    path = drawing(outline("PIT", UTM), text, outline("FRAME", [(0, 0), (9, 9)], closed=0))
    read = read_area(path, ReadChoices(crs="EPSG:32632"))
    assert read.report.areas == 1 and told(read) == [("layer FRAME", "holds no polygons", 1)]


@pytest.mark.parametrize(
    ("version", "page", "encoding"),
    [
        ("AC1032", "ANSI_1252", "utf-8"),
        ("AC1021", "ANSI_936", "utf-8-sig"),
        ("AC1015", "ANSI_936", "gbk"),
        ("AC1015", "gb2312", "gbk"),
        (None, None, "gbk"),
        (None, None, "utf-8"),
    ],
)
def test_names_of_drawing_layers_in_any_encoding(drawing, version, page, encoding):
    head = [(9, "$ACADVER"), (1, version), (9, "$DWGCODEPAGE"), (3, page)] if version else []
    path = drawing(outline("采坑", UTM))
    section = [(0, "SECTION"), (2, "HEADER"), *head, (0, "ENDSEC")] if version else []
    text = "".join(f"{code}\n{value}\n" for code, value in section)
    path.write_bytes((text + path.read_text("utf-8").split("comment\n")[1]).encode(encoding))
    assert layer_names(path) == ("采坑",)


def test_a_circle_and_an_old_polyline_are_outlines_too(drawing):
    circle = [(0, "CIRCLE"), (8, "C"), (10, 500500), (20, 4761500), (40, 300)]
    corners = [pair for x, y in UTM for pair in ((0, "VERTEX"), (8, "P"), (10, x), (20, y))]
    old = [(0, "POLYLINE"), (8, "P"), (66, 1), (70, 1), *corners, (0, "SEQEND")]
    for drawn, size in ((circle, 282_743), (old, 1e6)):
        area = read_area(drawing(drawn), ReadChoices(crs="EPSG:32632")).area
        assert geodesic_area_m2(area.outer) == pytest.approx(size, rel=3e-3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"AutoCAD Binary DXF\r\n\x1a\x00", "binary DXF"),
        (b"<html>", "not a DXF drawing"),
        (b"", "not a DXF drawing"),
        (b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n", "holds no shapes"),
    ],
)
def test_drawings_that_are_none(tmp_path, content, words):
    path = tmp_path / "a.dxf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_area(path, ReadChoices(crs="EPSG:32632"))


def test_a_system_that_is_not_needed_is_told(geojson):
    read = read_area(geojson((SQUARE, {}), name="a.json"), ReadChoices(crs="EPSG:32632"))
    assert read.area.outer.equals(SQUARE)
    assert english(read.report.told) == (
        "a.json names its own coordinate system: EPSG:32632 is not used",
    )


@pytest.mark.parametrize("suffix", ["csv", "fgb", "gml", "gpx", "plan", "poly", "tab", "zip", ""])
def test_endings_that_are_not_read_are_named_with_those_that_are(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}".rstrip(".")
    path.write_text("x")
    with pytest.raises(InputError, match="not a format of areas") as caught:
        read_area(path)
    assert ".geojson" in caught.value.remedy and ".dxf" in caught.value.remedy
