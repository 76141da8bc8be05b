"""Sen's slope: which epochs are compared, its limits, and what its sign says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.errors import InputError
from missionplanner.model.ecology import DIRECTION_CODES, Direction

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Of 4! = 24 orders none is rarer than 1 in 24 on each side: four values bear no limits of 95 %.
_LEAST_VALUES = 5
_Z95 = 1.959963984540054  # 97.5 % point of the normal distribution


@dataclass(frozen=True, eq=False)
class Pairs:
    """The epochs that are compared.

    Attributes
    ----------
    first, last : int64 (pairs,)
        Indices of the earlier and the later epoch.
    gap : float64 (pairs,)
        Years between them, above 0.
    """

    first: Ints
    last: Ints
    gap: Floats


def checked_years(years: ArrayLike) -> Floats:
    """Return decimal years (n,) float64, ascending.

    Raises
    ------
    InputError
        Fewer than two, two the same, or not ascending.
    """
    t = np.asarray(years, dtype=np.float64)
    if t.ndim != 1 or t.size < 2:
        raise InputError("ecology.trend_needs_epochs")
    if not np.all(np.diff(t) > 0):
        raise InputError("ecology.trend_out_of_order")
    return t


def all_pairs(years: Floats, seasons: Sequence[int] | None = None) -> Pairs:
    """Return every pair i < j, or with `seasons` (n,) those of one season only.

    The paper divides by (j - i): here that is the true time between the epochs in YEARS, so that a
    slope is per year also where epochs are missing or unevenly spaced.
    """
    first, last = np.triu_indices(years.size, 1)
    if seasons is not None:
        same = np.asarray(seasons)[first] == np.asarray(seasons)[last]
        first, last = first[same], last[same]
    return Pairs(first.astype(np.int64), last.astype(np.int64), years[last] - years[first])


def series_slopes(years: ArrayLike, values: ArrayLike) -> Floats:
    """Return the slopes between all pairs of dates of one series, (pairs,) float64, ascending.

    Parameters
    ----------
    years : array_like (n,)
        Decimal years, in any order; dates of one and the same time are not compared.
    values : array_like (n,)
        NaN where a date has no value.
    """
    t, y = _known(years, values)
    first, second = np.triu_indices(len(y), 1)
    gap = t[second] - t[first]
    return np.sort((y[second] - y[first])[gap != 0] / gap[gap != 0])


def slope_limits(years: ArrayLike, values: ArrayLike) -> tuple[float, float]:
    """Return the 95 % limits of Sen's slope of one series.

    The limits are ranks of all N slopes, (N - C) / 2 and (N + C) / 2 + 1 counted from 1, with
    C = 1.96 sqrt(var S) and the variance of Mann-Kendall's S less its ties; between two ranks
    they are interpolated (Sen 1968, eq. 2.6; Gilbert 1987, section 16.4.2). `scipy.stats.
    theilslopes` takes the nearest rank instead, and clips where there is none.

    Parameters
    ----------
    years : array_like (n,)
        Decimal years, in any order; dates of one and the same time are not compared.
    values : array_like (n,)
        NaN where a date has no value.

    Returns
    -------
    (low, high) : float
        Per year; NaN where the series is too short for limits of 95 %: with four values or fewer.
    """
    t, y = _known(years, values)
    slopes = series_slopes(t, y)
    reach = _Z95 * math.sqrt(_score_variance(t, y))
    low, high = (len(slopes) - reach) / 2 - 1, (len(slopes) + reach) / 2
    if len(y) < _LEAST_VALUES or low < 0 or high > len(slopes) - 1:
        return math.nan, math.nan
    ranks = np.arange(len(slopes))
    return float(np.interp(low, ranks, slopes)), float(np.interp(high, ranks, slopes))


def _known(years: ArrayLike, values: ArrayLike) -> tuple[Floats, Floats]:
    """Return times and values where there is a value."""
    t, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    known = np.isfinite(y)
    return t[known], y[known]


def _score_variance(t: Floats, y: Floats) -> float:
    """Return the variance of S, less what values, or times, that are equal take from it."""

    def part(count: NDArray[np.integer]) -> float:
        return float((count * (count - 1) * (2 * count + 5)).sum())

    ties = sum(part(np.unique(a, return_counts=True)[1]) for a in (t, y))
    return max(0.0, (part(np.array([len(y)])) - ties) / 18.0)


def directions(slope: NDArray[np.floating], stable_per_year: float) -> NDArray[np.uint8]:
    """Return codes of direction (paper 1, Table 4); 0 where the slope is NaN.

    The paper calls slopes "about 0" stable without a number: here up to `stable_per_year`.
    """
    codes = np.zeros(slope.shape, dtype=np.uint8)
    codes[np.abs(slope) <= stable_per_year] = DIRECTION_CODES[Direction.STABLE]
    codes[slope > stable_per_year] = DIRECTION_CODES[Direction.IMPROVING]
    codes[slope < -stable_per_year] = DIRECTION_CODES[Direction.DEGRADING]
    return codes
