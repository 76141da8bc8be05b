"""Energy and time of a sortie, worked out again from its waypoints as they are flown.

Each short piece of the track is flown at its own speed through the air: ground velocity less the
wind, with the climb its slope gives, at the power of `aircraft.energy.power_w`. Added are a
vertical take-off from home to the first waypoint and a vertical landing from the last, and the
energy of motion that is gained and lost before and behind turns.
"""

from dataclasses import dataclass

import numpy as np

from missionplanner.aircraft.energy import air_density, motion_j, power_w
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import Home, Waypoints
from missionplanner.planning.verify.track import SampledTrack

WH = 3600.0


@dataclass(frozen=True)
class Effort:
    """What one sortie costs: energy, Wh, and time from take-off to touch-down, s."""

    energy_wh: float
    duration_s: float


def effort_of(
    points: Waypoints,
    track: SampledTrack,
    home: Home,
    aircraft: Aircraft,
    payload_kg: float,
    wind_mps: tuple[float, float],
) -> Effort:
    """Return energy and duration of a sortie.

    Parameters
    ----------
    track : SampledTrack
        The waypoints as they are flown.
    payload_kg : float
        Mass of the sensor.
    wind_mps : tuple of float
        Wind blowing TOWARDS east and north.
    """
    mass = aircraft.mass_kg + payload_kg
    density = air_density(float(points.egm96_m.mean()))

    def power(speed: object, climb: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return power_w(aircraft.power, mass, np.asarray(speed), np.asarray(climb), density)

    time = np.diff(track.time_s)
    velocity = np.diff(track.places_m, axis=0) / np.maximum(time, 1e-9)[:, None]
    airspeed = np.hypot(velocity[:, 0] - wind_mps[0], velocity[:, 1] - wind_mps[1])
    joules = float((power(airspeed, velocity[:, 2]) * time).sum())
    joules += float(motion_j(aircraft.power, mass, track.mps[:-1], track.mps[1:]).sum())
    wind = float(np.hypot(*wind_mps))
    up, down = _vertical_s(points, home, aircraft)
    joules += float(power(wind, aircraft.takeoff_mps)) * up
    joules += float(power(wind, -aircraft.landing_mps)) * down
    return Effort(joules / WH, float(track.time_s[-1]) + up + down)


def _vertical_s(points: Waypoints, home: Home, aircraft: Aircraft) -> tuple[float, float]:
    up = max(float(points.egm96_m[0]) - home.ground_egm96_m, 0.0)
    down = max(float(points.egm96_m[-1]) - landing_ground_m(points, home), 0.0)
    return up / aircraft.takeoff_mps, down / aircraft.landing_mps


def landing_ground_m(points: Waypoints, home: Home) -> float:
    """Return the ground below the last waypoint, EGM96 m: a route may end away from home."""
    ground_m = float(points.ground_m[-1])
    return ground_m if np.isfinite(ground_m) else home.ground_egm96_m
