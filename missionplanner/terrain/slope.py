"""Slope and aspect of a terrain, from the 3 x 3 neighbourhood.

Source: B. K. P. Horn (1981), Hill shading and the reflectance map, Proc. IEEE 69(1), 14-47:
weights 1 2 1 across the direction of the difference.
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]


def gradient(terrain: Terrain) -> tuple[Floats, Floats]:
    """Return the rise per metre eastwards and northwards.

    Returns
    -------
    east, north : (rows, cols) float64
        Dimensionless; NaN in and next to a void. At the edge the outermost cells are continued.
    """
    padded = np.pad(terrain.height_m, 1, mode="reflect", reflect_type="odd")
    east_step = padded[:, 2:] - padded[:, :-2]
    north_step = padded[2:, :] - padded[:-2, :]
    over = 8.0 * terrain.cell_m
    east = (east_step[:-2] + 2.0 * east_step[1:-1] + east_step[2:]) / over
    north = (north_step[:, :-2] + 2.0 * north_step[:, 1:-1] + north_step[:, 2:]) / over
    # The weights pass the middle by: a void in it must not look like ground.
    void = np.where(np.isnan(terrain.height_m), np.nan, 0.0)
    return east + void, north + void


def slope_deg(terrain: Terrain) -> Floats:
    """Return the steepest slope of each cell: (rows, cols) float64, degrees, NaN by a void."""
    east, north = gradient(terrain)
    slope: Floats = np.degrees(np.arctan(np.hypot(east, north)))
    return slope


def aspect_deg(terrain: Terrain) -> Floats:
    """Return the bearing that each cell falls towards: (rows, cols) float64, 0-360, NaN if flat."""
    east, north = gradient(terrain)
    aspect = np.degrees(np.arctan2(-east, -north)) % 360.0
    return np.where(np.hypot(east, north) > 1e-9, aspect, np.nan)
