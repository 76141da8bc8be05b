"""Action groups: unique, in their place, and of actions the aircraft knows."""

from collections import Counter
from collections.abc import Iterator

from .actiongroups import Group
from .faults import Fault, error, warning
from .fleet import Limits
from .resolve import Route
from .schema import known_actions
from .tree import Sheet, as_int, short


def judge_groups(route: Route, sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Yield faults of the action groups of one Folder."""
    numbers = Counter(group.number for group in route.groups)
    for number, times in numbers.items():
        if times > 1 and number is not None:
            message = f"the action group id {number} is used {times} times; it must be unique"
            yield error("OSP-401", route.file, str(number), message)
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
    name = f"action group {group.number}"
    if not start <= end <= last:
        message = (
            f"{name} runs from waypoint {start} to {end}, of 0 to {last}; aircraft answer 1603"
        )
        yield error("OSP-402", route.file, "range", message, group.point)
    if group.point != start:
        message = (
            f"{name} stands at waypoint {group.point} but starts at {start}; DJI puts it at its "
            "start"
        )
        yield error("OSP-403", route.file, "place", message, group.point)
    if group.trigger == "reachPoint" and start != end:
        message = f"{name} is for reaching one waypoint, but runs from {start} to {end}"
        yield warning("OSP-405", route.file, "reach", message, group.point)


def _ids(group: Group, route: Route) -> Iterator[Fault]:
    ids = [action.number for action in group.actions]
    name = f"in action group {group.number}"
    if len(set(ids)) != len(ids):
        message = f"an action id is used twice {name}"
        yield error("OSP-404", route.file, "twice", message, group.point)
    elif ids != list(range(len(ids))):
        message = f"action ids {name} do not run 0, 1, 2 ... as DJI writes them"
        yield warning("OSP-404", route.file, "order", message, group.point)


def _functions(route: Route, limits: Limits) -> Iterator[Fault]:
    known = known_actions()
    for point, function in _called(route):
        if not function:
            continue
        if function not in known.all:
            message = f"no aircraft knows the action {short(function)}"
            yield error("-26", route.file, function, message, point)
        elif limits.strict and function not in known.m300:
            message = f"the action {function} is not documented for the {limits.name}"
            yield warning("-26", route.file, function, message, point)
        elif function == "accurateShoot":
            message = "accurateShoot is retired and refused by newer firmware"
            yield warning("-26", route.file, function, message, point)


def _called(route: Route) -> Iterator[tuple[int | None, str]]:
    yield from ((None, action.function) for action in route.start)
    yield from ((g.point, action.function) for g in route.groups for action in g.actions)


def _positions(route: Route, sheet: Sheet) -> Iterator[Fault]:
    infos = sheet.config.all("payloadInfo")
    mounted = {as_int(info.word("payloadPositionIndex")) for info in infos}
    for group in route.groups:
        for action in group.actions:
            position = action.word("payloadPositionIndex")
            if not position or as_int(position) in mounted:
                continue
            if not mounted:
                message = f"{action.function} needs a payload, but the file names none"
                yield warning("OSP-708", route.file, "none", message, group.point)
            else:
                places = ", ".join(str(p) for p in sorted(m for m in mounted if m is not None))
                message = (
                    f"{action.function} is for position {short(position)}, but payloads are at "
                    f"{places}; aircraft answer 1025"
                )
                yield error("OSP-708", route.file, "position", message, group.point)
