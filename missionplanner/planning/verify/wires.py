"""Metres of route under the lowest height that power lines allow."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.verify.path import Samples
from missionplanner.terrain.dem import Terrain

#: Rounding in a height, metres.
SLACK_M = 0.05


def below_floor_m(
    path: Samples, floor_m: NDArray[np.float64], terrain: Terrain
) -> tuple[float, int]:
    """Return metres of a path below the floor, and the index of the deepest sample.

    Parameters
    ----------
    floor_m : float64 (rows, cols)
        Lowest allowed height, EGM96 m, on the terrain's grid; -inf where free. The cell whose
        centre is nearest counts, as `airspace.obstacles` says.
    """
    rows, cols = floor_m.shape
    row = np.rint((path.y_m - terrain.y0_m) / terrain.cell_m).astype(np.int64)
    col = np.rint((path.x_m - terrain.x0_m) / terrain.cell_m).astype(np.int64)
    known = (row >= 0) & (row < rows) & (col >= 0) & (col < cols)
    floor = np.full(len(row), -np.inf)
    floor[known] = floor_m[row[known], col[known]]
    depth = floor - path.z_m
    return float(path.share_m[depth > SLACK_M].sum()), int(np.argmax(depth))
