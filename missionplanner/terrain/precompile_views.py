"""Compile the kernels that count views once, so that nobody waits for it."""

import numpy as np

from missionplanner.terrain.footprints import GRAZE_M, add_views, level_axes


def warm() -> None:
    """Compile and cache; a few seconds the first time, nothing later."""
    ground, grid = np.zeros((4, 4)), (0.0, 0.0, 10.0)
    cameras, axes = np.array([[15.0, 15.0, 50.0]]), level_axes(np.array([[1.0, 0.0]]), -1.5)
    images, strips = np.zeros((4, 4), np.uint16), np.zeros((4, 4), np.uint8)
    gsd, last = np.full((4, 4), np.inf, np.float32), np.full((4, 4), -1, np.int32)
    # A row of a larger array is not the type of a whole one: compile for what `views` hands over.
    add_views(
        cameras[0:1], axes[0:1], np.zeros(1, np.int32)[0:1], 0.5, 0.3, 2000.0, GRAZE_M,
        ground, *grid, ground, ground, ground, *grid, 1e-4, 1e-4, images, strips, gsd,
        np.zeros((4, 4), np.float32), last,
    )  # fmt: skip
