"""What flying a line takes: arcs at its corners, dips of speed, energy both ways.

The line is flown as `aircraft.turning` says: straight legs at their speed, joined by arcs that
are slow where they are narrow. Before an arc the aircraft brakes, behind it speeds up, at the same
acceleration; where there is no room for that it stays slower. Speeding up also pays for the energy
of motion, v^2 / 2 a unit of mass, at the price of a climb by v^2 / (2 g); braking gives back what
a descent does.

One function prices strips, the ways between them, and whole sorties: what orders strips and what
is told of a flight cannot disagree.
"""

import math
from typing import NamedTuple

import numpy as np

from missionplanner.aircraft import headwind, turning
from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Bools, Flight, Floats

arc_m, damping_m = turning.arc_m, turning.damping_m
held_mps = headwind.held_mps
deflection_rad, bend_mps2 = turning.deflection_rad, turning.bend_mps2
turning_mps = turning.turning_mps

GRAVITY_MPS2 = 9.80665
J_PER_WH = 3600.0
TABLE_PER_MPS = 10.0


class Line(NamedTuple):
    """A line in space; arrays (n,), in flying order.

    Attributes
    ----------
    x, y, z : float64, local metres and EGM96
    speed : float64, speed of the leg that begins here, m/s
    strip : bool, whether that leg lies on a strip
    same : bool, whether the legs on both sides of the point are one strip's
    """

    x: Floats
    y: Floats
    z: Floats
    speed: Floats
    strip: Bools
    same: Bools


class Turns(NamedTuple):
    """How the points of a line are passed; arrays (n,).

    Attributes
    ----------
    length : length of the leg that begins here, m
    speed : its speed, lowered for climbs, descents and the wind, m/s
    damping : where the arc begins before the point, m
    arc : its length, m
    mps : speed on it
    """

    length: Floats
    speed: Floats
    damping: Floats
    arc: Floats
    mps: Floats


@kernel
def backwards(line: Line) -> Line:
    """Return the line flown the other way."""
    n = line.x.shape[0]
    speed, strip = np.empty(n), np.zeros(n, np.bool_)
    for k in range(n - 1):
        speed[k], strip[k] = line.speed[n - 2 - k], line.strip[n - 2 - k]
    speed[n - 1] = speed[n - 2]
    return Line(
        line.x[::-1].copy(), line.y[::-1].copy(), line.z[::-1].copy(), speed, strip,
        line.same[::-1].copy(),
    )  # fmt: skip


@kernel
def _lengths(line: Line) -> Floats:
    n = line.x.shape[0]
    length = np.zeros(n)
    for k in range(n - 1):
        dx, dy, dz = line.x[k + 1] - line.x[k], line.y[k + 1] - line.y[k], line.z[k + 1] - line.z[k]
        length[k] = math.sqrt(dx * dx + dy * dy + dz * dz)
    return length


@kernel
def _way(line: Line, k: int, length: Floats) -> tuple[float, float, float]:
    """Return the unit vector of the leg that begins at point k."""
    metres = max(length[k], 1e-9)
    return (
        (line.x[k + 1] - line.x[k]) / metres,
        (line.y[k + 1] - line.y[k]) / metres,
        (line.z[k + 1] - line.z[k]) / metres,
    )


@kernel
def leg_mps(line: Line, k: int, flight: Flight) -> float:
    """Return the speed of a leg, lowered for climbs, descents and the wind.

    It would climb or descend too fast, or fly too fast through the air.
    """
    dx, dy = line.x[k + 1] - line.x[k], line.y[k + 1] - line.y[k]
    rise, run = line.z[k + 1] - line.z[k], math.hypot(dx, dy)
    held = held_mps(dx, dy, flight.wind_east_mps, flight.wind_north_mps, flight.airspeed_mps)
    asked = min(line.speed[k], held)
    if rise > 0.0:
        return float(min(asked, flight.ascent_mps * run / rise))
    return float(min(asked, flight.descent_mps * run / max(-rise, 1e-9)))


@kernel
def turns_of(line: Line, flight: Flight, first_mps: float, last_mps: float) -> Turns:
    """Return how a line's points are passed, its ends at two given speeds."""
    n, turn_mps2 = line.x.shape[0], flight.turn_mps2
    length, speed = _lengths(line), np.empty(n)
    damping, arc, mps = np.zeros(n), np.zeros(n), np.empty(n)
    for k in range(n - 1):
        speed[k] = leg_mps(line, k, flight)
    speed[n - 1] = speed[n - 2]
    mps[0], mps[n - 1] = min(first_mps, speed[0]), min(last_mps, speed[n - 1])
    for i in range(1, n - 1):
        ax, ay, az = _way(line, i - 1, length)
        bx, by, bz = _way(line, i, length)
        angle = deflection_rad(ax, ay, az, bx, by, bz)
        damping[i] = damping_m(length[i - 1], length[i], angle, line.same[i])
        arc[i] = arc_m(damping[i], angle)
        mps[i] = min(
            speed[i - 1],
            speed[i],
            turning_mps(damping[i], angle, bend_mps2(ax, ay, az, bx, by, bz, turn_mps2)),
        )
    for i in range(1, n):
        room = length[i - 1] - damping[i - 1] - damping[i]
        mps[i] = min(mps[i], math.sqrt(mps[i - 1] ** 2 + 2.0 * turn_mps2 * room))
    for i in range(n - 2, -1, -1):
        room = length[i] - damping[i] - damping[i + 1]
        mps[i] = min(mps[i], math.sqrt(mps[i + 1] ** 2 + 2.0 * turn_mps2 * room))
    return Turns(length, speed, damping, arc, mps)


