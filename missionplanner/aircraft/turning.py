"""How an aircraft passes a waypoint: the arc of a coordinated turn, and its speed on it.

Every waypoint but the first and the last is passed in a coordinated turn: the aircraft leaves the
straight leg a damping distance d before the corner and is back on the next leg d behind it. The
curve between is taken as the arc that touches both legs there. With the deflection a of the legs
in space,

    r = d / tan(a / 2)         its radius
    r a                        its length, where the corner would take 2 d
    d tan(a / 4)               how far it passes the corner

and it is flown no faster than sqrt(b r), where b is what the aircraft may accelerate by that way.
Sideways that is what a gentle tilt gives, upwards and downwards what thrust does. So a bend is a
dip of speed, not a stop: none at all on the small bends of a line that follows the ground.
"""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_DAMPING_M = 10.0
# A third of the shorter neighbour: what DJI writes, and two of them never fill a leg.
DAMPING_SHARE = 1.0 / 3.0
# A corner is cut by no more than this on a flight line, and elsewhere, m.
CUT_ON_STRIP_M = 0.5
CUT_M = 3.0
# Change of vertical speed in a bend, m/s2. Unverified: 0.4 g, less than what an aircraft that
# hovers at half of its thrust can do, and no tilt is needed for it.
VERTICAL_MPS2 = 4.0
# A bend smaller than this is none, rad.
STRAIGHT_RAD = 1e-6


@kernel
def deflection_rad(ax: float, ay: float, az: float, bx: float, by: float, bz: float) -> float:
    """Return the angle between two directions in space, 0 to pi."""
    cx, cy, cz = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    return math.atan2(math.sqrt(cx * cx + cy * cy + cz * cz), ax * bx + ay * by + az * bz)


@kernel
def bend_mps2(
    ax: float, ay: float, az: float, bx: float, by: float, bz: float, sideways_mps2: float
) -> float:
    """Return what the aircraft may accelerate by between two directions of equal length, m/s2."""
    across, up = math.hypot(bx - ax, by - ay), bz - az
    asked = math.hypot(across / sideways_mps2, up / VERTICAL_MPS2)
    return math.hypot(across, up) / asked if asked > 0.0 else sideways_mps2


@kernel
def damping_m(before_m: float, after_m: float, angle_rad: float, on_strip: bool) -> float:
    """Return the damping distance of a waypoint between legs of two lengths, m."""
    cut_m = CUT_ON_STRIP_M if on_strip else CUT_M
    bend = max(math.tan(0.25 * angle_rad), 1e-9)
    return min(MOST_DAMPING_M, DAMPING_SHARE * min(before_m, after_m), cut_m / bend)


@kernel
def arc_m(damping: float, angle_rad: float) -> float:
    """Return the length of the arc, m; 2 d where the way is straight."""
    if angle_rad < STRAIGHT_RAD:
        return 2.0 * damping
    return damping * angle_rad / math.tan(0.5 * angle_rad)


@kernel
def turning_mps(damping: float, angle_rad: float, acceleration_mps2: float) -> float:
    """Return the highest speed on the arc, m/s; inf where the way is straight."""
    if angle_rad < STRAIGHT_RAD:
        return math.inf
    return math.sqrt(acceleration_mps2 * damping / math.tan(0.5 * angle_rad))


def dampings_m(places: Floats, strip: Ints) -> Floats:
    """Return the damping distance of each waypoint of a route, float64 (n,), m.

    Parameters
    ----------
    places : float64 (n, 3)
        Metres east, north and up, in flying order.
    strip : int (n,)
        Strip of the leg that begins at each point, negative off strips.

    Returns
    -------
    float64 (n,)
        Nil at the first and the last one, where the aircraft stops.
    """
    found = np.zeros(len(places))
    legs = np.diff(places, axis=0)
    length = np.sqrt((legs**2).sum(axis=1))
    for i in range(1, len(places) - 1):
        bend = deflection_rad(*legs[i - 1], *legs[i])
        on_strip = bool(strip[i] >= 0 and strip[i] == strip[i - 1])
        found[i] = damping_m(length[i - 1], length[i], bend, on_strip)
    return found
