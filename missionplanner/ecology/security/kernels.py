"""Compiled passes over a stack of standardised indicators, a lane of pixels at a time.

A lane's values stay in the first cache while all indicators are added up, and the inner loops run
over neighbouring pixels without branches, so that the compiler makes vectors of them. Sums are
float64. A pixel with NaN in any indicator becomes NaN, or is not counted.
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Stack = NDArray[np.floating]

LANE = 512
CONSTANT, VARIABLE = 0, 1


@kernel
def halvings_of(alpha: float) -> int:
    """Return how often alpha * t, t <= 1, is halved before the series of `add_states`."""
    count = 0
    while alpha * 0.5**count > 0.25:
        count += 1
    return count


@kernel
def state_value(x: Floats, d: Floats, adjustment: float, alpha: float) -> Floats:
    """Return S(x), (n,), with the library's own exponential: the measure of the quick passes."""
    found = np.empty(x.size)
    step = np.exp(alpha * (d[1] - d[0]))
    for i in range(x.size):
        t = max(d[1] - x[i], x[i] - d[2], 0.0)
        e = np.exp(alpha * t)
        # In this order C comes out exactly where t = 0.
        found[i] = (e / step + step - 2.0 if x[i] < d[0] else e - 1.0) + adjustment
        if np.isnan(x[i]):
            found[i] = np.nan
    return found


@kernel
def exponentials(x: Stack, low: float, high: float, scale: float, e: Floats, halvings: int) -> None:
    """Fill `e` with e^(scale * 2^halvings * max(low - x, x - high, 0)).

    Taylor's series to the ninth power of an exponent up to 0.25, then squared `halvings` times:
    relative error below 1e-11, and no call that would keep the loop from being a vector's.
    """
    for i in range(x.size):
        value = float(x[i])
        left, right = low - value, value - high
        u = left if left > right else right
        u = scale * (u if u > 0.0 else 0.0)
        y = 1.0 + u * (1.0 / 9.0)
        y = 1.0 + u * (1.0 / 8.0) * y
        y = 1.0 + u * (1.0 / 7.0) * y
        y = 1.0 + u * (1.0 / 6.0) * y
        y = 1.0 + u * (1.0 / 5.0) * y
        y = 1.0 + u * (1.0 / 4.0) * y
        y = 1.0 + u * (1.0 / 3.0) * y
        y = 1.0 + u * (1.0 / 2.0) * y
        e[i] = 1.0 + u * y
    for _ in range(halvings):
        for i in range(x.size):
            e[i] = e[i] * e[i]


@kernel
def add_states(
    x: Stack, w: float, d: Floats, alpha: float, halvings: int, sums: Floats, e: Floats
) -> None:
    """Add one indicator of a lane: rows of `sums` are w, w x, w (S - C), w (S - C) x."""
    exponentials(x, d[1], d[2], alpha * 0.5**halvings, e, halvings)
    step = np.exp(alpha * (d[1] - d[0]))
    shrink, lift = 1.0 / step, step - 2.0
    for i in range(x.size):
        value = np.float64(x[i])
        s = w * (e[i] * shrink + lift if value < d[0] else e[i] - 1.0)
        sums[0, i] += w
        sums[1, i] += w * value
        sums[2, i] += s
        sums[3, i] += s * value


@kernel
def indices(
    stack: Stack,
    w: Floats,
    d: Floats,
    adjustment: float,
    alpha: float,
    out: Stack,
    start: int,
    stop: int,
) -> None:
    """Fill `out` (2, n), ESI by constant and by variable weights, for pixels start to stop."""
    sums, e = np.empty((4, LANE)), np.empty(LANE)
    for begin in range(start, stop, LANE):
        end = min(begin + LANE, stop)
        add_all(stack, begin, end, w, d, alpha, sums, e)
        for i in range(end - begin):
            out[CONSTANT, begin + i] = sums[1, i]
            above = sums[3, i] + adjustment * sums[1, i]
            out[VARIABLE, begin + i] = above / (sums[2, i] + adjustment * sums[0, i])


