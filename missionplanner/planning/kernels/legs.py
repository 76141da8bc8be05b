"""One leg over terrain: heights within the gradient, and what flying it costs both ways."""

import math

from missionplanner.compiled import kernel
from missionplanner.planning.cost import altitude, energy, length, resolution, terms, threat
from missionplanner.planning.kernels.heights import survey_height, threat_at, transit_height
from missionplanner.planning.kernels.types import Bools, Flight, Floats, Ground

altitude_cost, altitude_integral = altitude.cost, altitude.integral
threat_cost, threat_integral = threat.cost, threat.integral
length_cost, length_metres = length.cost, length.metres
energy_cost, energy_step = energy.cost, energy.step_wh
resolution_cost = resolution.cost
Terms, terms_total = terms.Terms, terms.total

# Columns of the sums of a leg.
LENGTH, ALTITUDE, THREAT, FORWARD_WH, BACKWARD_WH, RESOLUTION = 0, 1, 2, 3, 4, 5
SUMS = 6


@kernel
def limit_gradient(height: Floats, count: int, rise_m: float) -> None:
    """Raise the first `count` heights so that neighbours differ by `rise_m` at most."""
    for i in range(1, count):
        height[i] = max(height[i], height[i - 1] - rise_m)
    for i in range(count - 2, -1, -1):
        height[i] = max(height[i], height[i + 1] - rise_m)


@kernel
def level_power(flight: Flight, vx: float, vy: float) -> float:
    """Return the power of level flight with ground velocity (vx, vy), W."""
    airspeed = math.hypot(vx - flight.wind_east_mps, vy - flight.wind_north_mps)
    index = min(int(airspeed * 10.0 + 0.5), flight.level_w.shape[0] - 1)
    return float(flight.level_w[index])


@kernel
def climb_wh(flight: Flight, level_w: float, climb_mps: float, seconds: float) -> float:
    """Return the energy of a step at a climb rate, Wh."""
    return energy_step(
        level_w, climb_mps, seconds,
        flight.climb_w_per_mps, flight.descent_w_per_mps, flight.floor_share,
    )  # fmt: skip


@kernel
def vertical_wh(flight: Flight, rise_m: float) -> float:
    """Return the energy of a vertical climb (or descent, where negative), Wh."""
    if rise_m >= 0.0:
        rate = flight.takeoff_mps
        return climb_wh(flight, flight.hover_w, rate, rise_m / rate)
    rate = flight.landing_mps
    return climb_wh(flight, flight.hover_w, -rate, -rise_m / rate)


@kernel
def turn_wh(flight: Flight, ax: float, ay: float, bx: float, by: float, speed: float) -> float:
    """Return the energy of turning from heading a to heading b (unit vectors), Wh.

    Changing velocity by |v2 - v1| at the acceleration a takes |v2 - v1| / (2 a) longer than
    flying on; that time is spent at hover power.
    """
    cosine = min(1.0, max(-1.0, ax * bx + ay * by))
    change = 2.0 * speed * math.sqrt(0.5 * (1.0 - cosine))
    return flight.hover_w * change / (2.0 * flight.turn_mps2) / 3600.0


@kernel
def leg_cost(flight: Flight, sums: Floats, energy_wh: float, sortie_m: float) -> float:
    """Return J of a leg from its sums and the energy of one direction.

    `sortie_m` is its share of what a change of batteries costs.
    """
    found = Terms(
        length_cost(sums[LENGTH], flight.w_length),
        altitude_cost(sums[ALTITUDE], flight.w_altitude),
        threat_cost(sums[THREAT], flight.w_threat),
        energy_cost(energy_wh, flight.w_energy, flight.nominal_wh_per_m),
        sums[RESOLUTION],
        sortie_m,
    )
    return float(terms_total(found))


@kernel
def resolution_along(x: Floats, y: Floats, z: Floats, strip: Bools, ground: Ground, room_m: float,
) -> float:  # fmt: skip
    """Return the resolution term of a route.

    Parameters
    ----------
    x, y, z : float64 (n,), points of the route, local metres and EGM96
    strip : bool (n - 1,), whether the step that begins at a point lies on a strip
    """
    found = 0.0
    for i in range(strip.shape[0]):
        if strip[i]:
            step = math.hypot(x[i + 1] - x[i], y[i + 1] - y[i])
            over = max(0.0, z[i + 1] - survey_height(ground, x[i + 1], y[i + 1]))
            found += resolution_cost(step, over, room_m)
    return found


