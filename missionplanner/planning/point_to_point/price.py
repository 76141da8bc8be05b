"""What a course costs: J of its legs over the terrain, and what it breaks, made dear.

Heights of a course are counted from the lowest allowed flight (`Ground.transit_m`), which legs
follow; the terms are those of a plan. What is forbidden is no cliff but a slope, so that a search
finds its way out: metres in blocked ground, metres over the ceiling, and rise beyond the gradient.
"""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.cost import altitude, resolution, threat
from missionplanner.planning.kernels.heights import ceiling_height, threat_at, transit_height
from missionplanner.planning.kernels.legs import ALTITUDE, LENGTH, SUMS, THREAT, leg_cost
from missionplanner.planning.kernels.rings import crosses, inside
from missionplanner.planning.kernels.types import Flight, Floats, Ground, Rings

altitude_integral, threat_integral = altitude.integral, threat.integral
too_high = resolution.too_high

LOOK_M = 15.0
# A leg that enters blocked ground, metre-equivalents; and each of its looks that lies inside.
ENTERED, INSIDE = 1e4, 1e3
# For each metre that has to be climbed beyond the steepest gradient.
TOO_STEEP = 20.0
J_PER_WH = 3600.0


@kernel
def _add_leg(
    a: Floats, b: Floats, ground: Ground, flight: Flight, blocked: Rings, sums: Floats
) -> float:
    """Add the sums of one leg and its climb; return what it breaks."""
    level = math.hypot(b[0] - a[0], b[1] - a[1])
    pieces = max(1, math.ceil(level / LOOK_M))
    run, broken = level / pieces, 0.0
    shut = crosses(a[0], a[1], b[0], b[1], blocked)
    if shut:
        broken += ENTERED
    x, y = a[0], a[1]
    z = transit_height(ground, x, y) + a[2]
    for i in range(1, pieces + 1):
        f = i / pieces
        here, there = a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1])
        up = transit_height(ground, here, there) + a[2] + f * (b[2] - a[2])
        rise = up - z
        metres = math.sqrt(run * run + rise * rise)
        sums[LENGTH] += metres
        sums[ALTITUDE] += altitude_integral(metres, 0.5 * (up + z), flight.low_m, flight.span_m)
        risk = threat_at(ground, 0.5 * (x + here), 0.5 * (y + there))
        sums[THREAT] += threat_integral(metres, risk)
        sums[SUMS] += max(0.0, rise)
        broken += TOO_STEEP * max(0.0, abs(rise) - flight.gradient * run)
        over = up - ceiling_height(ground, here, there)
        if over > 0.0:
            broken += too_high(run, over)
        if shut and inside(here, there, blocked):
            broken += INSIDE
        x, y, z = here, there, up
    return broken


@kernel
def course_price(course: Floats, ground: Ground, flight: Flight, blocked: Rings) -> float:
    """Return J of one course, float64 (n + 2, 3), and what it breaks."""
    sums = np.zeros(SUMS + 1)
    broken = 0.0
    for k in range(course.shape[0] - 1):
        broken += _add_leg(course[k], course[k + 1], ground, flight, blocked, sums)
    energy_wh = sums[LENGTH] * flight.nominal_wh_per_m
    energy_wh += sums[SUMS] * flight.climb_w_per_mps / J_PER_WH
    return leg_cost(flight, sums, energy_wh, 0.0) + broken


@kernel
def course_prices(courses: Floats, ground: Ground, flight: Flight, blocked: Rings) -> Floats:
    """Return the prices of courses, float64 (m, n + 2, 3)."""
    found = np.empty(courses.shape[0])
    for i in range(courses.shape[0]):
        found[i] = course_price(courses[i], ground, flight, blocked)
    return found
