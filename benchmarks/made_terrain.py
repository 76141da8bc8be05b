"""Two more pieces of ground, made from seeds: eroded ridges, and a benched pit in a hillside."""

import json
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import Transformer
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter
from shapely import transform
from shapely.geometry import Polygon, box, mapping

from missionplanner.operations.new import NewProject, new_project
from missionplanner.tasks.progress import silent

# Cells of 10 m; UTM zone 50 N, somewhere in its middle.
SIDE, CELL_M, EPSG = 420, 10.0, 32650
WEST_M, NORTH_M = 480_000.0, 4_400_000.0
# The survey area in the middle of the ground, m.
AREA_M = (1800.0, 1500.0)


def ridges(seed: int) -> NDArray[np.float32]:
    """Return ridges and valleys: noise whose power falls with the square of its frequency."""
    rng = np.random.default_rng(seed)
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIDE), np.fft.rfftfreq(SIDE), indexing="ij"))
    amplitude = np.where(frequency > 0, 1.0, 0.0) / np.maximum(frequency, 2.0 / SIDE) ** 2.1
    phase = np.exp(2j * np.pi * rng.random(frequency.shape))
    field = np.fft.irfft2(amplitude * phase, (SIDE, SIDE))
    ridge = -np.abs(field / field.std())
    return np.asarray(900.0 + 120.0 * gaussian_filter(ridge, 7.0), dtype=np.float32)


def pit(seed: int) -> NDArray[np.float32]:
    """Return a hillside of 15 % with an oval pit, its benches 15 m high and 30 m wide."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE] * CELL_M
    middle = 0.5 * SIDE * CELL_M
    hill = 700.0 + 0.15 * (y - middle) + 12.0 * gaussian_filter(rng.normal(size=x.shape), 18.0) * 40
    away = np.hypot((x - middle) / 1.3, y - middle)
    depth = np.maximum(0.0, 620.0 - away) * 0.5
    benches = 15.0 * np.floor(depth / 15.0)
    return np.asarray(gaussian_filter(hill - benches, 0.7), dtype=np.float32)


def _write_area(path: Path, ground: Polygon) -> Path:
    to_lonlat = Transformer.from_crs(EPSG, 4326, always_xy=True)
    lonlat = transform(ground, lambda xy: np.column_stack(to_lonlat.transform(*xy.T)))
    feature = {"type": "Feature", "properties": {"name": path.stem}, "geometry": mapping(lonlat)}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return path


def made_project(name: str, out: Path, seed: int = 1) -> Path:
    """Make the project of `ridges` or `pit` and return its folder."""
    height = {"ridges": ridges, "pit": pit}[name](seed)
    out.mkdir(parents=True, exist_ok=True)
    dem = out / f"{name}.tif"
    profile = {
        "driver": "GTiff", "width": SIDE, "height": SIDE, "count": 1, "dtype": "float32",
        "crs": f"EPSG:{EPSG}", "transform": from_origin(WEST_M, NORTH_M, CELL_M, CELL_M),
    }  # fmt: skip
    with rasterio.open(dem, "w", **profile) as file:
        file.write(height, 1)
    x, y = WEST_M + 0.5 * SIDE * CELL_M, NORTH_M - 0.5 * SIDE * CELL_M
    ground = box(x - 0.5 * AREA_M[0], y - 0.5 * AREA_M[1], x + 0.5 * AREA_M[0], y + 0.5 * AREA_M[1])
    area = _write_area(out / f"{name}.geojson", ground)
    request = NewProject(dem=(dem,), area=area, vertical_datum="EGM96")
    new_project(out / f"{name}.mplan", request, silent())
    return out / f"{name}.mplan"