@kernel
def profile(
    stack: Stack, w: Floats, d: Floats, adjustment: float, alpha: float, mask: NDArray[np.uint8]
) -> tuple[Floats, int]:
    """Add up, over valid pixels, how each indicator stands; mark where improving one lowers ESI.

    Returns (3, k) sums of the standardised value, of the variable weight and of the pixels where
    dESI/dx < 0, and the number of valid pixels. `mask` (n,) gets the number of such indicators.

    With N = sum(w S x), D = sum(w S), ESI = N / D: dESI/dx_k = w_k (S + S' (x_k - ESI)) / D.
    """
    many, size = stack.shape
    totals = np.zeros((3, many))
    sums, e = np.empty((4, LANE)), np.empty(LANE)
    halvings, valid = halvings_of(alpha), 0
    for begin in range(0, size, LANE):
        end = min(begin + LANE, size)
        add_all(stack, begin, end, w, d, alpha, sums, e)
        for i in range(end - begin):
            below = sums[2, i] + adjustment * sums[0, i]
            sums[1, i], sums[0, i] = (sums[3, i] + adjustment * sums[1, i]) / below, below
            valid += 0 if np.isnan(sums[1, i]) else 1
        for k in range(many):
            part = stack[k, begin:end]
            exponentials(part, d[k, 1], d[k, 2], alpha * 0.5**halvings, e, halvings)
            add_profile(part, w[k], d[k], adjustment, alpha, e, sums, totals[:, k], mask[begin:end])
    return totals, valid


@kernel
def add_profile(
    x: Stack,
    w: float,
    d: Floats,
    adjustment: float,
    alpha: float,
    e: Floats,
    sums: Floats,
    totals: Floats,
    mask: NDArray[np.uint8],
) -> None:
    """Add one indicator of a lane to `profile`; `sums` rows are D and ESI."""
    step = np.exp(alpha * (d[1] - d[0]))
    for i in range(x.size):
        value, index = np.float64(x[i]), sums[1, i]
        if np.isnan(index):
            continue
        s, slope = e[i] - 1.0 + adjustment, 0.0
        if value < d[0]:
            s = e[i] / step + step + adjustment - 2.0
            slope = -alpha * e[i] / step
        elif value < d[1]:
            slope = -alpha * e[i]
        elif value >= d[2]:
            slope = alpha * e[i]
        totals[0] += value
        totals[1] += w * s / sums[0, i]
        if s + slope * (value - index) < 0.0:
            totals[2] += 1.0
            mask[i] += 1


@kernel
def trials(
    stack: Stack,
    w: Floats,
    d: Floats,
    base: tuple[float, float],
    adjustments: Floats,
    alphas: Floats,
    breaks: Floats,
) -> NDArray[np.int64]:
    """Count pixels above each break for every C and alpha: (C, alpha, breaks + 2).

    The first column counts valid pixels, the last those on another level than with `base` (C,
    alpha). S - C does not depend on C, so that one pass over the indicators serves all C.
    """
    last = breaks.size + 1
    counts = np.zeros((adjustments.size, alphas.size, last + 1), np.int64)
    sums, e, over = np.empty((4, LANE)), np.empty(LANE), np.zeros(breaks.size, np.int64)
    own, level = np.empty(LANE, np.int64), np.empty(LANE, np.int64)
    for begin in range(0, stack.shape[1], LANE):
        end = min(begin + LANE, stack.shape[1])
        add_all(stack, begin, end, w, d, base[1], sums, e)
        levels(sums, end - begin, base[0], breaks, own, over)
        valid = end - begin - np.isnan(sums[1, : end - begin]).sum()
        for a in range(alphas.size):
            add_all(stack, begin, end, w, d, alphas[a], sums, e)
            for c in range(adjustments.size):
                levels(sums, end - begin, adjustments[c], breaks, level, over)
                counts[c, a, 0] += valid
                counts[c, a, 1:last] += over
                counts[c, a, last] += np.sum(level[: end - begin] != own[: end - begin])
    return counts


@kernel
def add_all(
    stack: Stack,
    begin: int,
    end: int,
    w: Floats,
    d: Floats,
    alpha: float,
    sums: Floats,
    e: Floats,
) -> None:
    """Fill the sums of `add_states` for all indicators of the pixels from `begin` to `end`."""
    sums[:] = 0.0
    halvings = halvings_of(alpha)
    for k in range(w.size):
        # Sliced from the whole, contiguous stack: a slice of a slice would not become vectors.
        add_states(stack[k, begin:end], w[k], d[k], alpha, halvings, sums, e)


@kernel
def levels(
    sums: Floats,
    size: int,
    adjustment: float,
    breaks: Floats,
    level: NDArray[np.int64],
    over: NDArray[np.int64],
) -> None:
    """Fill the level (from 0) of each pixel, and how many lie above each break; NaN is level 0."""
    level[:] = 0
    for j in range(breaks.size):
        edge, many = breaks[j], 0
        for i in range(size):
            above = sums[3, i] + adjustment * sums[1, i]
            higher = 1 if above > edge * (sums[2, i] + adjustment * sums[0, i]) else 0
            level[i] += higher
            many += higher
        over[j] = many
