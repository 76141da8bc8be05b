"""Quantiles of data that no memory holds: histograms, each pass within one bin of the pass before.

R's type 7, which is numpy's "linear": with n values in order and h = (n - 1) p, the values of rank
floor(h) and floor(h) + 1 are mixed. A rank is found to one bin of the last pass. With 65 536 bins,
two passes narrow the range 2**32 times; what is told is the middle of the bin, so it is
within 2**-33 of the range (2**-30 is claimed, for the rounding at bins' edges).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.limits import Limits, checked
from missionplanner.ecology.statistics.moments import Moments, enough, known
from missionplanner.ecology.statistics.pixelwise import Floats
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

BINS = 65_536
_ROUNDING = 4 * np.finfo(np.float64).eps

Blocks = Callable[[], Iterable[NDArray[np.floating[Any]]]]
"""Gives the data anew for each pass, in blocks of any size."""


@dataclass(frozen=True)
class Histogram:
    """How many values lie below a window, and in equal bins of it.

    Attributes
    ----------
    low, high : float
        The window, in the data's unit; both ends belong to it.
    below : int
        Values below it.
    counts : int64, shape (bins,)
        Values in it.
    """

    low: float
    high: float
    below: int
    counts: NDArray[np.int64]

    def bin_of(self, rank: int) -> tuple[float, float]:
        """Return the ends of the bin that holds the value of this rank, from 0 in the whole data.

        A little wider than the bin, so that rounding at its edges leaves no value of it outside.
        """
        totals = np.cumsum(self.counts)
        place = min(max(rank - self.below, 0), max(int(totals[-1]) - 1, 0))
        index = min(int(np.searchsorted(totals, place, side="right")), len(totals) - 1)
        width = (self.high - self.low) / len(totals)
        largest = max(abs(self.low), abs(self.high))
        slack = _ROUNDING * max(largest, self.high - self.low)
        return self.low + index * width - slack, self.low + (index + 1) * width + slack


@kernel
def _count(values: Floats, low: float, high: float, counts: NDArray[np.int64]) -> int:
    below, last = 0, counts.size - 1
    factor = counts.size / (high - low) if high > low else 0.0
    for i in range(values.size):
        value = np.float64(values[i])
        if value < low:
            below += 1
        elif value <= high:
            counts[min(int((value - low) * factor), last)] += 1
    return below


def histogram(values: Floats, low: float, high: float, bins: int = BINS) -> Histogram:
    """Return the histogram of one block in a window.

    Parameters
    ----------
    values : float32 or float64, any shape
        NaN is nodata and not counted.
    low, high : float
        The window, in the unit of the values.
    bins : int
        Equal bins in it.
    """
    counts = np.zeros(bins, np.int64)
    line = np.ascontiguousarray(values).reshape(-1)
    below = _count(line, float(low), float(high), counts)
    return Histogram(float(low), float(high), int(below), counts)


def merged_histograms(parts: Iterable[Histogram]) -> Histogram:
    """Return the histogram of all blocks together; the parts share one window.

    Raises
    ------
    TypeError
        There is no part.
    ValueError
        The windows differ.
    """
    return reduce(_together, parts)


def _together(a: Histogram, b: Histogram) -> Histogram:
    if (a.low, a.high, len(a.counts)) != (b.low, b.high, len(b.counts)):
        raise ValueError("histograms to merge need one window")
    return Histogram(a.low, a.high, a.below + b.below, a.counts + b.counts)


def ranks(count: int, probability: float) -> tuple[int, int, float]:
    """Return the two ranks, from 0, that type 7 mixes, and the share of the second.

    Raises
    ------
    InputError
        There is no value, or the probability is not in 0..1.
    """
    if count < 1 or not 0.0 <= probability <= 1.0:
        raise InputError("ecology.no_quantile", count=count, probability=probability)
    place = (count - 1) * probability
    first = int(place)
    return first, min(first + 1, count - 1), place - first


def windows(
    found: Histogram, count: int, probabilities: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Return the windows of the next pass: two for each probability, in their order."""
    wanted = [rank for p in probabilities for rank in ranks(count, p)[:2]]
    return tuple(found.bin_of(rank) for rank in wanted)


def mixed(
    found: Sequence[Histogram], count: int, probabilities: Sequence[float]
) -> NDArray[np.float64]:
    """Return the quantiles told by the last pass over `windows`, shape (probabilities,)."""
    values = []
    for index, probability in enumerate(probabilities):
        first, second, share = ranks(count, probability)
        a = _middle(found[2 * index], first)
        b = _middle(found[2 * index + 1], second)
        values.append(a + (b - a) * share)
    return np.array(values)


def _middle(found: Histogram, rank: int) -> float:
    low, high = found.bin_of(rank)
    return 0.5 * (low + high)


def quantiles(
    blocks: Blocks,
    count: int,
    low: float,
    high: float,
    probabilities: Sequence[float],
    bins: int = BINS,
) -> NDArray[np.float64]:
    """Return quantiles (R type 7) of data that comes in blocks, in two passes.

    Parameters
    ----------
    blocks : callable
        Each call gives all blocks anew; called once, and then twice a probability.
    count : int
        Values that are not NaN, in all blocks.
    low, high : float
        The least and the greatest of them (`moments` tells them).
    probabilities : sequence of float
        0 to 1.
    bins : int
        Of each pass; the error is at most (high - low) / bins² (2**-30 of the range with 65 536).

    Returns
    -------
    float64, shape (probabilities,)

    Raises
    ------
    InputError
        There is no value, or a probability is not in 0..1.
    """
    first = merged_histograms(histogram(block, low, high, bins) for block in blocks())
    narrow = windows(first, count, probabilities)
    found = [
        merged_histograms(histogram(block, *window, bins) for block in blocks())
        for window in narrow
    ]
    return mixed(found, count, probabilities)


def percentile_limits(
    stack: NDArray[np.floating[Any]],
    moments: Moments,
    indicators: Sequence[Indicator],
    percentiles: tuple[float, float] = (1.0, 99.0),
    where: str = "",
) -> Limits:
    """Return two percentiles of each indicator, over the pixels where all indicators are known.

    Parameters
    ----------
    stack : float32 or float64, shape (k, ...)
        Indicators in memory; NaN is nodata.
    moments : Moments
        Raw ones of the same stack.
    indicators : sequence of Indicator, length k
        The layers' names, for the messages.
    percentiles : tuple of float
        0 to 100, the lower one first.
    where : str
        The epoch, or "all epochs", for the messages.

    Raises
    ------
    InputError
        Fewer than three pixels, percentiles that are out of order, or an indicator for which both
        are the same.
    """
    enough(moments, where)
    valid = known(stack)
    shares = tuple(percentile / 100.0 for percentile in percentiles)
    found = np.array(
        [
            quantiles(partial(_whole, layer[valid]), moments.count, low, high, shares)
            for layer, low, high in zip(stack, moments.minimum, moments.maximum, strict=True)
        ]
    )
    limits = Limits(np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1]))
    return checked(limits, indicators, where)


def _whole(values: NDArray[np.floating[Any]]) -> tuple[NDArray[np.floating[Any]]]:
    """Give data in memory as its own only block."""
    return (values,)
