"""Where rays meet the ground, many at once."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.views import gradient

Floats = NDArray[np.float64]
_ROUNDS, _CLOSE_M = 25, 0.02


def met(terrain: Terrain, places_m: Floats, ways: Floats) -> Floats:
    """Return where rays from above meet the ground, (n, 3) site metres; NaN: nowhere near.

    By steps along the tangent of the ground (Newton), which takes no more than a few on slopes that
    a ray does not graze.

    Parameters
    ----------
    terrain : Terrain
    places_m, ways : float64 (n, 3)
        Where they begin, and unit vectors.
    """
    x, y, z = places_m.T
    along = (z - terrain.height_at(x, y)) / np.maximum(-ways[:, 2], 0.05)
    at = places_m + along[:, None] * ways
    over = np.full(len(along), np.inf)
    for _ in range(_ROUNDS):
        over = at[:, 2] - terrain.height_at(at[:, 0], at[:, 1])
        if not (np.abs(over) > _CLOSE_M).any():
            break
        east, north = gradient(terrain, at[:, 0], at[:, 1], terrain.cell_m)
        fall = ways[:, 0] * east + ways[:, 1] * north - ways[:, 2]
        along = along + 0.9 * over / np.maximum(fall, 0.05)
        at = places_m + along[:, None] * ways
    at[~(np.abs(over) <= 1.0)] = np.nan
    return np.asarray(at, np.float64)


def on_plane(points_m: Floats, rises: Floats, places_m: Floats, ways: Floats) -> Floats:
    """Return east and north (n, 2) where rays meet the planes through points; see `met`.

    Parameters
    ----------
    points_m : float64 (n, 3)
    rises : float64 (n, 2)
        Gradient of the ground there, m per m.
    """
    up = np.column_stack((-rises, np.ones(len(rises))))
    share = np.sum((points_m - places_m) * up, axis=1) / np.sum(ways * up, axis=1)
    return np.asarray((places_m + share[:, None] * ways)[:, :2])
