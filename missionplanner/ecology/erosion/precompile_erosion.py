"""Compile the loops of erosion once, so that the first study is as quick as the next."""

import numpy as np

from missionplanner.ecology.erosion import flow
from missionplanner.ecology.erosion.slopes import slope_factors
from missionplanner.ecology.indicators import erosion as indicator


def warm() -> None:
    """Run each loop on a few cells, with the types a study gives it."""
    flow.warm()
    indicator.warm()
    height_m = np.arange(12.0).reshape(3, 4)
    slope_factors(height_m, 1.0)
    slope_factors(height_m, 1.0, length_method="one-cell")
