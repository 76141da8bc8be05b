"""Action groups: unique, in their place, and of actions the aircraft knows."""

from collections import Counter
from collections.abc import Iterator

from missionplanner.api import message

from .actiongroups import Group
from .faults import Fault, error, warning
from .fleet import FlightLimits
from .resolve import Route
from .schema import known_actions
from .tree import OpenedSheet, as_int, short


def judge_groups(route: Route, sheet: OpenedSheet, limits: FlightLimits) -> Iterator[Fault]:
    """Yield faults of the action groups of one Folder."""
    numbers = Counter(group.number for group in route.groups)
    for number, times in numbers.items():
        if times > 1 and number is not None:
            said = message("dji_wpml.group_twice", number=number, times=times)
            yield error("OSP-401", route.file, str(number), said)
    for group in route.groups:
        yield from _range(group, route)
        # DJI's own templates repeat action ids; only the executable file must not.
        if sheet.kind == "waylines":
            yield from _ids(group, route)
    yield from _functions(route, limits)
    yield from _positions(route, sheet)


def _range(group: Group, route: Route) -> Iterator[Fault]:
    start, end, last = group.start, group.end, len(route) - 1
    if start is None or end is None:
        return
    shared = {"number": group.number, "start": start}
    if not start <= end <= last:
        said = message("dji_wpml.group_range", end=end, last=last, **shared)
        yield error("OSP-402", route.file, "range", said, group.point)
    if group.point != start:
        said = message("dji_wpml.group_place", point=group.point, **shared)
        yield error("OSP-403", route.file, "place", said, group.point)
    if group.trigger == "reachPoint" and start != end:
        said = message("dji_wpml.group_reach", end=end, **shared)
        yield warning("OSP-405", route.file, "reach", said, group.point)


def _ids(group: Group, route: Route) -> Iterator[Fault]:
    ids = [action.number for action in group.actions]
    if len(set(ids)) != len(ids):
        said = message("dji_wpml.action_twice", number=group.number)
        yield error("OSP-404", route.file, "twice", said, group.point)
    elif ids != list(range(len(ids))):
        said = message("dji_wpml.action_order", number=group.number)
        yield warning("OSP-404", route.file, "order", said, group.point)


def _functions(route: Route, limits: FlightLimits) -> Iterator[Fault]:
    known = known_actions()
    for point, function in _called(route):
        if not function:
            continue
        if function not in known.all:
            said = message("dji_wpml.unknown_action", function=short(function))
            yield error("-26", route.file, function, said, point)
        elif limits.strict and function not in known.m300:
            said = message("dji_wpml.other_action", function=function, aircraft=limits.name)
            yield warning("-26", route.file, function, said, point)
        elif function == "accurateShoot":
            said = message("dji_wpml.retired_action")
            yield warning("-26", route.file, function, said, point)


def _called(route: Route) -> Iterator[tuple[int | None, str]]:
    yield from ((None, action.function) for action in route.start)
    yield from ((g.point, action.function) for g in route.groups for action in g.actions)


def _positions(route: Route, sheet: OpenedSheet) -> Iterator[Fault]:
    infos = sheet.config.all("payloadInfo")
    mounted = {as_int(info.word("payloadPositionIndex")) for info in infos}
    for group in route.groups:
        for action in group.actions:
            position = action.word("payloadPositionIndex")
            if not position or as_int(position) in mounted:
                continue
            if not mounted:
                said = message("dji_wpml.action_without_payload", function=action.function)
                yield warning("OSP-708", route.file, "none", said, group.point)
            else:
                places = sorted(place for place in mounted if place is not None)
                said = message(
                    "dji_wpml.action_position",
                    function=action.function,
                    position=short(position),
                    places=places,
                )
                yield error("OSP-708", route.file, "position", said, group.point)
