"""Small made-up sites with something steep, ready for planning."""

import numpy as np
from shapely.geometry import MultiPolygon, Polygon, box

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.weather import CALM
from missionplanner.planning.scenario import Scenario, build_scenario
from tests.unit.planning.verify.sites import FRAME, X0, Y0, terrain


def place(x: float, y: float) -> Position:
    """Return a place so many metres east and north of the site's corner."""
    lon, lat = FRAME.inverse(X0 + x, Y0 + y)
    return Position(lon_deg=float(lon), lat_deg=float(lat))


def scenario(height, area: Polygon, home, intent, side_m=700.0, cell_m=5.0) -> Scenario:
    """Return a scenario over a height function; the area in metres from the site's corner.

    `home` None: the planner chooses it.
    """
    moved = Polygon([(x + X0, y + Y0) for x, y in area.exterior.coords])
    outer = MultiPolygon([FRAME.unproject(moved)])
    return build_scenario(
        terrain(height, side_m=side_m, cell_m=cell_m), SurveyArea("site", outer), Threats(),
        CALM, None if home is None else place(*home), aircraft("m300-rtk"), intent,
    )  # fmt: skip


def wall(x, _y):
    """A face of 60 degrees, 70 m high, that falls to the west at x = 350."""
    return 500.0 + np.clip((x - 350.0) * np.tan(np.radians(60.0)), 0.0, 70.0)


def cone(x, y):
    """A cone of 45 degrees, 60 m high, in the middle."""
    return 500.0 + np.clip(90.0 - np.hypot(x - 350.0, y - 350.0), 0.0, 60.0)


WALL_AREA = box(300.0, 250.0, 450.0, 450.0)
CONE_AREA = box(240.0, 240.0, 460.0, 460.0)
