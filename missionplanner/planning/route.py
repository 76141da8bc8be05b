"""The path of one sortie over the ground: corners, samples, heights, and the points kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.headwind import held_on_legs
from missionplanner.planning.flight import steepest
from missionplanner.planning.heights import SAMPLE_M
from missionplanner.planning.kernels.height_profile import (
    LOOKS,
    bridge_transits,
    limit_climb,
    sample_limits,
    sample_need,
    thin,
)
from missionplanner.planning.kernels.network import transit_speed
from missionplanner.planning.kernels.profile import (
    SURVEY_SLACK_M,
    TRANSIT_SLACK_M,
    between,
)
from missionplanner.planning.kernels.shortest_ways import find_way, sight
from missionplanner.planning.kernels.types import Maze, Strips
from missionplanner.planning.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

TRANSIT = -1


@dataclass(frozen=True)
class Corners:
    """Corners of a sortie on the map, from home to home.

    Attributes
    ----------
    xy : float64 (n, 2), local metres
    strip : int64 (n,), strip of the leg that begins here, `TRANSIT` on transit
    speed_mps : float64 (n,), ground speed of that leg
    lift_m : float64 (n,), how much higher than needed to be there, m; None: nothing
    height_m : float64 (n,), EGM96 height where a corner lies on a strip; None: as the ground asks
    """

    xy: Floats
    strip: Ints
    speed_mps: Floats
    lift_m: Floats | None = None
    height_m: Floats | None = None


@dataclass(frozen=True)
class Path:
    """A sortie with heights; arrays (n,), in flying order.

    Attributes
    ----------
    x, y : float64, local metres
    z : float64, EGM96 m
    strip : int64, strip of the leg that begins here, `TRANSIT` on transit
    speed_mps : float64, speed of that leg
    """

    x: Floats
    y: Floats
    z: Floats
    strip: Ints
    speed_mps: Floats


def corners_of(problem: Problem, strips: Strips, sortie: Sequence[tuple[int, int]]) -> Corners:
    """Return the corners of a sortie: home, strips in order, detours between, home."""
    at = problem.home
    xy: list[tuple[float, float]] = [at]
    strip: list[int] = []
    speed: list[float] = []
    for number, flip in sortie:
        points = strips.xy[strips.start[number] : strips.start[number + 1]]
        line = [(float(x), float(y)) for x, y in points[:: -1 if flip else 1]]
        _go(problem, at, line[0], xy, strip, speed)
        xy += line[1:]
        strip += [number] * (len(line) - 1)
        speed += [problem.settings.speed_mps] * (len(line) - 1)
        at = line[-1]
    _go(problem, at, problem.home, xy, strip, speed)
    strip.append(TRANSIT)
    speed.append(problem.settings.transit_speed_mps)
    return apart(Corners(np.array(xy), np.array(strip), np.array(speed)), problem)


def _go(
    problem: Problem, a: tuple[float, float], b: tuple[float, float],
    xy: list[tuple[float, float]], strip: list[int], speed: list[float],
) -> None:  # fmt: skip
    """Add the free way from a to b."""
    way = free_way(a, b, problem.keep_out.maze)
    mps = transit_speed(way, len(way), problem.flight)
    for x, y in way[1:]:
        xy.append((float(x), float(y)))
        strip.append(TRANSIT)
        speed.append(mps)


def free_way(a: tuple[float, float], b: tuple[float, float], maze: Maze) -> Floats:
    """Return the points of the shortest free way, ends included, float64 (n, 2)."""
    way = np.empty((len(maze.node) + 2, 2))
    seen = np.zeros((2, len(maze.node)), np.bool_)
    sight(*a, maze, seen[0])
    sight(*b, maze, seen[1])
    count = find_way(*a, *b, maze, seen[0], seen[1], way)
    return np.ascontiguousarray(way[:count])


def apart(corners: Corners, problem: Problem) -> Corners:
    """Leave out corners nearer to the one before than the aircraft allows; home stays."""
    least_m = problem.scenario.aircraft.min_waypoint_distance_m
    keep = np.ones(len(corners.xy), np.bool_)
    last = 0
    for i in range(1, len(corners.xy)):
        gap = float(np.hypot(*(corners.xy[i] - corners.xy[last])))
        if gap >= least_m:
            last = i
        elif i == len(corners.xy) - 1:
            keep[last] = False
        else:
            # The leg that begins at the later corner begins at the earlier one.
            keep[i] = False
            corners.strip[last] = corners.strip[i]
            corners.speed_mps[last] = corners.speed_mps[i]
    lift_m = None if corners.lift_m is None else corners.lift_m[keep]
    height_m = None if corners.height_m is None else corners.height_m[keep]
    return Corners(corners.xy[keep], corners.strip[keep], corners.speed_mps[keep], lift_m, height_m)


def path_of(problem: Problem, corners: Corners, slack_m: float = SURVEY_SLACK_M) -> Path:
    """Return the thinned path of a sortie over the terrain.

    Heights are at least those of `Problem.ground`, raised where climb or descent would be too
    steep along the whole sortie, turns and transit included, lowered where that would be higher
    above ground than is allowed, and thinned to straight legs between (see `kernels.profile`), on
    strips up to `slack_m` over what is asked.
    """
    x, y, strip, speed, corner = _samples(corners)
    survey = _on_strips(strip)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    up, down = _limits(problem, speed)
    need = np.empty(len(x))
    sample_need(x, y, survey, problem.ground, need)
    if corners.height_m is not None:
        sample_need(x, y, np.zeros_like(survey), problem.ground, need)
        given = np.interp(along, along[corner], corners.height_m)
        need = np.where(survey, np.maximum(given, need), need)
    if corners.lift_m is not None:
        need += np.interp(along, along[corner], corners.lift_m)
    limit_climb(along, need, up, down)
    bridge_transits(along, survey, need)
    limit_climb(along, need, up, down)
    floor, most = np.empty(len(x)), np.empty(len(x))
    sample_limits(x, y, LOOKS, problem.ground, floor, most)
    slack = np.where(survey, slack_m, TRANSIT_SLACK_M)
    between(along, need, floor, most, slack, up, down)
    height = np.empty(len(x))
    forced = corner | _far_marks(along, problem.scenario.aircraft.max_waypoint_distance_m)
    kept = thin(along, need, most, up, down, forced, height)
    return slowed(problem, Path(x[kept], y[kept], height[kept], strip[kept], speed[kept]))


def slowed(problem: Problem, path: Path) -> Path:
    """Return a path with slower legs where one would climb or descend too fast.

    Or fly too fast through the air: what is written into a mission can be held in the wind.
    """
    aircraft, flight = problem.scenario.aircraft, problem.flight
    rise = np.diff(path.z)
    run = np.hypot(np.diff(path.x), np.diff(path.y))
    most = np.where(rise > 0.0, aircraft.max_ascent_mps, aircraft.max_descent_mps)
    bound = most * run / np.maximum(np.abs(rise), 1e-9)
    wind = flight.wind_east_mps, flight.wind_north_mps
    bound = np.minimum(bound, held_on_legs(path.x, path.y, *wind, flight.airspeed_mps))
    speed = np.append(np.minimum(path.speed_mps[:-1], bound), path.speed_mps[-1])
    return replace(path, speed_mps=speed)


def _samples(corners: Corners) -> tuple[Floats, Floats, Ints, Floats, Bools]:
    """Cut all legs into equal pieces of at most `SAMPLE_M`."""
    legs = np.diff(corners.xy, axis=0)
    pieces = np.maximum(1, np.ceil(np.hypot(*legs.T) / SAMPLE_M)).astype(np.int64)
    leg = np.repeat(np.arange(len(legs)), pieces)
    k = np.arange(len(leg)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    xy = corners.xy[leg] + legs[leg] * (k / pieces[leg])[:, None]
    xy = np.vstack([xy, corners.xy[-1]])
    return (
        np.ascontiguousarray(xy[:, 0]),
        np.ascontiguousarray(xy[:, 1]),
        np.append(corners.strip[leg], TRANSIT),
        np.append(corners.speed_mps[leg], corners.speed_mps[-1]),
        np.append(k == 0, True),
    )


def _on_strips(strip: Ints) -> Bools:
    """Tell which samples lie on a strip, its far end included."""
    begins = strip != TRANSIT
    ends = np.concatenate(([False], begins[:-1]))
    return np.asarray(begins | ends)


def _limits(problem: Problem, speed: Floats) -> tuple[Floats, Floats]:
    aircraft = problem.scenario.aircraft
    known = {v: steepest(problem.gradient, aircraft, v) for v in set(speed.tolist())}
    limits = np.array([known[v] for v in speed.tolist()])
    return np.ascontiguousarray(limits[:, 0]), np.ascontiguousarray(limits[:, 1])


def _far_marks(along: Floats, most_m: float) -> Bools:
    """Mark samples so that no leg can grow over the longest the aircraft accepts."""
    part = (along / (0.45 * most_m)).astype(np.int64)
    return np.concatenate(([False], np.diff(part) > 0))
