"""A mission file of anybody's on a project's ground: its heights above sea level, as a mission.

Only what every format tells is believed: places, heights, speeds. What a camera does on the way
is not carried over, and is told.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.camera import flight_settings
from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.geoid import to_egm96_m, to_ellipsoid_m
from missionplanner.missions.build import ascent_and_return_m, without_crowding
from missionplanner.missions.formats import ReadRoute
from missionplanner.model.mission import Mission
from missionplanner.model.places import Datum
from missionplanner.model.plan import LegKind, Waypoints
from missionplanner.planning.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PlacedRoute:
    """A route in a site's metres; float64 (n,), heights EGM96 m."""

    x_m: Floats
    y_m: Floats
    egm96_m: Floats

    @property
    def known(self) -> bool:
        """True where every place and height is a number."""
        return all(bool(np.isfinite(a).all()) for a in (self.x_m, self.y_m, self.egm96_m))


def placed(route: ReadRoute, scenario: Scenario) -> PlacedRoute:
    """Return where a route lies; heights above home are counted from the project's."""
    terrain = scenario.terrain
    x, y = terrain.frame.forward(route.lon_deg, route.lat_deg)
    height = np.asarray(route.height_m, dtype=np.float64)
    if route.datum is Datum.ELLIPSOID:
        height = np.asarray(to_egm96_m(height, route.lon_deg, route.lat_deg))
    elif route.datum is Datum.HOME:
        height = height + scenario.home.ground_egm96_m
    elif route.datum is Datum.AGL:
        height = height + terrain.height_at(x, y)
    return PlacedRoute(np.asarray(x), np.asarray(y), height)


def as_mission(route: ReadRoute, scenario: Scenario, sensor: str, path: Path) -> Mission:
    """Return a route that was read as a mission of the project's aircraft, from its home.

    Legs without a speed are flown at the transit speed of the sensor's settings, none faster than
    the aircraft flies. No leg takes photos.

    Raises
    ------
    InputError
        It leaves the DEM, has fewer than two distinct waypoints, or the sensor does not fit.
    """
    aircraft, payload = scenario.aircraft, catalogue_sensor(sensor)
    check_mount(payload, aircraft)
    settings = flight_settings(payload, aircraft)
    at = placed(route, scenario)
    ground = scenario.terrain.height_at(at.x_m, at.y_m) if at.known else np.array([np.nan])
    if not np.isfinite(ground).all():
        raise InputError("operations.mission_off_dem", str(path))
    speeds = np.where(route.speed_mps > 0, route.speed_mps, settings.transit_speed_mps)
    waypoints = without_crowding(
        Waypoints(
            lon_deg=route.lon_deg,
            lat_deg=route.lat_deg,
            x_m=at.x_m,
            y_m=at.y_m,
            egm96_m=at.egm96_m,
            ellipsoid_m=np.asarray(to_ellipsoid_m(at.egm96_m, route.lon_deg, route.lat_deg)),
            ground_m=ground,
            speed_mps=np.minimum(speeds, aircraft.max_speed_mps),
            leg=np.full(len(route), LegKind.TRANSIT, dtype=np.int8),
            strip=np.full(len(route), -1, dtype=np.int32),
        ),
        aircraft.min_waypoint_distance_m,
    )
    flat = geodesic_distances_m(waypoints.lon_deg, waypoints.lat_deg)
    lengths = np.hypot(flat, np.diff(waypoints.egm96_m))
    if not lengths.sum() > 0:
        raise InputError("missions.no_two_waypoints", str(path))
    above = waypoints.egm96_m - scenario.home.ground_egm96_m
    takeoff_m, rth_m = ascent_and_return_m(float(above[0]), math.ceil(float(above.max()) + 10.0))
    return Mission(
        title=route.title,
        aircraft=aircraft,
        sensor=payload,
        settings=settings,
        home=scenario.home,
        waypoints=waypoints,
        takeoff_height_m=takeoff_m,
        rth_height_m=rth_m,
        length_m=float(lengths.sum()),
        duration_s=float((lengths / waypoints.speed_mps[:-1]).sum()),
        photos=0,
        carried=payload.key,
    )
