import json

import numpy as np
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.area import Hole, SensorPart, SurveyArea
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.area import read_area, write_area
from missionplanner.vector.files import write_features

SQUARE = box(7, 43, 7.02, 43.02)
RINGED = Polygon(SQUARE.exterior.coords, [box(7.005, 43.005, 7.008, 43.008).exterior.coords])
INNER = box(7.011, 43.011, 7.015, 43.015)


def test_inner_rings_become_numbered_holes(geojson):
    area = read_area(geojson((RINGED, {"name": "Pit"}))).area
    assert area.name == "Pit"
    assert area.outer.equals(SQUARE)
    assert [h.name for h in area.holes] == ["Hole 1"]
    assert area.holes[0].polygon.equals(box(7.005, 43.005, 7.008, 43.008))
    assert not area.holes[0].overflight_allowed


@pytest.mark.parametrize("role", ["hole", "Exclusion", "keep-out", "keep_out"])
@pytest.mark.parametrize("key", ["role", "Type", "KIND"])
def test_a_feature_may_be_a_hole(geojson, role, key):
    area = read_area(geojson((SQUARE, {}), (INNER, {key: role, "name": "Tailings"}))).area
    assert area.outer.equals(SQUARE)
    assert area.holes == (Hole("Tailings", area.holes[0].polygon, False),)


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        *((word, True) for word in ("allowed", "Yes", True, 1, 1.0)),
        *((word, False) for word in ("denied", "no", False, 0, None, "")),
    ],
)
@pytest.mark.parametrize("key", ["overflight", "Overfly", "overflight_allowed"])
def test_overflight(geojson, key, value, allowed):
    area = read_area(geojson((SQUARE, {}), (INNER, {"role": "hole", key: value}))).area
    assert area.holes[0].overflight_allowed is allowed


def test_overflight_that_is_neither_yes_nor_no(geojson):
    with pytest.raises(InputError, match="overflight is 'perhaps'"):
        read_area(geojson((SQUARE, {}), (INNER, {"role": "hole", "overflight": "perhaps"})))


def test_overflight_alone_makes_a_hole_of_what_lies_within(geojson):
    area = read_area(geojson((SQUARE, {}), (INNER, {"overflight": "no"}))).area
    assert len(area.holes) == 1
    apart = read_area(geojson((SQUARE, {}), (box(7.1, 43, 7.11, 43.01), {"overflight": "no"}))).area
    assert not apart.holes and len(apart.outer.geoms) == 2


def test_overflight_of_an_area_speaks_for_its_rings(geojson):
    area = read_area(geojson((RINGED, {"role": "area", "overflight": "allowed"}))).area
    assert area.holes[0].overflight_allowed


def test_an_island_in_a_hole_is_surveyed(geojson):
    island = box(7.006, 43.006, 7.007, 43.007)
    area = read_area(geojson((RINGED, {}), (island, {}))).area
    assert area.outer.equals(SQUARE)
    assert all(not hole.polygon.interiors for hole in area.holes)
    left = sum(hole.polygon.area for hole in area.holes)
    assert left == pytest.approx(0.003**2 - 0.001**2)


def test_several_polygons_and_the_files_own_name(geojson):
    both = MultiPolygon([SQUARE, box(7.1, 43, 7.12, 43.02)])
    area = read_area(
        geojson((both, {"type": "surface"}), (Point(7, 43), {}), name="mine.geojson")
    ).area
    assert area.name == "mine" and len(area.outer.geoms) == 2


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "kml", "shp"])
def test_written_and_read_back(tmp_path, suffix):
    area = SurveyArea(
        "Mine",
        MultiPolygon([SQUARE]),
        (Hole("Pond", INNER), Hole("Pit", box(7, 43, 7.001, 43.001), True)),
    )
    path = tmp_path / f"x.{suffix}"
    if suffix == "shp":
        write_features(
            path,
            "x",
            [area.outer, *(h.polygon for h in area.holes)],
            {
                "role": ["area", "hole", "hole"],
                "name": ["Mine", "Pond", "Pit"],
                "overflight": [None, "no", "yes"],
            },
            driver="ESRI Shapefile",
        )
    else:
        write_area(path, "area", area)
    again = read_area(path).area
    assert again.name == "Mine" and again.outer.equals(area.outer)
    assert [(h.name, h.overflight_allowed) for h in again.holes] == [("Pond", False), ("Pit", True)]
    assert all(a.polygon.equals(b.polygon) for a, b in zip(again.holes, area.holes, strict=True))


