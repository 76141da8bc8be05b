"""A plan of another project flown again: the same camera stations, on the ground as it is now."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.patterns import StripAim
from missionplanner.model.plan import SensorPlan, Sortie, Waypoints
from missionplanner.planning.scenario import Scenario, with_home
from missionplanner.planning.verify.photos import photos_of

Floats = NDArray[np.float64]

# North is looked for this far off, degrees.
NORTH_STEP_DEG = 1e-3


@dataclass(frozen=True)
class Again:
    """A repeated plan, and how far its camera stations are from those of before.

    Attributes
    ----------
    scenario : Scenario
        With the take-off place of before.
    stations : int
        Images.
    off_m, turned_deg : float
        Greatest distance in space, and greatest difference of heading, of any station; infinite
        where their numbers differ.
    """

    scenario: Scenario
    plan: SensorPlan
    stations: int
    off_m: float
    turned_deg: float


def flown_again(scenario: Scenario, before: SensorPlan) -> Again:
    """Return a plan with the waypoints of another, in the frame and over the ground of now.

    Heights are kept, not heights above ground: a station is a place in space.

    Raises
    ------
    InputError
        The DEM does not reach the take-off place, or it lies in a zone now.
    """
    scenario = with_home(scenario, before.home.position)
    sorties = tuple(replace(s, waypoints=_moved(s, scenario)) for s in before.sorties)
    plan = replace(
        before,
        aircraft=scenario.aircraft,
        intent=scenario.intent,
        home=scenario.home,
        sorties=sorties,
        unreached_m=(),
        launch=None,
        aims=_aims_in(before, scenario),
        heights_given=True,
    )
    off_m, turned_deg, count = _apart(before, plan, scenario)
    return Again(scenario, plan, count, off_m, turned_deg)


def _moved(sortie: Sortie, scenario: Scenario) -> Waypoints:
    points, terrain = sortie.waypoints, scenario.terrain
    x, y = terrain.frame.forward(points.lon_deg, points.lat_deg)
    return replace(points, x_m=x, y_m=y, ground_m=np.asarray(terrain.height_at(x, y)))


def _aims_in(before: SensorPlan, scenario: Scenario) -> tuple[StripAim, ...]:
    """Return the aims of a plan with their bearings from the grid north of now."""
    lon, lat = before.home.position.lon_deg, before.home.position.lat_deg
    was_deg, now_deg = (
        _true_north_deg(frame, lon, lat)
        for frame in (SiteFrame.around(lon, lat), scenario.terrain.frame)
    )
    turn_deg = now_deg - was_deg
    return tuple(replace(aim, yaw_deg=(aim.yaw_deg + turn_deg) % 360.0) for aim in before.aims)


def _true_north_deg(frame: SiteFrame, lon_deg: float, lat_deg: float) -> float:
    """Return the bearing of true north from a frame's grid north, at a place."""
    (x0, x1), (y0, y1) = frame.forward([lon_deg, lon_deg], [lat_deg, lat_deg + NORTH_STEP_DEG])
    return math.degrees(math.atan2(x1 - x0, y1 - y0))


def _apart(before: SensorPlan, now: SensorPlan, scenario: Scenario) -> tuple[float, float, int]:
    """Return how far stations lie apart, m, how much they are turned, degrees, and their number."""
    old, new = _stations(before), _stations(now)
    if len(old) != len(new):
        return float("inf"), float("inf"), len(new)
    frame = SiteFrame.around(before.home.position.lon_deg, before.home.position.lat_deg)
    lon, lat = frame.inverse(old[:, 0], old[:, 1])
    x, y = scenario.terrain.frame.forward(lon, lat)
    off = np.sqrt((x - new[:, 0]) ** 2 + (y - new[:, 1]) ** 2 + (old[:, 2] - new[:, 2]) ** 2)
    # One step along the heading, brought into the frame of now: its grid north may differ.
    ahead = frame.inverse(old[:, 0] + old[:, 3], old[:, 1] + old[:, 4])
    ahead_x, ahead_y = scenario.terrain.frame.forward(*ahead)
    was = np.arctan2(ahead_y - y, ahead_x - x)
    turned = np.mod(np.arctan2(new[:, 4], new[:, 3]) - was + np.pi, 2 * np.pi) - np.pi
    return float(off.max()), float(np.degrees(np.abs(turned)).max()), len(new)


def _stations(plan: SensorPlan) -> Floats:
    photos = photos_of(
        plan.sorties, plan.settings, plan.sensor.trigger, plan.aircraft.turn_acceleration_mps2,
        plan.aims,
    )  # fmt: skip
    return photos.cameras
