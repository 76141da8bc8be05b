"""Fine cells counted into coarse ones: their mean, their lowest and their highest value."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.int32]


@njit(nogil=True, cache=True)
def gather(
    values: Singles,
    void: float,
    place: Floats,
    full: NDArray[np.bool_],
    total: Floats,
    east: Floats,
    south: Floats,
    count: Counts,
    low: Singles,
    high: Singles,
) -> None:
    """Add the cells of a window to those of the grid that they lie in.

    Parameters
    ----------
    values : (m, n) float32
        NaN, infinite and `void` count for nothing.
    void : float
        A value that is none; NaN: there is no such value.
    place : (6,) float64
        Grid column = place[0] + place[1] * column + place[2] * row of the window, counted from
        the CENTRE of its first cell; grid row likewise with place[3:].
    full : (rows, cols) bool
        Cells of the grid that take nothing more.
    total, east, south, count, low, high : (rows, cols)
        Changed: sums of the values and of the places within the cell (from its middle, in cells),
        number, least and greatest of the values so far.
    """
    rows, cols = total.shape
    for i in range(values.shape[0]):
        column0, row0 = place[0] + place[2] * i + 0.5, place[3] + place[5] * i + 0.5
        for j in range(values.shape[1]):
            value = values[i, j]
            if not np.isfinite(value) or value == void:
                continue
            across, down = column0 + place[1] * j, row0 + place[4] * j
            # A negative number would be cut towards 0, not down.
            if across < 0.0 or down < 0.0:
                continue
            column, row = int(across), int(down)
            if column >= cols or row >= rows or full[row, column]:
                continue
            total[row, column] += value
            east[row, column] += across - column - 0.5
            south[row, column] += down - row - 0.5
            count[row, column] += 1
            if value < low[row, column]:
                low[row, column] = value
            if value > high[row, column]:
                high[row, column] = value
