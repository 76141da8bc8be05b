"""B as printed in the first paper, for the report only.

B = sum over segments of (w1 length + w2 mean altitude + w3 mean threat). It depends on how the
route is cut, so it is always told on segments of 100 m; J (length-weighted) is what is minimised.
"""

import numpy as np
from numpy.typing import NDArray

SEGMENT_M = 100.0
Floats = NDArray[np.float64]


def b_literal(
    along_m: Floats, height_m: Floats, threat: Floats, w1: float, w2: float, w3: float
) -> float:
    """Return B of one route.

    Parameters
    ----------
    along_m : float64 (n,), distance flown at each sample, ascending, m
    height_m : float64 (n,), EGM96 m
    threat : float64 (n,), threat index
    w1, w2, w3 : float
        Weights of length, mean altitude and mean threat.
    """
    total_m = float(along_m[-1] - along_m[0])
    segments = max(1, round(total_m / SEGMENT_M))
    middle = along_m[0] + (np.arange(segments * 10) + 0.5) * total_m / (segments * 10)
    height = np.interp(middle, along_m, height_m).reshape(segments, 10).mean(axis=1)
    risk = np.interp(middle, along_m, threat).reshape(segments, 10).mean(axis=1)
    return float(w1 * total_m + w2 * height.sum() + w3 * risk.sum())
