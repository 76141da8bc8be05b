"""A sortie as flown, moment by moment, with the distance to the ground and the energy used.

The same track, power and distances as the judge's, so that sums and extremes agree with his.
"""

import numpy as np

from missionplanner.model.flown import Floats, FlownCourse, Shots
from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.planning.scenario import Scenario, at_station
from missionplanner.planning.verify.airspeed import sortie_in_wind, wind_of
from missionplanner.planning.verify.clearance import clearances
from missionplanner.planning.verify.energy import (
    WH,
    landing_ground_m,
    piece_joules,
    vertical_effort,
)
from missionplanner.planning.verify.photos import shots_of
from missionplanner.planning.verify.track import SampledTrack, track_of
from missionplanner.terrain.sample import bilinear_many

#: Distance between samples of a course on straight ways, metres.
STEP_M = 8.0


def course_of(sortie: Sortie, plan: SensorPlan, scenario: Scenario) -> FlownCourse:
    """Return a sortie as it is flown.

    Parameters
    ----------
    sortie : Sortie
        One of the plan's.
    plan : SensorPlan
        Says what flies and when it takes images.
    scenario : Scenario
        The terrain, home and wind it is judged on.
    """
    scenario = at_station(scenario, plan, sortie)
    sortie = sortie_in_wind(sortie, plan, scenario)
    track = track_of(sortie.waypoints, plan.aircraft.turn_acceleration_mps2)
    up, down = vertical_effort(sortie.waypoints, scenario.home, plan.aircraft, plan.sensor.mass_kg,
                               wind_of(scenario))  # fmt: skip
    used = np.concatenate(([0.0], np.cumsum(_joules(sortie, track, plan, scenario))))
    axis = _axis(track)
    x, y, z = (np.interp(axis, track.along_m, column) for column in track.places_m.T)
    time = np.interp(axis, track.along_m, track.time_s)
    home_m = scenario.home.ground_egm96_m
    landing_m = landing_ground_m(sortie.waypoints, scenario.home)
    rise = max(float(z[0]) - home_m, 0.0), max(float(z[-1]) - landing_m, 0.0)
    ground = _ground(scenario, x, y)
    terrain = scenario.terrain
    near = clearances(x, y, z, terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m)
    shots = shots_of(sortie, plan.settings, plan.sensor.trigger, plan.aircraft, plan.aims)
    spent = np.interp(time, track.time_s, used) + up.joules
    return FlownCourse(
        time_s=_ended(time + up.seconds, 0.0, float(time[-1]) + up.seconds + down.seconds),
        along_m=_ended(axis + rise[0], 0.0, float(axis[-1]) + sum(rise)),
        x_m=_ended(x, x[0], x[-1]),
        y_m=_ended(y, y[0], y[-1]),
        egm96_m=_ended(z, min(home_m, z[0]), min(landing_m, z[-1])),
        ground_m=_ended(ground, ground[0], ground[-1]),
        clearance_m=_ended(near, 0.0, 0.0),
        speed_mps=_ended(np.interp(time, track.time_s, track.mps), 0.0, 0.0),
        used_wh=_ended(spent, 0.0, float(spent[-1]) + down.joules) / WH,
        strip=_strips(sortie, track, axis),
        passed=np.searchsorted(axis, track.along_m[track.passed]).clip(0, len(axis) - 1) + 1,
        shots=_later(shots, up.seconds),
        battery_wh=plan.aircraft.battery.energy_wh,
    )


def _axis(track: SampledTrack) -> Floats:
    """Return ways along the track: its own points, and more where they are far apart."""
    step = np.diff(track.along_m)
    pieces = np.maximum(np.ceil(step / STEP_M), 1.0).astype(np.int64)
    first = np.repeat(track.along_m[:-1], pieces)
    k = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    filled = first + k * np.repeat(step / pieces, pieces)
    return np.unique(np.append(filled, track.along_m))


def _joules(sortie: Sortie, track: SampledTrack, plan: SensorPlan, scenario: Scenario) -> Floats:
    return piece_joules(
        sortie.waypoints, track, plan.aircraft, plan.sensor.mass_kg, wind_of(scenario)
    )


def _ground(scenario: Scenario, x_m: Floats, y_m: Floats) -> Floats:
    terrain = scenario.terrain
    return bilinear_many(terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m, x_m, y_m)


def _ended(inner: Floats, first: float, last: float) -> Floats:
    return np.concatenate(([first], inner, [last]))


def _strips(sortie: Sortie, track: SampledTrack, axis: Floats) -> np.ndarray[
    tuple[int, ...], np.dtype[np.int32]
]:  # fmt: skip
    starts = track.along_m[track.passed]
    leg = np.clip(np.searchsorted(starts, axis, side="right") - 1, 0, len(starts) - 1)
    strip = sortie.waypoints.strip[leg]
    return np.concatenate(([-1], strip, [-1])).astype(np.int32)


def _later(shots: Shots, seconds: float) -> Shots:
    return Shots(
        shots.time_s + seconds, shots.x_m, shots.y_m, shots.egm96_m, shots.east, shots.north
    )
