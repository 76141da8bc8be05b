"""What was done, in one line each, for the report and the files' tags."""

from missionplanner.ecology.security.weights import ConstantWeights
from missionplanner.messages.message import Message, message
from missionplanner.model.security import GradeOptions, IndexSystem, SecurityOptions


def methods(
    system: IndexSystem, constant: ConstantWeights, options: SecurityOptions
) -> tuple[Message, ...]:
    """Return the methods of an analysis of security, with the paper's equations."""
    weights = options.weights
    by_hand = [key for key in system.keys if key in weights.thresholds]
    return (
        message(
            "security.method.system",
            system=system.key,
            n=len(system.keys),
            layers=len(system.layers),
        ),
        message("security.method.standardised"),
        message("security.method.constant_weights", origin=constant.origin),
        message("security.method.variable_weights", c=weights.adjustment, alpha=weights.alpha),
        message("security.method.thresholds_by_hand", keys=by_hand)
        if by_hand
        else message("security.method.thresholds"),
        message("security.method.index"),
        _levels(options.grades),
        message("security.method.diagnostic"),
    )


def lowering_warnings(
    shares: dict[str, float], epoch: str, at_least: float = 0.01
) -> tuple[Message, ...]:
    """Return a line for each indicator whose improvement lowers the index in 1 % of the area."""
    return tuple(
        message("security.lowering", epoch=epoch, indicator=key, share=share)
        for key, share in shares.items()
        if share >= at_least
    )


def _levels(grades: GradeOptions) -> Message:
    if grades.method == "fixed":
        breaks = [f"{edge:g}" for edge in grades.breaks]
        return message("security.method.fixed_levels", breaks=breaks)
    return message("security.method.natural_levels")
