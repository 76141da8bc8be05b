"""Compile the kernel that chooses photos for a map once, so that nobody waits for it."""

import numpy as np

from missionplanner.imagery.mosaic.choose import choose


def warm() -> None:
    """Compile and cache; a few seconds the first time, nothing later."""
    ground, axes = (
        np.zeros((4, 4)),
        np.array([[[0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]]),
    )
    which = np.full((4, 4), -1, np.int32)
    column, row = np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32)
    choose(
        ground, 0.0, 30.0, 10.0, np.zeros(1, np.int64), np.array([[15.0, 15.0, 50.0]]), axes,
        np.array([100.0, 100.0, 50.0, 50.0, 0.0, 0.0]), (100.0, 100.0), ground, 0.0, 0.0, 10.0,
        0.0, which, column, row,
    )  # fmt: skip
