"""Which photo shows each cell of a map most from above, and where in its picture."""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.terrain.footprints import GRAZE_M, in_sight

Floats = NDArray[np.float64]


@kernel(error_model="python")
def pixel_of(
    dx: float, dy: float, dz: float, axes: Floats, inside: Floats, frame: tuple[float, float]
) -> tuple[float, float]:
    """Return where an offset from the camera lies in its picture, px; NaN outside of it."""
    fx, fy, cx, cy, k1, k2 = inside
    depth = dx * axes[0, 0] + dy * axes[0, 1] + dz * axes[0, 2]
    if depth <= 0.0:
        return math.nan, math.nan
    u = (dx * axes[1, 0] + dy * axes[1, 1] + dz * axes[1, 2]) / depth
    v = (dx * axes[2, 0] + dy * axes[2, 1] + dz * axes[2, 2]) / depth
    r2 = u * u + v * v
    # Far outside of the frame the distortion would bend a ray back into it.
    if r2 > 1.5 * ((frame[0] / (2.0 * fx)) ** 2 + (frame[1] / (2.0 * fy)) ** 2):
        return math.nan, math.nan
    bent = 1.0 + r2 * (k1 + r2 * k2)
    px, py = cx + fx * u * bent, cy - fy * v * bent
    if not (0.5 <= px <= frame[0] - 0.5 and 0.5 <= py <= frame[1] - 0.5):
        return math.nan, math.nan
    return px, py


@kernel(error_model="python")
def choose(
    ground: Floats, x0_m: float, y0_m: float, cell_m: float, photos: NDArray[np.int64],
    places: Floats, axes: Floats, inside: Floats, frame: tuple[float, float], dem: Floats,
    dem_x0_m: float, dem_y0_m: float, dem_cell_m: float, high_m: float,
    which: NDArray[np.int32], column: NDArray[np.float32], row: NDArray[np.float32],
) -> None:  # fmt: skip
    """Write for each cell the photo whose ray is steepest, and the place in its picture.

    Parameters
    ----------
    ground : float64 (rows, cols)
        Heights of the cells, EGM96 m, row 0 in the NORTH; NaN: none.
    x0_m, y0_m, cell_m : float
        Middle of the north-west cell.
    photos : int64 (m,)
        Those that may show any of it.
    places, axes : float64 (n, 3), (n, 3, 3)
    inside : float64 (6,)
        fx, fy, cx, cy, k1, k2; see `imagery.interior`.
    frame : (width, height), px
    dem, dem_x0_m, dem_y0_m, dem_cell_m : the terrain that hides, row 0 in the SOUTH
    high_m : float
        Nothing stands above.
    which, column, row : (rows, cols)
        Written: the photo, -1 where none, and its pixels.
    """
    for i in range(ground.shape[0]):
        y = y0_m - i * cell_m
        for j in range(ground.shape[1]):
            x, z = x0_m + j * cell_m, ground[i, j]
            best = math.inf
            which[i, j] = -1
            for k in photos:
                dx, dy, dz = x - places[k, 0], y - places[k, 1], z - places[k, 2]
                if not dz < 0.0:
                    continue
                steep = (dx * dx + dy * dy) / (dz * dz)
                if steep >= best:
                    continue
                px, py = pixel_of(dx, dy, dz, axes[k], inside, frame)
                if math.isnan(px):
                    continue
                c, r = (x - dem_x0_m) / dem_cell_m, (y - dem_y0_m) / dem_cell_m
                dc, dr = -dx / dem_cell_m, -dy / dem_cell_m
                if in_sight(dem, c, r, z, dc, dr, -dz, high_m, GRAZE_M):
                    best = steep
                    which[i, j] = k
                    column[i, j] = px
                    row[i, j] = py