@kernel
def level_power(flight: Flight, vx: float, vy: float) -> float:
    """Return the power of level flight with ground velocity (vx, vy), W."""
    airspeed = math.hypot(vx - flight.wind_east_mps, vy - flight.wind_north_mps)
    at = min(airspeed * TABLE_PER_MPS, flight.level_w.shape[0] - 1.001)
    low = int(at)
    return float(flight.level_w[low] + (at - low) * (flight.level_w[low + 1] - flight.level_w[low]))


@kernel
def power(flight: Flight, ux: float, uy: float, uz: float, mps: float) -> float:
    """Return the power of flying at a speed along the unit vector u, W."""
    level_w = level_power(flight, ux * mps, uy * mps)
    climb_mps = uz * mps
    if climb_mps >= 0.0:
        return level_w + flight.climb_w_per_mps * climb_mps
    return max(level_w + flight.descent_w_per_mps * climb_mps, flight.floor_share * level_w)


@kernel
def _ramp_j(
    flight: Flight, ux: float, uy: float, uz: float, a_mps: float, b_mps: float, seconds: float
) -> float:
    """Return the energy of changing speed evenly, J, by Simpson's rule."""
    middle = power(flight, ux, uy, uz, 0.5 * (a_mps + b_mps))
    ends = power(flight, ux, uy, uz, a_mps) + power(flight, ux, uy, uz, b_mps)
    return seconds * (ends + 4.0 * middle) / 6.0


@kernel
def straight(
    flight: Flight, ux: float, uy: float, uz: float, metres: float, mps: float, a_mps: float,
    b_mps: float,
) -> tuple[float, float]:  # fmt: skip
    """Return energy, J, and time, s, of a straight way entered at a speed and left at another.

    In between it is flown at `mps`, or as near to it as the room allows.
    """
    b2 = 2.0 * flight.turn_mps2
    square = 0.5 * (b2 * metres + a_mps * a_mps + b_mps * b_mps)
    peak = max(min(mps, math.sqrt(square)), a_mps, b_mps)
    up_s, down_s = (peak - a_mps) / flight.turn_mps2, (peak - b_mps) / flight.turn_mps2
    spent = (2.0 * peak * peak - a_mps * a_mps - b_mps * b_mps) / b2
    even_s = max(0.0, metres - spent) / max(peak, 1e-9)
    joules = even_s * power(flight, ux, uy, uz, peak)
    if up_s > 0.0:
        joules += _ramp_j(flight, ux, uy, uz, a_mps, peak, up_s)
        rise_m = (peak * peak - a_mps * a_mps) / (2.0 * GRAVITY_MPS2)
        joules += flight.climb_w_per_mps * rise_m
    if down_s > 0.0:
        joules += _ramp_j(flight, ux, uy, uz, peak, b_mps, down_s)
        fall_m = (peak * peak - b_mps * b_mps) / (2.0 * GRAVITY_MPS2)
        joules -= flight.descent_w_per_mps * fall_m
    return joules, up_s + down_s + even_s


@kernel
def line_effort(line: Line, turns: Turns, flight: Flight) -> tuple[float, float]:
    """Return energy, Wh, and time, s, of flying a line."""
    n = line.x.shape[0]
    joules, seconds, before_w = 0.0, 0.0, 0.0
    for k in range(n - 1):
        metres = turns.length[k]
        ux, uy, uz = _way(line, k, turns.length)
        if k > 0:  # the arc before this leg, at the mean power of both headings
            here_s = turns.arc[k] / max(turns.mps[k], 1e-9)
            joules += here_s * 0.5 * (before_w + power(flight, ux, uy, uz, turns.mps[k]))
            seconds += here_s
        room = max(0.0, metres - turns.damping[k] - turns.damping[k + 1])
        found_j, found_s = straight(
            flight, ux, uy, uz, room, turns.speed[k], turns.mps[k], turns.mps[k + 1]
        )
        joules, seconds = joules + found_j, seconds + found_s
        before_w = power(flight, ux, uy, uz, turns.mps[k + 1])
    return joules / J_PER_WH, seconds
