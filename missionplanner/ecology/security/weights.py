"""Constant weights: given, kept by the index system, or from judgement matrices in two levels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from missionplanner.ecology.security.ahp import ACCEPTED_CR, priorities
from missionplanner.ecology.security.leaving import scaled_weights, share_left_out
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import (
    Consistency,
    CriteriaLayer,
    IndexSystem,
    Judgements,
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
    origin : Message
        As part of a line for the report.
    warnings : tuple of Message
        Matrices with CR of 0.1 and more, each with the worst judgement.
    left_out : float
        Share of the whole system's weight, 0 to 1, of the indicators left out.
    """

    weights: dict[str, float]
    consistency: dict[str, Consistency]
    origin: Message
    warnings: tuple[Message, ...] = ()
    left_out: float = 0.0

    @property
    def cr(self) -> float | None:
        """Greatest CR of all matrices; None where there are none."""
        return max((found.cr for found in self.consistency.values()), default=None)


def constant_weights(
    system: IndexSystem, options: WeightOptions, leave_out: Collection[str] = ()
) -> ConstantWeights:
    """Return the weights W0: those given, else from the matrices, else the system's own.

    Parameters
    ----------
    system : IndexSystem
        Whole: all its indicators are weighed and judged, whichever are left out.
    options : WeightOptions
    leave_out : collection of str
        Indicators without a weight in the end; see `leaving` for those of the others.

    Raises
    ------
    InputError
        Weights that do not sum to 1 or miss an indicator, a matrix that is absent or does not
        name its indicators, reciprocity broken, CR of 0.1 and more without
        `accept_inconsistent`, or an indicator to leave out that the system does not have.
    """
    found = _of_whole(system, options)
    if not leave_out:
        return found
    kept = scaled_weights(system, found.weights, leave_out)
    return replace(found, weights=kept, left_out=share_left_out(found.weights, leave_out))


def _of_whole(system: IndexSystem, options: WeightOptions) -> ConstantWeights:
    if options.given:
        return ConstantWeights(
            given_weights(system, options.given), {}, message("security.weights.given")
        )
    if options.layers is not None or options.within:
        return _from_matrices(system, options)
    own = {spec.key: spec.weight for spec in system.indicators if spec.weight is not None}
    if not own:
        raise InputError("security.no_weights", system.key)
    return ConstantWeights(
        given_weights(system, own), {}, message("security.weights.of_system", system=system.key)
    )


def given_weights(system: IndexSystem, given: Mapping[str, float]) -> dict[str, float]:
    """Check weights by indicator and return them in the system's order, scaled to sum exactly 1.

    Raises
    ------
    InputError
        An unknown or missing indicator, a weight not above 0, or a sum off 1 by more than 0.001.
    """
    if unknown := [key for key in given if key not in system.keys]:
        raise InputError(
            "security.weight_of_unknown", system.key, name=unknown[0], known=system.keys
        )
    if missing := [key for key in system.keys if key not in given]:
        raise InputError("security.weight_missing", system.key, name=missing[0])
    for key in system.keys:
        if not 0 < given[key] < float("inf"):
            raise InputError("security.weight_not_positive", key, weight=given[key])
    total = sum(given[key] for key in system.keys)
    if abs(total - 1) > SUM_TOLERANCE:
        raise InputError("security.weights_sum", system.key, total=total)
    return {key: given[key] / total for key in system.keys}


def inconsistencies(consistency: Mapping[str, Consistency]) -> tuple[Message, ...]:
    """Return one line for each matrix with CR of 0.1 and more, naming its worst judgement."""
    return tuple(
        _line(name, found) for name, found in consistency.items() if found.cr >= ACCEPTED_CR
    )


def _line(name: str, found: Consistency) -> Message:
    worst = found.suspects[0]
    return message(
        "security.inconsistent",
        matrix=name,
        cr=found.cr,
        accepted=ACCEPTED_CR,
        table=found.random_index,
        row=worst.row,
        column=worst.column,
        value=worst.value,
        fitting=worst.fitting,
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
        raise InputError("security.not_accepted", "judgements", reason=warnings[0])
    weights = {key: inside[key] for key in system.keys}
    origin = message("security.weights.by_ahp", table=options.random_index)
    return ConstantWeights(weights, consistency, origin, warnings)


def _solved(
    name: str, judgements: Judgements | None, keys: tuple[str, ...], random_index: str
) -> Consistency:
    judged = _judged(name)
    if judgements is None and len(keys) == 2:
        a, b = keys
        raise InputError("security.no_matrix_of_two", "judgements", judged=judged, a=a, b=b)
    if judgements is None:
        raise InputError("security.no_matrix", "judgements", judged=judged, keys=keys)
    if sorted(judgements.names) != sorted(keys):
        raise InputError("security.matrix_names_others", "judgements", judged=judged, keys=keys)
    return priorities(judgements, random_index)


def _judged(name: str) -> Message:
    """Return what a matrix judges: the layers, or the indicators of one."""
    if name == LAYERS:
        return message("security.criteria_layers")
    return message("security.layer", layer=name, name=_LAYERS[CriteriaLayer(name)])


_LAYERS = {
    CriteriaLayer.DRIVER: message("security.layers.driver"),
    CriteriaLayer.PRESSURE: message("security.layers.pressure"),
    CriteriaLayer.STATE: message("security.layers.state"),
    CriteriaLayer.IMPACT: message("security.layers.impact"),
    CriteriaLayer.RESPONSE: message("security.layers.response"),
    CriteriaLayer.MANAGEMENT: message("security.layers.management"),
}
