import json

import pytest
from shapely.geometry import box

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.vector.zones import read_zones
from tests.english import english

POLYGON = box(111.99, 37.8, 112.0, 37.81).__geo_interface__
POINT = {"type": "Point", "coordinates": [111.99, 37.8]}


@pytest.fixture
def read(tmp_path):
    def make(content, name="zones.json", **more):
        path = tmp_path / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return read_zones(path, **more)

    return make


def volume(drawn=POLYGON, **more):
    ends = {"lowerLimit": 0, "lowerVerticalReference": "AGL"}
    ends |= {"upperLimit": 120, "upperVerticalReference": "AGL", "uomDimensions": "M"}
    return {**ends, **more, "horizontalProjection": drawn}


def ed269(*volumes, **zone):
    zone = {"identifier": "E1", "name": "LED1", "restriction": "PROHIBITED", **zone}
    return {"title": "x", "features": [{**zone, "geometry": list(volumes)}]}


def ed318(shape, **zone):
    feature = {"type": "Feature", "properties": {"name": "LSR", **zone}, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}


def layered(shape=POLYGON, **more):
    layer = {"upper": 120, "upperReference": "AGL", "lower": 60, "lowerReference": "AGL"}
    return {**shape, "layer": {**layer, "uom": "m", **more}}


def agl(value):
    return Altitude(value_m=value, datum=Datum.AGL)


@pytest.mark.parametrize("name", ["a.json", "a.geojson", "a.txt"])
def test_ed269_is_known_by_what_it_holds(read, name):
    (zone,) = read(ed269(volume()), name).threats.zones
    assert (zone.name, zone.floor) == ("LED1", GROUND)
    assert zone.ceiling.value_m == 120 and zone.ceiling.datum is Datum.AGL
    assert geodesic_area_m2(zone.polygon) == pytest.approx(0.97745e6, rel=1e-4)


def test_ed269_in_a_list_of_its_own_name(read):
    content = {"UASZoneList": ed269(volume())["features"]}
    assert len(read(content).threats.zones) == 1


def test_ed269_feet_circles_and_several_volumes(read):
    drawn = {"type": "Circle", "center": [111.99, 37.8], "radius": 1000}
    amsl = volume(drawn, uomDimensions="FT", upperVerticalReference="AMSL")
    one, two = read(ed269(amsl, volume())).threats.zones
    assert (one.name, two.name) == ("LED1 (1)", "LED1 (2)")
    assert one.radius_m == pytest.approx(304.8)
    assert one.ceiling.value_m == pytest.approx(36.576) and one.ceiling.datum is Datum.EGM96
    assert two.ceiling.value_m == 120


def test_ed269_without_limits_is_closed_at_all_heights(read):
    (zone,) = read(ed269({"horizontalProjection": POLYGON})).threats.zones
    assert (zone.floor, zone.ceiling) == (GROUND, None)


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        ("REQ_AUTHORISATION", "avoided until it is marked as granted"),
        ("CONDITIONAL", "under conditions.*ask the tower"),
    ],
)
def test_what_needs_an_authorisation_is_avoided_and_told(read, restriction, words):
    zone = {"restriction": restriction, "restrictionConditions": "ask the tower"}
    for content in (ed269(volume(), **zone), ed318(layered(), **{**zone, "type": restriction})):
        got = read(content)
        assert got.report.zones == 1
        told = " ".join(english(got.report.told))
        assert words.split(".*")[0] in told and words.split(".*")[-1] in told


def test_no_restriction_is_passed_over(read):
    free = ed269(volume(), volume(), restriction="NO_RESTRICTION", name="free")
    with pytest.raises(InputError, match=r"free .restricts nothing"):
        read(free)
    both = read({"features": [*free["features"], *ed269(volume())["features"]]})
    assert [zone.name for zone in both.threats.zones] == ["LED1"]
    (over,) = both.report.passed_over
    assert (english(over.what), over.count) == ("free", 2)


def test_times_of_validity_are_told(read):
    times = {"startDateTime": "2024-01-01T00:00:00Z", "endDateTime": "2024-06-30T00:00:00Z"}
    for key, make in (("applicability", ed269), ("limitedApplicability", ed318)):
        content = make(volume() if make is ed269 else layered(), **{key: [times]})
        told = " ".join(english(read(content).report.told))
        assert "2024-01-01" in told and "2024-06-30" in told and "always closed" in told


