"""How far off a face may be flown, where the ceiling counts from the ground straight below."""

from dataclasses import replace

import numpy as np
import shapely
from scipy import ndimage

from missionplanner.errors import PlanRefused
from missionplanner.model.plan import Ceiling
from missionplanner.planning.face_ground import steep_ground
from missionplanner.planning.heights import without_gaps
from missionplanner.planning.intent import HEADROOM_M, Choice
from missionplanner.planning.scenario import Scenario

# Distances are tried in steps of this, m; faces are looked at smoothed by so many metres.
STEP_M, SMOOTHING_M = 1.0, 10.0
# Share of the cells before which the ceiling must be kept; the others are flown lower.
KEPT_SHARE = 0.98
# Strips go straight past hollows of a face, and turn farther off; so much is left for that, m.
HOLLOW_M = 8.0


def under_ceiling(scenario: Scenario, choice: Choice) -> Choice:
    """Return a choice whose greatest distance from faces keeps to the ceiling.

    Raises
    ------
    PlanRefused
        Even the least distance is too high above the ground before the faces.
    """
    legal_m = scenario.intent.legal_agl_m
    if legal_m is None:
        return choice
    if scenario.intent.ceiling is Ceiling.NEAREST:
        return _at_most(choice, legal_m - HOLLOW_M)
    low_m, high_m = choice.sensor.acquisition.agl_min_m, choice.agl_m[1]
    for distance_m in np.arange(high_m, low_m - 1e-9, -STEP_M):
        if _kept_share(scenario, float(distance_m), legal_m - HEADROOM_M) >= KEPT_SHARE:
            return _at_most(choice, float(distance_m))
    raise PlanRefused(
        "planning.face_ceiling", scenario.area.name, distance_m=low_m, ceiling_m=legal_m
    )


def _at_most(choice: Choice, most_m: float) -> Choice:
    low_m, high_m = (min(height_m, most_m) for height_m in choice.agl_m)
    return replace(choice, agl_m=(low_m, high_m))


def _kept_share(scenario: Scenario, distance_m: float, most_m: float) -> float:
    """Return the share of face cells before which a distance is low enough above the ground."""
    terrain = scenario.terrain
    row, col = np.nonzero(steep_ground(terrain, scenario.intent.views.face_from_deg).steep)
    x, y = terrain.x0_m + terrain.cell_m * col, terrain.y0_m + terrain.cell_m * row
    inside = shapely.contains_xy(scenario.wanted, x, y)
    row, col, x, y = row[inside], col[inside], x[inside], y[inside]
    if not len(row):
        return 1.0
    height = without_gaps(terrain.height_m)
    smooth = ndimage.gaussian_filter(height, SMOOTHING_M / terrain.cell_m, mode="nearest")
    rises = (np.asarray(rise) for rise in np.gradient(smooth, terrain.cell_m))
    north, east = (rise[row, col] for rise in rises)
    long = np.sqrt(1.0 + east * east + north * north)
    before_x, before_y = x - distance_m * east / long, y - distance_m * north / long
    above = height[row, col] + distance_m / long - terrain.height_at(before_x, before_y)
    return float(np.mean(~(above > most_m)))
