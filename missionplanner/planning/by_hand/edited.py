"""Edits of a plan, applied one after another to its strips; nothing is flown here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.edits import (
    LockStrip,
    MoveCut,
    MoveStart,
    PlanEdit,
    RaiseSortie,
    ReverseStrip,
    SkipStrip,
    UnlockStrip,
)
from missionplanner.model.places import Position
from missionplanner.model.plan import HOME_STATION, SensorPlan
from missionplanner.planning.by_hand.runs import Run, has_heights, runs_in


@dataclass(frozen=True)
class SortieDraft:
    """One sortie as it is to be flown.

    Attributes
    ----------
    runs : tuple of Run
        Strips in flying order.
    raised_m : float
        How much higher than the plan's height its strips are flown, m.
    as_was : int or None
        Index of the plan's sortie whose waypoints still hold; None: it is flown anew.
    station : str
        Name of the place it leaves from.
    """

    runs: tuple[Run, ...]
    raised_m: float = 0.0
    as_was: int | None = None
    station: str = HOME_STATION

    def __contains__(self, strip: object) -> bool:
        return any(run.strip == strip for run in self.runs)


@dataclass(frozen=True)
class Draft:
    """A plan's sorties as drawn; `start` is a new place of take-off, None: the plan's own."""

    sorties: tuple[SortieDraft, ...]
    locked: frozenset[int] = frozenset()
    start: Position | None = None


def draft_of(plan: SensorPlan) -> Draft:
    """Return the draft that is the plan itself."""
    return Draft(
        tuple(
            SortieDraft(runs, as_was=i, station=s.station)
            for i, (s, runs) in enumerate(zip(plan.sorties, runs_in(plan), strict=True))
        ),
        frozenset(plan.locked),
    )


def edited(plan: SensorPlan, edits: Sequence[PlanEdit]) -> Draft:
    """Return a plan's draft after edits, in their order; sorties left empty fall away.

    Raises
    ------
    InputError
        An edit names a strip or sortie that the plan does not have, would change a locked strip,
        raises what lies at a distance from faces or repeats stations, or leaves nothing to fly.
    """
    draft = draft_of(plan)
    for edit in edits:
        if isinstance(edit, RaiseSortie) and has_heights(plan):
            where = _named(edit.sortie)
            if plan.heights_given:
                raise InputError("planning.edit.same_stations", where)
            raise InputError("planning.edit.before_faces", where)
        draft = _EDITS[type(edit)](draft, edit)
    kept = tuple(one for one in draft.sorties if one.runs)
    if not kept:
        raise InputError("planning.edit.nothing_left", plan.sensor.key)
    return replace(draft, sorties=kept)


def _skip(draft: Draft, edit: SkipStrip) -> Draft:
    at = _sortie_with(draft, edit.strip)
    _free(draft, (edit.strip,))
    runs = tuple(run for run in draft.sorties[at].runs if run.strip != edit.strip)
    return _with(draft, {at: replace(draft.sorties[at], runs=runs, as_was=None)})


def _reverse(draft: Draft, edit: ReverseStrip) -> Draft:
    at = _sortie_with(draft, edit.strip)
    _free(draft, (edit.strip,))
    one = draft.sorties[at]
    runs = tuple(run.reversed() if run.strip == edit.strip else run for run in one.runs)
    return _with(draft, {at: replace(one, runs=runs, as_was=None)})


def _lock(draft: Draft, edit: LockStrip) -> Draft:
    _sortie_with(draft, edit.strip)
    return replace(draft, locked=draft.locked | {edit.strip})


def _unlock(draft: Draft, edit: UnlockStrip) -> Draft:
    _sortie_with(draft, edit.strip)
    return replace(draft, locked=draft.locked - {edit.strip})


def _cut(draft: Draft, edit: MoveCut) -> Draft:
    here = _at(draft, edit.sortie)
    there = _at(draft, edit.sortie + 1)
    one, other = draft.sorties[here], draft.sorties[there]
    both = one.runs + other.runs
    cut = len(one.runs) + edit.strips
    if not 0 <= cut <= len(both):
        most = len(other.runs) if edit.strips > 0 else len(one.runs)
        raise InputError(
            "planning.edit.too_many", _named(edit.sortie), n=abs(edit.strips), most=most
        )
    low, high = sorted((cut, len(one.runs)))
    _free(draft, [run.strip for run in both[low:high]])
    if low == high:
        return draft
    parts = {
        here: replace(one, runs=both[:cut], as_was=None),
        there: replace(other, runs=both[cut:], as_was=None),
    }
    return _with(draft, parts)


def _start(draft: Draft, edit: MoveStart) -> Draft:
    anew = tuple(replace(one, as_was=None) for one in draft.sorties)
    return replace(draft, sorties=anew, start=edit.place)


def _raise(draft: Draft, edit: RaiseSortie) -> Draft:
    at = _at(draft, edit.sortie)
    one = draft.sorties[at]
    _free(draft, [run.strip for run in one.runs])
    higher = replace(one, raised_m=one.raised_m + edit.metres, as_was=None)
    return _with(draft, {at: higher})


_EDITS: dict[type, Callable[..., Draft]] = {
    SkipStrip: _skip,
    ReverseStrip: _reverse,
    LockStrip: _lock,
    UnlockStrip: _unlock,
    MoveCut: _cut,
    MoveStart: _start,
    RaiseSortie: _raise,
}


def _sortie_with(draft: Draft, strip: int) -> int:
    for at, one in enumerate(draft.sorties):
        if strip in one:
            return at
    raise InputError("planning.edit.no_strip", message("planning.strip", number=strip))


def _at(draft: Draft, number: int) -> int:
    # Sorties keep their numbers while edits are applied: one left empty still counts.
    if not 1 <= number <= len(draft.sorties):
        raise InputError("planning.edit.no_sortie", _named(number), most=len(draft.sorties))
    return number - 1


def _named(number: int) -> Message:
    return message("planning.sortie", number=number)


def _free(draft: Draft, strips: Sequence[int]) -> None:
    for strip in strips:
        if strip in draft.locked:
            raise InputError("planning.edit.locked", message("planning.strip", number=strip))


def _with(draft: Draft, parts: dict[int, SortieDraft]) -> Draft:
    sorties = tuple(parts.get(i, one) for i, one in enumerate(draft.sorties))
    return replace(draft, sorties=sorties)
