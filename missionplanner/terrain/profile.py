"""Ground heights along a line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TerrainProfile:
    """A line over the ground; all arrays have shape (n,), float64, metres.

    Attributes
    ----------
    distance_m : along the line from its first point
    x_m, y_m : site frame
    ground_m : EGM96, NaN outside the DEM
    """

    distance_m: Floats
    x_m: Floats
    y_m: Floats
    ground_m: Floats


def profile(
    terrain: Terrain, x_m: ArrayLike, y_m: ArrayLike, step_m: float | None = None
) -> TerrainProfile:
    """Return the ground under a line through the points (n,), n >= 2, site frame.

    The points themselves are kept; between them there is one about every `step_m` (default: half
    a cell, below which bilinear ground holds nothing more to see).
    """
    x, y = np.asarray(x_m, dtype=np.float64), np.asarray(y_m, dtype=np.float64)
    legs = np.hypot(np.diff(x), np.diff(y))
    step = terrain.cell_m / 2 if step_m is None else step_m
    parts = np.maximum(np.ceil(legs / step), 1).astype(np.int64)
    start = np.concatenate([[0.0], np.cumsum(legs)])
    share = np.concatenate([np.arange(n) / n for n in parts] + [[0.0]])
    leg = np.concatenate([np.repeat(np.arange(len(parts)), parts), [len(parts)]])
    after = np.minimum(leg + 1, len(x) - 1)
    line_x = x[leg] + (x[after] - x[leg]) * share
    line_y = y[leg] + (y[after] - y[leg]) * share
    distance = start[leg] + (start[after] - start[leg]) * share
    return TerrainProfile(distance, line_x, line_y, terrain.height_at(line_x, line_y))
