"""An index system with indicators left out, where a study has nothing to make them from.

The paper's index (Ecological security of Lingbei, paper 2) needs all of its indicators. What is
made of fewer is an index of its own: a result names what it was made without. The weight of a
criteria layer is a judgement about the layer, not about the data at hand, so the rest of a layer
keeps the layer's weight: W'_k = W_k * sum(W of layer) / sum(W of the rest). Where a layer has
nothing left it falls out, and the others are scaled to sum 1.
"""

from collections.abc import Collection, Mapping

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import IndexSystem


def kept_system(whole: IndexSystem, leave_out: Collection[str]) -> IndexSystem:
    """Return a system without some indicators; signs, ways and printed weights stay.

    Raises
    ------
    InputError
        The system has no such indicator (named), or none would be left.
    """
    if unknown := [key for key in leave_out if key not in whole.keys]:
        raise InputError("security.left_out_unknown", whole.key, name=unknown[0], known=whole.keys)
    kept = tuple(spec for spec in whole.indicators if spec.key not in leave_out)
    if not kept:
        raise InputError("security.none_left", whole.key)
    return whole.model_copy(update={"indicators": kept})


def scaled_weights(
    whole: IndexSystem, weights: Mapping[str, float], leave_out: Collection[str]
) -> dict[str, float]:
    """Return the weights of the indicators kept, in the system's order, sum 1.

    Parameters
    ----------
    whole : IndexSystem
    weights : mapping of str to float
        Constant weights of all indicators of `whole`, sum 1.
    leave_out : collection of str
        Keys; none: the weights as they are.

    Raises
    ------
    InputError
        As `kept_system`.
    """
    kept = kept_system(whole, leave_out)
    if kept.keys == whole.keys:
        return dict(weights)
    scaled: dict[str, float] = {}
    for layer in kept.layers:
        rest = kept.of(layer)
        share = sum(weights[key] for key in whole.of(layer))
        own = sum(weights[key] for key in rest)
        scaled |= {key: weights[key] * share / own for key in rest}
    total = sum(scaled.values())
    return {key: scaled[key] / total for key in kept.keys}


def share_left_out(weights: Mapping[str, float], leave_out: Collection[str]) -> float:
    """Return the share of the whole system's weight, 0 to 1, that the left-out indicators had."""
    return sum(weight for key, weight in weights.items() if key in leave_out)


def left_out_told(whole: IndexSystem, leave_out: Collection[str]) -> tuple[Message, ...]:
    """Return what was left out, how the rest is weighed, and which layers fell out; or nothing."""
    kept = kept_system(whole, leave_out)
    gone = [key for key in whole.keys if key not in kept.keys]
    if not gone:
        return ()
    lines = [
        message(
            "security.method.left_out",
            keys=gone,
            n=len(kept.keys),
            of=len(whole.keys),
            system=whole.key,
        )
    ]
    if layers := [layer.value for layer in whole.layers if layer not in kept.layers]:
        lines.append(message("security.method.layers_left_out", layers=layers))
    return tuple(lines)
