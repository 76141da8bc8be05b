import json

import pytest
from shapely.geometry import GeometryCollection, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.vector.features import CrsUnknown
from missionplanner.vector.files import read_features, read_layers
from missionplanner.vector.geojson import read_geojson
from tests.english import english

SQUARE = box(7, 43, 7.02, 43.02)
RING = [[7, 43], [7.02, 43], [7.02, 43.02], [7, 43]]


@pytest.fixture
def saved(tmp_path):
    """Write a document, or a text as it is."""

    def make(document, name="a.geojson"):
        path = tmp_path / name
        text = document if isinstance(document, str | bytes) else json.dumps(document)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize("wrap", [lambda g: g, feature, None])
def test_a_shape_a_feature_or_a_collection(saved, wrap):
    shape = SQUARE.__geo_interface__
    collection = {"type": "FeatureCollection", "features": [feature(shape)]}
    (only,) = read_layers(saved(wrap(shape) if wrap else collection))
    assert only.geometries[0].equals(SQUARE) and only.layer == "a"


def test_every_kind_of_shape_with_z_where_all_corners_have_it(saved):
    kinds = [
        {"type": "Point", "coordinates": [7, 43, 5]},
        {"type": "MultiPoint", "coordinates": [[7, 43], [8, 43, 5]]},
        {"type": "LineString", "coordinates": [[7, 43, 1], [8, 43, 2]]},
        {"type": "MultiLineString", "coordinates": [[[7, 43], [8, 43]]]},
        {"type": "MultiPolygon", "coordinates": [[RING], []]},
        {"type": "Polygon", "coordinates": []},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": []}]},
    ]
    features = {"type": "FeatureCollection", "features": [feature(kind) for kind in kinds]}
    shapes = read_geojson(saved(features)).geometries
    assert [shape.geom_type for shape in shapes] == [kind["type"] for kind in kinds]
    assert [shape.has_z for shape in shapes[:4]] == [True, False, True, False]
    assert len(shapes[4].geoms) == 1 and shapes[5].is_empty and shapes[6].is_empty
    assert isinstance(shapes[6], GeometryCollection)


def test_values_are_kept_as_they_are_written(saved):
    given = {
        "n": 1,
        "x": 1.5,
        "ok": True,
        "none": None,
        "t": "2024-01-01",
        "deep": {"a": [1, "矿"]},
    }
    document = {**feature(None, **given, half="\ud800"), "id": "one"}
    values = read_geojson(saved(document)).fields
    assert {name: column[0] for name, column in values.items()} == {
        **given,
        "deep": '{"a": [1, "矿"]}',
        "half": "?",
        "id": "one",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(saved, encoding):
    text = json.dumps(feature(SQUARE.__geo_interface__, name="矿"), ensure_ascii=False)
    assert read_geojson(saved(text.encode(encoding))).fields["name"] == ["矿"]


@pytest.mark.parametrize(
    "name",
    [
        "EPSG:32632",
        "urn:ogc:def:crs:EPSG::32632",
        "urn:ogc:def:crs:EPSG:6.9:32632",
        "http://www.opengis.net/def/crs/EPSG/0/32632",
        "32632",
    ],
)
def test_the_crs_member_however_it_is_written(saved, name):
    crs = {"type": "name", "properties": {"name": name}}
    document = {"type": "Point", "coordinates": [500000, 4761000], "crs": crs}
    (point,) = read_features(saved(document)).geometries
    assert point.distance(Point(9, 43)) < 0.01
    assert read_geojson(saved({**SQUARE.__geo_interface__, "crs": None}), "EPSG:4490").crs_given


@pytest.mark.parametrize(
    ("crs", "words"),
    [
        ({"type": "link", "properties": {"href": "http://a.example/EPSG:4326"}}, "is no code"),
        ({"properties": {"name": "+proj=longlat +nadgrids=/etc/passwd"}}, "is no code"),
        ("EPSG:99", "not understood"),
    ],
)
def test_a_crs_that_is_no_code_is_never_handed_on(saved, crs, words):
    member = {"properties": {"name": crs}} if isinstance(crs, str) else crs
    with pytest.raises(InputError, match=words):
        read_features(saved({**SQUARE.__geo_interface__, "crs": member}))


def test_no_crs_at_all_is_asked_for(saved):
    with pytest.raises(CrsUnknown):
        read_geojson(saved({**SQUARE.__geo_interface__, "crs": None}))


def test_a_page_that_goes_on_elsewhere_is_told(saved):
    links = [{"rel": "next", "href": "http://a.example/2"}, {"rel": "self", "href": "x"}]
    page = {"type": "FeatureCollection", "features": [], "links": links}
    assert [english(p.what) for p in read_geojson(saved(page)).passed_over] == [
        "link to http://a.example/2"
    ]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("", "is empty"),
        ("<OGRVRTDataSource/>", "not GeoJSON but XML"),
        ('{"type": "Feature"', "line 1, column"),
        ("[" * 200_000, "nested too deep"),
        ('{"type":"GeometryCollection","geometries":[' * 900 + "]}" * 900, "nested too deep"),
        ('{"type": "Point", "coordinates": [' + "9" * 5000 + ", 1]}", "thousands of digits"),
        ('{"type":"Feature"}\n{"type":"Feature"}', "one JSON text after another"),
        ('{"name": "Mühle"}'.encode("latin-1"), "not UTF-8"),
        ([1], "a JSON list"),
        (1, "a bare JSON value"),
        ({"type": "Topology", "arcs": []}, "TopoJSON"),
        ({"geometryType": "esriGeometryPolygon", "features": []}, "Esri JSON"),
        ({"data": {"areas": [{"lat": 1, "lng": 2, "radius": 3}]}}, "DJI's list of zones"),
        ({"features": [{"identifier": "A", "geometry": []}]}, "ED-269"),
        ({"mission": {}, "fileType": "Plan"}, "JSON with the members mission, fileType"),
        ({"type": "FeatureCollection"}, "without features"),
        ({"type": "FeatureCollection", "features": [1]}, "feature 1: is no feature"),
    ],
)
def test_what_is_not_geojson_is_named(saved, document, words):
    with pytest.raises(InputError, match=words) as caught:
        read_geojson(saved(document))
    assert caught.value.remedy and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (polygon([*RING[:3], [7, -1]]), "begins at 7, 43 and ends at 7, -1"),
        (polygon([[112074314, 43], *RING[1:]]), "begins at 112074314, 43"),
        (polygon(RING, [[7, 43], [7.01, 43], [7.01, 43.01], [7, -1]]), "begins at 7, 43 and ends"),
        (polygon([[7, 43], [8, 43], [7, 43]]), "fewer than three corners"),
        (polygon([], RING), "inner rings but no outline"),
        (polygon([[7, "43"], *RING[1:]]), r"no pair of numbers \(\[7, '43'\]\)"),
        (polygon([[7, None], *RING[1:]]), "no pair of numbers"),
        (polygon([[7, float("nan")], *RING[1:]]), "no pair of numbers"),
        (polygon([[float("inf"), 43], *RING[1:]]), "no pair of numbers"),
        (polygon([[10**400, 43], *RING[1:]]), "no pair of numbers"),
        (polygon([[7], *RING[1:]]), "no pair of numbers"),
        (polygon(["7,43", *RING[1:]]), "no pair of numbers"),
        (polygon(7), "no coordinates but '7'"),
        ({"type": "Polygon"}, "no coordinates but 'None'"),
        ({"type": "LineString", "coordinates": [[7, 43]]}, "a line of one point"),
        ({"type": "Circle", "coordinates": [7, 43]}, "of the kind 'Circle'"),
        ("POLYGON((7 43))", "of the kind 'None'"),
    ],
)
def test_a_broken_shape_is_told_with_its_feature(saved, geometry, words):
    good = feature(SQUARE.__geo_interface__, name="good")
    document = {"type": "FeatureCollection", "features": [good, feature(geometry, name="Pond")]}
    with pytest.raises(InputError, match=words) as caught:
        read_geojson(saved(document))
    assert caught.value.where.endswith("a.geojson, Pond")


