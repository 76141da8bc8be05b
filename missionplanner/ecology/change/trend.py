"""Change of every pixel over the epochs: Sen's slope with the Mann-Kendall test.

Source: paper 1, section 3.4; Sen (1968), J. Am. Stat. Assoc. 63, 1379-1389; Mann (1945); Kendall
(1975); ties in Var(S): Kendall (1975); intercept: Conover (1980). See docs/theory/trend.md.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.change.mann_kendall import null_table
from missionplanner.ecology.change.networks import median_network
from missionplanner.ecology.change.pixels import LANES, PixelTrends, Plan, trend_pixels
from missionplanner.ecology.change.sen import Pairs, all_pairs, checked_years
from missionplanner.errors import InputError

Floats = NDArray[np.float64]

NETWORK_PAIRS = 1000
"""Slopes a pixel up to which their median comes from a network, and beyond from quickselect."""


@dataclass(frozen=True, eq=False)
class Trend:
    """What was found for each pixel, shaped like one epoch; NaN where too few epochs are valid.

    Attributes
    ----------
    slope : float64
        Sen's slope, per YEAR.
    intercept : float64
        Of the line at the FIRST epoch's date: median(y) - slope * median(t), both medians over the
        pixel's valid epochs, t in years since the first epoch. That is Conover's (1980) choice and
        pymannkendall's; it is not the median of y - slope * t.
    score : float64
        Kendall's S.
    z : float64
        Standardised score, corrected for ties and continuity.
    p : float64
        Two-sided; exact where `exact` epochs or fewer are valid and no two are equal, else normal.
    count : uint16
        Valid epochs.
    exact_pixels : int
        Pixels whose p is exact.
    """

    slope: Floats
    intercept: Floats
    score: Floats
    z: Floats
    p: Floats
    count: NDArray[np.uint16]
    exact_pixels: int


def trend(
    stack: NDArray[np.floating],
    years: ArrayLike,
    *,
    seasons: Sequence[int] | None = None,
    min_epochs: int = 3,
    exact: bool = True,
    threads: int = 1,
) -> Trend:
    """Return Sen's slope and the Mann-Kendall test of each pixel.

    Parameters
    ----------
    stack : float32 or float64 (n, ...)
        Epochs first; NaN where an epoch is missing, which counts as if it were not there.
    years : (n,)
        Decimal years, ascending.
    seasons : (n,), optional
        Only epochs of one season are compared (Hirsch and Slack); p is then the normal one.
    min_epochs : int
        Valid epochs a pixel needs.
    exact : bool
        False: p by the normal approximation always, as pymannkendall has it.
    threads : int

    Raises
    ------
    InputError
        Fewer than two epochs, dates not ascending, or a stack of another length.
    """
    plan = _plan(checked_years(years), seasons, max(2, min_epochs), exact)
    if stack.shape[0] != plan.time.size:
        raise InputError("ecology.epochs_and_dates", epochs=stack.shape[0], dates=plan.time.size)
    flat = np.ascontiguousarray(stack.reshape(stack.shape[0], -1))
    found = _empty(flat.shape[1])
    number = _by_threads(flat, plan, found, threads)
    shape = stack.shape[1:]
    return Trend(
        slope=found.slope.reshape(shape),
        intercept=found.intercept.reshape(shape),
        score=found.score.reshape(shape),
        z=found.z.reshape(shape),
        p=found.p.reshape(shape),
        count=found.valid.reshape(shape),
        exact_pixels=number,
    )


def _plan(years: Floats, seasons: Sequence[int] | None, least: int, exact: bool) -> Plan:
    pairs = all_pairs(years, seasons)
    count = pairs.first.size
    no_network = np.empty((0, 2), dtype=np.int64)
    no_table = np.empty((0, 1))
    return Plan(
        time=years - years[0],
        first=pairs.first,
        last=pairs.last,
        gap=pairs.gap,
        there=_partners(pairs, years.size),
        slope_network=median_network(count) if count <= NETWORK_PAIRS else no_network,
        value_network=median_network(years.size),
        null=null_table() if exact and seasons is None else no_table,
        least=least,
    )


def _partners(pairs: Pairs, n: int) -> Floats:
    counts = np.bincount(np.concatenate([pairs.first, pairs.last]), minlength=n)
    return counts.astype(np.float64)


def _empty(pixels: int) -> PixelTrends:
    slope, intercept, score, z, p = np.empty((5, pixels))
    return PixelTrends(slope, intercept, score, z, p, np.empty(pixels, dtype=np.uint16))


def _by_threads(flat: NDArray[np.floating], plan: Plan, found: PixelTrends, threads: int) -> int:
    """Run the kernel on `threads` parts of the pixels; return how many p are exact."""
    chunks = -(-flat.shape[1] // LANES)
    ends = [min(flat.shape[1], chunks * i // threads * LANES) for i in range(threads + 1)]
    if threads == 1:
        return trend_pixels(flat, 0, flat.shape[1], plan, found)
    with ThreadPoolExecutor(threads) as pool:
        parts = [pool.submit(trend_pixels, flat, a, b, plan, found) for a, b in pairwise(ends)]
        return sum(part.result() for part in parts)
