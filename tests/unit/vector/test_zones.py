import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from missionplanner.errors import InputError, Undecided
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.model.airspace import GROUND, PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.altitudes import parse_altitude
from missionplanner.vector.zones import merged, read_zones, write_zones
from tests.english import english

SQUARE = box(7, 43, 7.02, 43.02)
LINE = LineString([(7, 43), (7.01, 43.01)])


def agl(value):
    return Altitude(value_m=value, datum=Datum.AGL)


def msl(value):
    return Altitude(value_m=value, datum=Datum.EGM96)


def zone_of(geojson, **values):
    return read_zones(geojson((SQUARE, values))).threats.zones[0]


def test_a_polygon_alone_is_closed_from_the_ground_up(geojson):
    zone = zone_of(geojson)
    assert (zone.name, zone.floor, zone.ceiling) == ("Zone 1", GROUND, None)
    assert zone.polygon.equals(SQUARE) and zone.radius_m is None


@pytest.mark.parametrize("low", ["floor_m", "floor", "Lower", "lower limit", "min_alt", "minAlt"])
@pytest.mark.parametrize("high", ["ceiling_m", "Ceiling", "upper", "max-alt", "TOP"])
def test_names_of_floor_and_ceiling(geojson, low, high):
    zone = zone_of(geojson, **{low: 20, high: "120"})
    assert (zone.floor, zone.ceiling) == (agl(20), agl(120))


def test_datums_units_and_words(geojson):
    zone = zone_of(geojson, floor_m=700, floor_datum="msl", ceiling_m=120, ceiling_datum="AGL")
    assert zone.floor.datum is Datum.EGM96 and zone.ceiling == agl(120)
    both = zone_of(geojson, floor_m=700, ceiling_m=900, datum="ellipsoid")
    assert {both.floor.datum, both.ceiling.datum} == {Datum.ELLIPSOID}
    feet = zone_of(geojson, floor_ft=1000, ceiling="2000 ft AMSL")
    assert feet.floor.value_m == pytest.approx(304.8)
    assert feet.ceiling.value_m == pytest.approx(609.6) and feet.ceiling.datum is Datum.EGM96
    assert zone_of(geojson, floor="GND", ceiling="UNLIM").ceiling is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"floor_m": 100, "ceiling_m": 50}, "not above its floor"),
        ({"floor_m": 10, "datum": "qfe"}, "'qfe' is not a height reference"),
        ({"floor_m": "high"}, "'high' is not a height"),
        ({"kind": "power_line"}, "called a line but is a Polygon"),
    ],
)
def test_zones_that_make_no_sense(geojson, values, words):
    with pytest.raises(InputError, match=words) as caught:
        zone_of(geojson, name="TFR", **values)
    assert "TFR" in caught.value.where


def test_a_zone_that_crosses_itself_or_is_in_metres(geojson):
    with pytest.raises(InputError, match="crosses"):
        read_zones(geojson((Polygon([(7, 43), (7.1, 43.1), (7.1, 43), (7, 43.1)]), {})))
    with pytest.raises(InputError, match="not longitude"):
        read_zones(geojson((LineString([(5e5, 4e6), (6e5, 4e6)]), {"height_m": 30})))


@pytest.mark.parametrize("key", ["radius_m", "Radius", "RADIUS_M"])
@pytest.mark.parametrize("kind", ["cylinder", "no-fly", None])
def test_a_point_with_a_radius_is_a_cylinder(geojson, key, kind):
    threats = read_zones(geojson((Point(7, 43), {key: 200, "kind": kind, "ceiling_m": 90}))).threats
    (zone,) = threats.zones
    assert (zone.name, zone.radius_m, zone.ceiling) == ("Cylinder 1", 200, agl(90))
    assert geodesic_area_m2(zone.polygon) == pytest.approx(3.14159 * 200**2, rel=0.002)


@pytest.mark.parametrize("key", ["height_m", "Height", "heightM", "tower_height"])
def test_a_line_with_a_height_is_a_power_line(geojson, key):
    threats = read_zones(
        geojson(
            (LINE, {key: 35, "type": "cs", "name": "110 kV"}), (LINE, {key: 35, "clearance": 50})
        )
    ).threats
    assert threats.power_lines[0] == PowerLine("110 kV", LINE, 35, 20)
    assert (threats.power_lines[1].name, threats.power_lines[1].clearance_m) == ("Power line 2", 50)


@pytest.mark.parametrize(
    ("shape", "values", "words"),
    [
        (Point(7, 43), {}, "point without a radius.*radius_m"),
        (Point(7, 43), {"radius_m": -5}, "radius_m is '-5'"),
        (Point(7, 43), {"radius_m": "wide"}, "'wide' is not a height"),
        (LINE, {}, "line without a height.*height_m"),
        (LINE, {"height_m": 0}, "height_m is '0'"),
        (None, {"kind": "risk"}, "risk without a raster"),
    ],
)
def test_what_is_missing_is_asked_for(geojson, shape, values, words):
    with pytest.raises(InputError, match=words):
        read_zones(geojson((shape, values)))


