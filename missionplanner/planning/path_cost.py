"""Energy, time and cost of a flown path."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.cost import altitude, energy, length, literal, threat
from missionplanner.planning.cost.terms import Terms
from missionplanner.planning.kernels.flown import Line, Turns, line_effort, turns_of
from missionplanner.planning.kernels.legs import (
    ALTITUDE,
    LENGTH,
    RESOLUTION,
    SUMS,
    THREAT,
    add_sums,
)
from missionplanner.planning.problem import Problem
from missionplanner.planning.route import TRANSIT, Path

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Effort:
    """What a sortie takes: energy, Wh, time from take-off to touch-down, s, way and climb, m."""

    energy_wh: float
    duration_s: float
    length_m: float
    climb_m: float


def line_of(path: Path) -> Line:
    """Return a path for the kernels."""
    strip = path.strip != TRANSIT
    same = np.zeros(len(strip), np.bool_)
    same[1:] = strip[1:] & (path.strip[1:] == path.strip[:-1])
    return Line(path.x, path.y, path.z, path.speed_mps, strip, same)


def turns_on(problem: Problem, line: Line) -> Turns:
    """Return how the points of a whole sortie are passed: from and to a hover over home."""
    return turns_of(line, problem.flight, 0.0, 0.0)


def effort_of(problem: Problem, path: Path) -> Effort:
    """Return what flying a path takes, vertical take-off and landing at home included.

    The curve is flown that the aircraft makes of it, see `kernels.flown`.
    """
    line = line_of(path)
    turns = turns_on(problem, line)
    wh, seconds = line_effort(line, turns, problem.flight)
    wind = np.hypot(problem.scenario.wind_east_mps, problem.scenario.wind_north_mps)
    up_s, down_s = _vertical_s(problem, path)
    craft = problem.scenario.aircraft
    joules = float(problem.table.power_w(wind, craft.takeoff_mps)) * up_s
    joules += float(problem.table.power_w(wind, -craft.landing_mps)) * down_s
    metres = float((turns.length + turns.arc - 2.0 * turns.damping).sum())
    rise = float(np.maximum(np.diff(path.z), 0.0).sum())
    return Effort(wh + joules / energy.J_PER_WH, seconds + up_s + down_s, metres, rise)


def terms_of(problem: Problem, path: Path, energy_wh: float) -> Terms:
    """Return the terms of J of one sortie as flown."""
    line, sums, flight = line_of(path), np.zeros(SUMS), problem.flight
    turns = turns_on(problem, line)
    add_sums(line, turns, 0, len(path.x) - 1, problem.ground, flight, sums)
    w = problem.scenario.intent.weights
    return Terms(
        length=length.cost(float(sums[LENGTH]), w.length),
        altitude=altitude.cost(float(sums[ALTITUDE]), w.altitude),
        threat=threat.cost(float(sums[THREAT]), w.threat),
        energy=energy.cost(energy_wh, w.energy, flight.nominal_wh_per_m),
        resolution=float(sums[RESOLUTION]),
        sorties=flight.sortie_m,
    )


def literal_b(problem: Problem, path: Path) -> float:
    """Return B, as printed in the first paper, of one sortie."""
    x, y, z, along = dense(path)
    w = problem.scenario.intent.weights
    risk = _threat_at(problem, x, y)
    return literal.b_literal(along, z, risk, w.length, w.altitude, w.threat)


def _vertical_s(problem: Problem, path: Path) -> tuple[float, float]:
    aircraft, ground_m = problem.scenario.aircraft, problem.scenario.home.ground_egm96_m
    up = max(0.0, float(path.z[0]) - ground_m) / aircraft.takeoff_mps
    down = max(0.0, float(path.z[-1]) - ground_m) / aircraft.landing_mps
    return up, down


def dense(path: Path, step_m: float = 10.0) -> tuple[Floats, Floats, Floats, Floats]:
    """Return x, y, z and the distance flown at points at most `step_m` apart."""
    corner = np.column_stack([path.x, path.y, path.z])
    gap = np.sqrt((np.diff(corner, axis=0) ** 2).sum(axis=1))
    mark = np.concatenate(([0.0], np.cumsum(gap)))
    along = np.union1d(mark, np.arange(0.0, mark[-1], step_m))
    x, y, z = (np.interp(along, mark, corner[:, i]) for i in range(3))
    return x, y, z, along


def _threat_at(problem: Problem, x: Floats, y: Floats) -> Floats:
    ground = problem.ground
    rows, cols = ground.threat.shape
    j = np.clip(np.rint((x - ground.x0_m) * ground.per_cell), 0, cols - 1).astype(np.int64)
    i = np.clip(np.rint((y - ground.y0_m) * ground.per_cell), 0, rows - 1).astype(np.int64)
    return np.asarray(ground.threat[i, j])
