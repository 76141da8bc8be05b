"""Our own planner on a flat area: the whole of it, with one battery that lasts."""

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.ops import nearest_points

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.plan import LegKind, PlanIntent
from missionplanner.model.weather import CALM
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.scenario import build_scenario
from missionplanner.tasks.progress import silent
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

AROUND_M, CELL_M, LEVEL_M = 400.0, 10.0, 100.0
# Home keeps this far from holes, m.
FREE_M = 10.0
# No battery change within the comparison, which is of paths.
BATTERY_WH = 1e5


def our_path(
    area: Polygon,
    origin: tuple[float, float],
    frame: SiteFrame,
    spacing_m: float,
    intent: PlanIntent,
) -> Floats:
    """Return the path (n, 2) of one sortie over an area, without the legs from and to home.

    Our planner counts those legs, the comparison does not, so home is free: a corner and the
    middle of the area are tried, and the shorter path is returned.
    """
    homes = (np.asarray(area.exterior.coords[0]), np.asarray(_middle(area).coords[0]))
    paths = [_path(area, origin, frame, spacing_m, intent, home) for home in homes]
    return min(paths, key=lambda p: float(np.hypot(*np.diff(p, axis=0).T).sum()))


def _path(
    area: Polygon,
    origin: tuple[float, float],
    frame: SiteFrame,
    spacing_m: float,
    intent: PlanIntent,
    home: Floats,
) -> Floats:
    outer, *inner = (np.asarray(r.coords) + origin for r in (area.exterior, *area.interiors))
    holes = tuple(Hole(f"hole {k}", frame.unproject(Polygon(ring))) for k, ring in enumerate(inner))
    survey = SurveyArea("area", MultiPolygon([frame.unproject(Polygon(outer))]), holes)
    lon, lat = frame.inverse(*(home + origin))
    camera = sensor("generic")
    craft = aircraft("m300-rtk")
    craft = craft.model_copy(
        update={"battery": craft.battery.model_copy(update={"energy_wh": BATTERY_WH})}
    )
    scenario = build_scenario(
        _flat(Polygon(outer), frame), survey, Threats(), CALM,
        Position(lon_deg=float(lon), lat_deg=float(lat)), craft, intent,
    )  # fmt: skip
    width = camera.camera.sensor_width_mm / camera.camera.focal_mm * camera.acquisition.agl_m
    factor = spacing_m / (width * (1 - camera.acquisition.sidelap))
    plan = plan_sensor(scenario, camera, silent(), spacing_factor=factor, margin_share=0.0)
    assert abs(plan.settings.spacing_m - spacing_m) < 1e-9
    (sortie,) = plan.sorties
    points = sortie.waypoints
    survey_legs = np.flatnonzero(points.leg == LegKind.SURVEY)
    part = slice(survey_legs[0], survey_legs[-1] + 2)
    return np.column_stack((points.x_m[part], points.y_m[part])) - origin


def _middle(area: Polygon) -> Point:
    free = area.buffer(-FREE_M)
    return nearest_points(free, area.centroid)[0]


def _flat(area: Polygon, frame: SiteFrame) -> Terrain:
    west, south, east, north = area.buffer(AROUND_M).bounds
    shape = (round((north - south) / CELL_M) + 1, round((east - west) / CELL_M) + 1)
    return Terrain(frame, west, south, CELL_M, np.full(shape, LEVEL_M), "flat")
