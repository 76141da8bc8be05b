"""Arrays on their way into kernels that work pixel by pixel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError

Floats = NDArray[np.floating[Any]]
"""float32 or float64; NaN is nodata."""


def flattened(*arrays: Floats) -> list[Floats]:
    """Return the arrays as contiguous lines of one floating type; no copy where they are so.

    Parameters
    ----------
    *arrays : float32 or float64, any shape, all alike
        Anything else is turned into float64.

    Raises
    ------
    InputError
        The arrays differ in shape.
    """
    shapes = {np.shape(array) for array in arrays}
    if len(shapes) > 1:
        *others, last = sorted("x".join(map(str, shape)) for shape in shapes)
        first = " and ".join(others)
        raise InputError("ecology.bands_differ_in_size", first=first, last=last)
    dtype = np.result_type(*arrays)
    if dtype not in (np.float32, np.float64):
        dtype = np.dtype(np.float64)
    return [np.ascontiguousarray(array, dtype).reshape(-1) for array in arrays]


@kernel
def normalised_difference_line(first: Floats, second: Floats, out: Floats) -> None:
    """Write (first - second) / (first + second), shape (n,); NaN where the sum is 0."""
    for i in range(out.size):
        a, b = np.float64(first[i]), np.float64(second[i])
        total = a + b
        out[i] = (a - b) / total if total != 0.0 else np.nan


def normalised_difference(first: Floats, second: Floats) -> Floats:
    """Return (first - second) / (first + second), of the arrays' shape and type."""
    a, b = flattened(first, second)
    out = np.empty_like(a)
    normalised_difference_line(a, b, out)
    return out.reshape(np.shape(first))
