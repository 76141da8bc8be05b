"""Trend, breaks and scatter of a series of rasters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.found_steps import Steps
from missionplanner.ecology.change.sen import slope_limits
from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.trend import Trend
from missionplanner.ecology.change.variation import temporal_cv
from missionplanner.model.study import Serial, TrendOptions
from missionplanner.science.arrays import Doubles, floats

Correction = Literal["none", "hamed-rao", "yue-wang", "pre-whitening", "trend-free"]


@dataclass(frozen=True, eq=False)
class LevelBreak:
    """One break in the level of each series, shaped like one date.

    Attributes
    ----------
    p : float64
        Pettitt's, two-sided; NaN below 8 valid dates.
    after : uint16
        Number of the date after the break, from 0; 0 where there is none.
    """

    p: Doubles
    after: NDArray[np.uint16]


def trend(
    stack: ArrayLike,
    years: ArrayLike,
    *,
    correction: Correction = "none",
    seasons: Sequence[int] | None = None,
    min_dates: int = 3,
) -> Trend:
    """Return Sen's slope and the Mann-Kendall test of each pixel.

    Parameters
    ----------
    stack : array_like, shape (n, ...)
        Dates first; NaN where one is missing, which counts as if it were not there.
    years : array_like, shape (n,)
        Decimal years, ascending: the slope is per year, however dates are spaced.
    correction : str
        For dates that are like the one before. `hamed-rao` and `yue-wang` widen the variance of
        S; `pre-whitening` and `trend-free` take the likeness out first. From 6 valid dates.
    seasons : sequence of int, length n, optional
        Only dates of one season are compared.
    min_dates : int
        Valid dates a pixel needs.

    Returns
    -------
    Trend
        `slope`, `intercept`, `score`, `z`, `p`, `count`, each shaped like one date. p is two-sided
        and exact up to 10 dates without ties or correction, else normal.

    Raises
    ------
    InputError
        Fewer than two dates, dates that do not ascend, or a stack of another length.

    Notes
    -----
    Sen (1968), Mann (1945), Kendall (1975); the first paper, section 3.4. Hamed and Rao (1998);
    Yue and Wang (2004); von Storch (1995); Yue et al. (2002). On short series only plain
    pre-whitening keeps its level: docs/theory/trend.md has the figures.

    Examples
    --------
    >>> found = trend([[0.2], [0.3], [0.35], [0.5], [0.6]], [2014, 2016, 2018, 2020, 2022])
    >>> found.slope.round(4).tolist(), found.score.tolist(), found.p.round(4).tolist()
    ([0.05], [10.0], [0.0167])
    """
    options = TrendOptions(serial=Serial(correction), min_epochs=min_dates)
    return judged_trend(floats(stack), np.asarray(years, np.float64), options, seasons)


def sen_limits(values: ArrayLike, years: ArrayLike) -> tuple[float, float]:
    """Return the 95 % limits of Sen's slope of one series, per year.

    Parameters
    ----------
    values, years : array_like, shape (n,)
        NaN where a date has no value; decimal years.

    Returns
    -------
    low, high : float
        NaN for four values or fewer.

    Notes
    -----
    Sen (1968), equation 2.6; Gilbert (1987), section 16.4.2, interpolated between ranks.

    Examples
    --------
    >>> low, high = sen_limits([0.1, 0.3, 0.2, 0.5, 0.4, 0.6, 0.8], range(2018, 2025))
    >>> round(low, 3), round(high, 3)
    (0.05, 0.2)
    """
    return slope_limits(np.asarray(years, np.float64), np.asarray(values, np.float64))


def pettitt(stack: ArrayLike) -> LevelBreak:
    """Return Pettitt's break in the level of each series.

    Parameters
    ----------
    stack : array_like, shape (n, ...)
        Dates first, in order of time; NaN where one is missing.

    Notes
    -----
    Pettitt (1979), J. R. Stat. Soc. C 28:126-135; p is counted over all orders up to 12 dates,
    over drawn ones up to 60, and his own approximation beyond.

    Examples
    --------
    >>> found = pettitt([[0.8], [0.81], [0.79], [0.8], [0.4], [0.41], [0.39], [0.42], [0.4]])
    >>> found.after.tolist(), found.p.round(3).tolist()
    ([4], [0.029])
    """
    found = steps(floats(stack), np.inf, 2)
    return LevelBreak(found.break_p, found.break_after)


def abrupt_change(stack: ArrayLike, least_step: float = 0.2, min_dates: int = 3) -> Steps:
    """Return the largest step of each series and whether it is abrupt.

    Parameters
    ----------
    stack : array_like, shape (n, ...)
        Dates first, in order of time; NaN where one is missing.
    least_step : float
        Least size of an abrupt change, in the unit of the values.
    min_dates : int
        Valid dates a pixel needs.

    Returns
    -------
    Steps
        `total`, `step`, `after`, `shift`, `code` (1 abrupt loss, 2 none, 3 abrupt gain, 0 not
        known), `break_p`, `break_after`, each shaped like one date.

    Notes
    -----
    Abrupt is a step of that size that is more than half of the range of the series and lasts: a
    rule of ours, docs/theory/trend.md.

    Examples
    --------
    A pit opens; a slow decline; one bad date:

    >>> pit, slow, cloud = (0.8, 0.8, 0.3, 0.3), (0.8, 0.7, 0.5, 0.4), (0.8, 0.3, 0.8, 0.8)
    >>> abrupt_change(list(zip(pit, slow, cloud))).code.tolist()
    [1, 2, 2]
    """
    return steps(floats(stack), least_step, min_dates)


def variation(stack: ArrayLike, ddof: Literal[0, 1] = 0, min_dates: int = 3) -> Doubles:
    """Return the coefficient of variation of each series: standard deviation over mean.

    Parameters
    ----------
    stack : array_like, shape (n, ...)
        Dates first; NaN where one is missing.
    ddof : {0, 1}
        0: of the dates themselves; 1: an estimate for all years that they stand for.
    min_dates : int
        Valid dates a pixel needs.

    Returns
    -------
    float64, shaped like one date
        No unit; NaN with too few dates, or where the mean is within 0.001 of 0.

    Notes
    -----
    The first paper, section 3.4 and Table 5.

    Examples
    --------
    >>> variation([[0.4, 0.5], [0.5, 0.5], [0.6, 0.5]]).round(3).tolist()
    [0.163, 0.0]
    """
    return temporal_cv(floats(stack), ddof, min_dates).cv
