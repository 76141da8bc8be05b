"""The search for a course between two places: the osprey algorithm, then corner by corner."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import PlanRefused
from missionplanner.model.plan import OspreyVariant
from missionplanner.planning.kernels.rings import crosses
from missionplanner.planning.osprey import LEAST_OSPREYS, Search, hunt
from missionplanner.planning.point_to_point.local_step import CornerBox, Price, bettered
from missionplanner.planning.point_to_point.price import course_prices
from missionplanner.planning.point_to_point.steps import Reach, courses_of, vector_of
from missionplanner.planning.problem import Problem
from missionplanner.planning.route import free_way

Floats = NDArray[np.float64]

# Corners between two places; more where the way around zones has more.
CORNERS = 8
OSPREYS = 50
# Share of the evaluations for the osprey algorithm; the rest goes to single corners.
HUNT_SHARE = 0.6
# Bearings may differ by this from the straight line; by more where the way around zones does.
BEARING_RAD, CLIMB_RAD = 0.5 * np.pi, 0.125 * np.pi
# Lifted by no more than this where no ceiling is asked for, m.
MOST_LIFT_M = 150.0


@dataclass(frozen=True)
class FoundCourse:
    """A course between two places.

    Attributes
    ----------
    corners : float64 (n, 3)
        Local metres, and height above the lowest allowed flight.
    cost : float
        J.
    evaluations : int
        Courses priced.
    """

    corners: Floats
    cost: float
    evaluations: int


def find_course(
    problem: Problem,
    start: tuple[float, float],
    end: tuple[float, float],
    variant: OspreyVariant,
    evaluations: int,
    seed: int,
) -> FoundCourse:
    """Return the cheapest course found between two places in local metres.

    Raises
    ------
    PlanRefused
        Zones leave no way.
    """
    way = free_way(start, end, problem.keep_out.maze)
    if len(way) == 0:
        raise PlanRefused("planning.route.no_way", problem.scenario.area.name)
    corners = max(CORNERS, len(way) - 2)
    given = _with_corners(way, corners)
    reach = _reach(problem, given)
    count = 0

    def price(courses: Floats) -> Floats:
        nonlocal count
        count += len(courses)
        blocked = problem.keep_out.maze.blocked
        return course_prices(np.ascontiguousarray(courses), problem.ground, problem.flight, blocked)

    best, cost = _hunted(reach, given, price, variant, int(HUNT_SHARE * evaluations), seed)
    scale_m = max(1.0, 0.05 * float(np.hypot(*np.diff(way, axis=0).T).sum()))
    box = CornerBox(reach.low, reach.high, scale_m)
    best, cost, _ = bettered(best, cost, price, box, max(0, evaluations - count), seed)
    if _entered(best, problem):
        raise PlanRefused("planning.route.no_way", problem.scenario.area.name)
    return FoundCourse(best, cost, count)


def _hunted(
    reach: Reach, given: Floats, price: Price, variant: OspreyVariant, evaluations: int, seed: int
) -> tuple[Floats, float]:
    """Return the best course of the osprey algorithm, begun with the shortest free way."""
    size = 3 * (len(given) - 2)
    moves = 1 if variant is OspreyVariant.LITERAL else 2
    ospreys = min(OSPREYS, max(LEAST_OSPREYS, evaluations // 20))
    x, cost = hunt(
        Search(
            size=size,
            periodic=np.zeros(size, np.bool_),
            price=lambda rows: price(courses_of(np.ascontiguousarray(rows), reach)),
            ospreys=ospreys,
            generations=max(0, (evaluations // ospreys - 1) // moves),
            variant=variant,
            seed=seed,
            start=np.stack([vector_of(given, reach), np.zeros(size)]),
        )
    )
    own = float(price(given[None])[0])
    if own <= cost:
        return given, own
    return courses_of(np.ascontiguousarray(x[None]), reach)[0], cost


def _with_corners(way: Floats, corners: int) -> Floats:
    """Return a way with so many corners between its ends, on the map where it was."""
    points = [np.array([x, y, 0.0]) for x, y in way]
    while len(points) < corners + 2:
        gaps = [float(np.hypot(*(b - a)[:2])) for a, b in itertools.pairwise(points)]
        k = int(np.argmax(gaps))
        points.insert(k + 1, 0.5 * (points[k] + points[k + 1]))
    return np.array(points)


def _reach(problem: Problem, given: Floats) -> Reach:
    legs = np.diff(given[:, :2], axis=0)
    length = np.hypot(*legs.T)
    along = given[-1] - given[0]
    turn = np.arctan2(legs[:, 1], legs[:, 0]) - np.arctan2(along[1], along[0])
    off = np.abs(np.mod(turn + np.pi, 2 * np.pi) - np.pi)[length > 0].max(initial=0.0)
    legal_m = problem.scenario.intent.legal_agl_m
    room_m = MOST_LIFT_M
    if legal_m is not None:
        room_m = max(0.0, legal_m - problem.scenario.intent.min_clearance_m)
    west, south, east, north = problem.scenario.terrain.bounds
    x, y = problem.origin
    return Reach(
        start=given[0],
        end=given[-1],
        step_m=float(max(2.0 * length.sum() / (len(given) - 2), length.max(), 1.0)),
        bearing_rad=float(min(np.pi, max(BEARING_RAD, 1.05 * off))),
        climb_rad=CLIMB_RAD,
        low=np.array([west - x, south - y, 0.0]),
        high=np.array([east - x, north - y, room_m]),
    )


def _entered(course: Floats, problem: Problem) -> bool:
    blocked = problem.keep_out.maze.blocked
    return any(crosses(a[0], a[1], b[0], b[1], blocked) for a, b in itertools.pairwise(course))
