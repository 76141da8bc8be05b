"""Counts, ranges, means and co-moments of stacked indicators, in parts that merge exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.chunks import over_chunks
from missionplanner.ecology.statistics.limits import Limits, checked
from missionplanner.ecology.statistics.pixelwise import Floats
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

LANES = 64
TILE = 4 * LANES
"""Sums side by side, and pixels at a time: lanes need no order, so they become vectors."""

LEAST_PIXELS = 3
"""Fewer valid pixels have no principal components worth the name."""


@dataclass(frozen=True)
class Moments:
    """First and second moments of k layers over the pixels where all of them are known.

    Attributes
    ----------
    count : int
        Pixels where every layer is finite.
    minimum, maximum, mean : float64, shape (k,)
        In the layers' units, or 0 to 1 where scaled; infinite and 0 where count is 0.
    comoment : float64, shape (k, k)
        Sum over pixels of (x_i - mean_i)(x_j - mean_j); over count - 1 it is the covariance.
    scaled : bool
        Of values scaled and clipped by limits, not of the raw ones.
    """

    count: int
    minimum: NDArray[np.float64]
    maximum: NDArray[np.float64]
    mean: NDArray[np.float64]
    comoment: NDArray[np.float64]
    scaled: bool = False


@kernel
def _mark_gaps(stack: Floats, start: int, gaps: Floats) -> int:
    """Write 0 where every layer from pixel `start` on is finite, NaN elsewhere; count the zeros."""
    gaps[:] = 0.0
    for layer in range(stack.shape[0]):
        values = stack[layer, start : start + gaps.size]
        for i in range(values.size):
            gaps[i] += values[i] - values[i]
    count = 0
    for i in range(gaps.size):
        count += gaps[i] == 0.0
    return count


@kernel
def _first_valid(stack: Floats, start: int, stop: int) -> int:
    for i in range(start, stop):
        known = True
        for layer in range(stack.shape[0]):
            known &= abs(stack[layer, i]) < np.inf
        if known:
            return i
    return -1


@kernel
def _load(
    values: Floats,
    gaps: Floats,
    lower: float,
    width: float,
    middle: float,
    here: NDArray[np.float64],
) -> None:
    """Write a row of a tile, scaled and clipped where the width is not 0; a gap is the middle."""
    if width > 0.0:
        for i in range(values.size):
            share: float = (np.float64(values[i]) - lower) / width
            share = 0.0 if share < 0.0 else share
            share = 1.0 if share > 1.0 else share
            here[i] = share if gaps[i] == 0.0 else middle
    else:
        for i in range(values.size):
            here[i] = np.float64(values[i]) if gaps[i] == 0.0 else middle


@kernel
def _centre(
    here: NDArray[np.float64],
    middle: float,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    total: NDArray[np.float64],
) -> None:
    """Widen the extremes by a row of a tile, take its middle off, and add it to its lanes."""
    # By quarters in one pass, as `_multiply` does: each number is loaded once.
    for i in range(LANES):
        a, b, c, d = here[i], here[i + LANES], here[i + 2 * LANES], here[i + 3 * LANES]
        one, other = a if a < b else b, c if c < d else d
        one = one if one < other else other
        low[i] = one if one < low[i] else low[i]
        one, other = a if a > b else b, c if c > d else d
        one = one if one > other else other
        high[i] = one if one > high[i] else high[i]
        a, b, c, d = a - middle, b - middle, c - middle, d - middle
        here[i], here[i + LANES], here[i + 2 * LANES], here[i + 3 * LANES] = a, b, c, d
        total[i] += (a + b) + (c + d)


@kernel
def _multiply(a: NDArray[np.float64], b: NDArray[np.float64], total: NDArray[np.float64]) -> None:
    """Add the products of a tile's four quarters to its lanes."""
    for i in range(LANES):
        outer = a[i] * b[i] + a[i + LANES] * b[i + LANES]
        inner = a[i + 2 * LANES] * b[i + 2 * LANES] + a[i + 3 * LANES] * b[i + 3 * LANES]
        total[i] += outer + inner


@kernel
def _accumulate(
    stack: Floats,
    start: int,
    stop: int,
    scale: NDArray[np.float64],
    shift: NDArray[np.float64],
    extremes: NDArray[np.float64],
    sums: NDArray[np.float64],
    products: NDArray[np.float64],
) -> int:
    """Sum pixels start to stop of a stack (k, n), each about its layer's shift; count them.

    A pixel with a gap counts as the shift itself, so it adds nothing to any sum.
    """
    # Slices of one row, not sums of indices: only so are there vectors of pixels.
    k, count = stack.shape[0], 0
    gaps, off = np.zeros(TILE, stack.dtype), np.zeros((k, TILE))
    for at in range(start, stop, TILE):
        pixels = min(TILE, stop - at)
        count += _mark_gaps(stack, at, gaps[:pixels])
        for layer in range(k):
            middle, here = shift[layer], off[layer]
            here[pixels:] = middle
            values = stack[layer, at : at + pixels]
            _load(values, gaps, scale[0, layer], scale[1, layer], middle, here)
            _centre(here, middle, extremes[0, layer], extremes[1, layer], sums[layer])
            for other in range(layer + 1):
                _multiply(here, off[other], products[layer, other])
    return count


