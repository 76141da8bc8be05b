"""EGM96: heights above the geoid and above the WGS 84 ellipsoid.

h = H + N: ellipsoidal height = EGM96 height + undulation. The undulation is interpolated
bilinearly in NGA's 15 arc-minute grid, which is also what DJI's software does (it reads
WW15MGH.DAC, the same grid rounded to centimetres; see tests/oracles/test_geoid.py).
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.assets import resources

Floats = NDArray[np.float64]

_STEP_DEG = 0.25
_COLUMNS, _LAST_ROW = 1440, 720


@cache
def _grid() -> Floats:
    """Return (721, 1440) undulations in metres, row 0 at 90 N, column 0 at 180 W."""
    with np.load(resources() / "geoid" / "egm96_15.npz") as data:
        grid: Floats = data["undulation_m"].astype(np.float64)
    return grid


def undulation_m(lon_deg: ArrayLike, lat_deg: ArrayLike) -> Floats:
    """Return the EGM96 undulation (m, geoid above ellipsoid), shaped like the input.

    Parameters
    ----------
    lon_deg, lat_deg : array_like
        WGS 84 degrees; any longitude is wrapped, latitudes are held to -90..90.
        NaN gives NaN.
    """
    lon, lat = np.broadcast_arrays(
        np.asarray(lon_deg, dtype=np.float64), np.asarray(lat_deg, dtype=np.float64)
    )
    known = np.isfinite(lon) & np.isfinite(lat)
    column = np.mod(np.where(known, lon, 0.0) + 180.0, 360.0) / _STEP_DEG
    row = (90.0 - np.clip(np.where(known, lat, 0.0), -90.0, 90.0)) / _STEP_DEG
    i = np.minimum(row.astype(np.int64), _LAST_ROW - 1)
    j = column.astype(np.int64)
    f, g = row - i, column - j
    grid, j, k = _grid(), j % _COLUMNS, (j + 1) % _COLUMNS
    north = grid[i, j] * (1 - g) + grid[i, k] * g
    south = grid[i + 1, j] * (1 - g) + grid[i + 1, k] * g
    result: Floats = np.where(known, north * (1 - f) + south * f, np.nan)
    return result


def to_ellipsoid_m(egm96_m: ArrayLike, lon_deg: ArrayLike, lat_deg: ArrayLike) -> Floats:
    """Return heights above the WGS 84 ellipsoid (m) of heights above EGM96 (m)."""
    return np.asarray(egm96_m, dtype=np.float64) + undulation_m(lon_deg, lat_deg)


def to_egm96_m(ellipsoid_m: ArrayLike, lon_deg: ArrayLike, lat_deg: ArrayLike) -> Floats:
    """Return heights above EGM96 (m) of heights above the WGS 84 ellipsoid (m)."""
    return np.asarray(ellipsoid_m, dtype=np.float64) - undulation_m(lon_deg, lat_deg)
