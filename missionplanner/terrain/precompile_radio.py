"""Compile the kernels of radio paths once, so that nobody waits for it."""

import numpy as np

from missionplanner.link.diffraction import EFFECTIVE_RADIUS_KM, delta_bullington
from missionplanner.terrain.radio_paths import losses_along


def warm() -> None:
    """Compile and cache; a few seconds the first time, nothing later."""
    line, ground = np.array([0.0, 0.1, 0.2]), np.zeros(3)
    delta_bullington(line, ground, 10.0, 10.0, 0.868, True, EFFECTIVE_RADIUS_KM)
    places = np.array([[20.0, 20.0, 50.0]])
    grid = (np.zeros((4, 4)), 0.0, 0.0, 10.0)
    losses_along(*grid, 5.0, 5.0, 3.0, places, 0.868, EFFECTIVE_RADIUS_KM, 200)
