"""Sen's slope and the Mann-Kendall test of every pixel of a block."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.change.lanes import (
    exchange,
    median_slope,
    median_time,
    middle,
    padded,
    pair_slopes,
    partners,
    scores,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LANES = 32


class Plan(NamedTuple):
    """What is the same for all pixels.

    Attributes
    ----------
    time : float64 (n,), years since the first epoch, ascending
    first, last : int64 (pairs,), the epochs that are compared
    gap : float64 (pairs,), years between them
    there : float64 (n,), how many epochs each is compared with where all are valid
    slope_network : int64 (exchanges, 2)
        For the slopes; empty: quickselect.
    value_network : int64 (exchanges, 2), for the n values
    null : float64 (longest + 1, scores)
        `mann_kendall.null_table`: two-sided p of a score; no rows: the normal approximation always.
    least : int
        Valid epochs a pixel needs.
    """

    time: Floats
    first: Ints
    last: Ints
    gap: Floats
    there: Floats
    slope_network: Ints
    value_network: Ints
    null: Floats
    least: int


class PixelTrends(NamedTuple):
    """What is written, each (pixels,): NaN where too few epochs are valid.

    Attributes
    ----------
    slope, intercept, score, z, p : float64
    valid : uint16
        Epochs.
    """

    slope: Floats
    intercept: Floats
    score: Floats
    z: Floats
    p: Floats
    valid: NDArray[np.uint16]


class Work(NamedTuple):
    """Work arrays of a chunk of pixels: x (n, lanes) the values, `row` the slopes of one pixel."""

    x: Floats
    values: Floats
    slopes: Floats
    side: Floats
    score: Floats
    there: Floats
    equal: Floats
    row: Floats


@kernel
def trend_pixels(stack: NDArray[Any], begin: int, end: int, plan: Plan, found: PixelTrends) -> int:
    """Work on pixels begin ... end - 1, 32 at a time; return how many p are exact.

    Parameters
    ----------
    stack : float32 or float64 (n, pixels)
        NaN (or infinity) where an epoch is missing.
    """
    n, pairs = stack.shape[0], plan.first.shape[0]
    network = plan.slope_network.shape[0] > 0 or pairs < 2
    work = Work(
        np.empty((n, LANES)),
        np.empty((n, LANES)),
        np.empty((pairs if network else 0, LANES)),
        np.empty(LANES),
        np.empty(LANES),
        np.empty((n, LANES)),
        np.empty((n, LANES)),
        np.empty(0 if network else pairs),
    )
    exact = 0
    for start in range(begin, end, LANES):
        exact += _chunk(stack[:, start : min(end, start + LANES)], start, plan, work, found)
    return exact


@kernel
def _chunk(part: NDArray[Any], start: int, plan: Plan, work: Work, found: PixelTrends) -> int:
    """Work on one chunk of pixels that begins at pixel `start`."""
    x = work.x
    missing = _load(part, x)
    ties = scores(x, plan.first, plan.last, work.score)
    if missing or ties:
        partners(x, plan.first, plan.last, work.there, work.equal)
    else:
        for i in range(x.shape[0]):
            work.there[i, :] = plan.there[i]
        work.equal[:] = 0.0
    if work.row.shape[0] == 0:
        pair_slopes(x, plan.first, plan.last, plan.gap, work.side, work.slopes)
        exchange(work.slopes, plan.slope_network)
    padded(x, work.values)
    exchange(work.values, plan.value_network)
    exact = 0
    for k in range(part.shape[1]):
        exact += _pixel(k, start + k, plan, work, found)
    return exact


@kernel
def _load(part: NDArray[Any], x: Floats) -> int:
    """Copy a chunk to x (n, lanes), NaN where there is none; return how many are missing."""
    x[:] = math.nan
    missing = 0
    for i in range(part.shape[0]):
        for k in range(part.shape[1]):
            value = float(part[i, k])
            there = abs(value) < math.inf
            x[i, k] = value if there else math.nan
            missing += 0 if there else 1
    return missing


@kernel
def _pixel(lane: int, pixel: int, plan: Plan, work: Work, found: PixelTrends) -> int:
    """Write what was found for one pixel; return 1 where its p is exact."""
    count, compared, eighteen_var, ties = 0, 0.0, 0.0, 0.0
    for i in range(work.x.shape[0]):
        there, equal = work.there[i, lane], work.equal[i, lane]
        count += 0 if math.isnan(work.x[i, lane]) else 1
        compared += there
        ties += equal
        # A season of n epochs adds n(n-1)(2n+5), each of them (n-1)(2(n-1)+7); a tie likewise.
        eighteen_var += there * (2.0 * there + 7.0) - equal * (2.0 * equal + 7.0)
    found.valid[pixel] = count
    score, z, p, slope, intercept = math.nan, math.nan, math.nan, math.nan, math.nan
    exact = 0
    if count >= plan.least and compared > 0.0:
        score = work.score[lane]
        z = _z(score, eighteen_var / 18.0)
        p = math.erfc(abs(z) / math.sqrt(2.0))
        if count < plan.null.shape[0] and ties == 0.0:
            p, exact = plan.null[count, int(abs(score))], 1
        slope = _slope(lane, int(compared / 2.0), plan, work)
        centre = middle(work.values, lane, count)
        intercept = centre - slope * median_time(work.x, lane, count, plan.time)
    found.score[pixel], found.z[pixel], found.p[pixel] = score, z, p
    found.slope[pixel], found.intercept[pixel] = slope, intercept
    return exact


@kernel
def _slope(lane: int, compared: int, plan: Plan, work: Work) -> float:
    if work.row.shape[0] == 0:
        return middle(work.slopes, lane, compared)
    return median_slope(work.x, lane, plan.first, plan.last, plan.gap, work.row)


@kernel
def _z(score: float, variance: float) -> float:
    """Return the standardised score with the correction for continuity (paper 1, section 3.4)."""
    if score == 0.0 or variance <= 0.0:
        return 0.0
    return (score - math.copysign(1.0, score)) / math.sqrt(variance)
