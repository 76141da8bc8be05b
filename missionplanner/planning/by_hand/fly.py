"""Sorties flown as they are drawn: their ways around zones, their heights, their waypoints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point

from missionplanner.errors import PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.plan import LegKind, SensorPlan, Sortie, Waypoints
from missionplanner.planning.by_hand.edited import Draft, SortieDraft
from missionplanner.planning.by_hand.runs import Run
from missionplanner.planning.by_hand.shared import as_carried, named_alike
from missionplanner.planning.kernels.network import transit_speed
from missionplanner.planning.plan_sensor import entered
from missionplanner.planning.problem import Problem, from_place, problem_of
from missionplanner.planning.route import TRANSIT, Corners, Path, apart, free_way, path_of
from missionplanner.planning.scenario import Scenario, of_sensor, with_home
from missionplanner.planning.sorties import (
    Flown,
    cost_of,
    fly_along,
    reckoned,
    sorties_of,
    with_heights,
)

Floats = NDArray[np.float64]

# Where images are to be taken from the same places again, the aircraft goes straight so far before
# the first and behind the last image of a line, and legs lie so little over their stations, m.
LEAD_M, HIGHER_M = 15.0, 0.2
# Strips may end so deep within the margin of a zone, m; ways from there begin so far beside it.
MARGIN_M, BESIDE_M = 10.0, 1.0


@dataclass(frozen=True)
class AsDrawn:
    """A plan flown as drawn, with the scenario it is flown in: its home may be another."""

    scenario: Scenario
    plan: SensorPlan


def fly_as_drawn(scenario: Scenario, plan: SensorPlan, draft: Draft) -> AsDrawn:
    """Return the plan of a draft: strips, order and cuts as drawn, nothing searched.

    Sorties that hold still keep their waypoints. Energy and limits are for the verifier to judge.

    Raises
    ------
    InputError, PlanRefused
        The new home lies in a zone, or zones cannot be passed by.
    """
    if draft.start is not None:
        scenario = with_home(scenario, draft.start)
    also: frozenset[str] = frozenset()
    while True:
        problem = problem_like(scenario, plan, also)
        flown = [_flown(problem, plan, one) for one in draft.sorties]
        inside = entered(problem, [f for f, d in zip(flown, draft.sorties, strict=True) if _new(d)])
        if not inside:
            return AsDrawn(scenario, _plan(problem, plan, draft, flown))
        if inside <= also:
            raise PlanRefused(
                "planning.would_enter",
                message("planning.place.planning"),
                sensor=plan.sensor.key,
                zones=sorted(inside),
            )
        also |= inside


def problem_like(
    scenario: Scenario, plan: SensorPlan, also: frozenset[str] = frozenset()
) -> Problem:
    """Return the problem a plan solves: its sensor at its height, speed and spacing."""
    settings = plan.settings
    scenario = of_sensor(scenario, plan.sensor.key)
    problem = problem_of(
        scenario, as_carried(plan), agl_m=settings.agl_m, also=also, speed_mps=settings.speed_mps
    )
    return replace(problem, settings=settings)


def corners_through(problem: Problem, runs: Sequence[Run], lead_m: float = 0.0) -> Corners:
    """Return the corners of a sortie from home along strips and back, around zones between.

    Where strips have heights of their own, the corners on them have these. Strips farther apart
    than `lead_m` are gone to, and left, straight ahead for as long, where zones allow it.
    """
    at, origin = problem.home, np.asarray(problem.origin)
    xy: list[tuple[float, float]] = [at]
    strip: list[int] = []
    speed: list[float] = []
    high: dict[int, float] = {}
    for k, run in enumerate(runs):
        local = run.xy - origin
        first, last = _pair(local[0]), _pair(local[-1])
        for stop in (*_led(problem, at, first, _pair(local[1]), lead_m), first):
            _go(problem, xy[-1], stop, xy, strip, speed)
        if run.height_m is not None:
            high |= dict(enumerate(run.height_m.tolist(), len(xy) - 1))
        for corner in local[1:]:
            xy.append(_pair(corner))
            strip.append(run.strip)
            speed.append(problem.settings.speed_mps)
        at = last
        behind = runs[k + 1].xy[0] - origin if k + 1 < len(runs) else np.asarray(problem.home)
        for stop in _led(problem, _pair(behind), last, _pair(local[-2]), lead_m):
            _go(problem, last, stop, xy, strip, speed)
    _go(problem, xy[-1], problem.home, xy, strip, speed)
    strip.append(TRANSIT)
    speed.append(problem.settings.transit_speed_mps)
    corners = Corners(np.array(xy), np.array(strip), np.array(speed))
    if high:
        height = np.array([high.get(k, np.nan) for k in range(len(xy))])
        corners = with_heights(corners, height)
    return apart(corners, problem)


def _led(
    problem: Problem, other: tuple[float, float], end: tuple[float, float],
    inner: tuple[float, float], lead_m: float,
) -> list[tuple[float, float]]:  # fmt: skip
    """Return the place straight beyond the end of a strip; none where it is not to be led."""
    away = np.subtract(end, inner)
    next_m = max(lead_m, problem.settings.trigger_distance_m)
    if lead_m <= 0.0 or float(np.hypot(*np.subtract(other, end))) <= next_m:
        return []
    beyond = _pair(np.asarray(end) + lead_m * away / max(float(np.hypot(*away)), 1e-9))
    return [beyond] if len(free_way(beyond, end, problem.keep_out.maze)) == 2 else []


def fly_through(problem: Problem, runs: Sequence[Run], *, exact: bool) -> Flown:
    """Return a sortie from home along strips and back.

    `exact`: images are to be taken where they were before, so strips are as high as asked within
    `HIGHER_M`, and are flown onto and off straight ahead.
    """
    if not exact:
        return fly_along(problem, corners_through(problem, runs))
    return reckoned(problem, path_of(problem, corners_through(problem, runs, LEAD_M), HIGHER_M))


def _new(one: SortieDraft) -> bool:
    return one.as_was is None


def _pair(corner: Floats) -> tuple[float, float]:
    return float(corner[0]), float(corner[1])


def _go(
    problem: Problem, a: tuple[float, float], b: tuple[float, float],
    xy: list[tuple[float, float]], strip: list[int], speed: list[float],
) -> None:  # fmt: skip
    way = free_way(a, b, problem.keep_out.maze)
    if len(way) == 0:
        ends = _freed(problem, a), _freed(problem, b)
        between = free_way(*ends, problem.keep_out.maze)
        if len(between) == 0 or ends == (a, b):
            raise PlanRefused("planning.edit.no_way", problem.sensor.key)
        way = np.vstack((a, between, b))
    mps = transit_speed(way, len(way), problem.flight)
    for corner in way[1:]:
        xy.append(_pair(corner))
        strip.append(TRANSIT)
        speed.append(mps)


def _freed(problem: Problem, place: tuple[float, float]) -> tuple[float, float]:
    """Return the nearest free place to one that lies just within the margin of a zone.

    Strips that were flown before may reach into it: the margin is of now, and flights are not that
    exact. Deeper in, the place is returned as it is: from there no way is free.
    """
    here = Point(np.add(place, problem.origin))
    blocked = problem.keep_out.blocked
    if not blocked.intersects(here) or blocked.boundary.distance(here) > MARGIN_M:
        return place
    wider = blocked.buffer(BESIDE_M, join_style="mitre").boundary
    free = wider.interpolate(wider.project(here))
    return free.x - problem.origin[0], free.y - problem.origin[1]


def _flown(problem: Problem, plan: SensorPlan, one: SortieDraft) -> Flown:
    problem = at_station(problem, plan, one.station)
    if one.as_was is not None:
        return reckoned(problem, path_back(problem, plan.sorties[one.as_was].waypoints))
    ground = problem.ground
    if one.raised_m:
        survey = np.maximum(ground.survey_m + one.raised_m, ground.transit_m)
        ground = ground._replace(survey_m=survey)
    higher = replace(problem, ground=ground)
    return fly_through(higher, one.runs, exact=plan.heights_given)


def at_station(problem: Problem, plan: SensorPlan, name: str) -> Problem:
    """Return a problem as it is from one of a plan's launch places."""
    places = [site.home for site in plan.stations if site.name == name]
    return from_place(problem, places[0], problem.covered) if places else problem


def path_back(problem: Problem, points: Waypoints) -> Path:
    """Return waypoints as the path they were made of."""
    survey = points.leg == LegKind.SURVEY
    return Path(
        x=points.x_m - problem.origin[0],
        y=points.y_m - problem.origin[1],
        z=points.egm96_m,
        strip=np.where(survey, points.strip, TRANSIT).astype(np.int64),
        speed_mps=points.speed_mps,
    )


def _plan(problem: Problem, plan: SensorPlan, draft: Draft, flown: list[Flown]) -> SensorPlan:
    made = sorties_of(problem, flown, [one.station for one in draft.sorties])
    sorties = tuple(
        new if one.as_was is None else _numbered(plan.sorties[one.as_was], new)
        for new, one in zip(made, draft.sorties, strict=True)
    )
    sorties = named_alike(plan, sorties)
    left = {run.strip for one in draft.sorties for run in one.runs}
    return replace(
        plan,
        home=problem.scenario.home,
        sorties=sorties,
        cost=cost_of(problem, flown),
        locked=tuple(sorted(draft.locked & left)),
    )


def _numbered(sortie: Sortie, like: Sortie) -> Sortie:
    return replace(sortie, number=like.number, name=like.name)
