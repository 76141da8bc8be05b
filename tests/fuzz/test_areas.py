"""Damaged files of areas, in every format: told in one line, never a traceback, never for long."""

import json
from pathlib import Path

import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.area import read_area, write_area
from missionplanner.vector.files import write_features
from tests.fuzz.mutations import COUNTS, fuzz

OUTER = Polygon(
    box(7, 43, 7.02, 43.02).exterior.coords, [box(7.005, 43.005, 7.008, 43.008).exterior.coords]
)
AREA = SurveyArea(
    "Mine",
    MultiPolygon([box(7, 43, 7.02, 43.02)]),
    (Hole("Pond", box(7.01, 43.01, 7.015, 43.015)),),
)
CHOICES = ReadChoices(crs="EPSG:4326", inner="holes")

_PAIRS = [
    *((0, "SECTION"), (2, "ENTITIES"), (0, "LWPOLYLINE"), (8, "PIT"), (100, "AcDbEntity")),
    *((100, "AcDbPolyline"), (90, 4), (70, 1)),
    *(pair for x, y in box(7, 43, 7.02, 43.02).exterior.coords[:4] for pair in ((10, x), (20, y))),
    *((0, "ENDSEC"), (0, "EOF")),
]
DXF = "".join(f"{code}\n{value}\n" for code, value in _PAIRS)


def read_as(path: Path):
    """Return a reader of bytes that are written to the path first."""

    def read(data: bytes) -> None:
        path.write_bytes(data)
        read_area(path, CHOICES)

    return read


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("suffix", ["geojson", "kml", "gpkg"])
def test_damaged_areas_are_told(tmp_path, suffix, count):
    path = tmp_path / f"a.{suffix}"
    write_area(path, "area", AREA)
    fuzz(path.read_bytes(), seed=11, count=count, read=read_as(path))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("part", ["shp", "shx", "dbf", "prj"])
def test_damaged_parts_of_a_shapefile_are_told(tmp_path, part, count):
    path = tmp_path / "a.shp"
    write_features(path, "a", [OUTER, OUTER], {"name": ["矿", "b"]}, driver="ESRI Shapefile")
    damaged = path.with_suffix(f".{part}")

    def read(data: bytes) -> None:
        damaged.write_bytes(data)
        read_area(path, CHOICES)

    fuzz(damaged.read_bytes(), seed=12, count=count, read=read)


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_drawings_are_told(tmp_path, count):
    fuzz(DXF.encode(), seed=13, count=count, read=read_as(tmp_path / "a.dxf"))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_crs_members_are_told(tmp_path, count):
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    shape = {"type": "GeometryCollection", "geometries": [OUTER.__geo_interface__]}
    text = json.dumps({"type": "Feature", "crs": member, "geometry": shape, "properties": None})
    fuzz(text.encode(), seed=14, count=count, read=read_as(tmp_path / "a.json"))
