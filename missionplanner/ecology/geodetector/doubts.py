"""How sure a q is: its interval, and whether two factors together do more than many strata do."""

from collections.abc import Mapping, Sequence

import numpy as np

from missionplanner.ecology.geodetector.interaction import pair_q
from missionplanner.ecology.geodetector.strata import Codes, Floats, strata
from missionplanner.model.geodetector import Convention

RESAMPLED = 400
"""Resamplings for an interval."""

Pair = tuple[int, int]


def q_interval(
    response: Floats, codes: Codes, convention: Convention, seed: int
) -> tuple[float, float]:
    """Return 95 % limits of q by the bootstrap of samples (Efron and Tibshirani 1993, chapter 13).

    Resampled q lie too high, since strata of fewer different samples fit better: their limits are
    moved by as much as their mean lies above q. Samples count as independent: where neighbours are
    alike the true interval is wider.
    """
    random = np.random.default_rng(seed)
    n, q = response.size, strata(response, codes, convention).q
    drawn = np.empty(RESAMPLED)
    for i in range(RESAMPLED):
        rows = random.integers(0, n, n)
        drawn[i] = strata(response[rows], codes[rows], convention).q
    low, high = np.quantile(drawn, (0.025, 0.975)) - (drawn.mean() - q)
    return float(np.clip(low, 0.0, q)), float(np.clip(high, q, 1.0))


def chance_excess(codes_a: Codes, codes_b: Codes, q_a: float, q_b: float) -> float:
    """Return what q of two factors exceeds the sum of theirs by where they only add up.

    Each stratum more explains 1 / (n - 1) of what is left by chance. Of the cells that both make,
    those beyond what the two need are (cells - 1) - (L_a - 1) - (L_b - 1).
    """
    n, wide = codes_a.size, int(codes_b.max()) + 1
    parts = [np.unique(codes).size for codes in (codes_a, codes_b, codes_a * wide + codes_b)]
    more = max(0, parts[2] - parts[0] - parts[1] + 1)
    return more / (n - 1) * max(0.0, 1.0 - q_a - q_b)


def interactions_p(
    response: Floats,
    codes: Sequence[Codes],
    convention: Convention,
    rounds: int,
    seed: int,
) -> Mapping[Pair, float]:
    """Return p of each pair's q above the greater of its factors', by shuffling.

    What the greater factor says of the response is kept, and what it leaves (the residuals from the
    means of its strata) is shuffled within its strata: under chance alone the second factor then
    adds what its strata add by being many. The given order counts as one.

    Returns
    -------
    mapping of (i, j), i < j, to p
    """
    random = np.random.default_rng(seed)
    single = [strata(response, one, convention).q for one in codes]
    found: dict[Pair, float] = {}
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            kept, other = (i, j) if single[i] >= single[j] else (j, i)
            both = [codes[kept], codes[other]]
            asked = pair_q(response, both, convention)[0, 1]
            beaten = sum(
                pair_q(_shuffled(response, codes[kept], random), both, convention)[0, 1]
                >= asked - 1e-12
                for _ in range(rounds)
            )
            found[i, j] = (beaten + 1) / (rounds + 1)
    return found


def _shuffled(response: Floats, codes: Codes, random: np.random.Generator) -> Floats:
    """Return the response shuffled within strata."""
    mixed = random.permutation(response.size)
    order, drawn = np.argsort(codes, kind="stable"), mixed[np.argsort(codes[mixed], kind="stable")]
    shuffled = np.empty_like(response)
    shuffled[order] = response[drawn]
    return shuffled
