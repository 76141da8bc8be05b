"""Rasters far finer than the grid they are wanted on, read once, window by window.

GDAL's warper wants the source of a whole target at once (a surface model of 5 cm and 1 km2 took
5.5 GB). Here the file is read along its own blocks, each once, and every cell is counted into the
cell of the grid that it lies in; memory is that of one window and of the grid.
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.enums import MaskFlags
from rasterio.env import Env
from rasterio.errors import RasterioError
from rasterio.windows import Window

from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files.opened import crs_of, damaged, opened
from missionplanner.raster.gather import gather
from missionplanner.raster.grid import Grid
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

WINDOW_CELLS = 8 * 2**20
"""Cells read at a time: 32 MB."""

# GDAL decodes a block as a whole, however small the window that is asked for.
_LARGEST_BLOCK_BYTES = 400 * 2**20
# Within so many cells another coordinate system is straight to a few millimetres.
_STRAIGHT_CELLS = 1024
_CACHE_BYTES = 64 * 2**20
# A cell of the grid is known where this share of it has values, and takes no second tile's where
# it is as good as full.
_KNOWN_SHARE, _FULL_SHARE = 0.25, 0.95


@dataclass(frozen=True)
class Target:
    """A grid of a metric system: centre of the south-west cell, side of a cell, rows, columns."""

    epsg: int
    x0_m: float
    y0_m: float
    cell_m: float
    rows: int
    cols: int


@dataclass(frozen=True, eq=False)
class Gathered:
    """Values counted into a grid: (rows, cols) float64, row 0 south, NaN where there is none.

    Attributes
    ----------
    mean : array
        Known where a quarter of a cell has values; on a slope it is the value of its middle.
    low, high : array
        Least and greatest value of whatever lies in a cell.
    """

    mean: Floats
    low: Floats
    high: Floats


def read_gathered(
    paths: Sequence[Path], target: Target, progress: Progress, void: float | None = None
) -> Gathered:
    """Count the cells of rasters into a grid; of tiles that overlap the first wins.

    Parameters
    ----------
    paths : sequence of Path
    target : Target
    progress : Progress
        Told after every window.
    void : float, optional
        A stored value that the files do not declare as nodata, and that is none.

    Raises
    ------
    InputError
        A file is damaged, or stored in one piece too large to be read.
    Cancelled
        The user stopped it.
    """
    shape = (target.rows, target.cols)
    total, east, south = (np.zeros(shape) for _ in range(3))
    count = np.zeros(shape, np.int32)
    low, high = np.full(shape, np.inf, np.float32), np.full(shape, -np.inf, np.float32)
    expected = np.inf
    for number, path in enumerate(paths):
        full = count >= _FULL_SHARE * expected
        sums = (full, total, east, south, count, low, high)
        expected = _add(path, target, void, sums, progress.nth(number, len(paths)))
    none = count == 0
    known = count >= max(1.0, _KNOWN_SHARE * expected)
    mean, right, up = (
        np.divide(summed, count, out=np.full(shape, np.nan), where=known)
        for summed in (total, east, south)
    )
    if min(shape) > 1:
        # Cells that do not divide a cell of the grid evenly lie to one side of its middle.
        rise_up, rise_right = np.gradient(mean)
        mean = mean - np.nan_to_num(rise_up * up) - np.nan_to_num(rise_right * right)
    ends = [np.where(none, np.nan, end).astype(np.float64) for end in (low, high)]
    return Gathered(mean, *ends)


def _add(
    path: Path, target: Target, void: float | None, sums: tuple[Any, ...], progress: Progress
) -> float:
    """Count one file in; return how many of its cells make a cell of the grid."""
    with opened(path) as data, Env(GDAL_CACHEMAX=_CACHE_BYTES), ThreadPoolExecutor(1) as ahead:
        says = read_crs(crs_of(data, path))
        grid = Grid(data.transform, data.width, data.height, says.horizontal_wkt)
        _check_blocks(data, path)
        windows = list(_windows(data, _needed(grid, target)))
        reading = [ahead.submit(_values, data, windows[0], path)] if windows else []
        for number, window in enumerate(windows):
            values = reading.pop().result()
            progress.report(number / len(windows), "raster.reading_terrain")
            if number + 1 < len(windows):
                reading.append(ahead.submit(_values, data, windows[number + 1], path))
            for values_part, part in _straight(values, window):
                gather(
                    values_part, np.nan if void is None else void, _place(grid, target, part), *sums
                )
        return _cells_in_one(grid, target)


def _check_blocks(data: Any, path: Path) -> None:
    rows, columns = data.block_shapes[0]
    if rows * columns * np.dtype(data.dtypes[0]).itemsize > _LARGEST_BLOCK_BYTES:
        raise InputError("raster.one_piece", str(path), columns=columns, rows=rows)


def _values(data: Any, window: Window, path: Path) -> NDArray[np.float32]:
    """Return a window with NaN for nodata and the file's own scale applied."""
    try:
        with Env(GDAL_CACHEMAX=_CACHE_BYTES):
            values: NDArray[np.float32] = data.read(1, window=window, out_dtype="float32")
            flags = data.mask_flag_enums[0]
            if MaskFlags.per_dataset in flags or MaskFlags.alpha in flags:
                values[data.read_masks(1, window=window) == 0] = np.nan
    except (RasterioError, CPLE_BaseError) as error:
        raise damaged(path) from error
    if data.nodata is not None and not np.isnan(data.nodata):
        values[values == np.float32(data.nodata)] = np.nan
    if (data.scales[0], data.offsets[0]) != (1.0, 0.0):
        values = values * np.float32(data.scales[0]) + np.float32(data.offsets[0])
    return values


