"""The actions of the two halves: what would be lost when Pilot 2 saves the mission."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from missionplanner.api import Message, message

from .actiongroups import Group, plain
from .faults import Fault, error, warning
from .resolve import Route
from .schema import known_actions

_GIMBAL = frozenset({"gimbalRotate", "gimbalEvenlyRotate"})
_FOCUS = frozenset({"focus", "setFocusType"})
_TELLING = 3


def compare_actions(plan: Route, flown: Route) -> Iterator[Fault]:
    """Yield faults wherever the two halves do not do the same at the same waypoints."""
    here, there = plan.groups, flown.groups
    if plan.point_gimbal:
        # Pilot 2 turns the pitch set for each waypoint into actions of the gimbal.
        here, there = (tuple(_without(_GIMBAL, groups)) for groups in (here, there))
    if not any(a.function in _FOCUS for g in here for a in g.actions):
        # It puts a focus before photos by itself.
        there = tuple(_without(_FOCUS, there))
    ours, theirs = ([_line(g) for g in groups] for groups in (here, there))
    missing, added = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    if missing and not there:
        photos = any(a.function in known_actions().shooting for g in here for a in g.actions)
        lost = message("dji_wpml.photos_lost") if photos else ""
        said = message("dji_wpml.no_action_at_all", file=plan.file, n=len(here), lost=lost)
        yield error("OSP-509", flown.file, "all", said)
        return
    for groups, lines, odd, file, other in (
        (here, ours, missing, plan.file, flown.file),
        (there, theirs, added, flown.file, plan.file),
    ):
        for group, line in zip(groups, lines, strict=True):
            if odd[line] > 0:
                said = message("dji_wpml.group_differs", group=_spoken(group), file=other)
                yield error("OSP-509", file, "action", said, group.point)
    if not missing and not added:
        yield from _numbers(here, there, flown.file)


def _numbers(here: tuple[Group, ...], there: tuple[Group, ...], file: str) -> Iterator[Fault]:
    for ours, theirs in zip(here, there, strict=True):
        if ours.number != theirs.number:
            said = message("dji_wpml.other_group_number", number=theirs.number, planned=ours.number)
            yield warning("OSP-509", file, "number", said, theirs.point)


def _without(functions: frozenset[str], groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        actions = tuple(a for a in group.actions if a.function not in functions)
        if actions:
            yield replace(group, actions=actions)


def _line(group: Group) -> tuple[object, ...]:
    # Numbers of actions are left out: DJI's own templates repeat them.
    actions = tuple((a.function, a.parameters) for a in group.actions)
    every = plain(f"{group.every:.4f}")
    return (group.start, group.end, group.point, group.trigger, every, actions)


def _spoken(group: Group) -> Message:
    none = message("dji_wpml.no_action")
    names: list[str | Message] = [a.function or none for a in group.actions[:_TELLING]]
    return message(
        "dji_wpml.group",
        number=group.number,
        start=group.start,
        end=group.end,
        trigger=group.trigger,
        actions=[*names, "..."] if len(group.actions) > _TELLING else names,
    )
