"""Small made-up sites and hand-made plans, with every number known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from shapely.geometry import MultiPolygon, Polygon, box

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.airspace.zones import HardZone
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import undulation_m
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.plan import (
    Cost,
    FlightSettings,
    Home,
    LegKind,
    PlanIntent,
    SensorPlan,
    Sortie,
    Waypoints,
)
from missionplanner.planning.scenario import Scenario
from missionplanner.terrain.dem import Terrain

FRAME = SiteFrame(32650)
X0, Y0 = 400_000.0, 2_754_000.0
# 137 x 91.333 m from 100 m.
GENERIC = sensor("generic")
M300 = aircraft("m300-rtk")


def terrain(
    height: Callable[[np.ndarray, np.ndarray], np.ndarray],
    side_m: float = 1000.0,
    cell_m: float = 5.0,
) -> Terrain:
    """A square DEM whose south-west node is (X0, Y0); `height` is told metres from there."""
    steps = cell_m * np.arange(round(side_m / cell_m) + 1)
    x, y = np.meshgrid(steps, steps)
    return Terrain(FRAME, X0, Y0, cell_m, np.ascontiguousarray(height(x, y) + 0.0 * x))


def flat(level_m: float = 500.0, **more: float) -> Terrain:
    return terrain(lambda x, y: np.full_like(x, level_m), **more)


@dataclass(frozen=True)
class Hop:
    """A waypoint: metres from the site's corner, EGM96 height, and the leg that begins there."""

    x: float
    y: float
    z: float
    strip: int = -1
    speed: float = 10.0


def waypoints(hops: Sequence[Hop], ground: Terrain) -> Waypoints:
    x = np.array([X0 + h.x for h in hops])
    y = np.array([Y0 + h.y for h in hops])
    z = np.array([h.z for h in hops], dtype=float)
    lon, lat = FRAME.inverse(x, y)
    strip = np.array([h.strip for h in hops], np.int32)
    return Waypoints(
        lon_deg=lon,
        lat_deg=lat,
        x_m=x,
        y_m=y,
        egm96_m=z,
        ellipsoid_m=z + undulation_m(lon, lat),
        ground_m=ground.height_at(x, y),
        speed_mps=np.array([h.speed for h in hops], dtype=float),
        leg=np.where(strip >= 0, LegKind.SURVEY, LegKind.TRANSIT).astype(np.int8),
        strip=strip,
    )


def sortie(
    hops: Sequence[Hop], ground: Terrain, number: int = 1, limit_wh: float = 400.0
) -> Sortie:
    return Sortie(
        number=number,
        name=f"S{number}",
        waypoints=waypoints(hops, ground),
        energy_limit_wh=limit_wh,
    )


SETTINGS = FlightSettings(
    agl_m=100.0,
    speed_mps=10.0,
    transit_speed_mps=13.0,
    spacing_m=41.1,
    trigger_distance_m=18.0,
    interval_s=1.8,
    gsd_m=0.025,
    swath_m=137.0,
    footprint_along_m=91.333,
    blur_px=None,
)


def home(ground: Terrain, x: float = 20.0, y: float = 20.0) -> Home:
    lon, lat = FRAME.inverse(X0 + x, Y0 + y)
    level = float(ground.height_at(X0 + x, Y0 + y))
    return Home(
        Position(lon_deg=float(lon), lat_deg=float(lat)),
        X0 + x,
        Y0 + y,
        level,
        level + float(undulation_m(lon, lat)),
    )


def square(west: float, south: float, east: float, north: float) -> Polygon:
    return box(X0 + west, Y0 + south, X0 + east, Y0 + north)


def scenario(
    ground: Terrain,
    wanted: Polygon,
    zones: tuple[HardZone, ...] = (),
    wind: tuple[float, float] = (0.0, 0.0),
) -> Scenario:
    return Scenario(
        terrain=ground,
        area=SurveyArea("site", MultiPolygon([FRAME.unproject(wanted)])),
        zones=zones,
        floor_m=np.full(ground.height_m.shape, -np.inf),
        threat=np.zeros(ground.height_m.shape),
        wind_east_mps=wind[0],
        wind_north_mps=wind[1],
        home=home(ground),
        aircraft=M300,
        intent=PlanIntent(),
        wanted=MultiPolygon([wanted]),
    )


def plan(*sorties: Sortie, site: Scenario, settings: FlightSettings = SETTINGS) -> SensorPlan:
    return SensorPlan(
        sensor=GENERIC,
        aircraft=M300,
        intent=site.intent,
        settings=settings,
        home=site.home,
        sorties=sorties,
        cost=Cost(0, 0, 0, 0, 0, 0, 0),
        convergence=(),
        evaluations=0,
        seconds=0.0,
        angles_deg=(),
    )


def lawn(
    west: float, east: float, first: float, last: float, spacing: float, z: float
) -> list[Hop]:
    """East-west strips from y = first to last, flown to and fro, from home and back at height z."""
    hops = [Hop(20, 20, z)]
    for k, y in enumerate(np.arange(first, last + 1e-9, spacing)):
        a, b = (west, east) if k % 2 == 0 else (east, west)
        hops += [Hop(a, float(y), z, strip=k), Hop(b, float(y), z)]
    return [*hops, Hop(20, 20, z)]


def without_strips(hops: Sequence[Hop], drop: Callable[[int], bool]) -> list[Hop]:
    """The same flight without taking images on some strips."""
    return [replace(h, strip=-1) if h.strip >= 0 and drop(h.strip) else h for h in hops]
