"""Compile the kernels of this room once, so that no ecologist waits for them."""

import numpy as np

from missionplanner.ecology.change.precompile_change import warm as warm_change
from missionplanner.ecology.engine.index.tally import warm as warm_tally
from missionplanner.ecology.erosion.precompile_erosion import warm as warm_erosion
from missionplanner.ecology.geodetector.precompile_drivers import warm as warm_drivers
from missionplanner.ecology.index.irsei import finished, grades, irsei, raw_index
from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.heat import (
    brightness_temperature,
    emissivity,
    mono_window,
    surface_temperature,
)
from missionplanner.ecology.indicators.wetness import wetness
from missionplanner.ecology.measurements.kriging import Variogram, kriged
from missionplanner.ecology.security.precompile_security import warm as warm_security


def warm() -> None:
    """Compile and cache for float32 and float64; some seconds the first time, nothing later."""
    for dtype in (np.float32, np.float64):
        warm_index(np.dtype(dtype))
    for warm_part in (warm_erosion, warm_tally, warm_change, warm_security, warm_drivers):
        warm_part()
    three = np.array([0.0, 40.0, 90.0])
    kriged(three, three, three, Variogram("spherical", 0.0, 1.0, 60.0)).over(0.0, 9.0, 3.0, (3, 3))


def warm_index(dtype: np.dtype[np.floating]) -> None:
    """Run the indicators and the index on a few made-up pixels of the type."""
    bands = np.random.default_rng(1).uniform(0.05, 0.4, (6, 8, 8)).astype(dtype)
    blue, green, red, nir, swir1 = bands[:5]
    ndvi = greenness(red, nir)
    emitted = emissivity(ndvi)
    brightness = brightness_temperature(8.0 + bands[5], 607.76, 1260.56)
    mono_window(brightness, emitted, 1260.56, 0.8, 290.0)
    heat = surface_temperature(brightness, emitted, 11.457)
    wetness(tuple(bands[:5]), (0.03, 0.2, 0.3, 0.1, -0.6))
    wet = wetness(tuple(bands), (0.0315, 0.2021, 0.3102, 0.1594, -0.6806, -0.6109))
    stack = np.stack([ndvi, wet, dryness(blue, green, red, nir, swir1), heat, bands[5]])
    found = irsei(stack, limits="percentile")
    raw, _ = raw_index(stack, found.limits, found.components)
    grades(finished(raw, -1.0, 1.0))
