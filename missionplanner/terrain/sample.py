"""Heights between cell centres, bilinear, for other kernels; `raster.bilinear` is for arrays."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]


@kernel(error_model="python", inline="always")
def bilinear(
    height: Floats, x0_m: float, y0_m: float, cell_m: float, x_m: float, y_m: float
) -> float:
    """Return the height at one point; NaN outside the cell centres or next to a void.

    Parameters
    ----------
    height : (rows, cols) float64, row 0 in the south
    x0_m, y0_m : float
        Centre of cell (0, 0).
    cell_m : float
    x_m, y_m : float
        The point, site frame.
    """
    column, row = (x_m - x0_m) / cell_m, (y_m - y0_m) / cell_m
    rows, cols = height.shape
    # Written so that NaN coordinates fall out too.
    if not (0.0 <= column <= cols - 1 and 0.0 <= row <= rows - 1):
        return np.nan
    j, i = min(int(column), cols - 2), min(int(row), rows - 2)
    g, f = column - j, row - i
    south = height[i, j] * (1.0 - g) + height[i, j + 1] * g
    north = height[i + 1, j] * (1.0 - g) + height[i + 1, j + 1] * g
    return south * (1.0 - f) + north * f  # type: ignore[no-any-return]


@kernel(error_model="python")
def bilinear_many(
    height: Floats, x0_m: float, y0_m: float, cell_m: float, x_m: Floats, y_m: Floats
) -> Floats:
    """Return heights (n,) at points (n,): `bilinear` over arrays, without the GIL."""
    out = np.empty(len(x_m))
    for k in range(len(x_m)):
        out[k] = bilinear(height, x0_m, y0_m, cell_m, x_m[k], y_m[k])
    return out
