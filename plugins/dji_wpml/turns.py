"""How the aircraft passes each waypoint.

The first and the last waypoint are stops: aircraft refuse anything else. Every other waypoint is a
`coordinateTurn`, on flight lines too. DJI's own terrain-following routes are made so. The
alternative, `toPointAndPassWithContinuityCurvature` with `useStraightLine`, keeps to the line only
where useStraightLine is obeyed, which DJI documents for newer aircraft than the M300; without it
the whole leg is a curve. A coordinated turn leaves the straight line only within the damping
distance, so that distance bounds how far the flown path is from the planned one.
"""

from dataclasses import dataclass

import numpy as np

from missionplanner.api import Waypoints, dampings_m

STOP = "toPointAndStopWithDiscontinuityCurvature"
TURN = "coordinateTurn"


@dataclass(frozen=True)
class Turn:
    """Mode and damping distance of one waypoint."""

    mode: str
    damping_m: float


def turns(waypoints: Waypoints) -> list[Turn]:
    """Return how each waypoint is passed.

    Damping distances are those that the plan was verified with: short enough that a corner is cut
    by no more than 0.5 m on a flight line and 3 m elsewhere.
    """
    places = np.column_stack([waypoints.x_m, waypoints.y_m, waypoints.ellipsoid_m])
    damping = dampings_m(places, waypoints.strip.astype(np.int64))
    inner = [Turn(TURN, float(d)) for d in damping[1:-1]]
    return [Turn(STOP, 0.0), *inner, Turn(STOP, 0.0)]
