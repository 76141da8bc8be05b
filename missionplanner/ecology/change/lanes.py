"""Slopes, scores and medians of many pixels side by side.

A LANE is a pixel; an array (m, lanes) holds the m-th number of each. What is missing is NaN. The
loops over lanes have no branches, so that the compiler turns them into vector instructions.
"""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def pair_slopes(
    x: Floats, first: Ints, last: Ints, gap: Floats, side: Floats, slopes: Floats
) -> int:
    """Write (x[last] - x[first]) / gap of each pair; return how many are missing.

    A missing one becomes +inf and -inf by turns, so that the median stays where it is.

    Parameters
    ----------
    x : float64 (n, lanes)
    first, last : int64 (pairs,)
    gap : float64 (pairs,), years
    side : float64 (lanes,), work array
    slopes : float64 (pairs, lanes), written
    """
    missing = 0
    for k in range(x.shape[1]):
        side[k] = math.inf
    for m in range(first.shape[0]):
        i, j, years = first[m], last[m], gap[m]
        for k in range(x.shape[1]):
            slope = (x[j, k] - x[i, k]) / years
            there = slope == slope
            slopes[m, k] = slope if there else side[k]
            side[k] = side[k] if there else -side[k]
            missing += 0 if there else 1
    return missing


@kernel
def scores(x: Floats, first: Ints, last: Ints, score: Floats) -> int:
    """Write Kendall's S of each lane (paper 1, section 3.4); return how many pairs are equal."""
    equal = 0
    for k in range(x.shape[1]):
        score[k] = 0.0
    for m in range(first.shape[0]):
        i, j = first[m], last[m]
        for k in range(x.shape[1]):
            d = x[j, k] - x[i, k]
            score[k] += (1.0 if d > 0.0 else 0.0) - (1.0 if d < 0.0 else 0.0)
            equal += 1 if d == 0.0 else 0
    return equal


@kernel
def partners(x: Floats, first: Ints, last: Ints, there: Floats, equal: Floats) -> None:
    """Count, for each number, the numbers it is paired with, and those of them that equal it.

    Parameters
    ----------
    x, there, equal : float64 (n, lanes)
        The last two are written.
    first, last : int64 (pairs,)
    """
    there[:] = 0.0
    equal[:] = 0.0
    for m in range(first.shape[0]):
        i, j = first[m], last[m]
        for k in range(x.shape[1]):
            d = x[j, k] - x[i, k]
            paired, tied = (1.0 if d == d else 0.0), (1.0 if d == 0.0 else 0.0)
            there[i, k] += paired
            there[j, k] += paired
            equal[i, k] += tied
            equal[j, k] += tied


@kernel
def padded(x: Floats, values: Floats) -> None:
    """Copy lanes, with missing numbers as +inf and -inf by turns; see `pair_slopes`."""
    for k in range(x.shape[1]):
        side = math.inf
        for i in range(x.shape[0]):
            values[i, k] = x[i, k]
            if math.isnan(x[i, k]):
                values[i, k] = side
                side = -side


@kernel
def exchange(values: Floats, network: Ints) -> None:
    """Put the middle numbers of each lane in their places (`networks.median_network`)."""
    for c in range(network.shape[0]):
        low, high = network[c, 0], network[c, 1]
        for k in range(values.shape[1]):
            a, b = values[low, k], values[high, k]
            values[low, k] = a if a < b else b
            values[high, k] = b if a < b else a


@kernel
def middle(values: Floats, lane: int, count: int) -> float:
    """Return the median of the `count` finite numbers of a lane after `exchange`; NaN for none."""
    size = values.shape[0]
    if count == 0:
        return math.nan
    high = size // 2 if count % 2 == 0 else (size - 1) // 2
    low = size // 2 - 1 if count % 2 == 0 else high
    return float((values[low, lane] + values[high, lane]) / 2.0)


@kernel
def median_slope(
    x: Floats, lane: int, first: Ints, last: Ints, gap: Floats, slopes: Floats
) -> float:
    """Return the median slope of one lane by quickselect: for too many pairs for a network.

    Parameters
    ----------
    slopes : float64 (pairs,), work array
    """
    count = 0
    for m in range(first.shape[0]):
        slope = (x[last[m], lane] - x[first[m], lane]) / gap[m]
        if not math.isnan(slope):
            slopes[count] = slope
            count += 1
    return float(np.median(slopes[:count])) if count else math.nan


@kernel
def median_time(x: Floats, lane: int, count: int, time: Floats) -> float:
    """Return the median of the times (n,), ascending, at which a lane has a number."""
    low, high, seen = math.nan, math.nan, 0
    for i in range(x.shape[0]):
        if not math.isnan(x[i, lane]):
            if seen == (count - 1) // 2:
                low = time[i]
            if seen == count // 2:
                high = time[i]
            seen += 1
    return (low + high) / 2.0
