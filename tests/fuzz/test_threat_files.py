"""Damaged files of zones are told in one line or read; nothing else."""

import json
from functools import partial

import pytest

from missionplanner.vector.zones import read_zones
from tests.fuzz.mutations import COUNTS, fuzz, written

SQUARE = [[[111.99, 37.8], [112.0, 37.8], [112.0, 37.81], [111.99, 37.81], [111.99, 37.8]]]
POLYGON = {"type": "Polygon", "coordinates": SQUARE}
POINT = {"type": "Point", "coordinates": [111.99, 37.8]}

OPENAIR = """*VERSION: 2.0
AC R
AY P
AN 矿区 "Range"
AL 500ft AGL
AH FL65
DP 37:48:00,0 N 111:59:24 E
DP\t37:48:00 N 112:00:00 E
DP 37:48.6 N 112:00.0 E
AC UNC
AY Q
AN Circle
AA 2024-01-01T00:00Z/2024-12-31T00:00Z
AL GND
AH 2,500ft MSL
V X=37:48:00 N 111:59:24 E
DC 0.5NM
AC CTR
AN Arcs
AL SFC
AH ask on 122.8
V D=+
V X=37:48:00 N 111:59:24 E
DA 0.5,270,350
DB 37:48:30 N 111:59:24 E,37:47:30 N 111:59:24 E
""".encode()


def collection(*features):
    rows = [
        {"type": "Feature", "properties": values, "geometry": shape} for shape, values in features
    ]
    return {"type": "FeatureCollection", "features": rows}


def ed269():
    volume = {
        "uomDimensions": "M",
        "lowerLimit": 0,
        "lowerVerticalReference": "AGL",
        "upperLimit": 120,
        "upperVerticalReference": "AMSL",
    }
    ring = {"type": "Circle", "center": [111.99, 37.8], "radius": 500}
    shapes = [{**volume, "horizontalProjection": drawn} for drawn in (POLYGON, ring)]
    times = [{"permanent": "NO", "startDateTime": "2024-01-01T00:00:00Z", "schedule": [{}]}]
    zone = {"identifier": "E1", "name": "LED1", "restriction": "REQ_AUTHORISATION"}
    return {"title": "x", "features": [{**zone, "applicability": times, "geometry": shapes}]}


def ed318():
    layer = {"upper": 120, "upperReference": "AGL", "lower": 60, "uom": "m"}
    extent = {"subType": "Circle", "radius": 500}
    shapes = [{**POLYGON, "layer": layer}, {**POINT, "extent": extent, "layer": layer}]
    collected = {"type": "GeometryCollection", "geometries": shapes}
    return collection((collected, {"name": [{"text": "LSR"}], "type": "CONDITIONAL"}))


def openaip():
    ends = {
        "lowerLimit": {"value": 0, "unit": 1, "referenceDatum": 0},
        "upperLimit": {"value": 65, "unit": 6, "referenceDatum": 2},
    }
    return collection((POLYGON, {"name": "ED-R 1", "type": 1, "icaoClass": 8, **ends}))


def plain():
    line = {"type": "LineString", "coordinates": [[111.99, 37.8], [112.0, 37.81]]}
    return collection(
        (POLYGON, {"name": "a", "lower": 200, "upper": 1500, "unit": "FT", "reference": "AGL"}),
        (POINT, {"name": "b", "radius_nm": 0.5, "ceiling": "2,500 ft MSL"}),
        (line, {"name": "c", "height_m": 40}),
        (POLYGON, {"name": "d", "role": "area"}),
    )


FILES = {
    "space.txt": OPENAIR,
    "ed269.json": json.dumps(ed269()).encode(),
    "ed318.geojson": json.dumps(ed318()).encode(),
    "openaip.json": json.dumps(openaip()).encode(),
    "zones.geojson": json.dumps(plain()).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_undamaged_files_are_read(tmp_path, name):
    read = read_zones(written(tmp_path / name, FILES[name]))
    assert read.report.zones >= 1


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", FILES)
def test_damaged_threats_are_told(tmp_path, name, count):
    read = partial(_read, tmp_path / name)
    fuzz(FILES[name], seed=8, count=count, read=read)


def _read(path, data):
    return read_zones(written(path, data))
