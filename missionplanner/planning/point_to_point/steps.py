"""Spherical encoding of a course: steps of a length, a bearing and a climb from point to point.

A vector in [-1, 1]^(3 n) holds n lengths, n climbs and n bearings (Phung, Ha, Applied Soft
Computing 107, 2021, 107376, section 4.2). What differs from there: a length is r = R |x|, folded at
0, and bearings are counted from the straight line to the end. So the origin of the box, to which
the osprey algorithm pulls (`planning.osprey`), is the plainest course, straight on, and few long
steps beside many of no length are easily found. The last leg leads to the end, whatever is left.
"""

import math
from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Floats


class Reach(NamedTuple):
    """What a vector can mean.

    Attributes
    ----------
    start, end : float64 (3,)
        x, y in local metres, and height above the lowest allowed flight, m.
    step_m : longest step
    bearing_rad, climb_rad : greatest deviation from the straight line, and steepest step
    low, high : float64 (3,)
        Corners are moved into this box.
    """

    start: Floats
    end: Floats
    step_m: float
    bearing_rad: float
    climb_rad: float
    low: Floats
    high: Floats


@kernel
def course_of(x: Floats, reach: Reach, course: Floats) -> None:
    """Write the corners that a vector means, float64 (n + 2, 3), both ends included."""
    n = x.shape[0] // 3
    straight = math.atan2(reach.end[1] - reach.start[1], reach.end[0] - reach.start[0])
    for d in range(3):
        course[0, d], course[n + 1, d] = reach.start[d], reach.end[d]
    for k in range(n):
        length = reach.step_m * abs(x[k])
        climb = reach.climb_rad * x[n + k]
        bearing = straight + reach.bearing_rad * x[2 * n + k]
        level = length * math.cos(climb)
        course[k + 1, 0] = course[k, 0] + level * math.cos(bearing)
        course[k + 1, 1] = course[k, 1] + level * math.sin(bearing)
        course[k + 1, 2] = course[k, 2] + length * math.sin(climb)
        for d in range(3):
            course[k + 1, d] = min(max(course[k + 1, d], reach.low[d]), reach.high[d])


@kernel
def courses_of(x: Floats, reach: Reach) -> Floats:
    """Return the courses of vectors (m, 3 n), float64 (m, n + 2, 3)."""
    found = np.empty((x.shape[0], x.shape[1] // 3 + 2, 3))
    for i in range(x.shape[0]):
        course_of(x[i], reach, found[i])
    return found


def vector_of(course: Floats, reach: Reach) -> Floats:
    """Return a vector of a course float64 (n + 2, 3); what it cannot mean is cut off."""
    leg = np.diff(course[:-1], axis=0)
    level = np.hypot(leg[:, 0], leg[:, 1])
    along = reach.end - reach.start
    straight = np.arctan2(along[1], along[0])
    turn = np.mod(np.arctan2(leg[:, 1], leg[:, 0]) - straight + np.pi, 2 * np.pi) - np.pi
    turn[level == 0.0] = 0.0
    parts = (
        np.hypot(level, leg[:, 2]) / reach.step_m,
        np.arctan2(leg[:, 2], level) / reach.climb_rad,
        turn / reach.bearing_rad,
    )
    return np.asarray(np.clip(np.concatenate(parts), -1.0, 1.0))
