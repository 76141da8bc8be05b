"""A plan of another project flown again: the same camera stations, on the ground as it is now."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.plan import SensorPlan, Sortie, Waypoints
from missionplanner.planning.scenario import Scenario, with_home
from missionplanner.planning.verify.photos import photos_of

Floats = NDArray[np.float64]


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
    )
    off_m, turned_deg, count = _apart(before, plan, scenario)
    return Again(scenario, plan, count, off_m, turned_deg)


def _moved(sortie: Sortie, scenario: Scenario) -> Waypoints:
    points, terrain = sortie.waypoints, scenario.terrain
    x, y = terrain.frame.forward(points.lon_deg, points.lat_deg)
    return replace(points, x_m=x, y_m=y, ground_m=np.asarray(terrain.height_at(x, y)))


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
