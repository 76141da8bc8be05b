"""Natural breaks: the split of one-dimensional values into k classes with the least squared error.

Fisher (1958), "On grouping for maximum homogeneity", as a dynamic program over the sorted values.
The best first member of the last class never moves left as values are added, so one row of the
program costs n log n by divide and conquer (Wang & Song 2011, Ckmeans.1d.dp; Song & Zhong 2020).
The result is the global optimum: no seeds, no restarts, the same every time.

Rasters that do not fit in memory are counted into bins which keep count, sum and sum of squares, so
that the error of a split is the true one; but no bin is parted, so a break may be 1/65536 of the
range off its best place.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.statistics import splitting
from missionplanner.errors import InputError

Floats = NDArray[np.float64]

BINS = 65536
EXACT_UP_TO = 200_000
"""More values than this are binned first, unless the exact program is asked for by name."""

ALONE = 1024

LOSS_ALLOWED = 1e-4
"""Estimated relative loss by bins above which all values are sorted after all. The true loss was
a hundredth of the estimate in all trials."""


@dataclass(frozen=True)
class Breaks:
    """A split into k classes, ascending.

    Attributes
    ----------
    upper : (k,) float64
        Greatest value of each class; a value on a break belongs to the LOWER class.
    centres : (k,) float64
        Means of the classes.
    counts : (k,) float64
        Values in each class (sum of weights where weights were given).
    sse : float
        Sum of squared differences from the centres.
    total : float
        Sum of squared differences from the mean of all values.
    loss : float
        About the most that bins can have added to `sse`, relative; 0 where values were sorted.
    """

    upper: Floats
    centres: Floats
    counts: Floats
    sse: float
    total: float
    loss: float = 0.0

    @property
    def inner(self) -> tuple[float, ...]:
        """The k - 1 breaks between the classes (greatest value of the lower class)."""
        return tuple(float(value) for value in self.upper[:-1])

    @property
    def midpoints(self) -> tuple[float, ...]:
        """The k - 1 midpoints between neighbouring centres: where k-means divides."""
        return tuple(float(value) for value in (self.centres[1:] + self.centres[:-1]) / 2)

    @property
    def fit(self) -> float:
        """Goodness of variance fit, 1 - sse / total, 0 to 1."""
        return 1.0 - self.sse / self.total if self.total > 0 else 1.0


@dataclass(frozen=True)
class Binned:
    """Values counted into equal bins from `low` to `high`; parts of one raster can be merged.

    `count`, `total`, `square`, `least`, `greatest` are (bins,) float64: number, sum and sum of
    squares (both from `low`), least and greatest of the values of a bin (inf, -inf where there is
    none). Values outside the range go to the first and last bin.
    """

    low: float
    high: float
    count: Floats
    total: Floats
    square: Floats
    least: Floats
    greatest: Floats


def natural_breaks(
    values: ArrayLike,
    k: int,
    *,
    weights: ArrayLike | None = None,
    method: Literal["auto", "exact", "binned"] = "auto",
) -> Breaks:
    """Split values into `k` classes of least squared error.

    Parameters
    ----------
    values : array of any shape, float
        NaN and infinities are left out.
    k : int
        Number of classes, from 1.
    weights : array like `values`, optional
        How often each value counts; weighted values are always sorted, never binned.
    method : {'auto', 'exact', 'binned'}
        `exact` tries every value as a break. `binned` counts them into 65536 bins first. `auto`
        does so with more than 200 000 values; where bins might cost 0.01 % (a long tail, an
        outlier) it sorts them and joins neighbours, and where even that might, it is exact.

    Raises
    ------
    InputError
        Fewer different values than classes, or a weight that is negative.
    """
    flat = np.asarray(values, dtype=np.float64).ravel()
    if weights is not None:
        return _weighted(flat, np.asarray(weights, dtype=np.float64).ravel(), k)
    low, high = _finite_range(flat)
    if method == "binned" or (method == "auto" and flat.size > EXACT_UP_TO and low < high):
        found = _try_binned(flat, low, high, k)
        if found is not None and (method == "binned" or found.loss <= LOSS_ALLOWED):
            return found
    ordered = np.sort(flat[np.isfinite(flat)])
    if method == "auto" and ordered.size > EXACT_UP_TO:
        found = _grouped(ordered, k)
        if found is not None and found.loss <= LOSS_ALLOWED:
            return found
    return _solved(ordered, None, k)


def binned(values: ArrayLike, low: float, high: float, bins: int = BINS) -> Binned:
    """Count one block of values into bins; NaN and infinities are left out."""
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise InputError("ecology.no_range", low=low, high=high)
    flat = np.asarray(values).ravel()
    if flat.dtype not in (np.float32, np.float64):
        flat = flat.astype(np.float64)
    return Binned(low, high, *splitting.counted(flat, low, high, bins))


def merged(parts: Sequence[Binned]) -> Binned:
    """Add up the bins of blocks, in the order given; all with the same range and bins."""
    first = parts[0]
    if any(
        (p.low, p.high, p.count.size) != (first.low, first.high, first.count.size) for p in parts
    ):
        raise ValueError("bins of different ranges cannot be merged")
    count, total, square = np.zeros((3, first.count.size))
    for part in parts:
        count += part.count
        total += part.total
        square += part.square
    least = np.min([part.least for part in parts], axis=0)
    greatest = np.max([part.greatest for part in parts], axis=0)
    return Binned(first.low, first.high, count, total, square, least, greatest)


def breaks_of(bins: Binned, k: int) -> Breaks:
    """Split binned values into `k` classes; no bin is parted, the error is the true one.

    Raises
    ------
    InputError
        Fewer bins hold values than classes are asked for.
    """
    used = bins.count > 0
    count, total, square = bins.count[used], bins.total[used], bins.square[used]
    _check_classes(count.size, k)
    starts, centres, counts, sse, all_sse = _program(count, total, square, k)
    upper = bins.greatest[used][np.append(starts[1:], count.size) - 1]
    loss = _loss(starts, count, (bins.greatest - bins.least)[used], centres, sse)
    return Breaks(upper, centres + bins.low, counts, sse, all_sse, loss)


def _finite_range(flat: Floats) -> tuple[float, float]:
    low, high = splitting.finite_range(flat)
    if not low <= high:
        raise InputError("ecology.no_value_to_classify")
    return low, high


def _try_binned(flat: Floats, low: float, high: float, k: int) -> Breaks | None:
    try:
        return breaks_of(binned(flat, low, high), k)
    except InputError:
        return None  # one far outlier: too few bins hold anything


def _grouped(ordered: Floats, k: int) -> Breaks | None:
    """Split sorted values of which neighbours are joined to some 65 000 groups of two kinds.

    Groups of equal width serve the tails, groups of equal count the bulk; the outermost values
    stand alone, and equal values are never parted.
    """
    low, high, half = ordered[0], ordered[-1], BINS // 2
    by_count = ordered[np.linspace(0, ordered.size - 1, half).astype(np.int64)]
    by_width = np.linspace(low, high, half)
    cuts = np.concatenate([by_count, by_width, ordered[:ALONE], ordered[-ALONE:]])
    first = np.unique(np.searchsorted(ordered, np.sort(cuts), side="left"))
    first = first[first < ordered.size]
    if first.size < k:
        return None
    last = np.append(first[1:], ordered.size) - 1
    shift = float(ordered[ordered.size // 2])
    moved = ordered - shift
    count = (last - first + 1).astype(np.float64)
    total, square = np.add.reduceat(moved, first), np.add.reduceat(moved * moved, first)
    starts, centres, counts, sse, all_sse = _program(count, total, square, k)
    loss = _loss(starts, count, ordered[last] - ordered[first], centres, sse)
    upper = ordered[last[np.append(starts[1:], count.size) - 1]]
    return Breaks(upper, centres + shift, counts, sse, all_sse, loss)


def _loss(
    starts: NDArray[np.int64], count: Floats, width: Floats, centres: Floats, sse: float
) -> float:
    # A value of a group that lies across the true break is at most its width on the wrong side,
    # and is then charged up to 2 * width * (distance of the centres) too much.
    charges = count * 2 * width
    crossing = np.maximum(charges[starts[1:]], charges[starts[1:] - 1]) * np.diff(centres)
    # And k - 1 wide groups elsewhere might have been worth parting.
    inside = np.sort(count * width**2 / 4)[count.size - starts.size + 1 :]
    charge = float(np.sum(crossing) + np.sum(inside))
    return charge / sse if sse > 0 else (math.inf if charge > 0 else 0.0)


def _weighted(flat: Floats, weights: Floats, k: int) -> Breaks:
    if weights.shape != flat.shape:
        raise ValueError("as many weights as values are needed")
    if bool(np.any(weights < 0)):
        raise InputError("ecology.negative_weight")
    used = np.isfinite(flat) & (weights > 0)
    order = np.argsort(flat[used], kind="stable")
    return _solved(flat[used][order], weights[used][order], k)


def _solved(ordered: Floats, weights: Floats | None, k: int) -> Breaks:
    _check_classes(splitting.different(ordered, k), k)
    # Sums of squares lose digits far from 0.
    shift = float(ordered[ordered.size // 2])
    moved = ordered - shift
    count = np.ones_like(moved) if weights is None else weights
    starts, centres, counts, sse, total = _program(count, count * moved, count * moved * moved, k)
    upper = ordered[np.append(starts[1:], ordered.size) - 1]
    return Breaks(upper, centres + shift, counts, sse, total)


def _check_classes(different: int, k: int) -> None:
    if k < 1:
        raise InputError("ecology.too_few_classes", k=k)
    if different < k:
        raise InputError("ecology.more_classes_than_values", different=different, k=k)


def _program(
    count: Floats, total: Floats, square: Floats, k: int
) -> tuple[NDArray[np.int64], Floats, Floats, float, float]:
    """Return the classes' first positions, means, counts, their error, and the error of one."""
    n, s = (np.concatenate([[0.0], np.cumsum(a)]) for a in (count, total))
    starts = splitting.split(n, s, k)
    ends = np.append(starts[1:], count.size)
    counts, sums = n[ends] - n[starts], s[ends] - s[starts]
    # Differences of long prefix sums lose digits: the error is added up class by class again.
    parts = zip(starts, ends, strict=True)
    sse = float(sum(_error(count[a:b], total[a:b], square[a:b]) for a, b in parts))
    return starts, sums / counts, counts, sse, _error(count, total, square)


def _error(count: Floats, total: Floats, square: Floats) -> float:
    mean = float(np.sum(total) / np.sum(count))
    within = np.sum(square - 2.0 * mean * total + mean * mean * count)
    return max(0.0, float(within))
