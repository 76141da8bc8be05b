"""What a caller hands over, as the arrays that the kernels take."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
"""float32 or float64; NaN is nodata."""

Doubles = NDArray[np.float64]


def floats(values: ArrayLike) -> Floats:
    """Return values as float32 or float64: those as they are, all others as float64."""
    found = np.asarray(values)
    return found if found.dtype in (np.float32, np.float64) else found.astype(np.float64)


def doubles(values: ArrayLike) -> Doubles:
    """Return values as a contiguous float64 array."""
    return np.ascontiguousarray(values, dtype=np.float64)
