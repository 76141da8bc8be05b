"""What of a plan lies under a click: an image, a waypoint, a place on a route. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from missionplanner.model.flown import FlownCourse, strips_of
from missionplanner.model.plan import Sortie


class PickKind(StrEnum):
    """What was picked."""

    WAYPOINT = "waypoint"
    SHOT = "shot"
    STRIP = "strip"
    WAY = "way"


@dataclass(frozen=True)
class Picked:
    """Something of a sortie: which one of how many, and where on the way, m.

    `index` counts from 0 among the sortie's own of that kind; a place between strips is the only
    one of its kind.
    """

    sortie: int
    kind: PickKind
    index: int
    count: int
    along_m: float


@dataclass(frozen=True)
class Pickable:
    """A sortie that is in sight, with its place among the plan's."""

    index: int
    sortie: Sortie
    course: FlownCourse


def pick(
    routes: Sequence[Pickable],
    place_m: tuple[float, float],
    reach_m: float,
    *,
    kinds: frozenset[PickKind],
    chosen: int | None = None,
) -> Picked | None:
    """Return what lies nearest to a place, within reach; what is smallest goes first.

    Parameters
    ----------
    routes : sequence of Pickable
        In sight.
    place_m : x, y in site metres
    reach_m : float
        How far off it may lie.
    kinds : frozenset of PickKind
        Points that are drawn, and so can be picked.
    chosen : int, optional
        Of a sortie that stands out: what lies on others is farther by half the reach.
    """
    found: list[tuple[float, Picked]] = []
    for route in routes:
        handicap = 0.0 if chosen in (None, route.index) else 0.5 * reach_m
        found += [(away + handicap, what) for away, what in _of_route(route, place_m, kinds)]
    near = [(away, what) for away, what in found if away <= reach_m]
    order = {PickKind.SHOT: 0, PickKind.WAYPOINT: 1, PickKind.STRIP: 2, PickKind.WAY: 2}
    return min(near, key=lambda pair: (order[pair[1].kind], pair[0]), default=(0.0, None))[1]


def stepped(picked: Picked, course: FlownCourse, step: int) -> Picked:
    """Return the next or last one of the same kind."""
    index = min(max(picked.index + step, 0), picked.count - 1)
    return replace(picked, index=index, along_m=_along(course, picked.kind, index, picked.along_m))


def _of_route(
    route: Pickable, place_m: tuple[float, float], kinds: frozenset[PickKind]
) -> list[tuple[float, Picked]]:
    x, y = place_m
    course, points = route.course, route.sortie.waypoints
    along, away = course.nearest(x, y)
    found = [(away, on_way(route.index, course, along))]
    for kind, px, py in (
        (PickKind.WAYPOINT, points.x_m, points.y_m),
        (PickKind.SHOT, course.shots.x_m, course.shots.y_m),
    ):
        if kind in kinds and len(px):
            off = np.hypot(px - x, py - y)
            k = int(np.argmin(off))
            way = _along(course, kind, k, along)
            found.append((float(off[k]), Picked(route.index, kind, k, len(px), way)))
    return found


def on_way(sortie: int, course: FlownCourse, along_m: float) -> Picked:
    """Return what a place along a course is: on a strip, or between two."""
    strips = strips_of(course)
    for k, strip in enumerate(strips):
        if strip.from_m <= along_m <= strip.to_m:
            return Picked(sortie, PickKind.STRIP, k, len(strips), along_m)
    return Picked(sortie, PickKind.WAY, 0, 1, along_m)


def _along(course: FlownCourse, kind: PickKind, index: int, now_m: float) -> float:
    if kind is PickKind.WAYPOINT:
        return float(course.along_m[course.passed[index]])
    if kind is PickKind.SHOT:
        return course.way_at(float(course.shots.time_s[index]))
    if kind is PickKind.STRIP:
        strip = strips_of(course)[index]
        return 0.5 * (strip.from_m + strip.to_m)
    return now_m