def test_many_parts_and_mixed_collections(geojson):
    lines = MultiLineString([LINE, LineString([(7, 43.1), (7.1, 43.1)])])
    mixed = GeometryCollection([Point(7, 43), SQUARE])
    threats = read_zones(
        geojson((lines, {"height_m": 30}), (mixed, {"radius_m": 50}), (None, {}))
    ).threats
    assert len(threats.power_lines) == 2
    assert [z.radius_m for z in threats.zones] == [50, None]


def test_risks_name_rasters_beside_the_file(geojson, tmp_path):
    threats = read_zones(
        geojson((None, {"kind": "risk", "name": "Rockfall", "raster": "r/a.tif"}))
    ).threats
    assert threats.risks == (RiskRaster("Rockfall", tmp_path / "r/a.tif"),)
    (tmp_path / "wind.tif").touch()
    assert read_zones(tmp_path / "wind.tif").threats.risks[0].name == "wind"
    with pytest.raises(InputError, match="no such file"):
        read_zones(tmp_path / "absent.tif")


ALTITUDES = st.builds(
    Altitude,
    value_m=st.integers(0, 100).map(float),
    datum=st.sampled_from([Datum.AGL, Datum.EGM96, Datum.ELLIPSOID]),
)
HIGH = st.builds(
    Altitude,
    value_m=st.integers(101, 900).map(float),
    datum=st.sampled_from([Datum.AGL, Datum.EGM96, Datum.ELLIPSOID]),
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ALTITUDES, st.none() | HIGH, st.sampled_from(["geojson", "gpkg", "kml"]))
def test_written_and_read_back(tmp_path, floor, ceiling, suffix):
    path = tmp_path / f"z.{suffix}"
    path.unlink(missing_ok=True)
    threats = Threats(
        (
            Zone("North", MultiPolygon([SQUARE]), floor, ceiling),
            Zone("Mast", MultiPolygon([SQUARE]), GROUND, None, 250.0),
        ),
        (PowerLine("L1", LINE, 32.5, 25.0),),
        (RiskRaster("Wind", tmp_path / "w.tif"),),
    )
    write_zones(path, "threats", threats)
    again = read_zones(path).threats
    assert again.power_lines == threats.power_lines and again.risks == threats.risks
    for got, want in zip(again.zones, threats.zones, strict=True):
        assert (got.name, got.floor, got.ceiling, got.radius_m) == (
            want.name,
            want.floor,
            want.ceiling,
            want.radius_m,
        )
        assert got.polygon.equals(want.polygon)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_a_file_without_threats_is_an_error(tmp_path, suffix):
    write_zones(tmp_path / f"n.{suffix}", "threats", Threats())
    with pytest.raises(InputError, match="holds no shapes"):
        read_zones(tmp_path / f"n.{suffix}")


def test_merged_keeps_all_in_order(geojson):
    one = read_zones(geojson((SQUARE, {"name": "a"}))).threats
    two = read_zones(geojson((SQUARE, {"name": "b"}), (LINE, {"height_m": 30}))).threats
    both = merged([one, two])
    assert [z.name for z in both.zones] == ["a", "b"] and len(both.power_lines) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", agl(120)),
        ("1500 ft AMSL", msl(457.2)),
        ("1500ft msl", msl(457.2)),
        ("300 M AGL", agl(300)),
        ("FL 65", msl(1981.2)),
        ("FL065", msl(1981.2)),
        ("SFC", agl(0)),
        ("-3.5 m EGM96", msl(-3.5)),
        ("700 WGS84", Altitude(value_m=700, datum=Datum.ELLIPSOID)),
        ("UNL", None),
    ],
)
def test_heights_in_words(text, expected):
    got = parse_altitude(text)
    if expected is None:
        assert got is None
    else:
        assert got.datum is expected.datum
        assert got.value_m == pytest.approx(expected.value_m)


def test_real_power_lines_lack_a_height(data_dir):
    with pytest.raises(InputError, match=r"Line 0: is a line without a height"):
        read_zones(data_dir / "vector" / "powerlines_mv_oberrhein_20kV.geojson")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"role": "area"}, "surveyed"),
        ({"kind": "Survey area"}, "surveyed"),
        ({"type": "boundary"}, "surveyed"),
        ({"role": "hole"}, "flown over"),
    ],
)
def test_what_is_no_threat_by_its_role_is_passed_over(geojson, values, why):
    named = (SQUARE, {"name": "pit", **values})
    got = read_zones(geojson(named, (SQUARE, {"kind": "nofly", "name": "nfz"})))
    assert [zone.name for zone in got.threats.zones] == ["nfz"]
    (over,) = got.report.passed_over
    assert english(over.what) == "pit" and why in english(over.why)
    with pytest.raises(InputError, match=r"holds no zone.*pit"):
        read_zones(geojson(named))


