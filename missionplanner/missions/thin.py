"""Fewer waypoints for controllers that cannot take many: thinning within a tolerance, splitting.

What a photo or an obstacle depends on stays: the ends of strips, every change of speed or kind of
leg, the first and the last point.
"""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.missions.build import leg_lengths_m
from missionplanner.model.ending import FinishAction
from missionplanner.model.mission import Mission
from missionplanner.model.plan import Waypoints

Floats = NDArray[np.float64]


def thinned(waypoints: Waypoints, tolerance_m: float) -> Waypoints:
    """Return waypoints from which no dropped one lies farther than `tolerance_m` in space.

    Douglas and Peucker (1973), between the points that must stay. Legs are straight in between, so
    no point of the former route is farther from the new one either.
    """
    if tolerance_m <= 0 or len(waypoints) < 3:
        return waypoints
    places = np.column_stack([waypoints.x_m, waypoints.y_m, waypoints.egm96_m])
    fixed = _must_stay(waypoints)
    keep = np.zeros(len(waypoints), bool)
    for first, last in pairwise(fixed):
        _keep(places, int(first), int(last), tolerance_m, keep)
    return _at(waypoints, np.flatnonzero(keep))


def split(mission: Mission, most: int) -> tuple[Mission, ...]:
    """Return a mission as several of at most `most` waypoints each, in flying order.

    Each begins at the last waypoint of the one before, so that no photo is left out between them,
    and is flown from home: since the return height clears every straight way between home and the
    route, the aircraft climbs to it before it sets out to where a later part begins. Parts before
    the last return home at their end whatever is asked: they end in the middle of the route.

    Raises
    ------
    InputError
        A part must have two waypoints at least.
    """
    points = mission.waypoints
    if len(points) <= most:
        return (mission,)
    if most < 2:
        raise InputError("missions.split_small", mission.title, most=most)
    count = math.ceil((len(points) - 1) / (most - 1))
    edges = np.unique(np.linspace(0, len(points) - 1, count + 1).round().astype(int))
    lengths = np.concatenate([[0.0], np.cumsum(leg_lengths_m(points))])
    whole = max(float(lengths[-1]), 1e-9)
    parts = []
    for n, (first, last) in enumerate(pairwise(edges), start=1):
        share = float(lengths[last] - lengths[first]) / whole
        parts.append(
            replace(
                mission,
                title=f"{mission.title}-{n}of{count}",
                waypoints=_at(points, np.arange(first, last + 1)),
                takeoff_height_m=mission.takeoff_height_m if n == 1 else mission.rth_height_m,
                finish=mission.finish if n == count else FinishAction.RETURN,
                length_m=mission.length_m * share,
                duration_s=mission.duration_s * share,
                photos=round(mission.photos * share),
            )
        )
    return tuple(parts)


def fewest(mission: Mission, most: int, tolerance_m: float) -> tuple[Mission, ...]:
    """Return a mission in parts of at most `most` waypoints, thinned first within a tolerance."""
    fewer = thinned(mission.waypoints, tolerance_m)
    return split(replace(mission, waypoints=fewer), most)


def lost_m(before: Waypoints, after: Waypoints) -> float:
    """Return the greatest distance of a former waypoint from the new route, metres."""
    line = np.column_stack([after.x_m, after.y_m, after.egm96_m])
    worst = 0.0
    for place in np.column_stack([before.x_m, before.y_m, before.egm96_m]):
        worst = max(worst, float(_away(place[None], line[:-1], line[1:]).min()))
    return worst


def _must_stay(points: Waypoints) -> NDArray[np.intp]:
    changes = (
        (np.diff(points.leg) != 0) | (np.diff(points.strip) != 0) | (np.diff(points.speed_mps) != 0)
    )
    inner = np.flatnonzero(changes) + 1
    return np.unique(np.concatenate([[0], inner, [len(points) - 1]]))


def _keep(
    places: Floats, first: int, last: int, tolerance_m: float, keep: NDArray[np.bool_]
) -> None:
    waiting = [(first, last)]
    while waiting:
        low, high = waiting.pop()
        keep[[low, high]] = True
        if high - low < 2:
            continue
        away = _away(places[low + 1 : high], places[low][None], places[high][None])
        at = int(np.argmax(away))
        if away[at] > tolerance_m:
            waiting += [(low, low + 1 + at), (low + 1 + at, high)]


def _away(places: Floats, starts: Floats, ends: Floats) -> Floats:
    """Return distances of places to segments, broadcast row by row, metres."""
    along = ends - starts
    length2 = np.maximum((along * along).sum(axis=1), 1e-12)
    share = (((places - starts) * along).sum(axis=1) / length2).clip(0.0, 1.0)
    foot = starts + share[:, None] * along
    found: Floats = np.sqrt(((places - foot) ** 2).sum(axis=1))
    return found


def _at(points: Waypoints, chosen: NDArray[np.intp]) -> Waypoints:
    names = Waypoints.__dataclass_fields__
    return Waypoints(**{name: getattr(points, name)[chosen] for name in names})
