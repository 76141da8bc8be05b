"""The rasters of a verification: views of every cell of the area."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import ViewRasters
from missionplanner.planning.verify.footprints import GRAZE_M, add_views
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.points import gradient, point_density
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.dem import Terrain

#: Cell of the verification grid, metres, and the most cells it may have (about 70 MB of rasters).
CELL_M = 5.0
MOST_CELLS = 4_000_000
#: Longest ray followed, metres: an oblique frame may reach above the horizon.
FAR_M = 2000.0
#: Images between two looks at whether the work is still wanted.
BATCH = 1000


def view_rasters(
    photos: Photos,
    sensor: Sensor,
    terrain: Terrain,
    wanted: MultiPolygon,
    cell_m: float | None,
    progress: Progress,
    pulses: float = 0.0,
) -> ViewRasters:
    """Count the views of every cell over the bounds of the wanted area.

    Parameters
    ----------
    wanted : MultiPolygon
        Site metres; a cell belongs to it by its centre. Of an area so small or thin that centres
        miss half of it, every cell that it touches counts.
    cell_m : float or None
        None: `CELL_M`, or what keeps the grid within `MOST_CELLS`.
    pulses : float
        Of a laser scanner, in each of its frames.
    """
    west, south, east, north = wanted.bounds
    if cell_m is None:
        cell_m = max(CELL_M, math.sqrt((east - west) * (north - south) / MOST_CELLS))
    cols = max(math.ceil((east - west) / cell_m), 1)
    rows = max(math.ceil((north - south) / cell_m), 1)
    x0, y0 = west + cell_m / 2, south + cell_m / 2
    x = x0 + cell_m * np.arange(cols)
    y = y0 + cell_m * np.arange(rows)
    mask = _within(wanted, x, y, cell_m)
    ground = terrain.height_at(*np.meshgrid(x, y))
    grid = (x0, y0, cell_m)
    images, strips, finest = _count(photos, sensor, terrain, ground, grid, progress)
    gsd = np.where(np.isfinite(finest), finest, np.float32(np.nan))
    density = None
    if sensor.lidar and pulses:
        density = point_density(photos, sensor.lidar, pulses, terrain, ground, grid, FAR_M)
    return ViewRasters(x0, y0, cell_m, images, strips, gsd, mask, density)


def _within(
    wanted: MultiPolygon, x: NDArray[np.float64], y: NDArray[np.float64], cell_m: float
) -> NDArray[np.bool_]:
    shapely.prepare(wanted)
    east, north = np.meshgrid(x, y)
    inside = np.asarray(shapely.contains_xy(wanted, east, north), dtype=np.bool_)
    if inside.sum() * cell_m**2 > 0.5 * wanted.area:
        return inside
    half = cell_m / 2
    cells = shapely.box(east - half, north - half, east + half, north + half)
    return np.asarray(shapely.intersects(wanted, cells), dtype=np.bool_)


def _count(
    photos: Photos,
    sensor: Sensor,
    terrain: Terrain,
    ground: NDArray[np.float64],
    grid: tuple[float, float, float],
    progress: Progress,
) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.float32]]:
    camera = sensor.camera
    images = np.zeros(ground.shape, np.uint16)
    strips = np.zeros(ground.shape, np.uint8)
    gsd = np.full(ground.shape, np.inf, np.float32)
    x0, y0, cell_m = grid
    rows, cols = ground.shape
    east, north = np.meshgrid(x0 + cell_m * np.arange(cols), y0 + cell_m * np.arange(rows))
    slopes = gradient(terrain, east, north, cell_m)
    last = np.full(ground.shape, -1, np.int32)
    for part, pitch_rad in batches(photos, sensor):
        progress.report(part.start / len(photos), "planning.counting")
        add_views(
            photos.cameras[part],
            photos.lines[part],
            pitch_rad,
            camera.sensor_width_mm / (2 * camera.focal_mm),
            camera.sensor_height_mm / (2 * camera.focal_mm),
            sensor.lidar.range_m if sensor.lidar else FAR_M,
            GRAZE_M,
            terrain.height_m,
            terrain.x0_m,
            terrain.y0_m,
            terrain.cell_m,
            ground,
            *slopes,
            *grid,
            camera.sensor_width_mm / camera.width_px / camera.focal_mm,
            camera.sensor_height_mm / camera.height_px / camera.focal_mm,
            images,
            strips,
            gsd,
            last,
        )
    return images, strips, gsd


def batches(photos: Photos, sensor: Sensor) -> Iterator[tuple[slice, float]]:
    """Yield runs of images whose gimbal has one pitch, in radians, none too long to be stopped."""
    own_deg = sensor.acquisition.gimbal_pitch_deg
    pitch = np.where(np.isnan(photos.pitch_deg), own_deg, photos.pitch_deg)
    edges = [0, *(np.flatnonzero(np.diff(pitch)) + 1).tolist(), len(pitch)]
    for first, last in pairwise(edges):
        for start in range(first, last, BATCH):
            part = slice(start, min(start + BATCH, last))
            yield part, math.radians(float(pitch[start]))
