"""The Mann-Kendall test where dates that follow each other are alike: corrected z and p.

Sources: Hamed and Rao (1998), J. Hydrol. 204, 182-196; Yue and Wang (2004), Water Resour. Manag.
18, 201-218 (with the first lag, as they propose: all lags of a sample sum up to -1/2 whatever it
is); pre-whitening: von Storch (1995); trend-free: Yue, Pilon, Phinney and Cavadias (2002), Hydrol.
Process. 16, 1807-1829. On short series only plain whitening keeps its level: see the figures in
docs/theory/trend.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.change.sen import checked_years
from missionplanner.ecology.change.trend import Trend, trend
from missionplanner.model.study import Serial, TrendOptions

Floats = NDArray[np.float64]

LEAST_DATES = 6
"""Valid dates below which a correlation of neighbours is no figure: the test stays as it was."""
_WAYS = {Serial.HAMED_RAO: 0, Serial.YUE_WANG: 1, Serial.PRE_WHITENING: 2, Serial.TREND_FREE: 3}
_Z95 = 1.959963984540054


@dataclass(frozen=True, eq=False)
class SerialTest:
    """The corrected test of each pixel, shaped like one epoch.

    Attributes
    ----------
    z, p : float64
        NaN where fewer than `LEAST_DATES` are valid: the plain test stands there.
    lag_1 : float64
        Correlation of each valid date with the next, about the Sen line.
    """

    z: Floats
    p: Floats
    lag_1: Floats


class SerialLayers(NamedTuple):
    """What is written, each (pixels,)."""

    z: Floats
    p: Floats
    lag_1: Floats


def judged_trend(
    stack: NDArray[np.floating],
    years: ArrayLike,
    options: TrendOptions,
    seasons: Sequence[int] | None = None,
) -> Trend:
    """Return `trend` with the correction that the options ask for.

    Where it was made no p is exact; pixels with too few dates for it keep the plain test.

    Parameters
    ----------
    stack : float32 or float64 (n, ...)
    years : (n,)
    options : TrendOptions
    seasons : (n,), optional

    Raises
    ------
    InputError
        See `trend`.
    """
    plain = trend(stack, years, seasons=seasons, min_epochs=options.min_epochs)
    if options.serial is Serial.NONE:
        return plain
    found = serial_test(stack, years, plain.slope, options.serial)
    made = np.isfinite(found.p) & np.isfinite(plain.p)
    return replace(
        plain,
        z=np.where(made, found.z, plain.z),
        p=np.where(made, found.p, plain.p),
        exact_pixels=0,
    )


def serial_test(
    stack: NDArray[np.floating],
    years: ArrayLike,
    slope: Floats,
    way: Serial,
) -> SerialTest:
    """Return the corrected Mann-Kendall test of each pixel; p is the normal one.

    Parameters
    ----------
    stack : float32 or float64 (n, ...)
        Epochs first, NaN where one is missing.
    years : (n,)
        Decimal years, ascending.
    slope : float64 (...)
        Sen's, per year.
    way : Serial
        Not `Serial.NONE`.

    Raises
    ------
    InputError
        Fewer than two dates, or dates not ascending.
    """
    shape = stack.shape[1:]
    flat = np.ascontiguousarray(stack.reshape(stack.shape[0], -1))
    found = SerialLayers(*np.full((3, flat.shape[1]), np.nan))
    time = checked_years(years)
    flat_slope = np.ascontiguousarray(slope, dtype=np.float64).reshape(-1)
    serial_pixels(flat, time - time[0], flat_slope, _WAYS[way], found)
    return SerialTest(found.z.reshape(shape), found.p.reshape(shape), found.lag_1.reshape(shape))


@kernel
def serial_pixels(
    flat: NDArray[Any],
    time: Floats,
    slope: Floats,
    way: int,
    found: SerialLayers,
) -> None:
    """Correct the test of each pixel; `way` as in `_WAYS`."""
    n = flat.shape[0]
    x, left, t = np.empty(n), np.empty(n), np.empty(n)
    for pixel in range(flat.shape[1]):
        count = 0
        for i in range(n):
            value = float(flat[i, pixel])
            if abs(value) < math.inf:
                x[count], t[count] = value, time[i]
                left[count] = value - slope[pixel] * time[i]
                count += 1
        if count < LEAST_DATES:
            continue
        own, rest = x[:count], left[:count]
        found.lag_1[pixel] = _correlation(rest, 1)
        if way < 2:
            score, variance = _score(own)
            variance *= _inflation(rest, way)
        else:
            score, variance = _score(_whitened(own, rest, t, slope[pixel], way))
        z = 0.0
        if score != 0.0 and variance > 0.0:
            z = (score - math.copysign(1.0, score)) / math.sqrt(variance)
        found.z[pixel], found.p[pixel] = z, math.erfc(abs(z) / math.sqrt(2.0))


@kernel
def _inflation(left: Floats, way: int) -> float:
    """Return what the variance of S is multiplied by; 1 where the formula gives no variance."""
    n = left.shape[0]
    if way == 1:
        factor = 1.0 + 2.0 * (1.0 - 1.0 / n) * _correlation(left, 1)
    else:
        ranks = _ranks(left)
        factor = 1.0
        for k in range(1, n):
            r = _correlation(ranks, k)
            if abs(r) > _Z95 / math.sqrt(n):
                factor += 2.0 * (n - k) * (n - k - 1) * (n - k - 2) * r / (n * (n - 1) * (n - 2))
    return factor if factor > 0.0 else 1.0


@kernel
def _whitened(x: Floats, left: Floats, t: Floats, slope: float, way: int) -> Floats:
    """Return each value less what it has from the one before; one fewer."""
    n = x.shape[0]
    source = left if way == 3 else x
    r = _correlation(source, 1)
    white = source[1:] - r * source[:-1]
    if way == 3:
        white = white + slope * t[1:n]
    return white


@kernel
def _correlation(x: Floats, lag: int) -> float:
    """Return the correlation of values `lag` apart; 0 where all are equal."""
    middle = np.mean(x)
    whole, both = 0.0, 0.0
    for i in range(x.shape[0]):
        whole += (x[i] - middle) ** 2
        if i + lag < x.shape[0]:
            both += (x[i] - middle) * (x[i + lag] - middle)
    return both / whole if whole > 1e-18 * x.shape[0] * middle * middle else 0.0


@kernel
def _ranks(x: Floats) -> Floats:
    """Return ranks, equal ones their mean."""
    ranks = np.empty(x.shape[0])
    for i in range(x.shape[0]):
        ranks[i] = 0.5
        for j in range(x.shape[0]):
            ranks[i] += (1.0 if x[j] < x[i] else 0.0) + (0.5 if x[j] == x[i] else 0.0)
    return ranks


@kernel
def _score(x: Floats) -> tuple[float, float]:
    """Return Kendall's S and its variance, less what ties take from it."""
    n = x.shape[0]
    score, ties = 0.0, 0.0
    for i in range(n):
        equal = 0.0
        for j in range(n):
            if j > i:
                score += (1.0 if x[j] > x[i] else 0.0) - (1.0 if x[j] < x[i] else 0.0)
            equal += 1.0 if x[j] == x[i] else 0.0
        # Of a group of t equal values each adds its t-th part of t (t - 1) (2 t + 5).
        ties += (equal - 1.0) * (2.0 * equal + 5.0)
    return score, (n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0
