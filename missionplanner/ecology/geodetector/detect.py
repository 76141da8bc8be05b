"""All four detectors on one table of samples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from missionplanner.ecology.geodetector.discretise import (
    Method,
    StratifiedFactor,
    as_given,
    best_cut,
    cut,
)
from missionplanner.ecology.geodetector.doubts import Shuffling, chance_excess, interactions_p
from missionplanner.ecology.geodetector.interaction import interaction_type, pair_q
from missionplanner.ecology.geodetector.pairs import ecological, risk
from missionplanner.ecology.geodetector.resampling import q_limits
from missionplanner.ecology.geodetector.significance import anova_p, permutation_p, published_p
from missionplanner.ecology.geodetector.strata import Floats, Strata, strata
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.geodetector import (
    Convention,
    FactorStrata,
    GeodetectorResult,
    Interaction,
    InteractionType,
)
from missionplanner.tasks.progress import Progress

GIVEN_UP_TO = 12
"""A whole-number factor with at most this many values is taken as strata already."""


_NAMED = 5
"""Pairs that a warning names."""


@dataclass(frozen=True)
class Asked:
    """How the detectors are to work.

    Attributes
    ----------
    method : Method or None
        How continuous factors are cut; None: all factors are strata already.
    classes : int
    convention : Convention
    significance : float
        Of the risk and ecological detectors.
    permutations : int
        Rounds of shuffling; 0: none.
    seed : int
    strata : tuple of str
        Factors whose numbers are names of strata (codes of land cover), however many they are.
    searched : two ints
        Least and greatest number of classes that the optimal search tries.
    """

    method: Method | None = Method.NATURAL
    classes: int = 5
    convention: Convention = Convention.WANG
    significance: float = 0.05
    permutations: int = 0
    seed: int = 42
    strata: tuple[str, ...] = ()
    searched: tuple[int, int] = (3, 8)


def detect(
    response: Floats,
    factors: Mapping[str, np.ndarray],
    asked: Asked,
    progress: Progress,
    response_name: str = "response",
) -> GeodetectorResult:
    """Run the factor, interaction, risk and ecological detectors.

    Parameters
    ----------
    response : (n,) float64, finite
    factors : name to (n,) array
        Numbers are cut unless they are few whole numbers; text is strata.

    Raises
    ------
    InputError
        Fewer than three samples, a constant response, a constant factor, the response among the
        factors, or strata that are no factor.
    """
    _fit(response, response_name, factors, asked)
    cuts = {}
    for i, (name, values) in enumerate(factors.items()):
        progress.report(0.4 * i / len(factors), "geodetector.cutting", factor=name)
        cuts[name] = _cut(name, values, response, asked)
    made = {name: strata(response, one.codes, asked.convention) for name, one in cuts.items()}
    progress.report(0.4, "geodetector.laying_over")
    pairs = _interactions(response, cuts, made, asked, progress.part(0.4, 0.6))
    codes = [one.codes for one in cuts.values()]
    limits = q_limits(response, codes, asked.convention, asked.seed, progress.part(0.6, 0.8))
    return GeodetectorResult(
        response=response_name,
        n=int(response.size),
        convention=asked.convention,
        q={name: part.q for name, part in made.items()},
        q_limits=dict(zip(cuts, limits, strict=True)),
        p_published={name: published_p(part, asked.convention) for name, part in made.items()},
        p={name: anova_p(part) for name, part in made.items()},
        p_permutation=_permuted(response, cuts, asked, progress.part(0.8, 0.95)),
        strata={name: _told(cuts[name], response) for name in cuts},
        interactions=pairs,
        risk=tuple(
            pair for name, part in made.items() for pair in risk(name, part, asked.significance)
        ),
        ecological=tuple(
            ecological(a, b, made[a], made[b], asked.significance) for a, b in combinations(made, 2)
        ),
        methods=_methods(asked),
        warnings=_warnings(cuts, pairs, asked),
    )


def _fit(response: Floats, name: str, factors: Mapping[str, np.ndarray], asked: Asked) -> None:
    if name in factors:
        raise InputError("geodetector.response_as_factor", name)
    for one in asked.strata:
        if one not in factors:
            raise InputError("geodetector.strata_no_factor", "strata", name=one, factors=factors)
    if response.size < 3:
        raise InputError("geodetector.too_few_samples", name, n=response.size)
    if float(response.min()) == float(response.max()):
        raise InputError("geodetector.response_constant", name)


def _cut(name: str, values: np.ndarray, response: Floats, asked: Asked) -> StratifiedFactor:
    if asked.method is None or name in asked.strata or _is_strata(values):
        made = as_given(values.tolist())
        if made.codes.max() == 0:
            raise InputError("geodetector.factor_constant", name)
        return made
    numbers = values.astype(np.float64)
    if asked.method is Method.OPTIMAL:
        least, most = asked.searched
        return best_cut(numbers, response, range(least, most + 1), asked.convention, name)
    return cut(numbers, asked.method, asked.classes, name)


def _is_strata(values: np.ndarray) -> bool:
    if not np.issubdtype(values.dtype, np.number):
        return True
    whole = bool(np.all(values == np.round(values)))
    return whole and 1 < int(np.unique(values).size) <= GIVEN_UP_TO


def _permuted(
    response: Floats, cuts: Mapping[str, StratifiedFactor], asked: Asked, progress: Progress
) -> dict[str, float]:
    found: dict[str, float] = {}
    for i, (name, one) in enumerate(cuts.items() if asked.permutations else ()):
        progress.report(i / len(cuts), "geodetector.shuffling", factor=name)
        found[name] = permutation_p(
            response, one.codes, asked.convention, asked.permutations, asked.seed
        )
    return found


def _told(one: StratifiedFactor, response: Floats) -> FactorStrata:
    count = np.bincount(one.codes)
    sums = np.bincount(one.codes, weights=response)
    there = count > 0
    return FactorStrata(
        method=one.method,
        breaks=one.breaks,
        counts=tuple(int(c) for c in count[there]),
        means=tuple(float(m) for m in sums[there] / count[there]),
    )


def _interactions(
    response: Floats,
    cuts: Mapping[str, StratifiedFactor],
    made: Mapping[str, Strata],
    asked: Asked,
    progress: Progress,
) -> tuple[Interaction, ...]:
    names, codes = list(cuts), [one.codes for one in cuts.values()]
    shuffled: Mapping[tuple[int, int], float] = {}
    if asked.permutations:
        rounds = Shuffling(asked.permutations, asked.seed, asked.convention)
        shuffled = interactions_p(response, codes, rounds, progress)
    found = []
    for (i, j), q in pair_q(response, codes, asked.convention).items():
        q_a, q_b = made[names[i]].q, made[names[j]].q
        kind = interaction_type(q_a, q_b, q, asked.convention)
        beyond = kind is InteractionType.NONLINEAR_ENHANCE
        found.append(
            Interaction(
                a=names[i],
                b=names[j],
                q=q,
                type=kind,
                p=shuffled.get((i, j)),
                by_chance=beyond and q - q_a - q_b <= chance_excess(codes[i], codes[j], q_a, q_b),
            )
        )
    return tuple(found)


def _methods(asked: Asked) -> tuple[Message, ...]:
    return (
        message("geodetector.method.q"),
        message("geodetector.method.cut", how=_ways_of_cutting(asked)),
        _CONVENTIONS[asked.convention],
        message("geodetector.method.p"),
    )


def _ways_of_cutting(asked: Asked) -> Message:
    if asked.method is None:
        return message("geodetector.method.as_given")
    if asked.method is Method.OPTIMAL:
        least, most = asked.searched
        return message("geodetector.method.optimal", least=least, most=most)
    return message("geodetector.method.classes", way=_WAYS[asked.method], n=asked.classes)


def _warnings(
    cuts: Mapping[str, StratifiedFactor], pairs: Sequence[Interaction], asked: Asked
) -> tuple[Message, ...]:
    found = []
    if asked.method is Method.OPTIMAL and any(one.breaks for one in cuts.values()):
        found.append(message("geodetector.chosen_cuts"))
    for name, one in cuts.items():
        single = int((np.bincount(one.codes) == 1).sum())
        if single:
            found.append(message("geodetector.single_samples", factor=name, n=single))
    if chance := [message("cli.with", a=one.a, b=one.b) for one in pairs if one.by_chance]:
        found.append(message("geodetector.by_chance", n=len(chance), pairs=chance[:_NAMED]))
    return tuple(found)


_CONVENTIONS = {
    Convention.WANG: message("geodetector.method.convention_wang"),
    Convention.GD: message("geodetector.method.convention_gd"),
}
_WAYS = {
    Method.NATURAL: message("geodetector.way.natural"),
    Method.QUANTILE: message("geodetector.way.quantile"),
    Method.EQUAL: message("geodetector.way.equal"),
    Method.GEOMETRIC: message("geodetector.way.geometric"),
    Method.DEVIATION: message("geodetector.way.deviation"),
}
