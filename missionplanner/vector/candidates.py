"""From what stands in a file to threats: what is far away or gives nothing is counted and told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.model.airspace import PowerLine, RiskRaster, Threats, Zone
from missionplanner.model.reading import PassedOver, ReadReport, all_read
from missionplanner.vector.nearness import FAR_M, Neighbourhood

Threat = Zone | PowerLine | RiskRaster

_LISTED = 3
_NOTHING = "holds no zone or power line"
_NO_HEIGHT = "no height in the file: taken from the ground up without end"


@dataclass(frozen=True)
class Made:
    """The threats of one candidate, and how they were understood."""

    threats: tuple[Threat, ...]
    told: tuple[str, ...] = ()
    has_height: bool = True


@dataclass(frozen=True)
class Candidate:
    """Something in a file that may become a threat.

    Attributes
    ----------
    shape : geometry or None
        Where it lies as far as is known, WGS 84 degrees.
    make : callable
        Makes its threats; raises `InputError` where they cannot be made.
    """

    shape: BaseGeometry | None
    make: Callable[[], Made]


@dataclass(frozen=True)
class ThreatsRead:
    """Threats, and what their file gave."""

    threats: Threats
    report: ReadReport


@dataclass(frozen=True)
class _Tried:
    made: Made
    fault: InputError | None
    distance_m: float


def gather(
    candidates: Iterable[Candidate],
    near: BaseGeometry | None,
    where: str,
    passed_over: Sequence[PassedOver] = (),
    told: Sequence[str] = (),
) -> ThreatsRead:
    """Make the threats of a file; those far from the terrain are passed over and counted.

    A fault far away does not refuse a file, one near by does. Where all lie far away all are kept,
    and it is told: the terrain may be the wrong one.

    Raises
    ------
    InputError
        A candidate near the terrain that cannot be made, or a file that gives no threat at all.
    """
    place = None if near is None or near.is_empty else Neighbourhood(near)
    tried = [_tried(candidate, place) for candidate in candidates]
    kept = [one for one in tried if one.distance_m <= FAR_M]
    over = [*passed_over]
    lines = [*told]
    if tried and not kept:
        kept = tried
        lines.append(_all_far(tried))
    elif len(kept) < len(tried):
        count = sum(max(1, len(one.made.threats)) for one in tried if one.distance_m > FAR_M)
        over.append(_far(count))
    for one in kept:
        if one.fault is not None:
            raise one.fault
    found = [threat for one in kept for threat in one.made.threats]
    if not found:
        raise nothing_in(where, over)
    lines += [line for one in kept for line in one.made.told]
    open_ = [t for one in kept if not one.made.has_height for t in one.made.threats]
    if open_:
        name = f"{open_[0].name}: " if len(open_) == 1 else f"{len(open_)} zones: "
        lines.append(name + _NO_HEIGHT)
    return _read(found, over, lines)


def nothing_in(where: str, over: Sequence[PassedOver], what: str = _NOTHING) -> InputError:
    """Return the error of a file that gives nothing, with what was passed over."""
    listed = f": {_listed(over)}" if over else ""
    return InputError(what + listed, where, "choose a file with zones, lines or points")


def _tried(candidate: Candidate, place: Neighbourhood | None) -> _Tried:
    fault = None
    try:
        made = candidate.make()
    except InputError as error:
        made, fault = Made(()), error
    shapes = [s for threat in made.threats if (s := _shape(threat)) is not None]
    reach = shapes or ([] if candidate.shape is None else [candidate.shape])
    if place is None or not reach or not all(_is_on_earth(shape) for shape in reach):
        return _Tried(made, fault, 0.0)
    return _Tried(made, fault, min(place.distance_m(shape) for shape in reach))


def _shape(threat: Threat) -> BaseGeometry | None:
    if isinstance(threat, Zone):
        return threat.polygon
    return threat.line if isinstance(threat, PowerLine) else None


def _is_on_earth(shape: BaseGeometry) -> bool:
    xy = shapely.get_coordinates(shape)
    # NaN compares as false, so a broken coordinate is never taken for one far away.
    return bool(len(xy) and np.all(np.abs(xy[:, 0]) <= 360.0) and np.all(np.abs(xy[:, 1]) <= 90.0))


def _far(count: int) -> PassedOver:
    what = "zone" if count == 1 else "zones"
    return PassedOver(what=what, why=f"farther than {FAR_M / 1000:g} km from the terrain",
                      count=count)  # fmt: skip


def _all_far(tried: list[_Tried]) -> str:
    nearest = min(one.distance_m for one in tried) / 1000.0
    return (
        f"all zones lie farther than {FAR_M / 1000:g} km from the terrain (the nearest "
        f"{nearest:,.0f} km): check that they belong to this site"
    )


def _listed(over: Sequence[PassedOver]) -> str:
    shown = "; ".join(f"{item.what} ({item.why})" for item in over[:_LISTED])
    more = f"; and {len(over) - _LISTED} more" if len(over) > _LISTED else ""
    return f"passed over {shown}{more}"


def _read(found: list[Threat], over: list[PassedOver], lines: list[str]) -> ThreatsRead:
    threats = Threats(
        tuple(t for t in found if isinstance(t, Zone)),
        tuple(t for t in found if isinstance(t, PowerLine)),
        tuple(t for t in found if isinstance(t, RiskRaster)),
    )
    report = ReadReport(
        zones=len(threats.zones),
        power_lines=len(threats.power_lines),
        risks=len(threats.risks),
        passed_over=tuple(over),
        told=tuple(lines),
    )
    return ThreatsRead(threats, all_read((report,)))
