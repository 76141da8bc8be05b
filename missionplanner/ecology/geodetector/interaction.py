"""What two factors explain together, and the five kinds of Table IV."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.geodetector.strata import Codes, Floats
from missionplanner.model.geodetector import Convention, InteractionType

TIE = 1e-9
"""q12 this near to q1 + q2 counts as independent."""


def pair_q(
    response: Floats, codes: Sequence[Codes], convention: Convention, threads: int = 2
) -> dict[tuple[int, int], float]:
    """Return q of every pair of factors laid over each other.

    Parameters
    ----------
    response : (n,) float64
    codes : sequence of (n,) int64, from 0
    convention : Convention
        GD drops cells of one sample.
    threads : int

    Returns
    -------
    dict
        (i, j), i < j, to q.
    """
    y = response - response.mean()
    table = np.ascontiguousarray(np.stack([c.astype(np.int32) for c in codes]))
    sizes = np.array([int(c.max()) + 1 for c in codes], dtype=np.int64)
    pairs = np.array(list(combinations(range(len(codes)), 2)), dtype=np.int64).reshape(-1, 2)
    found = np.empty(len(pairs))
    drop = convention is Convention.GD

    def part(start: int) -> None:
        _pairs_q(y, table, sizes, pairs[start::threads], drop, found[start::threads])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, range(threads)))
    return {(int(a), int(b)): float(q) for (a, b), q in zip(pairs, found, strict=True)}


@kernel
def _pairs_q(
    y: Floats,
    codes: NDArray[np.int32],
    sizes: NDArray[np.int64],
    pairs: NDArray[np.int64],
    drop: bool,
    found: Floats,
) -> None:
    total = 0.0
    for value in y:
        total += value * value
    for p in range(pairs.shape[0]):
        a, b = pairs[p, 0], pairs[p, 1]
        wide = sizes[b]
        count = np.zeros(sizes[a] * wide, dtype=np.int64)
        sums = np.zeros(sizes[a] * wide)
        for i in range(y.shape[0]):
            cell = codes[a, i] * wide + codes[b, i]
            count[cell] += 1
            sums[cell] += y[i]
        found[p] = _q(count, sums, total, y.shape[0], drop)


@kernel
def _q(count: NDArray[np.int64], sums: Floats, total: float, samples: int, drop: bool) -> float:
    """Return q of cells given by count and sum of a response whose sum is 0 and squares `total`."""
    between, left, left_sum, left_squares = 0.0, samples, 0.0, total
    for cell in range(count.shape[0]):
        if count[cell] == 0:
            continue
        if drop and count[cell] == 1:
            left -= 1
            left_sum -= sums[cell]
            left_squares -= sums[cell] * sums[cell]
        else:
            between += sums[cell] * sums[cell] / count[cell]
    if left == 0:
        return 0.0
    sst = left_squares - left_sum * left_sum / left
    return 1.0 - (left_squares - between) / sst if sst > 0.0 else 0.0


def interaction_type(
    q_a: float, q_b: float, q_ab: float, convention: Convention
) -> InteractionType:
    """Name the interaction (paper 2, Table IV, whose rows overlap and leave ties open).

    Our rule, as GD's: below the smaller weakens; up to the larger weakens one; below the sum
    enhances both; the sum itself, to `TIE`, is independent; above it enhances beyond addition.
    The R package geodetector, in its own order, never says independent, and counts a tie with the
    smaller as nonlinear weakening.
    """
    low, high, together = min(q_a, q_b), max(q_a, q_b), q_a + q_b
    if convention is Convention.WANG:
        return _wang(low, high, together, q_ab)
    if q_ab < low:
        return InteractionType.NONLINEAR_WEAKEN
    if q_ab <= high:
        return InteractionType.UNI_WEAKEN
    if q_ab < together - TIE:
        return InteractionType.BI_ENHANCE
    if q_ab <= together + TIE:
        return InteractionType.INDEPENDENT
    return InteractionType.NONLINEAR_ENHANCE


def _wang(low: float, high: float, together: float, q_ab: float) -> InteractionType:
    if q_ab > together:
        return InteractionType.NONLINEAR_ENHANCE
    if q_ab >= high:
        return InteractionType.BI_ENHANCE
    return InteractionType.NONLINEAR_WEAKEN if q_ab <= low else InteractionType.UNI_WEAKEN
