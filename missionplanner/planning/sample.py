"""A part of a large area that trials are made on: what is chosen there holds for all of it."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.ops import unary_union

from missionplanner.model.plan import HOME_STATION, Station
from missionplanner.planning.same import Same
from missionplanner.planning.scenario import Scenario, polygons_of

# Trials take all of an area up to this size; of a larger one, so many squares of such a side.
WHOLE_M2 = 12e6
SQUARES, SIDE_M = 3, 1400.0
# A square with less ground than this share of it says little.
LEAST_SHARE = 0.5
# Slopes are looked at at points this far apart, m.
STEP_M = 50.0


def sampled(scenario: Scenario) -> Scenario:
    """Return the scenario of some squares of its area: gentle, middling and steep ones.

    Each lies around a launch place, so that its flights are as those of the whole.
    """
    return scenario if scenario.wanted.area <= WHOLE_M2 else _squares(Same(scenario))


# All quick plans of a sensor are of one scenario, and look at the same squares.
@lru_cache(maxsize=1)
def _squares(same: Same[Scenario]) -> Scenario:
    scenario = same.thing
    stations = (Station(HOME_STATION, scenario.home), *scenario.sites)
    squares = [_around(scenario, station) for station in stations]
    full = [s for s in squares if s.area >= LEAST_SHARE * SIDE_M**2]
    ranked = sorted(full or squares, key=lambda ground: _steepness(scenario, ground))
    picks = np.unique(np.linspace(0, len(ranked) - 1, SQUARES).round().astype(np.int64))
    ground = polygons_of(unary_union([ranked[k] for k in picks]))
    if ground.is_empty:
        return scenario
    outer = polygons_of(scenario.terrain.frame.unproject(ground))
    area = replace(scenario.area, outer=outer)
    return replace(scenario, area=area, wanted=ground)


def _around(scenario: Scenario, station: Station) -> MultiPolygon:
    """Return the wanted ground of a square near a launch place, towards the middle of the area."""
    half, home = 0.5 * SIDE_M, station.home
    west, south, east, north = scenario.wanted.bounds
    x = min(max(home.x_m, west + half), max(east - half, west + half))
    y = min(max(home.y_m, south + half), max(north - half, south + half))
    square = shapely.box(x - half, y - half, x + half, y + half)
    return polygons_of(scenario.wanted.intersection(square))


def _steepness(scenario: Scenario, ground: MultiPolygon) -> float:
    """Return the mean rise of the ground below, m per m."""
    west, south, east, north = ground.bounds
    x, y = np.meshgrid(np.arange(west, east, STEP_M), np.arange(south, north, STEP_M))
    height = scenario.terrain.height_at(x, y)
    rise = np.hypot(*np.gradient(height, STEP_M)) if min(height.shape) > 1 else np.zeros(1)
    return float(np.nanmean(rise))
