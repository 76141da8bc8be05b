"""OpenAir airspace files: zones with their floors and ceilings.

Format: the OpenAir text format as described at http://www.winpilot.com/UsersGuide/UserAirspace.asp
(records AC, AN, AL, AH, DP, DC, DA, DB, DY, V X=, V D=, V W=) and its extension by AY and AA.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.messages.message import text as text_of
from missionplanner.model.airspace import Zone
from missionplanner.model.reading import PassedOver
from missionplanner.vector.airspace_classes import class_and_type, is_closed
from missionplanner.vector.candidates import Made, ThreatCandidate, ThreatsRead, gather
from missionplanner.vector.limits import check_ends
from missionplanner.vector.openair_limits import openair_limits
from missionplanner.vector.openair_shapes import (
    OutlinePiece,
    Place,
    arc_by_bearings,
    arc_by_ends,
    corridor,
    full_circle,
    outline,
    place,
    places,
    radius_and_angles,
    reach,
)
from missionplanner.vector.remarks import Remark

_RECORD = re.compile(r"\s*([A-Za-z]{1,2})(?:\s+|(?=[\d=])|$)(.*)", re.DOTALL)


@dataclass
class _Draft:
    """An airspace while its records are read."""

    airspace_class: str
    number: int
    kind: str = ""
    name: str = ""
    low: str = ""
    high: str = ""
    active: list[str] = field(default_factory=list)
    pieces: list[OutlinePiece] = field(default_factory=list)
    centre: Place | None = None
    clockwise: bool = True
    airway: list[Place] = field(default_factory=list)
    width_m: float = 0.0
    fault: InputError | None = None

    @property
    def title(self) -> str:
        return self.name or f"Airspace {self.number}"


def read_openair(
    text: str, path: Path, near: BaseGeometry | None = None, told: Sequence[Message] = ()
) -> ThreatsRead:
    """Read the zones of an OpenAir file; what forbids nothing or lies far away is passed over.

    Heights without a unit are feet, without a reference above mean sea level (EGM96). A flight
    level is taken at its height in the standard atmosphere. A zone whose limits cannot be read
    reaches from the ground up without end, and it is told. `told` is what there is to tell of the
    file already.

    Raises
    ------
    InputError
        No airspace in it, none that closes anything, or a record near the terrain that cannot be
        understood (with its line).
    """
    drafts = list(_drafts(text, path))
    if not drafts:
        raise _unknown(text, str(path))
    over: list[PassedOver] = []
    closed: list[_Draft] = []
    for draft in drafts:
        item = _passed_over(draft)
        if item is None:
            closed.append(draft)
        else:
            over.append(item)
    candidates = [ThreatCandidate(reach(_pieces(d)), _maker(d, path)) for d in closed]
    return gather(candidates, near, str(path), over, told)


def looks_like_openair(text: str) -> bool:
    """Tell whether a text has an airspace record."""
    return re.search(r"(?:^|[\r\n])\s*AC(?:[ \t]|\r|\n|$)", text, re.IGNORECASE) is not None


def _unknown(text: str, where: Where) -> InputError:
    if re.search(r"(?im)^\s*(?:INCLUDE|TYPE|POINT)\s*=", text):
        return InputError("vector.other_airspace_format", where)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return InputError("vector.openair_is_web_page", where)
    if start.startswith("<"):
        return InputError("vector.openair_is_xml", where)
    if start.startswith("{\\rtf"):
        return InputError("vector.openair_is_rtf", where)
    return InputError("vector.no_airspace", where)


def _passed_over(draft: _Draft) -> PassedOver | None:
    if draft.airspace_class and not is_closed(draft.airspace_class, draft.kind):
        return PassedOver(
            what=class_and_type(draft.airspace_class, draft.kind),
            why=message("vector.forbids_nothing"),
        )
    if draft.airway and not draft.pieces and not _is_corridor(draft):
        return PassedOver(what=text_of(draft.title), why=message("vector.bare_airway"))
    return None


def _drafts(text: str, path: Path) -> Iterator[_Draft]:
    draft: _Draft | None = None
    count = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        record = _RECORD.fullmatch(line.partition("*")[0].rstrip())
        if record is None:
            continue
        key, rest = record[1].upper(), record[2].strip()
        where = (str(path), message("vector.line", n=number))
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


def _is_corridor(draft: _Draft) -> bool:
    return draft.width_m > 0.0 and len(draft.airway) > 1


def _pieces(draft: _Draft) -> list[OutlinePiece]:
    """Return the outline's pieces, those of an airway among them."""
    along = corridor(draft.airway, draft.width_m / 2.0) if _is_corridor(draft) else []
    return [*draft.pieces, *along]