def test_a_ring_closed_but_for_rounding_is_closed(saved):
    (shape,) = read_geojson(saved(polygon([*RING[:3], [7.0000001, 43]]))).geometries
    assert shape.is_valid and len(shape.exterior.coords) == 4


OPEN = [[111.99, 37.8], [112.0, 37.8], [112.0, 37.81], [111.99, 37.81]]


def ringed(tmp_path, ring, **properties):
    path = tmp_path / "open.geojson"
    shape = {"type": "Polygon", "coordinates": [ring]}
    path.write_text(json.dumps({"type": "Feature", "properties": properties, "geometry": shape}))
    return path


def test_a_ring_left_open_is_closed_and_told(tmp_path):
    read = read_geojson(ringed(tmp_path, OPEN, name="Pit"))
    assert read.geometries[0].equals(Polygon(OPEN))
    assert english(read.told) == (
        "Pit: its outline is left open: closed from 111.99, 37.81 to 111.99, 37.8",
    )
    assert not english(read_geojson(ringed(tmp_path, [*OPEN, OPEN[0]])).told)


def test_a_ring_whose_last_corner_is_lost_is_not_closed(tmp_path):
    with pytest.raises(InputError, match=r"Pit.*ends at 111.19, 37.8"):
        read_geojson(ringed(tmp_path, [*OPEN, [111.19, 37.8]], name="Pit"))
    with pytest.raises(InputError, match="begins at"):
        read_geojson(ringed(tmp_path, OPEN[:2]))


def test_a_name_in_several_languages(tmp_path):
    name = [{"text": "Flughafen", "lang": "de"}, {"text": "Airport", "lang": "en"}]
    assert read_geojson(ringed(tmp_path, [*OPEN, OPEN[0]], name=name)).fields["name"] == [
        "Flughafen"
    ]


def test_eastings_with_the_number_of_their_zone(tmp_path):
    path = tmp_path / "gk.geojson"
    ring = [[19_588_000, 4_185_000], [19_589_000, 4_185_000], [19_589_000, 4_186_000]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    for code in (4497, 4508):  # CGCS2000, the same zone with its number and without
        crs = {"type": "name", "properties": {"name": f"EPSG:{code}"}}
        path.write_text(json.dumps({**shape, "crs": crs}))
        if code == 4497:
            assert read_features(path).geometries[0].bounds[0] == pytest.approx(112.0, abs=0.01)
        else:
            with pytest.raises(InputError, match="begin with the zone number 19"):
                read_features(path)