def _needed(grid: Grid, target: Target) -> tuple[int, int, int, int]:
    """Return the first and last rows and columns of a file that the grid needs."""
    along = np.linspace(-1.0, 1.0, 21)
    ring = np.concatenate(
        [
            np.stack(pair)
            for side in (-1.0, 1.0)
            for pair in ((along, 0 * along + side), (0 * along + side, along))
        ],
        axis=1,
    )
    half = np.array([target.cols, target.rows])[:, None] * target.cell_m / 2
    middle = np.array([target.x0_m, target.y0_m])[:, None] - target.cell_m / 2 + half
    edge = middle + half * ring
    x, y = transform(edge[0], edge[1], f"EPSG:{target.epsg}", grid.crs_wkt)
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any():
        return 0, 0, 0, 0
    column, row = ~grid.transform * (x[known], y[known])
    top, left = (max(math.floor(a.min()) - 1, 0) for a in (row, column))
    bottom, right = (
        min(math.ceil(row.max()) + 1, grid.height),
        min(math.ceil(column.max()) + 1, grid.width),
    )
    return top, bottom, left, right


def _windows(data: Any, needed: tuple[int, int, int, int]) -> Iterator[Window]:
    """Yield windows made of whole blocks, so that each block is decoded once."""
    top, bottom, left, right = needed
    if top >= bottom or left >= right:
        return
    block_rows, block_columns = data.block_shapes[0]
    top, left = top - top % block_rows, left - left % block_columns
    wide = min(right - left, max(WINDOW_CELLS // block_rows // block_columns, 1) * block_columns)
    tall = max(WINDOW_CELLS // (wide * block_rows), 1) * block_rows
    for row in range(top, bottom, tall):
        for column in range(left, right, wide):
            yield Window(column, row, min(wide, data.width - column), min(tall, data.height - row))


def _straight(values: NDArray[np.float32], window: Window) -> Iterator[tuple[Any, Window]]:
    """Yield a window in parts small enough for a straight change of coordinates."""
    size = _STRAIGHT_CELLS
    for i in range(0, values.shape[0], size):
        for j in range(0, values.shape[1], size):
            part = values[i : i + size, j : j + size]
            yield part, Window(window.col_off + j, window.row_off + i, part.shape[1], part.shape[0])


def _place(grid: Grid, target: Target, window: Window) -> Floats:
    """Return where the cells of a window lie in the grid, see `gather`."""
    i, j = window.row_off + 0.5, window.col_off + 0.5
    tall, wide = max(window.height - 1, 1), max(window.width - 1, 1)
    corners = np.array([grid.place(j, i), grid.place(j + wide, i), grid.place(j, i + tall)])
    x, y = transform(corners[:, 0], corners[:, 1], grid.crs_wkt, f"EPSG:{target.epsg}")
    column, row = (x - target.x0_m) / target.cell_m, (y - target.y0_m) / target.cell_m
    return np.array(
        [at for a in (column, row) for at in (a[0], (a[1] - a[0]) / wide, (a[2] - a[0]) / tall)]
    )


def _cells_in_one(grid: Grid, target: Target) -> float:
    middle = _place(grid, target, Window(grid.width // 2, grid.height // 2, 1, 1))
    return float(1.0 / max(abs(middle[1] * middle[5] - middle[2] * middle[4]), 1e-12))
