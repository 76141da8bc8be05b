"""A small study with everything in it, seeded: three epochs of six bands, heat, terrain, zones."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

SIZE, CELL_M, EPSG = 60, 30.0, 32650
WEST, NORTH = 500_000.0, 2_800_000.0
BANDS = ("blue", "green", "red", "nir", "swir1", "swir2")
FOREST = np.array([0.03, 0.05, 0.03, 0.40, 0.18, 0.08])
GROUND = np.array([0.11, 0.14, 0.18, 0.25, 0.34, 0.29])
YEARS = (2016, 2018, 2020, 2022)


def write_raster(path: Path, values: np.ndarray, **profile: Any) -> Path:
    """Write (bands, rows, cols) or (rows, cols), row 0 in the north."""
    cube = values if values.ndim == 3 else values[None]
    given = {
        "driver": "GTiff",
        "count": len(cube),
        "height": cube.shape[1],
        "width": cube.shape[2],
        "dtype": cube.dtype.name,
        "crs": f"EPSG:{EPSG}",
        "transform": rasterio.Affine(CELL_M, 0, WEST, 0, -CELL_M, NORTH),
    } | profile
    with rasterio.open(path, "w", **given) as file:
        file.write(cube)
    return path


def write_study(folder: Path, years: tuple[int, ...] = YEARS) -> Path:
    """Write epochs in which a square of bare ground grows, and the study of them."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(7)
    row, col = np.mgrid[:SIZE, :SIZE]
    dem = 400 + 3.0 * row + 40 * np.sin(col / 9)
    write_raster(folder / "dem.tif", dem.astype(np.float32))
    for i, year in enumerate(years):
        bare = 0.15 + 0.1 * np.sin(row / 7) ** 2
        bare = np.where((abs(row - 30) < 5 + 3 * i) & (abs(col - 30) < 5 + 3 * i), 0.9, bare)
        mixed = (1 - bare) * FOREST[:, None, None] + bare * GROUND[:, None, None]
        mixed += random.normal(0, 0.004, mixed.shape)
        stored = np.round(mixed * 1e4).astype(np.uint16)
        write_raster(folder / f"bands_{year}.tif", stored, nodata=0)
        kelvin = 296 + 9 * bare + random.normal(0, 0.2, bare.shape)
        write_raster(folder / f"thermal_{year}.tif", kelvin.astype(np.float32))
    write_zones(folder / "zones.geojson", {"pit": (15, 15, 45, 45), "forest": (0, 0, 60, 12)})
    path = folder / "study.json"
    path.write_text(json.dumps(words(years), indent=1), encoding="utf-8")
    return path


def words(years: tuple[int, ...] = YEARS) -> dict[str, Any]:
    """Return the study as its file says it."""
    return {
        "title": "Small pit",
        "epochs": [epoch(year) for year in years],
        "dem": {"path": "dem.tif"},
        "zones": "zones.geojson",
    }


def epoch(year: int) -> dict[str, Any]:
    """Return one epoch as a study file says it."""
    return {
        "date": f"{year}-07-15",
        "sensor": "landsat8-oli",
        "bands": {
            name: {"path": f"bands_{year}.tif", "band": i, "scale": 1e-4}
            for i, name in enumerate(BANDS, 1)
        },
        "thermal": {"file": {"path": f"thermal_{year}.tif"}, "quantity": "brightness"},
    }


def write_zones(path: Path, boxes: dict[str, tuple[int, int, int, int]]) -> Path:
    """Write rectangles given as left, top, right, bottom in cells."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [_ring(*corners)]},
        }
        for name, corners in boxes.items()
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG}"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def _ring(left: int, top: int, right: int, bottom: int) -> list[list[float]]:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return [[WEST + CELL_M * c, NORTH - CELL_M * r] for c, r in corners]
