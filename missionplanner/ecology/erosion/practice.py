"""P, what people do against erosion: by slope, or by a table of land cover."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError

Floats = NDArray[np.floating[Any]]


def practice_by_slope(slope_rad: Floats) -> NDArray[np.float64]:
    """Return P = 0.2 + 0.03 * slope in per cent, at most 1 (from 26.7 % upward).

    Wener's relation as used by Lufafa et al. (2003), Agricultural Systems 76:883-894; it is meant
    for tilled land, where terraces and contours fail the more the steeper it is.

    Parameters
    ----------
    slope_rad : array
        Radians, NaN is nodata.
    """
    return np.asarray(np.minimum(0.2 + 3.0 * np.tan(slope_rad.astype(np.float64)), 1.0))


def practice_by_cover(
    codes: NDArray[np.integer[Any]], table: Mapping[int, float]
) -> NDArray[np.float64]:
    """Look P up by land cover.

    Parameters
    ----------
    codes : array of int
        -1 is nodata.
    table : mapping
        Code of a land cover to its P, 0 to 1.

    Returns
    -------
    array of the same shape, float64, NaN for nodata.

    Raises
    ------
    InputError
        Where the raster holds codes that the table lacks (they are named), or a P is not within 0
        and 1.
    """
    where = "erosion.practice_by_cover"
    for code, value in table.items():
        if not 0.0 <= value <= 1.0:
            raise InputError("erosion.practice_of_code_beyond", where, cover=code, value=value)
    found, place = np.unique(codes, return_inverse=True)
    unknown = [str(code) for code in found if code != -1 and int(code) not in table]
    if unknown:
        raise InputError("erosion.codes_without_practice", where, codes=unknown)
    values = np.array([np.nan if code == -1 else table[int(code)] for code in found])
    return np.asarray(values[place].reshape(codes.shape))
