"""Fine cells counted into coarse ones: their mean, their lowest and their highest value."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.int32]


@kernel(error_model="python")
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
    length = values.shape[1]
    for i in range(values.shape[0]):
        column0, row0 = place[0] + place[2] * i + 0.5, place[3] + place[5] * i + 0.5
        j = 0
        while j < length:
            # A run lies in one cell of the grid: its sums stay in registers.
            across, down = column0 + place[1] * j, row0 + place[4] * j
            column, row = int(np.floor(across)), int(np.floor(down))
            end = min(_stays(across - column, place[1], length - j), length - j)
            end = j + min(_stays(down - row, place[4], length - j), end)
            start, j = j, end
            if column < 0 or row < 0 or column >= cols or row >= rows or full[row, column]:
                continue
            summed, number, places = 0.0, 0, 0
            least, most = low[row, column], high[row, column]
            for k in range(start, end):
                value = values[i, k]
                # Of NaN and the infinite the difference to themselves is no 0.
                if value - value == 0.0 and value != void:
                    summed += value
                    number += 1
                    places += k
                    least = min(least, value)
                    most = max(most, value)
            total[row, column] += summed
            east[row, column] += (column0 - column - 0.5) * number + place[1] * places
            south[row, column] += (row0 - row - 0.5) * number + place[4] * places
            count[row, column] += number
            low[row, column], high[row, column] = least, most


@kernel(error_model="python", inline="always")
def _stays(within: float, step: float, most: int) -> int:
    """Return how many steps, at least one, a place at 0-1 within a cell stays in it."""
    if step == 0.0:
        return most
    left = (1.0 - within) / step if step > 0.0 else within / -step
    return max(int(np.ceil(min(left, float(most)))), 1)
