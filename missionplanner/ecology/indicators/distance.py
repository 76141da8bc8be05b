"""Distance to the nearest site, road or other feature (paper 2, R2)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.messages.message import message

Floats = NDArray[np.float64]


def distance_m(
    features: Sequence[BaseGeometry],
    west_m: float,
    north_m: float,
    cell_m: float,
    shape: tuple[int, int],
) -> Floats:
    """Return the distance from each cell centre to the nearest feature.

    Parameters
    ----------
    features : sequence of geometry
        In the metric frame of the raster; inside a polygon the distance is 0.
    west_m, north_m : float
        North-west CORNER of the raster.
    cell_m : float
    shape : (rows, cols)

    Returns
    -------
    (rows, cols) float64, m, row 0 in the north.

    Raises
    ------
    InputError
        There is no feature.
    """
    there = [feature for feature in features if not feature.is_empty]
    if not there:
        raise InputError("indicators.no_feature", message("indicators.at.distance"))
    rows, cols = shape
    x = west_m + cell_m * (np.arange(cols) + 0.5)
    y = north_m - cell_m * (np.arange(rows) + 0.5)
    centres = points(*(part.ravel() for part in np.meshgrid(x, y)))
    found = STRtree(there).query_nearest(centres, all_matches=False, return_distance=True)
    away = np.empty(centres.size)
    away[found[0][0]] = found[1]
    return away.reshape(shape)
