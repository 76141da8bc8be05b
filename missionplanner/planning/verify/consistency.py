"""Whether the several ways in which a waypoint tells its place agree.

A mission file is written from longitude, latitude and both heights, while the planner thinks in
the metres of the site frame: one slip between them and the aircraft flies elsewhere.
"""

from collections.abc import Iterator

import numpy as np

from missionplanner.geo.geoid import undulation_m
from missionplanner.messages.message import message
from missionplanner.model.plan import Waypoints
from missionplanner.planning.verify.motion import Breach
from missionplanner.terrain.dem import Terrain

#: Largest disagreement, metres: on the map, between datums, with the DEM below.
PLACE_M = 0.05
DATUM_M = 0.01
GROUND_M = 0.5


def disagreements(points: Waypoints, terrain: Terrain) -> Iterator[Breach]:
    """Yield the worst disagreement of each kind in one sortie."""
    x, y = terrain.frame.forward(points.lon_deg, points.lat_deg)
    away = np.hypot(x - points.x_m, y - points.y_m)
    at = int(np.argmax(away))
    if not away[at] <= PLACE_M:
        yield Breach("VERIFY-PLACE", at, message("planning.places_apart", away=away[at]))
    geoid = undulation_m(points.lon_deg, points.lat_deg)
    slip = np.abs(points.ellipsoid_m - points.egm96_m - geoid)
    at = int(np.argmax(slip))
    if not slip[at] <= DATUM_M:
        yield Breach("VERIFY-DATUM", at, message("planning.datum_slip", slip=slip[at]))
    ground = terrain.height_at(points.x_m, points.y_m)
    slip = np.nan_to_num(np.abs(points.ground_m - ground))
    at = int(np.argmax(slip))
    if slip[at] > GROUND_M:
        yield Breach("VERIFY-GROUND", at, message("planning.ground_off", slip=slip[at]))
