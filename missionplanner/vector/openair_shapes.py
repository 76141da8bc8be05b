"""Places, arcs and circles of OpenAir records.

Arcs become corners one degree apart; a full circle is drawn so that it holds the true one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.geo.frames import bearing_deg, destination, geodesic_distances_m
from missionplanner.geo.shapes import circle, multi
from missionplanner.units import NAUTICAL_MILE_M
from missionplanner.vector.altitudes import NUMBER, number
from missionplanner.vector.length_units import unit_m
from missionplanner.vector.zone_polygons import zone_polygons

Place = tuple[float, float]

CIRCLE_CORNERS = 360

_NUMBER = r"\d+(?:[.,]\d+)?"
_APART = r"(?:\s*[:：°º'′’]\s*|\s+)"
_ANGLE = rf"({_NUMBER}(?:{_APART}{_NUMBER}){{0,2}})\s*[:°º'′’\"″]?"
_PLACE = rf"{_ANGLE}\s*([NS])[\s,;/]*{_ANGLE}\s*([EW])"
_LETTER_FIRST = rf"([NS])\s*{_ANGLE}[\s,;/]*([EW])\s*{_ANGLE}"
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([A-Za-z]*)\s*")
# 374800N 1115924E, as aeronautical publications print it.
_COMPACT = re.compile(
    r"(\d\d)(\d\d)(\d\d(?:\.\d+)?)\s*([NS])[\s,;/]*(\d{3})(\d\d)(\d\d(?:\.\d+)?)\s*([EW])"
)
_SPREAD = r"\1:\2:\3 \4 \5:\6:\7 \8"
_SAME_M = 0.5


@dataclass(frozen=True)
class OutlinePiece:
    """Part of an outline: its corners, or a full circle with the place where it begins.

    With `is_whole` its corners are an outline of their own.
    """

    places: tuple[Place, ...]
    circle: tuple[Place, float] | None = None
    is_always_circle: bool = False
    is_whole: bool = False


def outline(pieces: Iterable[OutlinePiece], where: Where) -> tuple[MultiPolygon, float | None]:
    """Return the polygon of an airspace, and the radius (m) where it is one circle.

    Raises
    ------
    InputError
        Fewer than three corners and no circle, or an outline that crosses itself.
    """
    every = list(pieces)
    corners = [place for piece in every if not piece.is_whole for place in piece.places]
    alone = len(corners) < 3
    circles = [p.circle for p in every if p.circle and (p.is_always_circle or alone)]
    shapes = [circle(*centre, radius, CIRCLE_CORNERS) for centre, radius in circles]
    shapes += [Polygon(piece.places) for piece in every if piece.is_whole]
    if not alone:
        shapes.append(Polygon(corners))
    if not shapes:
        raise InputError("vector.no_outline", where)
    parts = [polygon for s in shapes for polygon in zone_polygons(s, where)[0].geoms]
    united = MultiPolygon(parts) if len(shapes) == 1 else multi(shapely.union_all(parts))
    return united, circles[0][1] if len(shapes) == 1 and circles else None


def reach(pieces: Iterable[OutlinePiece]) -> BaseGeometry | None:
    """Return what is known of where an airspace lies, or None."""
    every = list(pieces)
    places = [place for piece in every for place in piece.places]
    rounds = [circle(*p.circle[0], p.circle[1]) for p in every if p.circle]
    shapes = [*rounds, *([MultiPoint(places).convex_hull] if places else [])]
    return shapely.union_all(shapes) if shapes else None


def full_circle(centre: Place, radius_m: float) -> OutlinePiece:
    """Return a circle that is closed in itself."""
    return OutlinePiece((), (centre, radius_m), is_always_circle=True)


def corridor(places: Sequence[Place], half_m: float) -> list[OutlinePiece]:
    """Return an airway along places as a rectangle for each leg and a circle at each place."""
    return [
        *(_leg(start, end, half_m) for start, end in pairwise(places)),
        *(_bend(place, half_m) for place in places),
    ]


def _bend(place: Place, half_m: float) -> OutlinePiece:
    corners = circle(*place, half_m).exterior.coords
    return OutlinePiece(tuple((float(x), float(y)) for x, y in corners), is_whole=True)


def _leg(start: Place, end: Place, half_m: float) -> OutlinePiece:
    ahead, back = bearing_deg(*start, *end), bearing_deg(*end, *start)
    sides = ((start, ahead + 90.0), (end, back - 90.0), (end, back + 90.0), (start, ahead - 90.0))
    corners = [destination(*place, bearing, half_m) for place, bearing in sides]
    return OutlinePiece(tuple((float(x), float(y)) for x, y in corners), is_whole=True)


def arc_by_bearings(
    centre: Place, radius_m: float, bearings: tuple[float, float], *, clockwise: bool
) -> OutlinePiece:
    """Return an arc between two bearings; from 0 to 360 it is a full circle.

    Equal bearings are a full circle where nothing else makes an outline, else a corner.
    """
    if bearings[0] != bearings[1] and (bearings[1] - bearings[0]) % 360.0 == 0.0:
        return full_circle(centre, radius_m)
    if bearings[0] == bearings[1]:
        lon, lat = destination(*centre, bearings[0], radius_m)
        return OutlinePiece(((float(lon), float(lat)),), (centre, radius_m))
    return OutlinePiece(tuple(_arc(centre, (radius_m, radius_m), bearings, clockwise)))


def arc_by_ends(centre: Place, ends: tuple[Place, Place], *, clockwise: bool) -> OutlinePiece:
    """Return an arc between two places; equal ones as `arc_by_bearings` has equal bearings."""
    (lon_a, lat_a), (lon_b, lat_b) = ends
    radii = [float(geodesic_distances_m([centre[0], p[0]], [centre[1], p[1]])[0]) for p in ends]
    if geodesic_distances_m([lon_a, lon_b], [lat_a, lat_b])[0] < _SAME_M:
        return OutlinePiece((ends[0],), (centre, radii[0]) if radii[0] > 0 else None)
    bearings = [bearing_deg(*centre, *p) for p in ends]
    arc = _arc(centre, (radii[0], radii[1]), (bearings[0], bearings[1]), clockwise)
    return OutlinePiece((ends[0], *arc[1:-1], ends[1]))


def _arc(
    centre: Place, radii: tuple[float, float], bearings: tuple[float, float], clockwise: bool
) -> list[Place]:
    turn = (bearings[1] - bearings[0]) % 360.0
    turn = turn if clockwise else turn - 360.0
    share = np.linspace(0.0, 1.0, max(2, int(abs(turn)) + 1))
    radius = radii[0] + (radii[1] - radii[0]) * share
    lon, lat = destination(*centre, bearings[0] + turn * share, radius)
    return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]


def place(text: str, where: Where) -> Place:
    """Return longitude and latitude of '48:30:10 N 011:20:30 E', with a decimal comma or none.

    Raises
    ------
    InputError
        Where the text is no place on Earth.
    """
    plain = _COMPACT.sub(_SPREAD, text.strip().upper())
    match, first = re.fullmatch(_PLACE, plain), re.fullmatch(_LETTER_FIRST, plain)
    if match:
        found = _signed(match[3], match[4]), _signed(match[1], match[2])
    elif first:
        found = _signed(first[4], first[3]), _signed(first[2], first[1])
    else:
        raise _no_place(text, where)
    if not (abs(found[0]) <= 180.0 and abs(found[1]) <= 90.0):
        raise _no_place(text, where)
    return found


def places(text: str, count: int, where: Where) -> list[Place]:
    """Return so many places out of a text such as that of a DB record.

    Raises
    ------
    InputError
        Where there are more or fewer.
    """
    plain = _COMPACT.sub(_SPREAD, text.upper())
    found = re.finditer(rf"{_PLACE}|{_LETTER_FIRST}", plain)
    read = [place(match.group(), where) for match in found]
    if len(read) != count:
        raise InputError("vector.arc_of_two", where)
    return read


def radius_and_angles(text: str, count: int, where: Where) -> tuple[float, list[float]]:
    """Return a radius in metres, nautical miles where it names no unit, and angles after it.

    Raises
    ------
    InputError
        Where the text is none of this.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    if len(parts) == count + 2 and parts[0].isdigit():
        # 0,5 with a decimal comma.
        parts = [f"{parts[0]}.{parts[1]}", *parts[2:]]
    length = _LENGTH.fullmatch(parts[0]) if parts else None
    unit = unit_m(length[2]) if length and length[2] else NAUTICAL_MILE_M
    try:
        angles = [float(part) for part in parts[1:]]
        metres = number(length[1]) * unit if length and unit else 0.0
    except ValueError:
        angles, metres = [], 0.0
    if len(angles) != count or not 0.0 < metres < 2.0e7 or not np.all(np.isfinite(angles)):
        if count:
            raise InputError("vector.no_radius_and_angles", where, found=text, n=count)
        raise InputError("vector.no_radius", where, found=text)
    return metres, angles


def _signed(angle: str, letter: str) -> float:
    parts = [float(p.replace(",", ".")) for p in re.findall(_NUMBER, angle)]
    if any(part > 60.0 for part in parts[1:]):
        return float("inf")
    value = sum(part / 60.0**i for i, part in enumerate(parts))
    return -value if letter in "SW" else value


def _no_place(text: str, where: Where) -> InputError:
    return InputError("vector.no_place", where, found=text)