def _maker(draft: _Draft, path: Path) -> Callable[[], Made]:
    def make() -> Made:
        if draft.fault is not None:
            raise draft.fault
        shape, radius = outline(_pieces(draft), f"{path}, {draft.title}")
        floor, ceiling, told = openair_limits(draft.low, draft.high)
        check_ends(floor, ceiling, f"{path}, {draft.title}")
        zone = Zone(draft.title, shape, floor, ceiling, radius)
        said = (told, *_remarks(draft)) if told else _remarks(draft)
        return Made((zone,), tuple(Remark(what, draft.title) for what in said))

    return make


def _remarks(draft: _Draft) -> Iterator[Message]:
    if not draft.airspace_class:
        yield message("vector.class_missing")
    if _is_corridor(draft):
        yield message("vector.airway", km=draft.width_m / 1000.0)
    if draft.active:
        yield message("vector.active", times=draft.active[:3])


def _name(draft: _Draft, rest: str, where: Where) -> None:
    draft.name = rest


def _kind(draft: _Draft, rest: str, where: Where) -> None:
    draft.kind = rest


def _low(draft: _Draft, rest: str, where: Where) -> None:
    draft.low = rest


def _high(draft: _Draft, rest: str, where: Where) -> None:
    draft.high = rest


def _active(draft: _Draft, rest: str, where: Where) -> None:
    draft.active.append(rest)


def _corner(draft: _Draft, rest: str, where: Where) -> None:
    draft.pieces.append(OutlinePiece((place(rest.partition(";")[0], where),)))


def _variable(draft: _Draft, rest: str, where: Where) -> None:
    name, _, value = rest.lstrip("=").partition("=")
    if name.strip().upper() == "X":
        draft.centre = place(value.partition(";")[0], where)
    elif name.strip().upper() == "D":
        draft.clockwise = not value.strip().startswith("-")
    elif name.strip().upper() == "W":
        draft.width_m, _ = radius_and_angles(value.partition(";")[0], 0, where)


def _circle(draft: _Draft, rest: str, where: Where) -> None:
    radius, _ = radius_and_angles(rest, 0, where)
    draft.pieces.append(full_circle(_centre(draft, where), radius))


def _arc_by_angles(draft: _Draft, rest: str, where: Where) -> None:
    radius, (start, end) = radius_and_angles(rest, 2, where)
    centre = _centre(draft, where)
    draft.pieces.append(arc_by_bearings(centre, radius, (start, end), clockwise=draft.clockwise))


def _arc_by_ends(draft: _Draft, rest: str, where: Where) -> None:
    first, last = places(rest, 2, where)
    centre = _centre(draft, where)
    draft.pieces.append(arc_by_ends(centre, (first, last), clockwise=draft.clockwise))


def _airway(draft: _Draft, rest: str, where: Where) -> None:
    draft.airway.append(place(rest.partition(";")[0], where))


def _centre(draft: _Draft, where: Where) -> Place:
    if draft.centre is None:
        raise InputError("vector.no_centre", where)
    return draft.centre


_RECORDS: dict[str, Callable[[_Draft, str, Where], None]] = {
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
