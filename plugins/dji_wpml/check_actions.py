"""Action groups: unique, in their place, and of actions the aircraft knows."""

from collections import Counter
from collections.abc import Iterator

from missionplanner.api import Finding, Severity

from .route import folders, waypoints
from .rules import Limits, known_actions
from .tree import Element, Sheet, as_int, below, children, place, text


def check_actions(sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    """Yield findings on the action groups of one file."""
    for folder in folders(sheet):
        yield from _repeated(folder, sheet)
        last = len(waypoints(folder)) - 1
        for group in below(folder, "actionGroup"):
            yield from _range(group, sheet, last)
            # DJI's own templates repeat action ids; only the executable file must not.
            if sheet.kind == "waylines":
                yield from _ids(group, sheet)
    for action in below(sheet.root, "action"):
        yield from _function(action, sheet, limits)


def _repeated(folder: Element, sheet: Sheet) -> Iterator[Finding]:
    ids = Counter(text(group, "actionGroupId") for group in below(folder, "actionGroup"))
    for group_id, times in ids.items():
        if times > 1 and group_id:
            message = f"the action group id {group_id} is used {times} times; it must be unique"
            yield Finding("OSP-401", Severity.ERROR, place(folder, sheet), message)


def _range(group: Element, sheet: Sheet, last: int) -> Iterator[Finding]:
    start = as_int(text(group, "actionGroupStartIndex"))
    end = as_int(text(group, "actionGroupEndIndex"))
    if start is None or end is None:
        return
    if not start <= end <= last:
        message = f"runs from waypoint {start} to {end}, of 0 to {last}; aircraft answer 1603"
        yield Finding("OSP-402", Severity.ERROR, place(group, sheet), message)
    parent = group.getparent()
    index = as_int(text(parent, "index")) if parent is not None else None
    if index is not None and index != start:
        message = f"stands at waypoint {index} but starts at {start}; DJI puts it at its start"
        yield Finding("OSP-403", Severity.ERROR, place(group, sheet), message)


def _ids(group: Element, sheet: Sheet) -> Iterator[Finding]:
    ids = [text(action, "actionId") for action in children(group, "action")]
    if len(set(ids)) != len(ids):
        message = "an action id is used twice in the group"
        yield Finding("OSP-404", Severity.ERROR, place(group, sheet), message)


def _function(action: Element, sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    name, known = text(action, "actionActuatorFunc"), known_actions()
    severity, message = Severity.WARNING, ""
    if name and name not in known.m300 | known.others | known.undocumented:
        severity, message = Severity.ERROR, f"no aircraft knows the action {name}"
    elif name and limits.strict and name not in known.m300:
        message = f"the action {name} is not documented for the {limits.name}"
    elif name == "accurateShoot":
        message = "accurateShoot is retired and refused by newer firmware"
    if message:
        yield Finding("-26", severity, place(action, sheet), message)
