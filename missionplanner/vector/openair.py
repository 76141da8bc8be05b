"""OpenAir airspace files: zones with their floors and ceilings.

Format: the OpenAir text format as described at http://www.winpilot.com/UsersGuide/UserAirspace.asp
(records AC, AN, AL, AH, DP, DC, DA, DB, V X=, V D=). Arcs become corners one degree apart; a full
circle is drawn so that it holds the true one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Polygon

from missionplanner.errors import InputError
from missionplanner.geo.frames import bearing_deg, destination, geodesic_distances_m
from missionplanner.geo.shapes import circle, multi, valid_polygons
from missionplanner.model.airspace import GROUND, Zone
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M, NAUTICAL_MILE_M
from missionplanner.vector.altitudes import parse_altitude

# Airspace that forbids nothing to a drone flown with permission to survey.
FREE_CLASSES = ("E", "F", "G", "W", "UNC", "UNCLASSIFIED")

_ANGLE = r"(\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){0,2})"
_PLACE = re.compile(_ANGLE + r"\s*([NS])[\s,]*" + _ANGLE + r"\s*([EW])", re.IGNORECASE)
_Point = tuple[float, float]


@dataclass
class _Draft:
    """An airspace while its records are read."""

    airspace_class: str
    name: str = ""
    floor: Altitude = GROUND
    ceiling: Altitude | None = None
    points: list[_Point] = field(default_factory=list)
    centre: _Point | None = None
    clockwise: bool = True
    circles: list[tuple[_Point, float]] = field(default_factory=list)


def read_openair(path: Path) -> tuple[Zone, ...]:
    """Read the zones of an OpenAir file; classes E, F, G and W forbid nothing and are left out.

    Heights without a unit are feet, without a reference above mean sea level (EGM96). A flight
    level is taken at its height in the standard atmosphere.

    Raises
    ------
    InputError
        No airspace in it, or a record that cannot be understood (with its line).
    """
    drafts = list(_drafts(path))
    if not drafts:
        raise InputError(
            "holds no airspace", str(path), "give an OpenAir file (AC, AN, AL, AH, DP records)"
        )
    wanted = [d for d in drafts if d.airspace_class.upper() not in FREE_CLASSES]
    return tuple(_zone(draft, i, path) for i, draft in enumerate(wanted, start=1))


def _drafts(path: Path) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for number, line in enumerate(_text(path).splitlines(), start=1):
        key, _, rest = line.partition("*")[0].strip().partition(" ")
        key, rest, where = key.upper(), rest.strip(), f"{path}, line {number}"
        if key == "AC":
            if draft is not None:
                yield draft
            draft = _Draft(rest)
        elif draft is not None and key in _RECORDS:
            _RECORDS[key](draft, rest, where)
    if draft is not None:
        yield draft


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("cannot be read", str(path), "check the name") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _zone(draft: _Draft, number: int, path: Path) -> Zone:
    name = draft.name or f"Airspace {number}"
    where = f"{path}, {name}"
    shapes = [circle(*centre, radius, 360) for centre, radius in draft.circles]
    if len(draft.points) >= 3:
        shapes.append(Polygon(draft.points))
    if not shapes:
        raise InputError("has no outline", where, "correct or remove this airspace")
    polygon = multi(shapely.union_all([valid_polygons(shape, where) for shape in shapes]))
    radius = draft.circles[0][1] if len(shapes) == 1 and draft.circles else None
    return Zone(name, polygon, draft.floor, draft.ceiling, radius)


def _name(draft: _Draft, rest: str, where: str) -> None:
    draft.name = rest


def _floor(draft: _Draft, rest: str, where: str) -> None:
    floor = _altitude(rest, where)
    if floor is None:
        raise InputError("the lower limit has no end", where, "correct the AL record")
    draft.floor = floor


def _ceiling(draft: _Draft, rest: str, where: str) -> None:
    draft.ceiling = _altitude(rest, where)


def _altitude(rest: str, where: str) -> Altitude | None:
    return parse_altitude(rest, FOOT_M, Datum.EGM96, where)


def _corner(draft: _Draft, rest: str, where: str) -> None:
    draft.points.append(_place(rest, where))


def _variable(draft: _Draft, rest: str, where: str) -> None:
    name, _, value = rest.partition("=")
    if name.strip().upper() == "X":
        draft.centre = _place(value, where)
    elif name.strip().upper() == "D":
        draft.clockwise = not value.strip().startswith("-")


def _circle(draft: _Draft, rest: str, where: str) -> None:
    (radius,) = _numbers(rest, 1, where)
    draft.circles.append((_centre(draft, where), radius * NAUTICAL_MILE_M))


def _arc_by_angles(draft: _Draft, rest: str, where: str) -> None:
    radius, start, end = _numbers(rest, 3, where)
    metres = radius * NAUTICAL_MILE_M
    draft.points += _arc(_centre(draft, where), (metres, metres), (start, end), draft.clockwise)


def _arc_by_ends(draft: _Draft, rest: str, where: str) -> None:
    ends = [_place(part.group(), where) for part in _PLACE.finditer(rest)]
    if len(ends) != 2:
        raise InputError("an arc needs two places", where, "correct the DB record")
    centre = _centre(draft, where)
    radii = [float(geodesic_distances_m([centre[0], p[0]], [centre[1], p[1]])[0]) for p in ends]
    bearings = [bearing_deg(*centre, *p) for p in ends]
    arc = _arc(centre, (radii[0], radii[1]), (bearings[0], bearings[1]), draft.clockwise)
    draft.points += [ends[0], *arc[1:-1], ends[1]]


def _arc(
    centre: _Point, radii: tuple[float, float], bearings: tuple[float, float], clockwise: bool
) -> list[_Point]:
    turn = (bearings[1] - bearings[0]) % 360.0
    turn = turn if clockwise else turn - 360.0
    share = np.linspace(0.0, 1.0, max(2, int(abs(turn)) + 1))
    radius = radii[0] + (radii[1] - radii[0]) * share
    lon, lat = destination(*centre, bearings[0] + turn * share, radius)
    return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]


def _centre(draft: _Draft, where: str) -> _Point:
    if draft.centre is None:
        raise InputError("an arc or circle without a centre", where, "put 'V X=' before it")
    return draft.centre


def _place(text: str, where: str) -> _Point:
    match = _PLACE.search(text)
    if match is None:
        raise InputError(f"'{text}' is no place", where, "write for example 48:30:10 N 011:20:30 E")
    lat = _degrees(match[1]) * (-1 if match[2].upper() == "S" else 1)
    return _degrees(match[3]) * (-1 if match[4].upper() == "W" else 1), lat


def _degrees(angle: str) -> float:
    return sum(float(part) / 60.0**i for i, part in enumerate(angle.split(":")))


def _numbers(text: str, count: int, where: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or numbers[0] <= 0:
        raise InputError(f"'{text}' is not {count} number(s)", where, "correct this record")
    return numbers


_RECORDS: dict[str, Callable[[_Draft, str, str], None]] = {
    "AN": _name,
    "AL": _floor,
    "AH": _ceiling,
    "DP": _corner,
    "V": _variable,
    "DC": _circle,
    "DA": _arc_by_angles,
    "DB": _arc_by_ends,
}
