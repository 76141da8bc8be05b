"""A small made site for the airspace tests."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.terrain.dem import Terrain

X0, Y0, CELL = 500_000.0, 4_180_000.0, 10.0


@pytest.fixture(scope="session")
def make_terrain() -> Callable[[NDArray[np.float64]], Terrain]:
    """Return a maker of terrain with 10 m cells in UTM 49 N from heights, row 0 in the south."""

    def make(height_m: NDArray[np.float64]) -> Terrain:
        return Terrain(SiteFrame(32649), X0, Y0, CELL, np.ascontiguousarray(height_m), "made", ())

    return make


@pytest.fixture(scope="session")
def slope_terrain(make_terrain: Callable[[NDArray[np.float64]], Terrain]) -> Terrain:
    """60 x 80 cells that rise 3 m a cell to the east from 600 m."""
    return make_terrain(600.0 + 3.0 * np.tile(np.arange(80.0), (60, 1)))