def part_of(lines: Floats, start: int, stop: int, limits: Limits | None = None) -> Moments:
    """Return the moments of pixels start to stop of contiguous layers, shape (k, n)."""
    k = lines.shape[0]
    first = _first_valid(lines, start, stop)
    if first < 0:
        nothing = np.zeros(k), np.zeros((k, k))
        return Moments(0, np.full(k, np.inf), np.full(k, -np.inf), *nothing, limits is not None)
    scale = np.zeros((2, k)) if limits is None else np.stack([limits.lower, limits.width])
    shift = lines[:, first].astype(np.float64)
    if limits is not None:
        shift = np.clip((shift - limits.lower) / limits.width, 0.0, 1.0)
    extremes = np.ascontiguousarray(np.broadcast_to(shift[:, None], (2, k, LANES)))
    sums, products = np.zeros((k, LANES)), np.zeros((k, k, LANES))
    count = _accumulate(lines, start, stop, scale, shift, extremes, sums, products)
    mean, lower = sums.sum(axis=1) / count, np.tril(products.sum(axis=2))
    comoment = lower + np.tril(lower, -1).T - count * np.outer(mean, mean)
    low, high = extremes[0].min(axis=1), extremes[1].max(axis=1)
    return Moments(int(count), low, high, mean + shift, comoment, limits is not None)


def moments(
    stack: NDArray[np.floating[Any]], limits: Limits | None = None, *, workers: int | None = 1
) -> Moments:
    """Return the moments over the pixels where all layers are finite.

    Parameters
    ----------
    stack : float32 or float64, shape (k, ...)
        One layer an indicator; NaN is nodata. Sums are in float64.
    limits : Limits or None
        Scale and clip by these first (needed for percentiles, where clipping bends the moments).
    workers : int or None
        Threads; None: one a core. The result is the same to the last bit for any number.

    Notes
    -----
    Each chunk is summed about its own first valid pixel, and chunks are merged in order by the
    formula of Chan, Golub & LeVeque (1983): no sum of squares of large temperatures is ever made.
    """
    lines = np.ascontiguousarray(stack).reshape(len(stack), -1)
    parts = over_chunks(
        lambda start, stop: part_of(lines, start, stop, limits), lines.shape[1], workers
    )
    return merged(parts or [part_of(lines, 0, 0, limits)])


def merged(parts: Iterable[Moments]) -> Moments:
    """Return the moments of all parts together, merged in the order given (Chan et al. 1983).

    Parameters
    ----------
    parts : iterable of Moments
        At least one; all raw or all scaled. Parts without a pixel add nothing.

    Raises
    ------
    ValueError
        There is no part, or raw ones are mixed with scaled ones.
    """
    whole: Moments | None = None
    for part in parts:
        whole = part if whole is None else _merged(whole, part)
    if whole is None:
        raise ValueError("no moments to merge")
    return whole


def _merged(a: Moments, b: Moments) -> Moments:
    if a.scaled != b.scaled:
        raise ValueError("raw moments cannot be merged with scaled ones")
    if a.count == 0 or b.count == 0:
        return b if a.count == 0 else a
    count = a.count + b.count
    delta = b.mean - a.mean
    return Moments(
        count,
        np.minimum(a.minimum, b.minimum),
        np.maximum(a.maximum, b.maximum),
        a.mean + delta * (b.count / count),
        a.comoment + b.comoment + np.outer(delta, delta) * (a.count * (b.count / count)),
        a.scaled,
    )


def known(stack: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Return where all layers of a stack (k, ...) are finite, shape (...)."""
    valid: NDArray[np.bool_] = np.isfinite(stack).all(axis=0)
    return valid


def enough(moments: Moments, where: str = "") -> Moments:
    """Return the moments when they are of at least three pixels.

    Raises
    ------
    InputError
        There are fewer: an epoch that is all nodata or all masked.
    """
    if moments.count < LEAST_PIXELS:
        raise InputError("ecology.too_few_pixels", where, count=moments.count)
    return moments


def min_max_limits(moments: Moments, indicators: Sequence[Indicator], where: str = "") -> Limits:
    """Return the least and greatest value of each indicator (paper 1, Q).

    Parameters
    ----------
    moments : Moments
        Raw ones: of one epoch, or merged over all of them (pooled).
    indicators : sequence of Indicator, length k
        The layers' names, for the messages.
    where : str
        The epoch, or "all epochs", for the messages.

    Raises
    ------
    InputError
        Fewer than three pixels, or an indicator that is the same everywhere.
    """
    enough(moments, where)
    return checked(Limits(moments.minimum, moments.maximum), indicators, where)
