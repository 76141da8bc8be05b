"""Lowest allowed flight heights as rasters: above ground, clear of it, and over wires."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.model.plan import PlanIntent
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.planning.kernels.words import Ground
from missionplanner.planning.scenario import Scenario
from missionplanner.terrain.surface import clearance_surface_m

Floats = NDArray[np.float64]

# The asked height counts from the highest ground this far around the line, m: single crests
# below the middle of the swath do not shrink it.
CREST_M = 15.0
# Rounding kept between planned and least distance to ground, m.
SPARE_M = 0.5


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


def ground_of(
    scenario: Scenario, sensor: Sensor, agl_m: float, origin: tuple[float, float]
) -> Ground:
    """Return the rasters a flight is built on.

    The clearance and wire surfaces take the highest of each cell and its neighbours, so that
    legs straight between samples one cell apart stay above them.

    Parameters
    ----------
    agl_m : float
        Asked height above ground on strips, m.
    origin : (x, y)
        Site metres of the local origin.
    """
    terrain = scenario.terrain
    height = without_gaps(terrain.height_m)
    clearance_m = least_clearance_m(sensor, scenario.intent) + SPARE_M
    clear = without_gaps(np.asarray(clearance_surface_m(terrain, clearance_m)))
    clear = np.maximum(clear, height + clearance_m)
    transit = ndimage.maximum_filter(np.maximum(clear, scenario.floor_m), size=3, mode="nearest")
    reach = 2 * round(CREST_M / terrain.cell_m) + 1
    crest = ndimage.maximum_filter(height, size=reach, mode="nearest")
    return Ground(
        survey_m=np.ascontiguousarray(np.maximum(crest + agl_m, transit)),
        transit_m=np.ascontiguousarray(transit),
        threat=np.ascontiguousarray(scenario.threat, dtype=np.float64),
        x0_m=float(terrain.x0_m - origin[0]),
        y0_m=float(terrain.y0_m - origin[1]),
        per_cell=float(1.0 / terrain.cell_m),
    )
