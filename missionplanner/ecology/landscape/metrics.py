"""Patch density, Shannon diversity and fractal dimension, of a whole map or in a moving window."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.landscape.patches import WORK_ROWS, Codes, measure
from missionplanner.errors import InputError

Floats = NDArray[np.float64]

PER_100_HA_M2 = 1e6


@dataclass(frozen=True, eq=False)
class Landscape:
    """Metrics, scalars of a map or (rows, cols) float64 of a moving window, NaN without cells.

    Attributes
    ----------
    patch_density : patches per 100 ha (PD)
    diversity : Shannon's diversity index (SHDI), nat
    fractal_dimension : area-weighted mean patch fractal dimension (AWMPFD, FRAC_AM), 1 to 2
    """

    patch_density: Floats
    diversity: Floats
    fractal_dimension: Floats


def landscape(cover: ArrayLike, cell_m: float, nodata: int | None = None) -> Landscape:
    """Measure a map of land cover as a whole.

    Parameters
    ----------
    cover : (rows, cols) integers
        Class of each cell.
    cell_m : float
        Side of a cell, m; the fractal dimension depends on it.
    nodata : int, optional

    Raises
    ------
    InputError
        No cell has a class.
    """
    codes, classes = _dense(cover, nodata)
    rows, cols = codes.shape
    work = np.empty((WORK_ROWS, max(rows * cols, classes)), np.int32)
    found = np.empty(4)
    measure(codes, 0, 0, rows, cols, classes, cell_m, work, found)
    density = found[1] / (found[0] * cell_m**2) * PER_100_HA_M2
    return Landscape(np.array(density), np.array(found[2]), np.array(found[3]))


def moving_window(
    cover: ArrayLike, cell_m: float, size: int, nodata: int | None = None, threads: int = 2
) -> Landscape:
    """Measure a square window around every cell; at the border the part inside the map.

    Parameters
    ----------
    cover, cell_m, nodata
        As of `landscape`.
    size : int
        Cells along a window's side, odd.

    Raises
    ------
    InputError
        The size is even or less than 3, or no cell has a class.
    """
    if size < 3 or size % 2 == 0:
        raise InputError("landscape.window_without_middle", size=size)
    codes, classes = _dense(cover, nodata)
    density, diversity, dimension = (np.empty(codes.shape) for _ in range(3))

    def band(start: int) -> None:
        _sweep(codes, classes, size // 2, cell_m, start, threads, density, diversity, dimension)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(band, range(threads)))
    return Landscape(density, diversity, dimension)


@kernel
def _sweep(
    codes: Codes,
    classes: int,
    reach: int,
    cell_m: float,
    start: int,
    step: int,
    density: Floats,
    diversity: Floats,
    dimension: Floats,
) -> None:
    height, width = codes.shape
    side = 2 * reach + 1
    work = np.empty((WORK_ROWS, max(side * side, classes)), np.int32)
    found = np.empty(4)
    for row in range(start, height, step):
        top, bottom = max(0, row - reach), min(height, row + reach + 1)
        for col in range(width):
            left, right = max(0, col - reach), min(width, col + reach + 1)
            if codes[row, col] < 0:
                density[row, col] = diversity[row, col] = dimension[row, col] = np.nan
                continue
            rows, cols = bottom - top, right - left
            measure(codes, top, left, rows, cols, classes, cell_m, work, found)
            density[row, col] = found[1] / (found[0] * cell_m * cell_m) * PER_100_HA_M2
            diversity[row, col] = found[2]
            dimension[row, col] = found[3]


def _dense(cover: ArrayLike, nodata: int | None) -> tuple[Codes, int]:
    """Return codes that number the classes from 0, -1 for nodata, and how many there are."""
    given = np.asarray(cover)
    names, codes = np.unique(given, return_inverse=True)
    dense = codes.reshape(given.shape).astype(np.int32)
    if nodata is not None and nodata in names:
        gone = int(np.searchsorted(names, nodata))
        dense = np.where(dense == gone, -1, dense - (dense > gone)).astype(np.int32)
    classes = int(dense.max(initial=-1)) + 1
    if classes == 0:
        raise InputError("landscape.no_class")
    return np.ascontiguousarray(dense), classes
