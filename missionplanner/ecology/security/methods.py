"""What was done, in one line each, for the report and the files' tags."""

from missionplanner.ecology.security.weights import ConstantWeights
from missionplanner.model.security import IndexSystem, SecurityOptions


def methods(
    system: IndexSystem, constant: ConstantWeights, options: SecurityOptions
) -> tuple[str, ...]:
    """Return the methods of an analysis of security, with the paper's equations."""
    weights, grades = options.weights, options.grades
    by_hand = ", ".join(key for key in system.keys if key in weights.thresholds) or "none"
    levels = (
        "fixed breaks " + ", ".join(f"{edge:g}" for edge in grades.breaks)
        if grades.method == "fixed"
        else "exact natural breaks of the index of all years and both kinds of weights"
    )
    return (
        f"index system {system.key}: {len(system.keys)} indicators in {len(system.layers)} layers",
        "standardised by sign with minimum and maximum of all years together, eq. (3), (4)",
        f"constant weights {constant.origin}",
        f"variable weights W0 S / sum(W0 S), eq. (1), (2): C = {weights.adjustment:g},"
        f" alpha = {weights.alpha:g}, x = 1 included",
        "thresholds: midpoints between the centres of exact one-dimensional k-means, 4 classes,"
        f" all years together; by hand: {by_hand}",
        "index: sum of standardised indicators times weights, eq. (5);"
        " nodata where any indicator has none",
        f"levels: {levels}; a value on a break belongs to the lower level",
        "diagnostic: pixels where an improving indicator lowers the index,"
        " S + S' (x - ESI) < 0; the published function has such a region",
    )


def lowering_warnings(
    shares: dict[str, float], epoch: str, at_least: float = 0.01
) -> tuple[str, ...]:
    """Return a line for each indicator whose improvement lowers the index in 1 % of the area."""
    return tuple(
        f"{epoch}: improving {key} lowers the index on {share:.1%} of the area"
        for key, share in shares.items()
        if share >= at_least
    )
