"""A small flight over steep ground, made by hand: home, two strips, home."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from missionplanner.aircraft.camera import flight_settings
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.messages.message import text
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.model.places import Position
from missionplanner.model.plan import (
    Cost,
    Home,
    LegKind,
    PlanIntent,
    SensorPlan,
    Sortie,
    Waypoints,
)
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import SortieFigures, Verification, ViewRasters

LON, LAT = 113.9411, 22.5803
GROUND_M = 212.0
FRAME = SiteFrame.around(LON, LAT)

# east and north of home, height above home's ground, kind of the leg that begins here, its strip
_ROUTE = (
    (0.0, 0.0, 100.0, LegKind.TRANSIT, -1),
    (120.0, 40.0, 110.0, LegKind.SURVEY, 0),
    (120.0, 190.0, 150.0, LegKind.SURVEY, 0),
    (120.0, 340.0, 140.0, LegKind.TRANSIT, -1),
    (161.0, 340.0, 138.0, LegKind.SURVEY, 1),
    (161.0, 40.0, 112.0, LegKind.TRANSIT, -1),
    (0.0, 0.0, 100.0, LegKind.TRANSIT, -1),
)


def home() -> Home:
    x, y = FRAME.forward(LON, LAT)
    high = float(to_ellipsoid_m(GROUND_M, LON, LAT))
    place = Position(lon_deg=LON, lat_deg=LAT)
    return Home(place, float(x), float(y), GROUND_M, high)


def waypoints(
    east: ArrayLike,
    north: ArrayLike,
    above_home: ArrayLike,
    leg: ArrayLike,
    strip: ArrayLike,
    speed: ArrayLike = 10.0,
    clearance: float = 95.0,
) -> Waypoints:
    x, y = home().x_m + np.asarray(east, float), home().y_m + np.asarray(north, float)
    lon, lat = FRAME.inverse(x, y)
    egm96 = GROUND_M + np.asarray(above_home, float)
    kinds = np.asarray(leg, np.int8)
    return Waypoints(
        lon_deg=lon,
        lat_deg=lat,
        x_m=x,
        y_m=y,
        egm96_m=egm96,
        ellipsoid_m=to_ellipsoid_m(egm96, lon, lat),
        ground_m=egm96 - clearance,
        speed_mps=np.broadcast_to(np.asarray(speed, float), x.shape).copy(),
        leg=kinds,
        strip=np.asarray(strip, np.int32),
    )


def sample_waypoints() -> Waypoints:
    east, north, high, leg, strip = zip(*_ROUTE, strict=True)
    speed = np.where(np.array(leg) == LegKind.SURVEY, 8.0, 13.0)
    return waypoints(east, north, high, leg, strip, speed)


def sample_plan(
    sensor_key: str = "p1-35", aircraft_key: str = "m300-rtk", sorties: int = 1
) -> SensorPlan:
    camera, craft = sensor(sensor_key), aircraft(aircraft_key)
    one = Sortie(
        number=1,
        name="S01",
        waypoints=sample_waypoints(),
        energy_limit_wh=411.0,
    )
    return SensorPlan(
        sensor=camera,
        aircraft=craft,
        intent=PlanIntent(),
        settings=flight_settings(camera, craft, speed_mps=8.0),
        home=home(),
        sorties=tuple(replace(one, number=n, name=f"S{n:02d}") for n in range(1, sorties + 1)),
        cost=Cost(1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        convergence=(),
        evaluations=1,
        seconds=0.1,
        angles_deg=(0.0,),
        notes=(text("a note"),),
    )


def sample_verification(plan: SensorPlan) -> Verification:
    """Made-up figures of `plan`, each sortie's a little other than the one's before."""
    views = ViewRasters(0.0, 0.0, 5.0, *(np.zeros((1, 1)) for _ in range(4)))
    return Verification(
        sensor=plan.sensor.key,
        area_m2=3e4,
        flyable_m2=2.9e4,
        seen_share=1.0,
        overlap_ok_share=0.96,
        gsd_p50_m=0.012,
        gsd_p95_m=0.015,
        sorties=tuple(_figures(sortie) for sortie in plan.sorties),
        findings=(Finding("VERIFY-X", Severity.WARNING, plan.sorties[0].name, "=odd"),),
        rasters=views,
    )


def _figures(sortie: Sortie) -> SortieFigures:
    more = 0.3 * sortie.number
    return SortieFigures(
        number=sortie.number,
        name=sortie.name,
        length_m=990.0 + more,
        climb_m=50.0 + more,
        turns=4,
        photos=37 + sortie.number,
        energy_wh=88.0 + more,
        energy_limit_wh=411.0,
        duration_s=130.0 + more,
        clearance_min_m=61.0,
        agl_min_m=80.0 - more,
        agl_max_m=95.0 + more,
        distance_max_m=400.0 + more,
        zone_m=0.0,
        max_climb_mps=4.0,
        max_descent_mps=3.0,
    )


def mission_of(
    points: Waypoints, camera: Sensor | None = None, craft: Aircraft | None = None
) -> Mission:
    camera, craft = camera or sensor("p1-35"), craft or aircraft("m300-rtk")
    return Mission(
        title=f"Sample-{camera.key}-S01",
        aircraft=craft,
        sensor=camera,
        settings=flight_settings(camera, craft, speed_mps=8.0),
        home=home(),
        waypoints=points,
        takeoff_height_m=100.0,
        rth_height_m=160.0,
        length_m=990.0,
        duration_s=110.0,
        photos=38,
    )


def sample_mission(sensor_key: str = "p1-35", aircraft_key: str = "m300-rtk") -> Mission:
    return mission_of(sample_waypoints(), sensor(sensor_key), aircraft(aircraft_key))