@kernel
def _add_sums(
    x0: float, y0: float, dx: float, dy: float, step_m: float, pieces: int, speed: float,
    ground: Ground, flight: Flight, height: Floats, sums: Floats,
) -> None:  # fmt: skip
    """Add what a leg with known heights costs; dx, dy is one step, `step_m` its length."""
    vx, vy = speed * dx / step_m, speed * dy / step_m
    forward_w, backward_w = level_power(flight, vx, vy), level_power(flight, -vx, -vy)
    least_s = step_m / speed
    for i in range(pieces):
        rise = height[i + 1] - height[i]
        up_s, down_s = abs(rise) / flight.ascent_mps, abs(rise) / flight.descent_mps
        ahead_s = max(least_s, up_s if rise > 0.0 else down_s)
        back_s = max(least_s, down_s if rise > 0.0 else up_s)
        metres = length_metres(step_m, rise)
        middle = 0.5 * (height[i] + height[i + 1])
        risk = threat_at(ground, x0 + dx * (i + 0.5), y0 + dy * (i + 0.5))
        sums[LENGTH] += metres
        sums[ALTITUDE] += altitude_integral(metres, middle, flight.low_m, flight.span_m)
        sums[THREAT] += threat_integral(metres, risk)
        sums[FORWARD_WH] += climb_wh(flight, forward_w, rise / ahead_s, ahead_s)
        sums[BACKWARD_WH] += climb_wh(flight, backward_w, -rise / back_s, back_s)


@kernel
def strip_leg(
    x0: float, y0: float, x1: float, y1: float, most_m: float,
    ground: Ground, flight: Flight, height: Floats, sums: Floats,
) -> tuple[float, float]:  # fmt: skip
    """Add the sums of a strip; return the heights of its ends, EGM96 m.

    `most_m` is the longest step; `height` is scratch.
    """
    distance = math.hypot(x1 - x0, y1 - y0)
    pieces = min(max(1, math.ceil(distance / most_m)), height.shape[0] - 1)
    dx, dy, step = (x1 - x0) / pieces, (y1 - y0) / pieces, distance / pieces
    for i in range(pieces + 1):
        height[i] = survey_height(ground, x0 + dx * i, y0 + dy * i)
    limit_gradient(height, pieces + 1, flight.gradient * step)
    for i in range(1, pieces + 1):
        over = height[i] - survey_height(ground, x0 + dx * i, y0 + dy * i)
        sums[RESOLUTION] += resolution_cost(step, over, flight.room_m)
    speed = flight.survey_mps
    _add_sums(x0, y0, dx, dy, step, pieces, speed, ground, flight, height, sums)
    return height[0], height[pieces]


@kernel
def transit_leg(
    x0: float, y0: float, z0: float, x1: float, y1: float, z1: float, most_m: float, speed: float,
    ground: Ground, flight: Flight, height: Floats, sums: Floats,
) -> None:  # fmt: skip
    """Add the sums of a transit leg between two heights, over what stands between.

    Where terrain forces the ends up, the vertical way there is added at both ends.
    """
    distance = math.hypot(x1 - x0, y1 - y0)
    if distance < 1e-6:
        return
    pieces = min(max(1, math.ceil(distance / most_m)), height.shape[0] - 1)
    dx, dy, step = (x1 - x0) / pieces, (y1 - y0) / pieces, distance / pieces
    for i in range(pieces + 1):
        line = z0 + (z1 - z0) * i / pieces
        height[i] = max(line, transit_height(ground, x0 + dx * i, y0 + dy * i))
    limit_gradient(height, pieces + 1, flight.gradient * step)
    _add_sums(x0, y0, dx, dy, step, pieces, speed, ground, flight, height, sums)
    up0, up1 = height[0] - z0, height[pieces] - z1
    sums[LENGTH] += up0 + up1
    sums[FORWARD_WH] += vertical_wh(flight, up0) + vertical_wh(flight, -up1)
    sums[BACKWARD_WH] += vertical_wh(flight, -up0) + vertical_wh(flight, up1)