def test_ground_may_be_meant_for_single_sensors(geojson):
    pit = box(7.011, 43.011, 7.015, 43.015)
    area = read_area(
        geojson((SQUARE, {"name": "Mine"}), (pit, {"name": "Pit", "Sensors": "xt2; H20T-thermal"}))
    ).area
    assert (area.name, area.outer.equals(SQUARE)) == ("Mine", True)
    assert [(p.name, p.sensors) for p in area.parts] == [("Pit", ("xt2", "h20t-thermal"))]
    assert area.of("xt2").outer.equals(pit) and area.of("xt2").parts == ()
    assert area.of("p1-35").outer.equals(SQUARE)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_ground_for_sensors_is_written_and_read_back(tmp_path, suffix):
    part = SensorPart("Pit", MultiPolygon([INNER]), ("xt2", "p1-35"))
    area = SurveyArea("Mine", MultiPolygon([SQUARE]), (), (part,))
    write_area(tmp_path / f"x.{suffix}", "area", area)
    again = read_area(tmp_path / f"x.{suffix}").area
    assert again.name == "Mine" and again.outer.equals(area.outer)
    assert [(p.name, p.sensors) for p in again.parts] == [("Pit", ("xt2", "p1-35"))]
    assert again.parts[0].polygon.equals(part.polygon)


def test_the_layer_called_area_is_taken(tmp_path):
    path = tmp_path / "l.gpkg"
    write_features(path, "first", [box(1, 1, 1.01, 1.01)], {"name": ["x"]})
    write_area(path, "area", SurveyArea("Mine", MultiPolygon([SQUARE])))
    assert read_area(path).area.name == "Mine"
    assert read_area(path, ReadChoices(layer=("first",))).area.name == "x"
    with pytest.raises(InputError, match=r"no layer 'other'.*its layers are: first, area"):
        read_area(path, ReadChoices(layer=("other",)))


def test_metres_in_a_named_crs_are_turned_into_degrees(tmp_path):
    frame = SiteFrame(32632)
    square = {"type": "Polygon", "coordinates": [list(frame.project(SQUARE).exterior.coords)]}
    path = tmp_path / "utm.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}},
                "features": [{"type": "Feature", "properties": {}, "geometry": square}],
            }
        )
    )
    assert np.allclose(read_area(path).area.outer.bounds, SQUARE.bounds, atol=1e-9)


def refused(path, words):
    with pytest.raises(InputError) as caught:
        read_area(path)
    assert words in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.where.startswith(str(path)) and caught.value.remedy


def test_shapefile_without_prj(tmp_path):
    path = tmp_path / "a.shp"
    write_features(path, "a", [SQUARE], {"name": ["x"]}, driver="ESRI Shapefile")
    path.with_suffix(".prj").unlink()
    refused(path, "names no coordinate system")


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ([], "holds no shapes"),
        ([(None, {})], "holds no shapes"),
        ([(Polygon(), {})], "is empty"),
        ([(Polygon([(7, 43), (7.1, 43.1), (7.1, 43), (7, 43.1)]), {})], "crosses"),
        ([(LineString([(7, 43), (7.1, 43), (7.1, 43.1), (7, 43)]), {})], "closed line"),
        ([(Point(7, 43), {})], "is a Point"),
        ([(SQUARE, {"role": "hole"})], "holes but no area"),
        ([(SQUARE, {}), (box(8, 43, 8.1, 43.1), {"role": "hole"})], "lies outside the area"),
        ([(box(7, 43, 8, 44), {})], "at most 2000"),
        ([(box(500_000, 4e6, 501_000, 4.001e6), {})], "not longitude and latitude"),
    ],
)
def test_what_is_no_area(geojson, features, words):
    refused(geojson(*features), words)


def test_files_that_are_not_what_they_seem(tmp_path):
    broken = tmp_path / "a.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [')
    refused(broken, "cannot be read as GeoJSON")
    refused(tmp_path / "absent.geojson", "no such file")
    text = tmp_path / "area.docx"
    text.write_text("area")
    refused(text, "'.docx' is not a format")
    package = tmp_path / "a.gpkg"
    package.write_text("not a database")
    refused(package, "is not a GeoPackage")
