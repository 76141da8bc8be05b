"""Faults as they are found, one at a waypoint, and as they are told, one line a kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from missionplanner.api import Finding, Severity

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
    wayline : str
        Words for the Folder where there are several.
    """

    code: str
    severity: Severity
    where: str
    kind: str
    message: str
    point: int | None = None
    wayline: str = ""


def error(code: str, where: str, kind: str, message: str, point: int | None = None) -> Fault:
    """Return a fault for which the file is refused."""
    return Fault(code, Severity.ERROR, where, kind, message, point)


def warning(code: str, where: str, kind: str, message: str, point: int | None = None) -> Fault:
    """Return a fault that the user should know of."""
    return Fault(code, Severity.WARNING, where, kind, message, point)


def note(code: str, where: str, kind: str, message: str) -> Fault:
    """Return a remark."""
    return Fault(code, Severity.NOTE, where, kind, message)


def told(faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """Return the findings, worst first: one a kind of fault, with the waypoints it is at."""
    groups: dict[tuple[str, Severity, str, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.code, fault.severity, fault.where, fault.wayline, fault.kind)
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
    where = ", ".join(word for word in (first.where, first.wayline, _ranges(points)) if word)
    message = first.message
    if len(group) > 1 and len({f.message for f in group}) > 1:
        message = f"{message} (the first of {len(group)} of this kind)"
    return Finding(first.code, first.severity, where, message)


def _ranges(points: list[int]) -> str:
    if not points:
        return ""
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    words = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:_MOST_RANGES]]
    if len(runs) > _MOST_RANGES:
        words.append(f"... ({len(points)} in all)")
    return f"waypoint{'s' if len(points) > 1 else ''} {', '.join(words)}"
