"""K, the erodibility of the soil, from its texture and carbon."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.errors import InputError

SI_PER_US = 0.1317
"""t ha h ha-1 MJ-1 mm-1 in one ton acre h (100 acre foot tonf inch)-1 (Foster et al. 1981)."""

SLACK_PERCENT = 3.0
"""Sand, silt and clay may miss 100 % by this: soil maps give each rounded to whole per cent."""


def erodibility(
    sand: ArrayLike, silt: ArrayLike, clay: ArrayLike, carbon: ArrayLike
) -> NDArray[np.float64]:
    """Return K of the topsoil by EPIC (Sharpley & Williams 1990), in SI units.

    K = 0.1317 [0.2 + 0.3 exp(-0.0256 sand (1 - silt/100))] [silt / (clay + silt)]^0.3
    [1 - 0.25 C / (C + exp(3.72 - 2.95 C))] [1 - 0.7 n / (n + exp(-5.51 + 22.9 n))] with
    n = 1 - sand/100.

    Parameters
    ----------
    sand, silt, clay : float or array
        Shares of the fine earth, per cent; NaN is nodata.
    carbon : float or array
        Organic CARBON, per cent (organic matter is about 1.724 times as much).

    Returns
    -------
    array of the common shape, float64, t ha h ha-1 MJ-1 mm-1; 0 for soil without silt.

    Raises
    ------
    InputError
        Where a share is not within 0 and 100, or the three do not sum to about 100.
    """
    parts = np.broadcast_arrays(*(np.asarray(part, np.float64) for part in (sand, silt, clay)))
    organic = np.asarray(carbon, np.float64)
    _check(parts, organic)
    san, sil, cla = parts
    with np.errstate(invalid="ignore", divide="ignore"):
        fine = np.where(sil > 0.0, sil / (cla + sil), np.where(np.isnan(sil), np.nan, 0.0))
    rest = 1.0 - san / 100.0
    coarse = 0.2 + 0.3 * np.exp(-0.0256 * san * (1.0 - sil / 100.0))
    humus = 1.0 - 0.25 * organic / (organic + np.exp(3.72 - 2.95 * organic))
    sandy = 1.0 - 0.7 * rest / (rest + np.exp(-5.51 + 22.9 * rest))
    return np.asarray(SI_PER_US * coarse * fine**0.3 * humus * sandy)


def _check(parts: tuple[NDArray[Any], ...], organic: NDArray[Any]) -> None:
    where, texture = "erosion.soil", ("sand", "silt", "clay", "organic_carbon")
    for name, part in zip(texture, (*parts, organic), strict=True):
        if ((part < 0.0) | (part > 100.0)).any():
            raise InputError("erosion.soil_share_beyond", where, name=name)
    total = parts[0] + parts[1] + parts[2]
    off = np.abs(total - 100.0) > SLACK_PERCENT
    if off.any():
        found = float(total[off].flat[0])
        raise InputError("erosion.soil_sum", where, total=found)
