"""Values between cell centres, bilinear, with numpy alone: nothing to compile, light to import.

`terrain.sample` holds the same rule as a kernel. The search of a plan has its own, which goes on
beyond the outer cells: a plan is judged without a line of what made it.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def bilinear_at(
    values: NDArray[np.floating[Any]],
    x0_m: float,
    y0_m: float,
    cell_m: float,
    x_m: ArrayLike,
    y_m: ArrayLike,
) -> Floats:
    """Return values at points of any shape; NaN outside the cell centres or next to a void.

    Parameters
    ----------
    values : (rows, cols) float, row 0 in the south, NaN nodata
    x0_m, y0_m : float
        Centre of cell (0, 0).
    cell_m : float
    x_m, y_m : array-like, of one shape
        The points, in the same metres.
    """
    column = (np.asarray(x_m, dtype=np.float64) - x0_m) / cell_m
    row = (np.asarray(y_m, dtype=np.float64) - y0_m) / cell_m
    rows, cols = values.shape
    inside = (column >= 0) & (column <= cols - 1) & (row >= 0) & (row <= rows - 1)
    column, row = np.where(inside, column, 0.0), np.where(inside, row, 0.0)
    j = np.minimum(column.astype(np.int64), cols - 2)
    i = np.minimum(row.astype(np.int64), rows - 2)
    g, f = column - j, row - i
    south = values[i, j] * (1 - g) + values[i, j + 1] * g
    north = values[i + 1, j] * (1 - g) + values[i + 1, j + 1] * g
    result: Floats = np.where(inside, south * (1 - f) + north * f, np.nan)
    return result
