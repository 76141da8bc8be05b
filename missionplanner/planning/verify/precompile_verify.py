"""Compile the kernels of this package once, so that no pilot waits for it."""

import numpy as np

from missionplanner.planning.verify.clearance import clearance_of, clearances, farthest
from missionplanner.planning.verify.path import samples
from missionplanner.planning.verify.points import add_points
from missionplanner.planning.verify.track import track_along


def warm() -> None:
    """Compile and cache; a few seconds the first time, nothing later."""
    ground = np.zeros((4, 4))
    cameras = np.array([[15.0, 15.0, 50.0, 1.0, 0.0]])
    grid = (0.0, 0.0, 10.0)
    add_points(
        cameras, 0.7, 0.04, 190.0, 1e4, ground, *grid, ground, ground, ground, *grid,
        np.zeros((4, 4), np.float32),
    )  # fmt: skip
    line = np.array([0.0, 30.0])
    places = np.column_stack((line, line, line + 50.0))
    track_along(places, line + 5.0, np.zeros(2), 2.0)
    clearances(line, line, line + 50.0, ground, *grid)
    clearance_of(samples(line, line, line + 50.0, 5.0), ground, *grid)
    farthest(line, line, line + 50.0, 0.0, ground, *grid)
