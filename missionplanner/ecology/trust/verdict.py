"""The verdict on an index: every check asked, the reasons in the order of their weight."""

from collections.abc import Iterable, Sequence

from missionplanner.ecology.trust import grounds, signs
from missionplanner.ecology.trust.evidence import Evidence
from missionplanner.model.trust import Check, Reason, Trust

_ORDER = (
    *("levels", "indicators_differ", "seasons", "weight_wrong", "loading_wrong", "against"),
    *("printed", "each_scale", "unstable", "untagged", "ground", "gap", "beyond", "alike"),
    *("unstable_cells", "guess", "share", "sensors", "cloud", "lacking"),
)
"""Of reasons that weigh the same, what explains others comes first."""


def judged(evidence: Evidence) -> Trust:
    """Return whether an index can be trusted.

    Parameters
    ----------
    evidence : Evidence
        Facts of a run; no raster is read.
    """
    asked = [
        ask(evidence)
        for ask in (
            grounds.of_seasons,
            signs.of_weights,
            signs.of_loadings,
            signs.of_dates,
            signs.of_left_out,
            signs.of_tenths,
            signs.of_share,
            grounds.of_sensors,
            grounds.of_cloud,
            grounds.of_no_data,
        )
    ]
    found = [one for reasons, _ in asked for one in reasons]
    found += [*signs.of_guesses(evidence), *grounds.of_making(evidence)]
    return with_reasons(found, [check for _, check in asked])


def with_reasons(found: Iterable[Reason], checks: Sequence[Check] = ()) -> Trust:
    """Return the verdict that reasons give, the heaviest of them first."""
    ranked = sorted(found, key=lambda one: (-one.verdict.rank, _place(one)))
    return Trust(verdict=signs.worst(ranked), reasons=tuple(ranked), checks=tuple(checks))


def _place(one: Reason) -> int:
    return _ORDER.index(one.code) if one.code in _ORDER else len(_ORDER)
