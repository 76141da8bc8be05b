"""Constant weights: given, kept by the index system, or from judgement matrices in two levels."""

from collections.abc import Mapping
from dataclasses import dataclass

from missionplanner.ecology.security.ahp import ACCEPTED_CR, priorities
from missionplanner.errors import InputError
from missionplanner.model.security import (
    Consistency,
    IndexSystem,
    Judgements,
    Layer,
    WeightOptions,
)

SUM_TOLERANCE = 1e-3
"""Weights printed with four decimals miss 1 by up to half a unit each; they are scaled to 1."""

LAYERS = "layers"


@dataclass(frozen=True)
class ConstantWeights:
    """Weights over the whole system, and where they come from.

    Attributes
    ----------
    weights : dict
        Indicator -> weight, in the system's order, sum 1.
    consistency : dict
        'layers', 'D', 'P', ... -> its matrix's figures; empty where the weights were given.
    origin : str
        One line for the report.
    warnings : tuple of str
        Matrices with CR of 0.1 and more, each with the worst judgement.
    """

    weights: dict[str, float]
    consistency: dict[str, Consistency]
    origin: str
    warnings: tuple[str, ...] = ()

    @property
    def cr(self) -> float | None:
        """Greatest CR of all matrices; None where there are none."""
        return max((found.cr for found in self.consistency.values()), default=None)


def constant_weights(system: IndexSystem, options: WeightOptions) -> ConstantWeights:
    """Return the weights W0: those given, else from the matrices, else the system's own.

    Raises
    ------
    InputError
        Weights that do not sum to 1 or miss an indicator, a matrix that is absent or does not
        name its indicators, reciprocity broken, or CR of 0.1 and more without
        `accept_inconsistent`.
    """
    if options.given:
        return ConstantWeights(given_weights(system, options.given), {}, "given by the user")
    if options.layers is not None or options.within:
        return _from_matrices(system, options)
    own = {spec.key: spec.weight for spec in system.indicators if spec.weight is not None}
    if not own:
        remedy = "give judgement matrices, or weights that sum to 1"
        raise InputError("the index system has no weights", system.key, remedy)
    return ConstantWeights(given_weights(system, own), {}, f"of the index system {system.key}")


def given_weights(system: IndexSystem, given: Mapping[str, float]) -> dict[str, float]:
    """Check weights by indicator and return them in the system's order, scaled to sum exactly 1.

    Raises
    ------
    InputError
        An unknown or missing indicator, a weight not above 0, or a sum off 1 by more than 0.001.
    """
    if unknown := [key for key in given if key not in system.keys]:
        known = ", ".join(system.keys)
        raise InputError(f"a weight is given for '{unknown[0]}'", system.key, f"known: {known}")
    if missing := [key for key in system.keys if key not in given]:
        raise InputError(f"no weight is given for {missing[0]}", system.key, "give all of them")
    for key in system.keys:
        if not 0 < given[key] < float("inf"):
            raise InputError(f"the weight {given[key]:g} is not above 0", key, "give 0 to 1")
    total = sum(given[key] for key in system.keys)
    if abs(total - 1) > SUM_TOLERANCE:
        remedy = "weights must sum to 1: divide each by the sum"
        raise InputError(f"the weights sum to {total:.4f}", system.key, remedy)
    return {key: given[key] / total for key in system.keys}


def inconsistencies(consistency: Mapping[str, Consistency]) -> tuple[str, ...]:
    """Return one line for each matrix with CR of 0.1 and more, naming its worst judgement."""
    return tuple(
        _line(name, found) for name, found in consistency.items() if found.cr >= ACCEPTED_CR
    )


def _line(name: str, found: Consistency) -> str:
    worst = found.suspects[0]
    return (
        f"matrix {name}: CR {found.cr:.3f} is not below {ACCEPTED_CR} (table {found.random_index});"
        f" {worst.row} against {worst.column} is {worst.value:.3g}, {worst.fitting:.3g} would fit"
    )


def _from_matrices(system: IndexSystem, options: WeightOptions) -> ConstantWeights:
    consistency: dict[str, Consistency] = {}
    over = dict.fromkeys(system.layers, 1.0)
    if len(over) > 1:
        names = tuple(layer.value for layer in system.layers)
        found = _solved(LAYERS, options.layers, names, options.random_index)
        consistency[LAYERS] = found
        shares = dict(zip(found.names, found.weights, strict=True))
        over = {layer: shares[layer.value] for layer in over}
    inside: dict[str, float] = {}
    for layer, share in over.items():
        keys = system.of(layer)
        if len(keys) == 1:
            inside[keys[0]] = share
            continue
        found = _solved(layer.value, options.within.get(layer), keys, options.random_index)
        consistency[layer.value] = found
        inside |= {k: share * w for k, w in zip(found.names, found.weights, strict=True)}
    warnings = inconsistencies(consistency)
    if warnings and not options.accept_inconsistent:
        remedy = "change that judgement, or accept inconsistent matrices"
        raise InputError(warnings[0], "judgements", remedy)
    weights = {key: inside[key] for key in system.keys}
    origin = f"AHP over layers and indicators, random index {options.random_index}"
    return ConstantWeights(weights, consistency, origin, warnings)


def _solved(
    name: str, judgements: Judgements | None, keys: tuple[str, ...], random_index: str
) -> Consistency:
    what = "the criteria layers" if name == LAYERS else f"layer {name} ({Layer(name).name.lower()})"
    if judgements is None:
        if len(keys) == 2:
            remedy = f"say how many times {keys[0]} counts as much as {keys[1]}"
        else:
            remedy = "judge " + ", ".join(keys)
        raise InputError(f"no judgement matrix for {what}", "judgements", remedy)
    if sorted(judgements.names) != sorted(keys):
        remedy = "its rows must be " + ", ".join(keys)
        raise InputError(f"the judgement matrix of {what} names others", "judgements", remedy)
    return priorities(judgements, random_index)
