"""Energy, time and cost of a flown path."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.cost import altitude, energy, length, literal, threat
from missionplanner.planning.cost.terms import Terms
from missionplanner.planning.kernels.legs import resolution_along
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


def effort_of(problem: Problem, path: Path) -> Effort:
    """Return what flying a path takes, vertical take-off and landing at home included.

    Every leg at its speed through the wind; the time lost by changing velocity between legs,
    |v2 - v1| / (2 a), is flown at the power of hovering in the wind.
    """
    step = np.diff(np.column_stack([path.x, path.y, path.z]), axis=0)
    metres = np.sqrt((step**2).sum(axis=1))
    velocity = step * (path.speed_mps[:-1] / metres)[:, None]
    seconds = metres / path.speed_mps[:-1]
    wind = np.array([problem.scenario.wind_east_mps, problem.scenario.wind_north_mps])
    air = np.hypot(*(velocity[:, :2] - wind).T)
    joules = float((problem.table.power_w(air, velocity[:, 2]) * seconds).sum())
    lost_s = _turning_s(velocity, problem.scenario.aircraft.turn_acceleration_mps2)
    drift = float(np.hypot(*wind))
    up_s, down_s = _vertical_s(problem, path)
    craft = problem.scenario.aircraft
    joules += float(problem.table.power_w(drift, 0.0)) * lost_s
    joules += float(problem.table.power_w(drift, craft.takeoff_mps)) * up_s
    joules += float(problem.table.power_w(drift, -craft.landing_mps)) * down_s
    rise = float(np.maximum(step[:, 2], 0.0).sum())
    time_s = float(seconds.sum()) + lost_s + up_s + down_s
    return Effort(joules / 3600.0, time_s, float(metres.sum()), rise)


def terms_of(problem: Problem, path: Path, energy_wh: float) -> Terms:
    """Return the terms of J of one sortie as flown."""
    x, y, z, along = dense(path)
    metres = np.diff(along)
    middle = 0.5 * (z[1:] + z[:-1])
    risk = _threat_at(problem, x, y)
    flight = problem.flight
    high = float((metres * (middle - flight.low_m) / flight.span_m).sum())
    risky = float((metres * 0.5 * (risk[1:] + risk[:-1])).sum())
    w = problem.scenario.intent.weights
    return Terms(
        length=length.cost(float(along[-1]), w.length),
        altitude=altitude.cost(high, w.altitude),
        threat=threat.cost(risky, w.threat),
        energy=energy.cost(energy_wh, w.energy, flight.nominal_wh_per_m),
        resolution=resolution_along(
            x, y, z, _on_strips(path, along), problem.ground, flight.room_m
        ),
        sorties=flight.sortie_m,
    )


def literal_b(problem: Problem, path: Path) -> float:
    """Return B, as printed in the first paper, of one sortie."""
    x, y, z, along = dense(path)
    w = problem.scenario.intent.weights
    risk = _threat_at(problem, x, y)
    return literal.b_literal(along, z, risk, w.length, w.altitude, w.threat)


def _on_strips(path: Path, along: Floats) -> NDArray[np.bool_]:
    """Return whether the step that begins at each point but the last lies on a strip."""
    corner = np.column_stack([path.x, path.y, path.z])
    mark = np.concatenate(([0.0], np.cumsum(np.sqrt((np.diff(corner, axis=0) ** 2).sum(axis=1)))))
    middle = 0.5 * (along[1:] + along[:-1])
    leg = np.clip(np.searchsorted(mark, middle, side="right") - 1, 0, len(mark) - 2)
    return np.asarray(path.strip[leg] != TRANSIT)


def _turning_s(velocity: Floats, acceleration_mps2: float) -> float:
    still = np.zeros((1, 3))
    change = np.diff(np.vstack([still, velocity, still]), axis=0)
    return float(np.sqrt((change**2).sum(axis=1)).sum() / (2.0 * acceleration_mps2))


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