def test_an_exclusion_is_a_zone_and_a_feature_without_shape_is_told(geojson):
    got = read_zones(geojson((None, {}), (SQUARE, {"type": "exclusion"})))
    assert got.report.zones == 1 and "no shape" in english(got.report.passed_over[0].why)


def test_zones_without_any_height_are_told_once_with_their_number(geojson):
    got = read_zones(geojson((SQUARE, {}), (SQUARE, {}), (SQUARE, {"ceiling_m": 120})))
    told = english(got.report.told)
    assert [line for line in told if "2 zones" in line and "without end" in line]
    assert len(english(got.report.told)) == 1


@pytest.mark.parametrize(
    ("mode", "datum"), [("absolute", Datum.EGM96), ("relativeToGround", Datum.AGL)]
)
def test_what_kml_draws_down_to_the_ground_reaches_from_there(kml, mode, datum):
    ring = "7,43,1400 7.02,43,1500 7.02,43.02,1500 7,43,1400"
    outline = (
        "<outerBoundaryIs><LinearRing><coordinates>"
        f"{ring}</coordinates></LinearRing></outerBoundaryIs>"
    )

    def placemark(extrude, more=""):
        return (
            f"<Placemark><name>TMA</name>{more}<Polygon>{extrude}"
            f"<altitudeMode>{mode}</altitudeMode>{outline}</Polygon></Placemark>"
        )

    got = read_zones(kml(placemark("<extrude>1</extrude>")))
    (zone,) = got.threats.zones
    assert (zone.floor, zone.ceiling) == (GROUND, Altitude(value_m=1500.0, datum=datum))
    assert any("TMA" in line and "1500 m" in line for line in english(got.report.told))
    flat = read_zones(kml(placemark("")))
    assert flat.threats.zones[0].ceiling is None and english(flat.report.told)
    # Attributes tell more than the drawing, whose mode is not theirs.
    data = '<ExtendedData><Data name="ceiling_m"><value>120</value></Data></ExtendedData>'
    named = read_zones(kml(placemark("<extrude>1</extrude>", data)))
    assert named.threats.zones[0].ceiling == agl(120)


def test_limits_in_free_text_are_told_with_the_text(geojson):
    values = {"name": "R1", "description": "<b>Lower:</b> 1000ft MSL Upper: FL125"}
    got = read_zones(geojson((SQUARE, values)))
    assert (got.threats.zones[0].floor, got.threats.zones[0].ceiling) == (GROUND, None)
    (line,) = english(got.report.told)
    assert "R1" in line and "Lower: 1000ft MSL Upper: FL125" in line.replace("  ", " ")


def test_a_cell_of_a_facility_map_is_closed_above_its_ceiling(geojson):
    cell = {"CEILING": 100, "UNIT": "Feet", "APT1_FAAID": "LAX", "MAP_EFF": "2024"}
    got = read_zones(geojson((SQUARE, cell), (SQUARE, {**cell, "CEILING": 0})))
    high, low = got.threats.zones
    assert high.floor.value_m == pytest.approx(30.48) and high.floor.datum is Datum.AGL
    assert (low.floor, high.ceiling, low.ceiling) == (GROUND, None, None)
    assert any("authorisation" in line for line in english(got.report.told))


def test_an_open_question_far_away_is_not_asked(geojson):
    here = (SQUARE, {"name": "here", "ceiling": "400 ft"})
    far = (box(9, 43, 9.1, 43.1), {"name": "far", "ceiling": 400})
    assert read_zones(geojson(here, far), near=SQUARE).report.zones == 1
    with pytest.raises(Undecided, match="far"):
        read_zones(geojson(here, far))
    both = read_zones(geojson(here, far), ReadChoices(threat_unit="ft")).threats.zones
    assert both[0].ceiling == both[1].ceiling


def test_a_label_beside_a_polygon_is_left_and_told(geojson):
    drawn = GeometryCollection([SQUARE, Point(7.01, 43.01), LINE])
    got = read_zones(geojson((drawn, {"name": "TFR", "ceiling_m": 120})))
    assert [zone.name for zone in got.threats.zones] == ["TFR"]
    assert got.threats.power_lines == () and "points and lines" in english(got.report.told)[0]


def test_a_radius_that_is_not_its_polygon_s_is_no_cylinder(geojson):
    square = read_zones(geojson((SQUARE, {"radius_m": 200}))).threats.zones[0]
    assert square.radius_m is None


def test_a_description_without_end_ends(geojson):
    got = read_zones(geojson((SQUARE, {"name": "a", "description": "<" * 100_000 + "500 ft AGL"})))
    assert any("free text" in line for line in english(got.report.told))
