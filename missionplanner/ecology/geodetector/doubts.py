"""Whether two factors together do more than many strata do by chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.geodetector.strata import Codes, Floats, strata
from missionplanner.model.geodetector import Convention
from missionplanner.tasks.progress import Progress

Pair = tuple[int, int]


@dataclass(frozen=True)
class Shuffling:
    """Rounds of shuffling, the seed of its random numbers, and whose conventions are followed."""

    rounds: int
    seed: int
    convention: Convention


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
    response: Floats, codes: Sequence[Codes], asked: Shuffling, progress: Progress
) -> Mapping[Pair, float]:
    """Return p of each pair's q above the greater of its factors', by shuffling.

    The response is shuffled within the strata of the factor with the greater q: what that one says
    is kept, and under chance alone the second adds what its strata add by being many. The given
    order counts as one.

    Returns
    -------
    mapping of (i, j), i < j, to p
    """
    random = np.random.default_rng(asked.seed)
    single = [strata(response, one, asked.convention).q for one in codes]
    ranked = sorted(range(len(codes)), key=lambda one: -single[one])
    found: dict[Pair, float] = {}
    for place, kept in enumerate(ranked[:-1]):
        progress.report(place / len(codes), "geodetector.laying_over")
        others = ranked[place + 1 :]
        laid = [_laid_over(codes[kept], codes[other]) for other in others]
        given = [strata(response, both, asked.convention).q - 1e-12 for both in laid]
        beaten = np.zeros(len(others), np.int64)
        for shuffled in _shuffled(response, codes[kept], asked.rounds, random):
            progress.check()
            beaten += [
                strata(shuffled, both, asked.convention).q >= least
                for both, least in zip(laid, given, strict=True)
            ]
        for other, more in zip(others, beaten, strict=True):
            found[min(kept, other), max(kept, other)] = (int(more) + 1) / (asked.rounds + 1)
    return found


def _laid_over(a: Codes, b: Codes) -> Codes:
    """Return codes of the cells that two factors make together, from 0."""
    _, both = np.unique(a * (int(b.max()) + 1) + b, return_inverse=True)
    laid: Codes = both.astype(np.int64)
    return laid


def _shuffled(
    response: Floats, codes: Codes, rounds: int, random: np.random.Generator
) -> Iterator[Floats]:
    """Yield the response shuffled within strata."""
    order = np.argsort(codes, kind="stable")
    for _ in range(rounds):
        # Whole numbers and a share of one: sorted by stratum, and by chance within it.
        drawn = np.argsort(codes[order] + random.random(codes.size))
        shuffled = np.empty_like(response)
        shuffled[order] = response[order[drawn]]
        yield shuffled
