"""OpenAir airspace files: zones with their floors and ceilings.

Format: the OpenAir text format as described at http://www.winpilot.com/UsersGuide/UserAirspace.asp
(records AC, AN, AL, AH, DP, DC, DA, DB, DY, V X=, V D=, V W=) and its extension by AY and AA.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import multi
from missionplanner.model.airspace import GROUND, Zone
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.reading import PassedOver
from missionplanner.units import FOOT_M
from missionplanner.vector.airspace_classes import class_and_type, is_closed
from missionplanner.vector.altitudes import parse_altitude
from missionplanner.vector.candidates import Candidate, Made, ThreatsRead, gather
from missionplanner.vector.openair_shapes import (
    Piece,
    Place,
    arc_by_bearings,
    arc_by_ends,
    full_circle,
    outline,
    place,
    places,
    radius_and_angles,
    reach,
)

_RECORD = re.compile(r"\s*([A-Za-z]{1,2})(?:\s+|(?=[\d=])|$)(.*)", re.DOTALL)
_REMEDY = "give an OpenAir file (AC, AN, AL, AH, DP records)"


@dataclass
class _Draft:
    """An airspace while its records are read."""

    airspace_class: str
    number: int
    kind: str = ""
    name: str = ""
    low: str | None = None
    high: str | None = None
    active: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    centre: Place | None = None
    clockwise: bool = True
    is_airway: bool = False
    fault: InputError | None = None

    @property
    def title(self) -> str:
        return self.name or f"Airspace {self.number}"


def read_openair(text: str, path: Path, near: BaseGeometry | None = None) -> ThreatsRead:
    """Read the zones of an OpenAir file; what forbids nothing or lies far away is passed over.

    Heights without a unit are feet, without a reference above mean sea level (EGM96). A flight
    level is taken at its height in the standard atmosphere. A zone whose limits cannot be read
    reaches from the ground up without end, and it is told.

    Raises
    ------
    InputError
        No airspace in it, none that closes anything, or a record near the terrain that cannot be
        understood (with its line).
    """
    drafts = list(_drafts(text, path))
    if not drafts:
        raise InputError(_unknown(text), str(path), _REMEDY)
    over: list[PassedOver] = []
    closed: list[_Draft] = []
    for draft in drafts:
        item = _passed_over(draft)
        if item is None:
            closed.append(draft)
        else:
            over.append(item)
    candidates = [Candidate(reach(d.pieces), _maker(d, path)) for d in closed]
    return gather(candidates, near, str(path), over)


def looks_like_openair(text: str) -> bool:
    """Tell whether a text has an airspace record."""
    return re.search(r"(?:^|[\r\n])\s*AC(?:[ \t]|\r|\n|$)", text, re.IGNORECASE) is not None


def _unknown(text: str) -> str:
    if re.search(r"(?im)^\s*(?:INCLUDE|TYPE|POINT)\s*=", text):
        return "is not OpenAir but another airspace format (TYPE=, POINT=)"
    return "holds no airspace"


def _passed_over(draft: _Draft) -> PassedOver | None:
    if draft.airspace_class and not is_closed(draft.airspace_class, draft.kind):
        return PassedOver(
            what=class_and_type(draft.airspace_class, draft.kind),
            why="forbids nothing to a drone that may survey",
        )
    if draft.is_airway and not draft.pieces:
        return PassedOver(what=draft.title, why="is an airway (DY) without width or outline")
    return None


def _drafts(text: str, path: Path) -> Iterator[_Draft]:
    draft: _Draft | None = None
    count = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        record = _RECORD.fullmatch(line.partition("*")[0].rstrip())
        if record is None:
            continue
        key, rest, where = record[1].upper(), record[2].strip(), f"{path}, line {number}"
        if key == "AC":
            if draft is not None:
                yield draft
            count += 1
            draft = _Draft(rest, count)
        elif draft is not None and key in _RECORDS:
            try:
                _RECORDS[key](draft, rest, where)
            except InputError as error:
                draft.fault = draft.fault or error
    if draft is not None:
        yield draft


def _maker(draft: _Draft, path: Path) -> Callable[[], Made]:
    def make() -> Made:
        if draft.fault is not None:
            raise draft.fault
        shape, radius = outline(draft.pieces, f"{path}, {draft.title}")
        floor, ceiling, told = _limits(draft)
        zone = Zone(draft.title, multi(shape), floor, ceiling, radius)
        return Made((zone,), (*told, *_remarks(draft)))

    return make


def _limits(draft: _Draft) -> tuple[Altitude, Altitude | None, tuple[str, ...]]:
    """Return floor and ceiling, and what was not there or could not be read."""
    open_end = "taken from the ground up without end"
    try:
        floor = GROUND if not draft.low else _altitude(draft.low)
        ceiling = None if not draft.high else _altitude(draft.high)
    except InputError as error:
        return GROUND, None, (f"{draft.title}: {error.what}: {open_end}",)
    if floor is None:
        return GROUND, None, (f"{draft.title}: its lower limit has no end: {open_end}",)
    if ceiling is not None and ceiling.datum is floor.datum and ceiling.value_m <= floor.value_m:
        said = f"its upper limit '{draft.high}' is not above its lower limit '{draft.low}'"
        return GROUND, None, (f"{draft.title}: {said}: {open_end}",)
    if not draft.low and not draft.high:
        return floor, ceiling, (f"{draft.title}: has neither AL nor AH: {open_end}",)
    if not draft.low:
        return floor, ceiling, (f"{draft.title}: has no lower limit (AL): taken from the ground",)
    if not draft.high:
        return floor, ceiling, (f"{draft.title}: has no upper limit (AH): taken without end",)
    return floor, ceiling, ()


def _remarks(draft: _Draft) -> tuple[str, ...]:
    told = []
    if not draft.airspace_class:
        told.append(f"{draft.title}: its class is missing (AC): taken as closed")
    if draft.active:
        told.append(f"{draft.title}: active {', '.join(draft.active[:3])}: taken as always closed")
    return tuple(told)


def _altitude(rest: str) -> Altitude | None:
    return parse_altitude(rest.partition(";")[0], FOOT_M, Datum.EGM96)


def _name(draft: _Draft, rest: str, where: str) -> None:
    draft.name = rest


def _kind(draft: _Draft, rest: str, where: str) -> None:
    draft.kind = rest


def _low(draft: _Draft, rest: str, where: str) -> None:
    draft.low = rest


def _high(draft: _Draft, rest: str, where: str) -> None:
    draft.high = rest


def _active(draft: _Draft, rest: str, where: str) -> None:
    draft.active.append(rest)


def _corner(draft: _Draft, rest: str, where: str) -> None:
    draft.pieces.append(Piece((place(rest.partition(";")[0], where),)))


def _variable(draft: _Draft, rest: str, where: str) -> None:
    name, _, value = rest.lstrip("=").partition("=")
    if name.strip().upper() == "X":
        draft.centre = place(value.partition(";")[0], where)
    elif name.strip().upper() == "D":
        draft.clockwise = not value.strip().startswith("-")


def _circle(draft: _Draft, rest: str, where: str) -> None:
    radius, _ = radius_and_angles(rest, 0, where)
    draft.pieces.append(full_circle(_centre(draft, where), radius))


def _arc_by_angles(draft: _Draft, rest: str, where: str) -> None:
    radius, (start, end) = radius_and_angles(rest, 2, where)
    centre = _centre(draft, where)
    draft.pieces.append(arc_by_bearings(centre, radius, (start, end), clockwise=draft.clockwise))


def _arc_by_ends(draft: _Draft, rest: str, where: str) -> None:
    first, last = places(rest, 2, where)
    centre = _centre(draft, where)
    draft.pieces.append(arc_by_ends(centre, (first, last), clockwise=draft.clockwise))


def _airway(draft: _Draft, rest: str, where: str) -> None:
    draft.is_airway = True


def _centre(draft: _Draft, where: str) -> Place:
    if draft.centre is None:
        raise InputError("an arc or circle without a centre", where, "put 'V X=' before it")
    return draft.centre


_RECORDS: dict[str, Callable[[_Draft, str, str], None]] = {
    "AN": _name,
    "AY": _kind,
    "AL": _low,
    "AH": _high,
    "AA": _active,
    "DP": _corner,
    "V": _variable,
    "DC": _circle,
    "DA": _arc_by_angles,
    "DB": _arc_by_ends,
    "DY": _airway,
}
