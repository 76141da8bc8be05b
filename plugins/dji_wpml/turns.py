"""How the aircraft passes each waypoint.

The first and the last waypoint are stops: aircraft refuse anything else. Every other waypoint is a
`coordinateTurn`, on flight lines too. DJI's own terrain-following routes are made so. The
alternative, `toPointAndPassWithContinuityCurvature` with `useStraightLine`, keeps to the line only
where useStraightLine is obeyed, which DJI documents for newer aircraft than the M300; without it
the whole leg is a curve. A coordinated turn leaves the straight line only within the damping
distance, so that distance bounds how far the flown path is from the planned one.
"""

import math
from dataclasses import dataclass

import numpy as np

from missionplanner.api import LegKind, Waypoints, leg_lengths_m

STOP = "toPointAndStopWithDiscontinuityCurvature"
TURN = "coordinateTurn"

_MOST_M = 10.0
# A third of the shorter neighbour: what DJI writes, and two of them never fill a leg.
_SHARE = 1.0 / 3.0
_CUT_ON_STRIP_M = 0.5
_CUT_M = 3.0


@dataclass(frozen=True)
class Turn:
    """Mode and damping distance of one waypoint."""

    mode: str
    damping_m: float


def turns(waypoints: Waypoints) -> list[Turn]:
    """Return how each waypoint is passed.

    The damping distance d is limited so that the corner is cut by no more than 0.5 m on a flight
    line and 3 m elsewhere: an arc that leaves the legs d before and after a corner of deflection
    a passes the corner at d tan(a / 4).
    """
    lengths = leg_lengths_m(waypoints)
    inner = [_turn(waypoints, lengths, i) for i in range(1, len(waypoints) - 1)]
    return [Turn(STOP, 0.0), *inner, Turn(STOP, 0.0)]


def _turn(waypoints: Waypoints, lengths: np.ndarray, i: int) -> Turn:
    cut_m = _CUT_ON_STRIP_M if _on_strip(waypoints, i) else _CUT_M
    bend = math.tan(_deflection_rad(waypoints, i) / 4.0)
    shortest = float(min(lengths[i - 1], lengths[i])) * _SHARE
    return Turn(TURN, min(_MOST_M, shortest, cut_m / max(bend, 1e-9)))


def _on_strip(waypoints: Waypoints, i: int) -> bool:
    surveying = waypoints.leg[i - 1] == LegKind.SURVEY == waypoints.leg[i]
    return bool(surveying and waypoints.strip[i - 1] == waypoints.strip[i])


def _deflection_rad(waypoints: Waypoints, i: int) -> float:
    places = np.column_stack([waypoints.x_m, waypoints.y_m, waypoints.ellipsoid_m])[i - 1 : i + 2]
    before, after = np.diff(places, axis=0)
    size = float(np.linalg.norm(before) * np.linalg.norm(after))
    return math.acos(max(-1.0, min(1.0, float(before @ after) / size))) if size > 0 else math.pi
