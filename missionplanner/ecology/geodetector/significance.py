"""Three p-values of q: the published one, one that does not move with Y, and a permutation's."""

import math

import numpy as np
from scipy.stats import f as central_f
from scipy.stats import ncf

from missionplanner.ecology.geodetector.strata import Codes, Floats, Strata, strata
from missionplanner.model.geodetector import Convention


def published_p(cut: Strata, convention: Convention) -> float | None:
    """Return p of Wang et al. (2016), from a non-central F.

    F = (N-L)/(L-1) q/(1-q), non-central with
    lambda = (sum of squared means - (sum of sqrt(N_h) mean_h)^2 / N) / variance.

    Lambda changes when a constant is added to the response, unless all strata are of one size:
    read this p beside `anova_p`. None: fewer than two strata, or none with two samples.
    """
    n, parts = cut.n, cut.count.size
    if parts < 2 or n <= parts or cut.total <= 0:
        return None
    freedom = n - 1 if convention is Convention.WANG else n
    variance = cut.total / freedom
    pulled = float((np.sqrt(cut.count) * cut.mean).sum()) ** 2 / n
    spread = float((cut.mean**2).sum()) - pulled
    statistic = _f(cut)
    if not math.isfinite(statistic):
        return 0.0
    return float(ncf.sf(statistic, parts - 1, n - parts, max(spread / variance, 0.0)))


def anova_p(cut: Strata) -> float | None:
    """Return p of the central F: one-way analysis of variance; adding to the response keeps it."""
    n, parts = cut.n, cut.count.size
    if parts < 2 or n <= parts or cut.total <= 0:
        return None
    statistic = _f(cut)
    if not math.isfinite(statistic):
        return 0.0
    return float(central_f.sf(statistic, parts - 1, n - parts))


def permutation_p(
    response: Floats, codes: Codes, convention: Convention, rounds: int, seed: int
) -> float:
    """Return the share of shuffled responses with at least this q (the given one counts as one)."""
    random = np.random.default_rng(seed)
    asked = strata(response, codes, convention).q
    beaten = sum(
        strata(random.permutation(response), codes, convention).q >= asked - 1e-12
        for _ in range(rounds)
    )
    return (beaten + 1) / (rounds + 1)


def _f(cut: Strata) -> float:
    n, parts, q = cut.n, cut.count.size, cut.q
    return math.inf if q >= 1 else (n - parts) / (parts - 1) * q / (1 - q)
