"""What the benchmarks with a known truth have in common."""

from pathlib import Path

import numpy as np
import rasterio


def shares(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return recall and precision of two masks."""
    both = float((found & truth).sum())
    return both / float(truth.sum()), both / max(float(found.sum()), 1.0)


def read(path: Path) -> np.ndarray:
    """Return the first band of a raster."""
    with rasterio.open(path) as file:
        return file.read(1)
