"""Faults as they are found, one at a waypoint, and as they are told, one line a kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from missionplanner.api import Finding, Message, Severity, message

_MOST_RANGES = 6


@dataclass(frozen=True)
class Fault:
    """One fault at one place.

    Attributes
    ----------
    kind : str
        Faults of one code, kind and file are told together.
    point : int or None
        Number of the waypoint in its Folder, from 0.
    told : Message
        What is wrong.
    """

    code: str
    severity: Severity
    where: str
    kind: str
    told: Message
    point: int | None = None


def error(code: str, where: str, kind: str, told: Message, point: int | None = None) -> Fault:
    """Return a fault for which the file is refused."""
    return Fault(code, Severity.ERROR, where, kind, told, point)


def warning(code: str, where: str, kind: str, told: Message, point: int | None = None) -> Fault:
    """Return a fault that the user should know of."""
    return Fault(code, Severity.WARNING, where, kind, told, point)


def note(code: str, where: str, kind: str, told: Message) -> Fault:
    """Return a remark."""
    return Fault(code, Severity.NOTE, where, kind, told)


def told(faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """Return the findings, worst first: one a kind of fault, with the waypoints it is at."""
    groups: dict[tuple[str, Severity, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.code, fault.severity, fault.where, fault.kind)
        groups.setdefault(key, []).append(fault)
    order = list(Severity)
    return tuple(
        sorted(
            (_finding(group) for group in groups.values()), key=lambda f: order.index(f.severity)
        )
    )


def _finding(group: list[Fault]) -> Finding:
    first = group[0]
    points = sorted({f.point for f in group if f.point is not None})
    where = (first.where, _ranges(points)) if points else first.where
    found = Finding(first.code, first.severity, where, first.told)
    # By the words: two lengths that are told alike are no two faults.
    if any(replace(found, told=fault.told).message != found.message for fault in group[1:]):
        said = message("dji_wpml.first_of", told=first.told, n=len(group))
        found = Finding(first.code, first.severity, where, said)
    return found


def _ranges(points: list[int]) -> Message:
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    words: list[str | Message]
    words = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:_MOST_RANGES]]
    if len(runs) > _MOST_RANGES:
        words.append(message("dji_wpml.in_all", n=len(points)))
    return message("dji_wpml.waypoints", n=len(points), points=words)
