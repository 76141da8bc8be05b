"""The compiled part of natural breaks: counting into bins, and the dynamic program."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]


@kernel
def finite_range(flat: Floats) -> tuple[float, float]:
    """Return the least and greatest finite value; (inf, -inf) where there is none."""
    low, high = np.inf, -np.inf
    for value in flat:
        if np.isfinite(value):
            low = min(low, value)
            high = max(high, value)
    return low, high


@kernel
def different(ordered: Floats, k: int) -> int:
    """Count different values of an ascending array, up to `k`."""
    found = min(1, ordered.size)
    for i in range(1, ordered.size):
        if ordered[i] > ordered[i - 1]:
            found += 1
            if found >= k:
                break
    return found


@kernel
def counted(flat: NDArray[np.floating], low: float, high: float, bins: int) -> Floats:
    """Return (5, bins): count, sum and sum of squares (from `low`), least, greatest value."""
    table = np.zeros((bins, 5))
    table[:, 3], table[:, 4] = np.inf, -np.inf
    scale = bins / (high - low)
    for value in flat:
        if np.isfinite(value):
            moved = np.float64(value) - low
            place = min(max(int(np.ceil(moved * scale)) - 1, 0), bins - 1)
            table[place, 0] += 1.0
            table[place, 1] += moved
            table[place, 2] += moved * moved
            table[place, 3] = min(table[place, 3], value)
            table[place, 4] = max(table[place, 4], value)
    return table.T.copy()


@kernel
def _gain(n: Floats, s: Floats, a: int, b: int) -> float:
    """Sum squared over weight of the values [a, b): the more, the smaller their squared error."""
    weight = n[b] - n[a]
    part = s[b] - s[a]
    return float(part * part / weight)


@kernel
def split(n: Floats, s: Floats, k: int) -> NDArray[np.int64]:
    """Return where the k classes start, the first at 0.

    `n` and `s`, (values + 1,), are the running weights and sums of the ascending values, from 0.
    The sum of squares is the same for every split, so that only gains are compared.
    """
    size = n.size - 1
    best = np.zeros(size + 1)
    for b in range(1, size + 1):
        best[b] = _gain(n, s, 0, b)
    came = np.zeros((max(k, 1), size + 1), np.int32)
    row = np.zeros(size + 1)
    for c in range(1, k - 1):
        _row(n, s, best, row, came[c], c)
        best, row = row, best
    starts = np.zeros(k, np.int64)
    if k > 1:
        starts[k - 1] = _last(n, s, best, k - 1, size)
    for c in range(k - 2, 0, -1):
        starts[c] = came[c, starts[c + 1]]
    return starts


@kernel
def _last(n: Floats, s: Floats, best: Floats, c: int, size: int) -> int:
    """Return the best start of the last class when all values are divided."""
    where, most = c, -np.inf
    for a in range(c, size):
        value = best[a] + _gain(n, s, a, size)
        if value > most:
            where, most = a, value
    return where


@kernel
def _row(n: Floats, s: Floats, best: Floats, row: Floats, came: NDArray[np.int32], c: int) -> None:
    """Fill one row: the best division of the first b values into c + 1 classes, for every b."""
    size = n.size - 1
    stack = np.zeros((128, 4), np.int64)
    stack[0] = np.array([c + 1, size, c, size - 1])
    top = 1
    while top:
        top -= 1
        first, final, left, right = stack[top]
        if first > final:
            continue
        b = (first + final) // 2
        where, most = max(left, c), -np.inf
        for a in range(max(left, c), min(right, b - 1) + 1):
            value = best[a] + _gain(n, s, a, b)
            if value > most:
                where, most = a, value
        row[b], came[b] = most, where
        stack[top] = np.array([first, b - 1, left, where])
        stack[top + 1] = np.array([b + 1, final, where, right])
        top += 2
