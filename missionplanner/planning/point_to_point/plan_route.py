"""A route over given places: courses between them, flown over the terrain as one sortie."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.model.places import Position
from missionplanner.model.plan import OspreyVariant, SensorPlan, Sortie
from missionplanner.model.sensor import Sensor
from missionplanner.planning.kernels.network import transit_speed
from missionplanner.planning.kernels.rings import inside
from missionplanner.planning.path_cost import effort_of, terms_of
from missionplanner.planning.plan_sensor import entered
from missionplanner.planning.point_to_point.course import FoundCourse, find_course
from missionplanner.planning.problem import Problem, problem_of
from missionplanner.planning.route import TRANSIT, Corners, apart, path_of
from missionplanner.planning.scenario import Scenario, with_home
from missionplanner.planning.sorties import Flown, cost_of, sorties_of
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# Corners this near to the line of their neighbours, and to its height, are left out, m.
STRAIGHT_M = 0.5


@dataclass(frozen=True)
class RouteWish:
    """What is asked of a route.

    Attributes
    ----------
    name : str
    stops : tuple of Position
        From where, over which places, to where; at least two.
    variant : OspreyVariant
    evaluations : int
        Courses priced for all legs together.
    """

    name: str
    stops: tuple[Position, ...]
    variant: OspreyVariant = OspreyVariant.PUBLISHED
    evaluations: int = 20_000


@dataclass(frozen=True)
class RoutePlan:
    """A route as one sortie of a plan without strips, and the scenario that begins at its start."""

    scenario: Scenario
    plan: SensorPlan
    searched_j: float


def plan_route(
    scenario: Scenario, sensor: Sensor, wish: RouteWish, progress: Progress
) -> RoutePlan:
    """Plan a route; it takes off at its first place and lands at its last.

    Raises
    ------
    InputError
        A place lies off the DEM, in a zone or too near to one, or on the one before.
    PlanRefused
        Zones leave no way.
    """
    stops = _on_site(scenario, wish.stops)
    scenario = with_home(scenario, wish.stops[0])
    also: frozenset[str] = frozenset()
    while True:
        problem = problem_of(scenario, sensor, also=also)
        _check_free(problem, stops, wish.stops)
        found = _courses(problem, stops, wish, progress)
        flown = _flown(problem, found)
        within = entered(problem, [flown])
        if not within:
            return RoutePlan(scenario, _plan(problem, sensor, wish, flown, found), _cost(found))
        if within <= also:
            raise PlanRefused(
                "planning.would_enter",
                message("planning.place.planning"),
                sensor=wish.name,
                zones=sorted(within),
            )
        also |= within


def _on_site(scenario: Scenario, places: Sequence[Position]) -> Floats:
    """Return places in site metres, float64 (n, 2)."""
    terrain = scenario.terrain
    xy = np.array([terrain.frame.forward(p.lon_deg, p.lat_deg) for p in places], dtype=np.float64)
    known = np.isfinite(terrain.height_at(xy[:, 0], xy[:, 1]))
    for number, fine in enumerate(known):
        if not fine:
            raise InputError("planning.route.off_dem", _stop(number, places))
    for number in range(1, len(xy)):
        if np.hypot(*(xy[number] - xy[number - 1])) < scenario.aircraft.min_waypoint_distance_m:
            raise InputError("planning.route.same_place", _stop(number, places))
    return xy


def _stop(number: int, places: Sequence[Position]) -> Message:
    place = places[number]
    return message("planning.route.stop", number=number + 1, lon=place.lon_deg, lat=place.lat_deg)


def _check_free(problem: Problem, stops: Floats, places: Sequence[Position]) -> None:
    margin_m = problem.scenario.intent.zone_margin_m
    for number, (x, y) in enumerate(stops - problem.origin):
        if inside(float(x), float(y), problem.keep_out.maze.blocked):
            raise InputError("planning.route.in_zone", _stop(number, places), margin_m=margin_m)


def _courses(
    problem: Problem, stops: Floats, wish: RouteWish, progress: Progress
) -> list[FoundCourse]:
    local = stops - np.asarray(problem.origin)
    legs = list(itertools.pairwise(local))
    found = []
    for number, (a, b) in enumerate(legs):
        progress.report(
            0.9 * number / len(legs), "planning.route.searching", leg=number + 1, n=len(legs)
        )
        start, end = (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))
        seed = problem.scenario.intent.seed + 7919 * number
        share = wish.evaluations // len(legs)
        found.append(find_course(problem, start, end, wish.variant, share, seed))
    return found


def _cost(found: Sequence[FoundCourse]) -> float:
    return sum(course.cost for course in found)


def _flown(problem: Problem, found: Sequence[FoundCourse]) -> Flown:
    legs = [_plain(course.corners) for course in found]
    corners = np.vstack([legs[0], *(leg[1:] for leg in legs[1:])])
    xy = np.ascontiguousarray(corners[:, :2])
    mps = transit_speed(xy, len(xy), problem.flight)
    strip = np.full(len(xy), TRANSIT)
    speed = np.full(len(xy), mps)
    path = path_of(problem, apart(Corners(xy, strip, speed, corners[:, 2].copy()), problem))
    effort = effort_of(problem, path)
    return Flown(path, effort, terms_of(problem, path, effort.energy_wh))


def _plain(corners: Floats) -> Floats:
    """Leave out corners that turn nothing."""
    line = shapely.simplify(shapely.linestrings(corners[:, :2]), STRAIGHT_M)
    kept = shapely.get_coordinates(line)
    marks = [int(np.argmin(np.hypot(*(corners[:, :2] - xy).T))) for xy in kept]
    return corners[sorted(set(marks) | {0, len(corners) - 1})]


def _plan(
    problem: Problem, sensor: Sensor, wish: RouteWish, flown: Flown, found: Sequence[FoundCourse]
) -> SensorPlan:
    (made,) = sorties_of(problem, [flown])
    sortie = Sortie(1, wish.name, made.waypoints, made.energy_limit_wh)
    return SensorPlan(
        sensor=sensor,
        aircraft=problem.scenario.aircraft,
        intent=problem.scenario.intent,
        settings=problem.settings,
        home=problem.scenario.home,
        sorties=(sortie,),
        cost=cost_of(problem, [flown]),
        convergence=(),
        evaluations=sum(course.evaluations for course in found),
        seconds=0.0,
        angles_deg=(),
    )
