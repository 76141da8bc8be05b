"""Sums over the cells of zones, in one pass."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def add_values(zones: Ints, values: NDArray[Any], count: Floats, total: Floats) -> None:
    """Add each finite value (cells,) to the count and total (rows,) of its zone."""
    for i in range(zones.shape[0]):
        value = float(values[i])
        if math.isfinite(value):
            count[zones[i]] += 1.0
            total[zones[i]] += value


@kernel
def add_squares(zones: Ints, values: NDArray[Any], mean: Floats, squares: Floats) -> None:
    """Add each finite value's squared deviation from its zone's mean (rows,)."""
    for i in range(zones.shape[0]):
        value = float(values[i])
        if math.isfinite(value):
            squares[zones[i]] += (value - mean[zones[i]]) ** 2


@kernel
def add_codes(zones: Ints, codes: NDArray[Any], counts: Ints) -> None:
    """Count each code (cells,) in counts (rows, codes); one beyond its columns counts as 0."""
    for i in range(zones.shape[0]):
        code = int(codes[i])
        counts[zones[i], code if 0 <= code < counts.shape[1] else 0] += 1
