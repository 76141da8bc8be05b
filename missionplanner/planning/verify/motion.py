"""Whether the aircraft can fly the waypoints: rates, gradients, speeds, distances, heights."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import LegKind, Waypoints
from missionplanner.planning.verify.path import Legs

#: Rounding allowed in a comparison with a limit: of the limit, and of a coordinate in metres.
RELATIVE = 1e-3
#: A waypoint turns the aircraft when the heading changes by more than this, degrees.
TURN_DEG = 5.0


@dataclass(frozen=True)
class Breach:
    """A limit broken at one leg or waypoint (its index), as a code and what is told."""

    code: str
    at: int
    told: Message


def turns_of(legs: Legs) -> int:
    """Return how many waypoints change the heading by more than `TURN_DEG`."""
    moving = legs.level_m > 0.5
    east, north = legs.east[moving], legs.north[moving]
    cosine = east[1:] * east[:-1] + north[1:] * north[:-1]
    return int((cosine < np.cos(np.radians(TURN_DEG))).sum())


def breaches(
    points: Waypoints, legs: Legs, aircraft: Aircraft, max_gradient: float
) -> Iterator[Breach]:
    """Yield the worst breach of each limit of motion in one sortie.

    Climb and descent are vertical speeds at the leg's own speed; a gradient is metres of height
    per metre on the map, asked of legs that go anywhere (a vertical leg has none).
    """
    climb = legs.climb_mps
    yield from _over(
        "VERIFY-CLIMB", climb, aircraft.max_ascent_mps, lambda v: message("planning.climbs", rate=v)
    )
    yield from _over(
        "VERIFY-CLIMB",
        -climb,
        aircraft.max_descent_mps,
        lambda v: message("planning.descends", rate=v),
    )
    gradient = np.divide(
        np.abs(legs.rise_m), legs.level_m, out=np.zeros_like(climb), where=legs.level_m > 0.5
    )
    yield from _over(
        "VERIFY-GRADIENT", gradient, max_gradient, lambda v: message("planning.slopes", slope=v)
    )
    yield from _over(
        "VERIFY-SPEED",
        legs.speed_mps,
        aircraft.max_speed_mps,
        lambda v: message("planning.is_flown", speed=v),
    )
    yield from _over(
        "VERIFY-LEG",
        legs.length_m,
        aircraft.max_waypoint_distance_m,
        lambda v: message("planning.is_long", length=v),
    )
    yield from _others(points, legs, aircraft)


def _others(points: Waypoints, legs: Legs, aircraft: Aircraft) -> Iterator[Breach]:
    slowest = int(np.argmin(legs.speed_mps))
    if not legs.speed_mps[slowest] > 0:
        yield Breach("VERIFY-SPEED", slowest, message("planning.no_speed"))
    shortest = int(np.argmin(legs.length_m))
    if legs.length_m[shortest] < aircraft.min_waypoint_distance_m * (1 - RELATIVE):
        yield Breach(
            "VERIFY-LEG",
            shortest,
            message(
                "planning.waypoints_near",
                length_m=legs.length_m[shortest],
                least_m=aircraft.min_waypoint_distance_m,
            ),
        )
    if len(points) > aircraft.max_waypoints:
        yield Breach(
            "VERIFY-WAYPOINTS",
            0,
            message("planning.many_waypoints", n=len(points), most=aircraft.max_waypoints),
        )
    top = int(np.argmax(points.egm96_m))
    if points.egm96_m[top] > aircraft.service_ceiling_m:
        yield Breach(
            "VERIFY-CEILING",
            top,
            message(
                "planning.over_ceiling",
                egm96_m=points.egm96_m[top],
                ceiling_m=aircraft.service_ceiling_m,
            ),
        )


def _over(
    code: str, values: NDArray[np.float64], limit: float, deed: Callable[[float], Message]
) -> Iterator[Breach]:
    worst = int(np.argmax(values))
    if values[worst] > limit * (1 + RELATIVE):
        number = int((values > limit * (1 + RELATIVE)).sum())
        yield Breach(
            code,
            worst,
            message("planning.over_limit", n=number, deed=deed(float(values[worst])), limit=limit),
        )


def fastest_survey_mps(points: Waypoints) -> float:
    """Return the highest speed on a survey leg, m/s; 0 without one."""
    return float(points.speed_mps[points.leg == LegKind.SURVEY].max(initial=0.0))
