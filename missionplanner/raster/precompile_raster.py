"""Compile the kernel of fine rasters once, with the final types."""

import numpy as np

from missionplanner.raster.gather import gather


def warm() -> None:
    """Count one cell into one; the kernel is compiled, or read from its cache."""
    one, single = np.zeros((1, 1)), np.zeros((1, 1), np.float32)
    gather(
        single,
        float("nan"),
        np.array([0.0, 1.0, 0.0, 0.0, 0.0, 1.0]),
        np.zeros((1, 1), np.bool_),
        one,
        one.copy(),
        one.copy(),
        np.zeros((1, 1), np.int32),
        single.copy(),
        single.copy(),
    )
