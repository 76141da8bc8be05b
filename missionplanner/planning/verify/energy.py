"""Energy and time of a sortie, worked out again from its waypoints as they are flown.

Each short piece of the track is flown at its own speed through the air: ground velocity less the
wind, with the climb its slope gives, at the power of `aircraft.energy.power_w`. Added are a
vertical take-off from home to the first waypoint and a vertical landing from the last, and the
energy of motion that is gained and lost before and behind turns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.energy import air_density, motion_j, power_w
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import Home, Waypoints
from missionplanner.planning.verify.track import SampledTrack

Floats = NDArray[np.float64]

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
    joules = float(piece_joules(points, track, aircraft, payload_kg, wind_mps).sum())
    up, down = vertical_effort(points, home, aircraft, payload_kg, wind_mps)
    return Effort(
        (joules + up.joules + down.joules) / WH,
        float(track.time_s[-1]) + up.seconds + down.seconds,
    )


def piece_joules(
    points: Waypoints,
    track: SampledTrack,
    aircraft: Aircraft,
    payload_kg: float,
    wind_mps: tuple[float, float],
) -> Floats:
    """Return the energy of each piece between two points of the track, J; shape (m - 1,)."""
    mass = aircraft.mass_kg + payload_kg
    density = air_density(float(points.egm96_m.mean()))
    time = np.diff(track.time_s)
    velocity = np.diff(track.places_m, axis=0) / np.maximum(time, 1e-9)[:, None]
    airspeed = np.hypot(velocity[:, 0] - wind_mps[0], velocity[:, 1] - wind_mps[1])
    power = power_w(aircraft.power, mass, airspeed, velocity[:, 2], density)
    return power * time + motion_j(aircraft.power, mass, track.mps[:-1], track.mps[1:])


@dataclass(frozen=True)
class Vertical:
    """A take-off or a landing: seconds, and joules."""

    seconds: float
    joules: float


def vertical_effort(
    points: Waypoints,
    home: Home,
    aircraft: Aircraft,
    payload_kg: float,
    wind_mps: tuple[float, float],
) -> tuple[Vertical, Vertical]:
    """Return what the take-off to the first waypoint and the landing from the last take."""
    mass = aircraft.mass_kg + payload_kg
    density = air_density(float(points.egm96_m.mean()))
    wind = np.asarray(np.hypot(*wind_mps))

    def made(rise_m: float, climb_mps: float) -> Vertical:
        seconds = max(rise_m, 0.0) / abs(climb_mps)
        power = power_w(aircraft.power, mass, wind, np.asarray(climb_mps), density)
        return Vertical(seconds, float(power) * seconds)

    landing = landing_ground_m(points, home)
    return (
        made(float(points.egm96_m[0]) - home.ground_egm96_m, aircraft.takeoff_mps),
        made(float(points.egm96_m[-1]) - landing, -aircraft.landing_mps),
    )


def landing_ground_m(points: Waypoints, home: Home) -> float:
    """Return the ground below the last waypoint, EGM96 m: a route may end away from home."""
    ground_m = float(points.ground_m[-1])
    return ground_m if np.isfinite(ground_m) else home.ground_egm96_m
