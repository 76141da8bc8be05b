"""Slope of a DEM and the direction water crosses a cell in (row 0 = north, square cells).

Horn (1981), Proc. IEEE 69:14-47, weighs all eight neighbours: the slope of paper 1's kin.
Zevenbergen & Thorne (1987), Earth Surf. Proc. Landf. 12:47-56, take the four nearest: the slope of
Desmet & Govers.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Gradient:
    """How steep cells are, and how wide the water that crosses them.

    Attributes
    ----------
    slope_rad : (rows, cols) float64
        NaN where the DEM has no value.
    flow_width : (rows, cols) float64
        x = |sin aspect| + |cos aspect|: 1 toward a side, sqrt 2 toward a corner, 1 on a flat.
    """

    slope_rad: NDArray[np.float64]
    flow_width: NDArray[np.float64]


def horn(height_m: Floats, cell_m: float) -> Gradient:
    """Return the gradient by the eight neighbours.

    Parameters
    ----------
    height_m : (rows, cols)
        NaN is nodata. A neighbour that is missing takes the height of the cell next to it along
        the edge (the edge row or column is repeated).
    cell_m : float
    """
    slope, width = np.empty(height_m.shape), np.empty(height_m.shape)
    _horn(np.ascontiguousarray(height_m), cell_m, slope, width)
    return Gradient(slope, width)


def zevenbergen_thorne(height_m: Floats, cell_m: float) -> Gradient:
    """Return the gradient by the four nearest neighbours.

    Parameters
    ----------
    height_m : (rows, cols)
        NaN is nodata. Where one of a pair is missing, the difference to the other counts.
    cell_m : float
    """
    slope, width = np.empty(height_m.shape), np.empty(height_m.shape)
    _zevenbergen_thorne(np.ascontiguousarray(height_m), cell_m, slope, width)
    return Gradient(slope, width)


@kernel
def _at(height: Floats, row: int, column: int) -> float:
    if row < 0 or column < 0 or row >= height.shape[0] or column >= height.shape[1]:
        return math.nan
    return np.float64(height[row, column])


@kernel
def _beside(height: Floats, row: int, column: int, down: int, right: int) -> float:
    """Return a neighbour's height; one that is missing repeats its row, column, or the centre."""
    value = _at(height, row + down, column + right)
    if math.isnan(value):
        value = _at(height, row, column + right)
    if math.isnan(value):
        value = _at(height, row + down, column)
    if math.isnan(value):
        value = _at(height, row, column)
    return value


@kernel
def _store(east: float, south: float, slope: Floats, width: Floats, row: int, column: int) -> None:
    steep = math.sqrt(east * east + south * south)
    slope[row, column] = math.atan(steep)
    width[row, column] = (abs(east) + abs(south)) / steep if steep > 0.0 else 1.0


@kernel
def _horn(height: Floats, cell_m: float, slope: Floats, width: Floats) -> None:
    rows, cols, window = height.shape[0], height.shape[1], np.empty((3, 3))
    for row in range(rows):
        for column in range(cols):
            if math.isnan(height[row, column]):
                slope[row, column] = width[row, column] = math.nan
                continue
            if not _all_around(height, row, column, window):
                for down in range(3):
                    for right in range(3):
                        window[down, right] = _beside(height, row, column, down - 1, right - 1)
            nw, n, ne = window[0, 0], window[0, 1], window[0, 2]
            sw, s, se = window[2, 0], window[2, 1], window[2, 2]
            east = ((ne + 2.0 * window[1, 2] + se) - (nw + 2.0 * window[1, 0] + sw)) / (
                8.0 * cell_m
            )
            south = ((sw + 2.0 * s + se) - (nw + 2.0 * n + ne)) / (8.0 * cell_m)
            _store(east, south, slope, width, row, column)


@kernel
def _all_around(height: Floats, row: int, column: int, window: Floats) -> bool:
    """Copy a cell's neighbourhood; return False where a part of it is missing."""
    if row == 0 or column == 0 or row == height.shape[0] - 1 or column == height.shape[1] - 1:
        return False
    total = 0.0
    for down in range(3):
        for right in range(3):
            value = np.float64(height[row + down - 1, column + right - 1])
            window[down, right] = value
            total += value
    return not math.isnan(total)


@kernel
def _difference(before: float, here: float, after: float) -> float:
    """Return the change over one cell from what there is of a pair of neighbours."""
    if math.isnan(before) and math.isnan(after):
        return 0.0
    if math.isnan(before):
        return after - here
    if math.isnan(after):
        return here - before
    return (after - before) / 2.0


@kernel
def _zevenbergen_thorne(height: Floats, cell_m: float, slope: Floats, width: Floats) -> None:
    for row in range(height.shape[0]):
        for column in range(height.shape[1]):
            here = np.float64(height[row, column])
            if math.isnan(here):
                slope[row, column] = width[row, column] = math.nan
                continue
            west, east = _at(height, row, column - 1), _at(height, row, column + 1)
            north, south = _at(height, row - 1, column), _at(height, row + 1, column)
            right, down = _difference(west, here, east), _difference(north, here, south)
            _store(right / cell_m, down / cell_m, slope, width, row, column)
