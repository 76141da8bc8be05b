"""R, the erosivity of the rain, from monthly means."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError

Summand = Literal["0.8188", "0.08188"]

SI_PER_US = 17.02
"""MJ mm ha-1 h-1 yr-1 in one hundred foot tonf inch acre-1 h-1 yr-1 (Foster et al. 1981)."""


def rainfall_erosivity(
    rain_mm: Sequence[float] | NDArray[np.floating[Any]], constant: Summand = "0.8188"
) -> NDArray[np.float64]:
    """Return R = 17.02 * sum over the months of 1.735 * 10^(1.5 lg(p^2 / P) - 0.8188).

    Wischmeier & Smith's relation to monthly rain p and annual rain P as given by Arnoldus (1980),
    which is in hundreds of foot tonf inch acre-1 h-1 yr-1; 17.02 brings it to SI.

    Parameters
    ----------
    rain_mm : (12, ...)
        Mean rain of each month, mm; constants or rasters, NaN is nodata.
    constant : {'0.8188', '0.08188'}
        Summand of the exponent. The second is a slip of the pen found in many papers, 5.46 times
        the first's R; it is here so that their figures can be made again.

    Returns
    -------
    (...) float64, MJ mm ha-1 h-1 yr-1; 0 where it never rains.

    Raises
    ------
    InputError
        Where there are not twelve months, or rain is negative.
    """
    months = np.asarray(rain_mm, dtype=np.float64)
    if months.ndim == 0 or months.shape[0] != 12:
        raise InputError("erosion.rain_of_twelve_months", "erosion.rain_mm")
    if (months < 0.0).any():
        raise InputError("erosion.rain_negative", "erosion.rain_mm")
    year = months.sum(axis=0)
    # 10^(1.5 lg(p^2 / P)) = (p^2 / P)^1.5, which is 0 in a month without rain.
    wet = np.divide(months**2, year, out=np.zeros_like(months), where=year > 0.0)
    total = (wet**1.5).sum(axis=0) * 1.735 * 10.0 ** -float(constant)
    return np.asarray(np.where(np.isnan(year), np.nan, total * SI_PER_US))
