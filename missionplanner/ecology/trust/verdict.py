"""The verdict on an index: every check asked, the reasons in the order of their weight."""

from collections.abc import Iterable, Sequence

from missionplanner.ecology.trust import grounds, signs
from missionplanner.ecology.trust.evidence import IndexEvidence
from missionplanner.ecology.trust.sentences import reason
from missionplanner.model.trust import Check, Reason, Trust

_ORDER = (
    *(
        "levels",
        "indicators_differ",
        "seasons",
        "printed",
        "weight_wrong",
        "loading_wrong",
        "against",
    ),
    *("each_scale", "unstable", "untagged", "ground", "gap", "beyond", "alike"),
    *("unstable_cells", "guess", "share", "sensors", "cloud", "lacking"),
)
"""Of reasons that weigh the same, what explains others comes first."""


_BY_DATE = {
    "weight_wrong": ("weight", "where"),
    "loading_wrong": ("loading", "where"),
    "against": ("r", "date"),
    "unstable": ("without", "left"),
}
"""Reasons that come once a date: their figure, and the name of the date."""


def judged(evidence: IndexEvidence) -> Trust:
    """Return whether an index can be trusted.

    Parameters
    ----------
    evidence : IndexEvidence
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
    """Return the verdict that reasons give, the heaviest of them first.

    What speaks against one indicator on several dates is one reason: the worst date stands for it,
    and the others are named.
    """
    ranked = sorted(_joined(found), key=lambda one: (-one.verdict.rank, _place(one)))
    return Trust(verdict=signs.worst(ranked), reasons=tuple(ranked), checks=tuple(checks))


def _joined(found: Iterable[Reason]) -> list[Reason]:
    alike: dict[object, list[Reason]] = {}
    for place, one in enumerate(found):
        key = (one.code, one.values["indicator"]) if one.code in _BY_DATE else place
        alike.setdefault(key, []).append(one)
    return [_worst_of(group) for group in alike.values()]


def _worst_of(group: Sequence[Reason]) -> Reason:
    if len(group) == 1:
        return group[0]
    figure, where = _BY_DATE[group[0].code]

    def size(one: Reason) -> tuple[int, float]:
        value = one.values[figure]
        assert isinstance(value, int | float)
        return one.verdict.rank, abs(value)

    worst = max(group, key=size)
    also = tuple(str(one.values[where]) for one in group if one is not worst)
    return reason(worst.code, worst.verdict, **worst.values | {"also": also})


def _place(one: Reason) -> int:
    return _ORDER.index(one.code) if one.code in _ORDER else len(_ORDER)
