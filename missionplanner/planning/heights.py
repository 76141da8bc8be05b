"""Lowest allowed flight heights as rasters: above ground, clear of it, and over wires."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.planning.kernels.types import Ground
from missionplanner.planning.same import Same
from missionplanner.planning.scenario import Scenario
from missionplanner.terrain.dem import Terrain
from missionplanner.terrain.surface import clearance_surface_m

Floats = NDArray[np.float64]

# The asked height counts from the highest ground this far around the line, m: single crests
# below the middle of the swath do not shrink it. Sensors close to their resolution limit cannot
# afford it: they look around no further than ground of CREST_SLOPE can use up the room they have.
CREST_M = 15.0
CREST_SLOPE = 0.6
# Heights are read in steps of at most this, m.
SAMPLE_M = 10.0
# Kept between planned and least, or greatest, distance to ground, m: curves cut corners.
SPARE_M = 1.0
# Where there is no greatest height, EGM96 m.
NO_CEILING_M = 1e9


def least_clearance_m(sensor: Sensor, intent: PlanIntent) -> float:
    """Return the least distance to ground, m; on the visible sensor also a share of its AGL."""
    if sensor.kind is SensorKind.VISIBLE:
        return max(intent.min_clearance_m, intent.clearance_share * sensor.acquisition.agl_m)
    return intent.min_clearance_m


def without_gaps(height_m: Floats) -> Floats:
    """Return heights with nodata (NaN) taken from the nearest known cell."""
    missing = np.isnan(height_m)
    if not missing.any():
        return np.ascontiguousarray(height_m)
    nearest = ndimage.distance_transform_edt(missing, return_distances=False, return_indices=True)
    return np.ascontiguousarray(height_m[tuple(nearest)])


def ceiling_m(terrain: Terrain, intent: PlanIntent) -> Floats:
    """Return the greatest flight height over each cell, EGM96 m; `NO_CEILING_M` for none.

    The nearest ground is never farther off than that straight below. Between the cells it is taken
    from, the surface at a distance from a hollow lies lower than straight between them.
    """
    most_m = intent.legal_agl_m
    if most_m is None:
        return np.full(terrain.height_m.shape, NO_CEILING_M)
    if intent.ceiling is Ceiling.NEAREST:
        return _clear_of(Same(terrain), most_m - 2.0 * SPARE_M)
    return without_gaps(terrain.height_m) + (most_m - SPARE_M)


def _highest(values: Floats, reach: int) -> Floats:
    """Return the highest value within `reach` cells around each."""
    found: Floats = ndimage.maximum_filter(values, size=2 * reach + 1, mode="nearest")
    return found


# A site is planned several times, trials and other sensors, with the same clearances; sweeping
# the terrain takes as long as a tenth of a search. Two sensors at once need no more than this.
@lru_cache(maxsize=4)
def _clear_of(same: Same[Terrain], clearance_m: float) -> Floats:
    surface = without_gaps(np.asarray(clearance_surface_m(same.thing, clearance_m)))
    surface.setflags(write=False)
    return surface


def ground_of(
    scenario: Scenario, sensor: Sensor, agl_m: float, room: float, origin: tuple[float, float]
) -> Ground:
    """Return the rasters a flight is built on.

    Both take the highest value around, so that legs straight between samples stay above: of the
    neighbouring cells for the clearance surface, and of all within a step for wires, whose
    floor has steps.

    Parameters
    ----------
    agl_m : float
        Asked height above ground on strips, m.
    room : float
        Height above the asked one that keeps the resolution limit, m.
    origin : (x, y)
        Site metres of the local origin.
    """
    terrain = scenario.terrain
    height = without_gaps(terrain.height_m)
    clearance_m = least_clearance_m(sensor, scenario.intent) + SPARE_M
    clear = _clear_of(Same(terrain), clearance_m)
    clear = np.maximum(clear, height + clearance_m)
    wires = _highest(scenario.floor_m, math.ceil(SAMPLE_M / terrain.cell_m) + 1)
    transit = np.maximum(_highest(clear, 1), wires)
    crest = _highest(height, round(min(CREST_M, room / CREST_SLOPE) / terrain.cell_m))
    return Ground(
        ceiling_m=np.ascontiguousarray(ceiling_m(terrain, scenario.intent)),
        survey_m=np.ascontiguousarray(np.maximum(crest + agl_m, transit)),
        transit_m=np.ascontiguousarray(transit),
        threat=np.ascontiguousarray(scenario.threat, dtype=np.float64),
        x0_m=float(terrain.x0_m - origin[0]),
        y0_m=float(terrain.y0_m - origin[1]),
        per_cell=float(1.0 / terrain.cell_m),
    )
