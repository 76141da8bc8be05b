"""From what stands in a file to threats: what is far away or gives nothing is counted and told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.reading import PassedOver, ReadReport, one_by_one
from missionplanner.vector.nearness import FAR_M, Neighbourhood
from missionplanner.vector.remarks import Remark, gathered, together

Threat = Zone | PowerLine | RiskRaster

_LISTED = 3
_NOTHING = message("vector.no_threats")
_NO_HEIGHT = message("vector.no_height_told")


@dataclass(frozen=True)
class Made:
    """The threats of one candidate, and how they were understood."""

    threats: tuple[Threat, ...]
    told: tuple[Remark, ...] = ()
    has_height: bool = True


@dataclass(frozen=True)
class ThreatCandidate:
    """Something in a file that may become a threat.

    Attributes
    ----------
    shape : geometry or None
        Where it lies as far as is known, WGS 84 degrees.
    make : callable
        Makes its threats; raises `InputError` where they cannot be made.
    grantable : tuple of str
        Its name, where it may be entered once that is granted.
    """

    shape: BaseGeometry | None
    make: Callable[[], Made]
    grantable: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThreatsRead:
    """Threats, what their file gave, and the names of those near that may be granted."""

    threats: Threats
    report: ReadReport
    grantable: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Tried:
    made: Made
    fault: InputError | None
    distance_m: float
    reach: tuple[BaseGeometry, ...] = ()
    grantable: tuple[str, ...] = ()


def gather(
    candidates: Iterable[ThreatCandidate],
    near: BaseGeometry | None,
    where: Where,
    passed_over: Sequence[PassedOver] = (),
    told: Sequence[Message] = (),
    *,
    may_be_empty: bool = False,
) -> ThreatsRead:
    """Make the threats of a file; those far from the terrain are passed over and counted.

    A fault far away does not refuse a file, one near by does. Where all lie far away all are kept,
    and it is told: the terrain may be the wrong one.

    Raises
    ------
    InputError
        A candidate near the terrain that cannot be made, or a file that gives no threat at all
        (unless it `may_be_empty`: all of its zones are marked as granted).
    """
    place = None if near is None or near.is_empty else Neighbourhood(near)
    tried = [_tried(candidate, place) for candidate in candidates]
    kept = [one for one in tried if one.distance_m <= FAR_M]
    over = [*passed_over]
    remarks = [Remark(line) for line in told]
    if tried and not kept:
        kept = tried
        if place is not None and any(_is_exchanged(one, place) for one in tried):
            raise InputError("vector.exchanged", where)
        remarks.append(Remark(_all_far(tried)))
    elif len(kept) < len(tried):
        count = sum(max(1, len(one.made.threats)) for one in tried if one.distance_m > FAR_M)
        over.append(_far(count))
    for one in kept:
        if one.fault is not None:
            raise one.fault
    found = [threat for one in kept for threat in one.made.threats]
    if not found and not may_be_empty:
        raise nothing_in(where, over)
    remarks += [remark for one in kept for remark in one.made.told]
    remarks += [
        Remark(_NO_HEIGHT, threat.name)
        for one in kept
        for threat in one.made.threats
        if isinstance(threat, Zone) and not one.made.has_height
    ]
    names = dict.fromkeys(name for one in kept for name in one.grantable)
    return replace(_read(found, over, remarks), grantable=tuple(names))


def nothing_in(where: Where, over: Sequence[PassedOver], what: Message = _NOTHING) -> InputError:
    """Return the error of a file that gives nothing, with what was passed over."""
    listed = [
        message("vector.passed_over_item", item=item.what, why=item.why)
        for item in together(over)[:_LISTED]
    ]
    if not listed:
        return InputError("vector.nothing", where, reason=what)
    return InputError("vector.nothing_but", where, reason=what, items=one_by_one(listed))


def _tried(candidate: ThreatCandidate, place: Neighbourhood | None) -> _Tried:
    fault = None
    try:
        made = candidate.make()
    except InputError as error:
        made, fault = Made(()), error
    shapes = [s for threat in made.threats if (s := _shape(threat)) is not None]
    reach = shapes or ([] if candidate.shape is None else [candidate.shape])
    if place is None or not reach or not all(_is_on_earth(shape) for shape in reach):
        return _Tried(made, fault, 0.0, grantable=candidate.grantable)
    distance = min(place.distance_m(shape) for shape in reach)
    return _Tried(made, fault, distance, tuple(reach), candidate.grantable)


def _is_exchanged(one: _Tried, place: Neighbourhood) -> bool:
    other = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in one.reach]
    return any(_is_on_earth(shape) and place.distance_m(shape) <= FAR_M for shape in other)


def _shape(threat: Threat) -> BaseGeometry | None:
    if isinstance(threat, Zone):
        return threat.polygon
    return threat.line if isinstance(threat, PowerLine) else None


def _is_on_earth(shape: BaseGeometry) -> bool:
    xy = shapely.get_coordinates(shape)
    # NaN compares as false, so a broken coordinate is never taken for one far away.
    return bool(len(xy) and np.all(np.abs(xy[:, 0]) <= 360.0) and np.all(np.abs(xy[:, 1]) <= 90.0))


def _far(count: int) -> PassedOver:
    what = message("vector.zone") if count == 1 else message("vector.zones")
    return PassedOver(what=what, why=message("vector.far", km=FAR_M / 1000), count=count)


def _all_far(tried: list[_Tried]) -> Message:
    nearest = min(one.distance_m for one in tried) / 1000.0
    return message("vector.all_far", km=FAR_M / 1000, nearest=nearest)


def _read(found: list[Threat], over: list[PassedOver], remarks: list[Remark]) -> ThreatsRead:
    threats = Threats(
        tuple(t for t in found if isinstance(t, Zone)),
        tuple(t for t in found if isinstance(t, PowerLine)),
        tuple(t for t in found if isinstance(t, RiskRaster)),
    )
    report = ReadReport(
        zones=len(threats.zones),
        power_lines=len(threats.power_lines),
        risks=len(threats.risks),
        passed_over=together(over),
        told=gathered(remarks),
    )
    return ThreatsRead(threats, report)
