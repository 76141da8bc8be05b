"""Compile every kernel of the planner once, so that the first plan is as quick as the next."""

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, box

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import text
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.weather import CALM
from missionplanner.planning.kernels.along import span_along
from missionplanner.planning.kernels.savings import joined_tour, nearest_ends
from missionplanner.planning.kernels.types import Network
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.point_to_point.plan_route import RouteWish, plan_route
from missionplanner.planning.scenario import Scenario, build_scenario
from missionplanner.tasks.progress import silent
from missionplanner.terrain.dem import Terrain

SIDE_M = 1200.0
CELL_M = 10.0


def hill_scenario(intent: PlanIntent) -> Scenario:
    """Return a small made-up site: a hill, one concave zone, one zone over it, home in the west."""
    frame = SiteFrame.around(10.0, 50.0)
    x0, y0 = (float(v) for v in frame.forward(10.0, 50.0))
    terrain = Terrain(frame, x0, y0, CELL_M, _hill(), text(""), ())
    area = SurveyArea("hill", _lonlat(frame, box(250, 250, 850, 750), x0, y0))
    bay = Polygon([(500, 420), (640, 420), (640, 560), (600, 560), (600, 460), (500, 460)])
    threats = Threats(zones=(Zone(name="bay", polygon=_lonlat(frame, bay, x0, y0)),))
    lon, lat = frame.inverse(x0 + 200.0, y0 + 500.0)
    home = Position(lon_deg=float(lon), lat_deg=float(lat))
    return build_scenario(terrain, area, threats, CALM, home, aircraft("m300-rtk"), intent)


def warm() -> SensorPlan:
    """Run a tiny plan; every kernel is compiled, or read from its cache, with the final types."""
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=60))
    places = (scenario.home.position, _place(scenario, SIDE_M - 200.0, 500.0))
    warm_large()
    plan_route(scenario, sensor("p1-35"), RouteWish("warm", places, evaluations=100), silent())
    return plan_sensor(scenario, sensor("p1-35"), silent())


def warm_large() -> None:
    """Compile what only plans of many strips and of bent ones need, with two strips each."""
    ways = np.ones((5, 5)) - np.eye(5)
    net = Network(np.ones((2, 2)), np.ones((2, 2)), ways, ways)
    joined_tour(net, 100.0, nearest_ends(net, 1))
    line = np.array([[0.0, 0.0], [1.0, 0.0]])
    span_along(line, line)


def _place(scenario: Scenario, x_m: float, y_m: float) -> Position:
    terrain = scenario.terrain
    lon, lat = terrain.frame.inverse(terrain.x0_m + x_m, terrain.y0_m + y_m)
    return Position(lon_deg=float(lon), lat_deg=float(lat))


def _hill() -> NDArray[np.float64]:
    count = round(SIDE_M / CELL_M) + 1
    y, x = np.mgrid[0:count, 0:count] * CELL_M
    height: NDArray[np.float64] = (
        500.0
        + 80.0 * np.exp(-((x - 600.0) ** 2 + (y - 500.0) ** 2) / 250.0**2)
        + 10.0 * np.sin(x / 90.0)
    )
    return np.ascontiguousarray(height)


def _lonlat(frame: SiteFrame, polygon: Polygon, x0: float, y0: float) -> MultiPolygon:
    moved = [(x + x0, y + y0) for x, y in polygon.exterior.coords]
    return MultiPolygon([frame.unproject(Polygon(moved))])
