"""The Mann-Kendall test: the exact distribution of its score, and what its p says."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.ecology import SIGNIFICANCE_CODES, Significance

Floats = NDArray[np.float64]

EXACT_UP_TO = 10
"""Epochs up to which p is exact where no values are equal; paper 1 asks n > 10 for the normal."""


@cache
def score_counts(n: int) -> tuple[int, ...]:
    """Return in how many of the n! orders S has each of its values -n(n-1)/2, ..., in steps of 2.

    S = n(n-1)/2 - 2 inversions; the numbers of permutations by inversions (Mahonian numbers) are
    the coefficients of the product of (1 + q + ... + q^(k-1)), k = 1 ... n (Kendall 1938).
    """
    counts = [1]
    for k in range(2, n + 1):
        longer = [0] * (len(counts) + k - 1)
        for shift in range(k):
            for inversions, orders in enumerate(counts):
                longer[inversions + shift] += orders
        counts = longer
    return tuple(counts)


def exact_p(n: int, score: int) -> float:
    """Return P(|S| >= |score|) for n values without ties and without trend, all orders alike."""
    most = n * (n - 1) // 2
    orders = sum(
        count
        for inversions, count in enumerate(score_counts(n))
        if abs(most - 2 * inversions) >= abs(score)
    )
    return orders / math.factorial(n)


def critical_score(n: int, significance: float) -> int | None:
    """Return the least |S| that is significant for n values without ties; None: none is."""
    most = n * (n - 1) // 2
    reached = (s for s in range(most % 2, most + 1, 2) if exact_p(n, s) <= significance)
    return next(reached, None)


@cache
def null_table(longest: int = EXACT_UP_TO) -> Floats:
    """Return (longest + 1, longest (longest - 1) / 2 + 1) float64: two-sided p by n and |S|."""
    most = longest * (longest - 1) // 2
    rows = [[exact_p(n, score) for score in range(most + 1)] for n in range(longest + 1)]
    return np.array(rows, dtype=np.float64)


def significances(z: Floats, p: Floats, significance: float) -> NDArray[np.uint8]:
    """Return codes of significance (paper 1, Table 4), shaped like p; 0 where p is NaN."""
    codes = np.zeros(p.shape, dtype=np.uint8)
    codes[np.isfinite(p)] = SIGNIFICANCE_CODES[Significance.NONE]
    found = p <= significance
    codes[found & (z > 0)] = SIGNIFICANCE_CODES[Significance.IMPROVING]
    codes[found & (z < 0)] = SIGNIFICANCE_CODES[Significance.DEGRADING]
    return codes
