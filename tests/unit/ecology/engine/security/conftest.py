import csv
import datetime
import json

import numpy as np
import pytest

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security.stage import run_security
from missionplanner.ecology.security.systems import system
from missionplanner.model.study import Study
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import COLUMNS, NORTH_WEST, ROWS, write_band, write_epoch

CELL = 30.0
DAYS = ("2014-07-01", "2015-07-01")
HALVES = {"west": (0, 0, 50, ROWS), "middle": (50, 0, 80, ROWS), "east": (80, 0, COLUMNS, ROWS)}


def collection(shapes):
    """Return GeoJSON of name -> (kind, cells from the north-west corner)."""

    def metres(cells):
        return [[NORTH_WEST[0] + CELL * c, NORTH_WEST[1] - CELL * r] for c, r in cells]

    features = []
    for name, (kind, cells) in shapes.items():
        placed = metres(cells)
        coordinates = {"Point": placed[0], "LineString": placed, "Polygon": [placed]}[kind]
        geometry = {"type": kind, "coordinates": coordinates}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32616"}}
    return {"type": "FeatureCollection", "crs": crs, "features": features}


def box(left, top, right, bottom):
    return "Polygon", [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def write_shapes(path, shapes):
    path.write_text(json.dumps(collection(shapes)), encoding="utf-8")


def write_table(path, head, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def yearbook(spread=1.0):
    return [
        [name, year, 1000 * (i + 1) * (1 + 0.1 * step), 5 + i + step * spread]
        for i, name in enumerate(HALVES)
        for step, year in enumerate((2014, 2015))
    ]


def cover(rng, size=7):
    """Return patches of four codes, blurred by single cells."""
    coarse = rng.integers(1, 5, (ROWS // size + 1, COLUMNS // size + 1))
    codes = np.kron(coarse, np.ones((size, size), int))[:ROWS, :COLUMNS]
    single = rng.random(codes.shape) < 0.05
    return np.where(single, rng.integers(1, 5, codes.shape), codes).astype("uint8")


def write_inputs(data, folder):
    """Write everything all 21 indicators of the paper need, and name it in the study."""
    rng = np.random.default_rng(11)
    for day in DAYS:
        write_band(folder / f"cover_{day}.tif", cover(rng), nodata=0)
        npp = (4000 + 2500 * rng.random((ROWS // 3, COLUMNS // 3 + 1))).astype("int16")
        write_band(folder / f"npp_{day}.tif", npp, cell=90.0)
    codes = rng.integers(100, 104, (ROWS // 9, COLUMNS // 9 + 1)).astype("int32")
    write_band(folder / "soil.tif", codes, cell=270.0)
    write_table(
        folder / "soil.csv",
        ["MU_GLOBAL", "SHARE", "T_OC"],
        [[code, 100, 0.5 + 0.3 * i] for i, code in enumerate(range(100, 104))],
    )
    write_shapes(folder / "districts.geojson", {n: box(*b) for n, b in HALVES.items()})
    write_table(folder / "book.csv", ["district", "year", "people", "rate"], yearbook())
    sites = {f"site {i}": ("Point", [(20 + 9 * i, 30 + 5 * i)]) for i in range(5)}
    write_shapes(folder / "sites.geojson", sites)
    write_shapes(folder / "road.geojson", {"road": ("LineString", [(0, 10), (110, 60)])})
    write_shapes(folder / "places.geojson", {"pit": box(30, 30, 50, 50), "wood": box(0, 0, 9, 9)})
    data["security"] = {
        "land_cover": {
            "by_date": {day: {"path": f"cover_{day}.tif"} for day in DAYS},
            "classes": {"1": "a", "2": "b", "3": "c", "4": "d"},
            "green": [1, 2],
            "window_cells": 7,
        },
        "statistics": [
            {
                "districts": "districts.geojson",
                "table": "book.csv",
                "indicators": {
                    "P2": {"column": "people", "spread": "area"},
                    "R1": {"column": "rate"},
                    "M1": {"column": "rate", "spread": "inverse-distance"},
                    "M2": {"column": "people", "spread": "pycnophylactic"},
                },
            }
        ],
        "sites": {"path": "sites.geojson"},
        "roads": {"path": "road.geojson"},
        "hazards": {"path": "sites.geojson", "radius_m": 600.0},
        "soil": {"codes": {"path": "soil.tif"}, "table": "soil.csv"},
        "npp": {day: {"path": f"npp_{day}.tif"} for day in DAYS},
        "report_sites": "places.geojson",
        # Three districts, and two epochs of VHI, have no four classes of figures.
        "options": {
            "weights": {"thresholds": {key: [0.2, 0.5, 0.8] for key in ("P2", "R1", "D4")}}
        },
    }


SMALL = """
key = "small"
title = "Five indicators"
""" + "".join(
    f"""
[[indicators]]
key = "{key}"
layer = "{key[0]}"
sign = "{sign}"
compute = "{compute}"
title = "{compute}"
weight = 0.2
"""
    for key, sign, compute in (
        ("D1", "+", "elevation"),
        ("P2", "-", "statistic"),
        ("S1", "+", "greenness"),
        ("I2", "-", "patch-density"),
        ("I3", "+", "shannon-diversity"),
    )
)


def written(folder, change=None, small=True, block_cells=64):
    """Write a study of two epochs with everything in it; return it and its place."""
    rng = np.random.default_rng(5)
    files = folder / "study"
    files.mkdir()
    data = {"epochs": [write_epoch(files, datetime.date.fromisoformat(day), rng) for day in DAYS]}
    row, column = np.mgrid[0:ROWS, 0:COLUMNS]
    height = 300 + 60 * np.sin(row / 9) + 45 * np.cos(column / 7)
    write_band(files / "dem.tif", height.astype("float32"))
    data["dem"] = {"path": "dem.tif"}
    write_inputs(data, files)
    if small:
        (files / "small.toml").write_text(SMALL, encoding="utf-8")
        data["security"]["options"]["system"] = "small.toml"
        data["security"]["options"]["weights"]["thresholds"] = {"P2": [0.2, 0.5, 0.8]}
    if change:
        change(data, files)
    place = RunPlace(files, folder / "out", block_cells=block_cells, workers=2)
    return Study.model_validate(data), place


@pytest.fixture
def security_study(tmp_path):
    """Return a function that makes a study of five indicators, and its place."""

    def make(change=None, **more):
        return written(tmp_path, change, **more)

    return make


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study of all 21 indicators of the paper, its place, and its security."""
    study, place = written(tmp_path_factory.mktemp("whole"), small=False)
    return study, place, run_security(PreparedStudy(study, place), silent())


@pytest.fixture(scope="session")
def paper():
    return system("lingbei-2024")
