"""Sites at the 180 degree meridian, however their files count longitudes there."""

import json

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame, geodesic_area_m2
from missionplanner.vector.area import read_area, write_area
from missionplanner.vector.files import read_features
from missionplanner.vector.zones import read_zones, write_zones
from tests.english import english

ACROSS = [(179.99, -16.5), (-179.99, -16.5), (-179.99, -16.49), (179.99, -16.49)]
SIZE_M2 = geodesic_area_m2(box(-0.01, -16.5, 0.01, -16.49))


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "kml"])
def test_an_area_across_is_saved_and_given_back(tmp_path, geojson, suffix):
    pond = box(-179.998, -16.498, -179.996, -16.496)
    path = geojson((Polygon(ACROSS), {"name": "A"}), (pond, {"role": "hole", "name": "Pond"}))
    first = read_area(path).area
    assert geodesic_area_m2(first.outer) == pytest.approx(SIZE_M2, rel=1e-6)
    saved = tmp_path / f"saved.{suffix}"
    write_area(saved, "area", first)
    again = read_area(saved).area
    assert again.outer.equals(first.outer)
    assert [hole.name for hole in again.holes] == ["Pond"]
    assert again.holes[0].polygon.equals(first.holes[0].polygon)


@pytest.mark.parametrize("dtype", ["polygon", "cylinder"])
def test_zones_across_are_saved_and_given_back(tmp_path, geojson, dtype):
    shape = Polygon(ACROSS) if dtype == "polygon" else Point(179.999, -16.5)
    values = {"name": "z", "ceiling_m": 120} | ({"radius_m": 900} if dtype == "cylinder" else {})
    first = read_zones(geojson((shape, values))).threats
    write_zones(tmp_path / "z.gpkg", "zones", first)
    again = read_zones(tmp_path / "z.gpkg").threats
    assert again.zones[0].polygon.equals(first.zones[0].polygon)


def test_a_power_line_across_is_as_long_as_it_is(tmp_path, geojson):
    values = {"name": "w", "height_m": 30}
    first = read_zones(geojson((LineString(ACROSS[:2]), values)), near=Point(179.999, -16.5))
    write_zones(tmp_path / "z.gpkg", "lines", first.threats)
    for line in (*first.threats.power_lines, *read_zones(tmp_path / "z.gpkg").threats.power_lines):
        assert SiteFrame.around(179.9, -16.5).project(line.line).length == pytest.approx(2135, 0.01)


def test_longitudes_from_0_to_360(tmp_path):
    here = box(-105.02, 39.7, -105.0, 39.72)
    moved = shapely.transform(here, lambda xy: xy + np.array([360.0, 0.0]))
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry":
                                moved.__geo_interface__}))  # fmt: skip
    read = read_area(path)
    assert read.area.outer.geoms[0].equals_exact(here, 1e-9)
    assert any("beyond 180" in line for line in english(read.report.told))
    assert read_zones(path).threats.zones[0].polygon.geoms[0].equals_exact(here, 1e-9)
    assert read_features(path).geometries[0].bounds[0] == pytest.approx(-105.02)


def test_a_lost_corner_is_still_one(geojson):
    with pytest.raises(InputError, match=r"211.99"):
        read_area(geojson((Polygon([(111.99, 37.8), (112, 37.8), (211.99, 37.81)]), {})))
    with pytest.raises(InputError, match=r"200, 37.8"):
        read_area(geojson((Polygon([(179.9, 37.8), (200, 37.8), (179.9, 37.9)]), {})))
