"""Energy and time of a sortie, worked out again from its waypoints.

Each leg is flown at its own speed through the air: ground velocity less the wind, with the climb
its slope gives, at the power of `aircraft.energy.power_w`. Added are a vertical take-off from
home to the first waypoint and a vertical landing from the last, and the time lost by changing
velocity at waypoints: |v2 - v1| / (2 a) with the aircraft's turn acceleration a, which is what
braking to a halt before a reversal and speeding up after it costs beyond the legs' own time
(v / 2a each), and correspondingly less in a flatter turn. That time is spent hovering.
"""

from dataclasses import dataclass

import numpy as np

from missionplanner.aircraft.energy import air_density, power_w
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import Home, Waypoints
from missionplanner.planning.verify.path import Legs

WH = 3600.0


@dataclass(frozen=True)
class Effort:
    """What one sortie costs: energy, Wh, and time from take-off to touch-down, s."""

    energy_wh: float
    duration_s: float


def effort_of(
    points: Waypoints,
    legs: Legs,
    home: Home,
    aircraft: Aircraft,
    payload_kg: float,
    wind_mps: tuple[float, float],
) -> Effort:
    """Return energy and duration of a sortie.

    Parameters
    ----------
    payload_kg : float
        Mass of the sensor.
    wind_mps : tuple of float
        Wind blowing TOWARDS east and north.
    """
    mass = aircraft.mass_kg + payload_kg
    density = air_density(float(points.egm96_m.mean()))

    def power(speed: object, climb: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return power_w(aircraft.power, mass, np.asarray(speed), np.asarray(climb), density)

    time = legs.time_s
    level_mps = legs.level_m / np.maximum(time, 1e-9)
    airspeed = np.hypot(legs.east * level_mps - wind_mps[0], legs.north * level_mps - wind_mps[1])
    wind = float(np.hypot(*wind_mps))
    joules = float((power(airspeed, legs.rise_m / np.maximum(time, 1e-9)) * time).sum())
    lost = _turning_s(legs, aircraft.turn_acceleration_mps2)
    joules += float(power(wind, 0.0)) * lost
    up, down = _vertical_s(points, home, aircraft)
    joules += float(power(wind, aircraft.takeoff_mps)) * up
    joules += float(power(wind, -aircraft.landing_mps)) * down
    return Effort(joules / WH, float(time.sum()) + lost + up + down)


def _turning_s(legs: Legs, acceleration_mps2: float) -> float:
    """Return the time lost by changing velocity, from and to a hover at both ends, s."""
    length = np.maximum(legs.length_m, 1e-9)
    direction = np.column_stack((legs.east * legs.level_m, legs.north * legs.level_m, legs.rise_m))
    velocity = direction * (legs.speed_mps / length)[:, None]
    ends = np.zeros((1, 3))
    change = np.diff(np.concatenate((ends, velocity, ends)), axis=0)
    return float(np.sqrt((change**2).sum(axis=1)).sum() / (2 * acceleration_mps2))


def _vertical_s(points: Waypoints, home: Home, aircraft: Aircraft) -> tuple[float, float]:
    up = max(float(points.egm96_m[0]) - home.ground_egm96_m, 0.0)
    down = max(float(points.egm96_m[-1]) - home.ground_egm96_m, 0.0)
    return up / aircraft.takeoff_mps, down / aircraft.landing_mps