def test_ed318_layers_in_geometries_and_circles(read):
    circle = layered({**POINT, "extent": {"subType": "Circle", "radius": 500}}, uom="ft", lower=0)
    both = {"type": "GeometryCollection", "geometries": [layered(), circle]}
    one, two = read(ed318(both)).threats.zones
    assert (one.floor, one.ceiling) == (agl(60), agl(120))
    assert two.radius_m == 500 and two.ceiling.value_m == pytest.approx(36.576)


def test_ed318_layer_in_the_properties_and_names_in_languages(read):
    names = [{"text": "Zürich", "lang": "de-CH"}, {"text": "Zurich", "lang": "en-GB"}]
    layer = layered()["layer"]
    (zone,) = read(ed318(POLYGON, layer=layer, name=names, type="PROHIBITED")).threats.zones
    assert (zone.name, zone.floor, zone.ceiling) == ("Zürich", agl(60), agl(120))


def test_a_broken_shape_is_named(read):
    with pytest.raises(InputError, match="LED1"):
        read(ed269(volume({"type": "Polygon", "coordinates": [[[1, 2]]]})))
    with pytest.raises(InputError, match=r"LED1.*without a radius"):
        read(ed269(volume({"type": "Circle", "center": [111.99, 37.8]})))


def openaip(**values):
    own = {"name": "ED-R 1", "type": 1, "icaoClass": 8, **values}
    return {"type": "Feature", "properties": own, "geometry": POLYGON}


def ends(low, high):
    keys = ("value", "unit", "referenceDatum")
    pairs = (("lowerLimit", low), ("upperLimit", high))
    return {name: dict(zip(keys, end, strict=True)) for name, end in pairs}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ((0, 1, 0), (65, 6, 2), ((0, Datum.AGL), (1981.2, Datum.EGM96))),
        ((500, 1, 0), (2500, 0, 1), ((152.4, Datum.AGL), (2500, Datum.EGM96))),
        ((1000, "FT", "MSL"), (95, "FL", "STD"), ((304.8, Datum.EGM96), (2895.6, Datum.EGM96))),
    ],
)
def test_openaip_limits(read, low, high, expected):
    features = [openaip(**ends(low, high))]
    for content in ({"type": "FeatureCollection", "features": features}, {"items": features}):
        (zone,) = read(content).threats.zones
        found = [(a.value_m, a.datum) for a in (zone.floor, zone.ceiling)]
        assert found == [(pytest.approx(value), datum) for value, datum in expected]


def test_openaip_of_its_service(read):
    item = {"name": "CTR", "type": 4, "icaoClass": 3, "geometry": POLYGON}
    got = read([{**item, **ends((0, 1, 0), (2500, 1, 1))}])
    assert got.threats.zones[0].ceiling.value_m == pytest.approx(762)


def test_openaip_free_airspace_is_passed_over(read):
    limits = ends((0, 1, 0), (65, 6, 2))
    rows = [openaip(**limits), openaip(type=5, icaoClass=4, **limits),
            openaip(type=10, **limits), openaip(type=7, **limits)]  # fmt: skip
    got = read({"type": "FeatureCollection", "features": rows})
    assert got.report.zones == 2
    assert [english(o.what) for o in got.report.passed_over] == [
        "airspace of class E, TMZ",
        "airspace of class UNC, FIR",
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ({"data": {"areas": [{"lat": 37.8, "lng": 112, "radius": 500}]}}, "DJI"),
        ({"type": "Topology", "objects": {}, "arcs": []}, "TopoJSON"),
        ([], "list"),
    ],
)
def test_other_json_is_named(read, content, name):
    with pytest.raises(InputError, match=name):
        read(content)


@pytest.mark.parametrize("key", ["UASZoneVersion", "data"])
def test_ed269_within_another_object_and_alone(read, key):
    for content in ({key: ed269(volume())}, ed269(volume())["features"][0]):
        assert [zone.name for zone in read(content).threats.zones] == ["LED1"]


def test_ed318_without_limits_is_known_by_its_restriction(read):
    name = [{"text": "Zürich", "lang": "de-CH"}]
    got = read(ed318(POLYGON, name=name, type="REQ_AUTHORISATION"))
    assert [zone.name for zone in got.threats.zones] == ["Zürich"]
    assert any("--granted" in line for line in english(got.report.told))
