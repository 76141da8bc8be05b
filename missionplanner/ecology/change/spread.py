"""Mean and scatter of every pixel over the epochs."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]


@kernel
def cv_pixels(stack: NDArray[Any], ddof: int, least: int, least_mean: float, cv: Floats) -> int:
    """Write each pixel's coefficient of variation; return how many have too small a mean for one.

    Parameters
    ----------
    stack : float32 or float64 (n, pixels)
        NaN (or infinity) where an epoch is missing.
    ddof : int
        Taken from the number of values when the variance is formed.
    least : int
        Values a pixel needs, above `ddof`.
    least_mean : float
        Size of the mean up to which there is no coefficient.
    cv : float64 (pixels,), written; NaN where there is none
    """
    near_zero = 0
    for pixel in range(stack.shape[1]):
        cv[pixel] = math.nan
        count, total = 0, 0.0
        for i in range(stack.shape[0]):
            if math.isfinite(stack[i, pixel]):
                count += 1
                total += stack[i, pixel]
        if count < least:
            continue
        mean = total / count
        if abs(mean) <= least_mean:
            near_zero += 1
            continue
        squares = 0.0
        for i in range(stack.shape[0]):
            if math.isfinite(stack[i, pixel]):
                squares += (stack[i, pixel] - mean) ** 2
        cv[pixel] = math.sqrt(squares / (count - ddof)) / abs(mean)
    return near_zero
