"""Flights that take images from given camera stations again, and how far off these they come."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Mount, Sensor
from missionplanner.planning.by_hand.fly import fly_through
from missionplanner.planning.by_hand.runs import Run
from missionplanner.planning.by_hand.station_strips import (
    CameraStations,
    StationStrips,
    station_strips,
    turned_by,
)
from missionplanner.planning.plan_sensor import entered
from missionplanner.planning.problem import FLOWN_SHARE, Problem, problem_of
from missionplanner.planning.scenario import Scenario, of_sensor
from missionplanner.planning.sorties import Flown, cost_of, sorties_of
from missionplanner.planning.verify.photos import Photos, photos_of
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# Where the top of images is ahead, and the camera looks as it does by itself, but for this, no
# strip is given an aim of its own, degrees.
AS_USUAL_DEG = 1.0
# Stations off by more than this, m, are counted.
STATION_M = 1.0


@dataclass(frozen=True)
class FromStations:
    """Flights from camera stations.

    Attributes
    ----------
    stations : int
    off_m, off_p95_m : float
        Distance in space of stations from the nearest new image that looks alike, m: the greatest,
        and that of all but 5 %.
    turned_deg, turned_p95_deg : float
        Difference of pitch or bearing between them, degrees: the greatest, and that of all but 5 %.
        A line's first image may have been taken while the aircraft was still turning.
    over : int
        Stations off by more than `STATION_M`.
    images : int
        Of the new flights.
    """

    plan: SensorPlan
    stations: int
    off_m: float
    off_p95_m: float
    turned_deg: float
    turned_p95_deg: float
    over: int
    images: int


def flown_from_stations(
    scenario: Scenario, sensor: Sensor, stations: CameraStations, progress: Progress
) -> FromStations:
    """Return flights from home that take images from given stations, in their order.

    The heights are those of the stations, save where the ground of now asks for more; batteries
    are changed between lines.

    Raises
    ------
    InputError, PlanRefused
        The sensor is too heavy, a line cannot be flown on one battery, or zones leave no way.
    """
    begun = time.monotonic()
    check_mount(sensor, scenario.aircraft)
    intent = scenario.intent.model_copy(update={"pattern": Pattern.STRAIGHT})
    scenario = of_sensor(replace(scenario, intent=intent), sensor.key)
    strips = station_strips(stations)
    aims = () if _as_usual(strips, sensor) else strips.aims
    also: frozenset[str] = frozenset()
    while True:
        progress.report(0.1, "planning.ordering", sensor=sensor.key)
        problem = _problem(scenario, sensor, stations, strips, also)
        flown = _sorties(problem, strips, progress)
        inside = entered(problem, flown)
        if not inside or inside <= also:  # what is entered all the same, the verifier tells
            break
        also |= inside
    plan = SensorPlan(
        sensor=sensor,
        aircraft=scenario.aircraft,
        intent=intent,
        settings=problem.settings,
        home=scenario.home,
        sorties=sorties_of(problem, flown),
        cost=cost_of(problem, flown),
        convergence=(),
        evaluations=0,
        seconds=time.monotonic() - begun,
        angles_deg=(),
        aims=aims,
        heights_given=True,
    )
    return _compared(plan, stations)


def _as_usual(strips: StationStrips, sensor: Sensor) -> bool:
    """Tell whether the camera looks along all strips as it does by itself, its top ahead."""
    if sensor.mount is Mount.FIXED:
        return True
    runs = [run for line in strips.lines for run in line]
    ahead = np.array([run.xy[-1] - run.xy[0] for run in runs])
    course = np.degrees(np.arctan2(ahead[:, 0], ahead[:, 1]))
    yaw = np.array([aim.yaw_deg for aim in strips.aims])
    pitch = np.array([aim.pitch_deg for aim in strips.aims])
    own_deg = sensor.acquisition.gimbal_pitch_deg
    level = np.abs(pitch - own_deg) <= AS_USUAL_DEG
    return bool((level & (turned_by(yaw, course) <= AS_USUAL_DEG)).all())


def _problem(
    scenario: Scenario,
    sensor: Sensor,
    stations: CameraStations,
    strips: StationStrips,
    also: frozenset[str],
) -> Problem:
    x, y, z = stations.places_m.T
    agl_m = float(np.nanmedian(z - scenario.terrain.height_at(x, y)))
    quickest_mps = strips.trigger_m / sensor.min_interval_s
    speed_mps = min(strips.speed_mps or quickest_mps, quickest_mps)
    problem = problem_of(
        scenario, sensor, agl_m=max(agl_m, 1.0), also=also, speed_mps=max(speed_mps, 1.0)
    )
    settings = replace(
        problem.settings,
        trigger_distance_m=strips.trigger_m,
        interval_s=strips.trigger_m / problem.settings.speed_mps,
    )
    return replace(problem, settings=settings)


def _sorties(problem: Problem, strips: StationStrips, progress: Progress) -> list[Flown]:
    """Return flights along all lines in their order, each as many as one battery allows."""
    allowed_wh = FLOWN_SHARE * problem.usable_wh
    flown: list[Flown] = []
    first = 0
    while first < len(strips.lines):
        progress.check()
        low, high, best = first, len(strips.lines), None
        while low < high:  # a longer part needs more energy
            middle = (low + high + 1) // 2
            tried = _fly(problem, strips.lines[first:middle])
            if tried.effort.energy_wh <= allowed_wh:
                low, best = middle, tried
            else:
                high, most = middle - 1, tried.effort.energy_wh
        if best is None:
            key, usable_wh = problem.sensor.key, problem.usable_wh
            raise PlanRefused("planning.battery", key, most=most, usable_wh=usable_wh)
        flown.append(best)
        first = low
    return flown


def _fly(problem: Problem, lines: Sequence[Sequence[Run]]) -> Flown:
    runs = [run for line in lines for run in line]
    return fly_through(problem, runs, exact=True)


def _compared(plan: SensorPlan, stations: CameraStations) -> FromStations:
    turn_mps2 = plan.aircraft.turn_acceleration_mps2
    found = photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn_mps2, plan.aims)
    yaw, pitch = _looks(found, plan.sensor)
    now = _stand(found.cameras[:, :3], yaw)
    _, nearest = cKDTree(now).query(_stand(stations.places_m, stations.yaw_deg))
    off = np.sqrt(((found.cameras[nearest, :3] - stations.places_m) ** 2).sum(axis=1))
    turned = np.maximum(
        turned_by(yaw[nearest], stations.yaw_deg), np.abs(pitch[nearest] - stations.pitch_deg)
    )
    return FromStations(
        plan=plan,
        stations=len(stations),
        off_m=float(off.max()),
        off_p95_m=float(np.percentile(off, 95)),
        turned_deg=float(turned.max()),
        turned_p95_deg=float(np.percentile(turned, 95)),
        over=int((off > STATION_M).sum()),
        images=len(found),
    )


def _looks(photos: Photos, sensor: Sensor) -> tuple[Floats, Floats]:
    own_deg = sensor.acquisition.gimbal_pitch_deg
    yaw = np.degrees(np.arctan2(photos.cameras[:, 3], photos.cameras[:, 4]))
    return yaw, np.where(np.isnan(photos.pitch_deg), own_deg, photos.pitch_deg)


def _stand(places_m: Floats, yaw_deg: Floats) -> Floats:
    """Return places and views, (n, 5), near to each other where both are: a degree is as 0.2 m."""
    yaw = np.radians(yaw_deg)
    return np.column_stack((places_m, 11.5 * np.sin(yaw), 11.5 * np.cos(yaw)))
