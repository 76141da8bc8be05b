"""What lies along a sortie: zones and wires under it, as arrays for the profile. No Qt."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy
from shapely.geometry import LineString, Point

from missionplanner.model.flown import FlownCourse
from missionplanner.model.places import Altitude, Datum
from missionplanner.ui.plan.views import LineShape, ZoneShape

Floats = NDArray[np.float64]

#: Zones this near to the route are shown, metres.
NEAR_M = 40.0


@dataclass(frozen=True)
class ZoneSpan:
    """A zone beside or under the route: from one way to another, its floor and top, EGM96 m.

    `beside`: the route passes it within `NEAR_M`, and never over or under it.
    """

    name: str
    from_m: float
    to_m: float
    floor_m: float
    top_m: float
    beside: bool = False


@dataclass(frozen=True)
class Crossing:
    """A wire under the route: the way where it is crossed, the ground there and the wire's top."""

    name: str
    along_m: float
    ground_m: float
    top_m: float


def zone_spans(
    course: FlownCourse, zones: tuple[ZoneShape, ...], home_m: float, most_m: float
) -> tuple[ZoneSpan, ...]:
    """Return the zones near a course; one without a ceiling is as high as `most_m`, EGM96."""
    found = []
    for zone in zones:
        near = zone.polygon_m.buffer(NEAR_M)
        inside = contains_xy(near, course.x_m, course.y_m)
        within = contains_xy(zone.polygon_m, course.x_m, course.y_m)
        for first, last in _runs(inside):
            ground = float(np.nanmean(course.ground_m[first : last + 1]))
            floor = _egm96(zone.floor, ground, home_m, ground)
            top = _egm96(zone.ceiling, ground, home_m, most_m)
            span = float(course.along_m[first]), float(course.along_m[last])
            beside = not within[first : last + 1].any()
            found.append(ZoneSpan(zone.name, *span, floor, min(top, most_m), beside))
    return tuple(found)


def crossings(course: FlownCourse, lines: tuple[LineShape, ...]) -> tuple[Crossing, ...]:
    """Return where a course passes over wires."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(course.x_m), np.diff(course.y_m)))])
    found = []
    for line in lines:
        for k in np.flatnonzero(_cut(course, line.line_m)):
            ends = np.column_stack((course.x_m[k : k + 2], course.y_m[k : k + 2]))
            piece = LineString(ends)
            meet = piece.intersection(line.line_m)
            if meet.is_empty:
                continue
            place = meet if isinstance(meet, Point) else meet.centroid
            level = way[k] + piece.project(place)
            along = float(np.interp(level, way, course.along_m))
            ground = float(np.interp(along, course.along_m, course.ground_m))
            found.append(Crossing(line.name, along, ground, ground + line.height_m))
    return tuple(sorted(found, key=lambda c: c.along_m))


def _cut(course: FlownCourse, line: LineString) -> NDArray[np.bool_]:
    """Return which pieces of a course may cross a line: those with an end on each side of a part.

    A piece is taken where its box meets the box of any part of the line.
    """
    x, y = course.x_m, course.y_m
    low_x, high_x = np.minimum(x[:-1], x[1:]), np.maximum(x[:-1], x[1:])
    low_y, high_y = np.minimum(y[:-1], y[1:]), np.maximum(y[:-1], y[1:])
    maybe = np.zeros(len(x) - 1, dtype=bool)
    ends = np.asarray(line.coords)[:, :2]
    for a, b in pairwise(ends):
        side = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
        beside = (high_x >= min(a[0], b[0])) & (low_x <= max(a[0], b[0]))
        over = (high_y >= min(a[1], b[1])) & (low_y <= max(a[1], b[1]))
        maybe |= beside & over & (np.sign(side[:-1]) != np.sign(side[1:]))
    return maybe


def _egm96(altitude: Altitude | None, ground_m: float, home_m: float, unknown_m: float) -> float:
    if altitude is None:
        return unknown_m
    if altitude.datum is Datum.AGL:
        return ground_m + altitude.value_m
    if altitude.datum is Datum.HOME:
        return home_m + altitude.value_m
    # The geoid is a few tens of metres off at most; this is for the eye, the judge knows better.
    return altitude.value_m


def _runs(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
