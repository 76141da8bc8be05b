"""GDAL reads back all geometry of what we write: a reader that shares no line with ours."""

import zipfile

import numpy as np
import pyogrio
import pytest
import shapely

from missionplanner.extensions import formats
from tests.unit.missions.sample import sample_mission


def shapes(source, layer: str | None = None) -> list:
    _, _, found, _ = pyogrio.raw.read(source, layer=layer)
    return [shapely.from_wkb(wkb) for wkb in found]


def written(name: str, folder):
    mission = sample_mission()
    (path,) = formats().named(name).write(mission, folder)
    return mission, path


def assert_same(points, mission, height_m=None) -> None:
    places = np.array([(*p.coords[0], np.nan)[:3] for p in points])
    assert places[:, 0] == pytest.approx(mission.waypoints.lon_deg, abs=1e-8)
    assert places[:, 1] == pytest.approx(mission.waypoints.lat_deg, abs=1e-8)
    if height_m is not None:
        assert places[:, 2] == pytest.approx(height_m, abs=1e-3)


@pytest.mark.parametrize("file", ["template.kml", "waylines.wpml"])
def test_both_halves_of_a_kmz(tmp_path, file):
    mission, path = written("wpml", tmp_path)
    with zipfile.ZipFile(path) as archive:
        (tmp_path / "half.kml").write_bytes(archive.read(f"wpmz/{file}"))
    assert_same(shapes(tmp_path / "half.kml"), mission)


def test_kml(tmp_path):
    mission, path = written("kml", tmp_path)
    layers = [name for name, _ in pyogrio.list_layers(path)]
    found = [shape for layer in layers for shape in shapes(path, layer)]
    (line,) = [s for s in found if s.geom_type == "LineString"]
    points = [s for s in found if s.geom_type == "Point"]
    assert_same([shapely.Point(c) for c in line.coords], mission, mission.waypoints.egm96_m)
    assert_same(points, mission, mission.waypoints.egm96_m)


def test_geojson(tmp_path):
    mission, path = written("geojson", tmp_path)
    points = [s for s in shapes(path) if s.geom_type == "Point"]
    assert_same(points, mission, mission.waypoints.ellipsoid_m)


def test_gpx(tmp_path):
    mission, path = written("gpx", tmp_path)
    assert_same(shapes(path, "route_points"), mission)
    _, _, _, columns = pyogrio.raw.read(path, layer="route_points", columns=["ele"])
    assert columns[0] == pytest.approx(mission.waypoints.egm96_m, abs=1e-3)


def test_geopackage(tmp_path):
    mission, path = written("gpkg", tmp_path)
    assert_same(shapes(path, "waypoints"), mission, mission.waypoints.ellipsoid_m)
    (line,) = shapes(path, "route")
    assert_same([shapely.Point(c) for c in line.coords], mission, mission.waypoints.ellipsoid_m)
