"""Steps and breaks of many pixels: the compiled part of `abrupt`."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
LOSS, NONE, GAIN = 1, 2, 3


class PixelSteps(NamedTuple):
    """What is written, each (pixels,); see `abrupt.Steps`."""

    total: Floats
    step: Floats
    after: NDArray[np.uint16]
    shift: Floats
    code: NDArray[np.uint8]
    break_p: Floats
    break_after: NDArray[np.uint16]


@kernel
def step_pixels(
    flat: NDArray[Any], least: int, floor: float, null: Floats, found: PixelSteps
) -> None:
    """Find total change, largest step and break of each pixel.

    Parameters
    ----------
    flat : float32 or float64 (n, pixels)
        NaN (or infinity) where an epoch is missing.
    least : int
        Valid epochs a pixel needs.
    floor : float
        Least size of an abrupt change.
    null : float64 (n + 1, greatest K + 1)
        `pettitt.break_table`.
    """
    n = flat.shape[0]
    values, places = np.empty(n), np.empty(n, np.int64)
    for pixel in range(flat.shape[1]):
        count = 0
        for i in range(n):
            value = float(flat[i, pixel])
            if abs(value) < math.inf:
                values[count], places[count] = value, i
                count += 1
        found.total[pixel], found.step[pixel], found.shift[pixel] = math.nan, math.nan, math.nan
        found.break_p[pixel] = math.nan
        found.after[pixel], found.break_after[pixel], found.code[pixel] = 0, 0, 0
        if count >= least:
            _largest(values[:count], places, pixel, floor, found)
            if not math.isnan(null[count, 0]):
                _broken(values[:count], places, pixel, null, found)


@kernel
def _largest(
    x: Floats, places: NDArray[np.int64], pixel: int, floor: float, found: PixelSteps
) -> None:
    """Write total change and largest step; abrupt is a step that is large, lasts, and is alone."""
    at, low, high = 1, x[0], x[0]
    for i in range(1, x.shape[0]):
        at = i if abs(x[i] - x[i - 1]) > abs(x[at] - x[at - 1]) else at
        low, high = min(low, x[i]), max(high, x[i])
    step = x[at] - x[at - 1]
    found.total[pixel], found.step[pixel] = x[-1] - x[0], step
    found.after[pixel] = places[at]
    found.code[pixel] = NONE
    if abs(step) >= floor and abs(step) > 0.5 * (high - low):
        shift = np.median(x[at:]) - np.median(x[:at])
        found.shift[pixel] = shift
        if shift * step > 0.0 and abs(shift) >= floor:
            found.code[pixel] = GAIN if step > 0.0 else LOSS


@kernel
def _broken(
    x: Floats, places: NDArray[np.int64], pixel: int, null: Floats, found: PixelSteps
) -> None:
    """Write Pettitt's break and its p."""
    n, u, most, at = x.shape[0], 0, 0, 1
    for t in range(n - 1):
        for j in range(n):
            u += (1 if x[t] > x[j] else 0) - (1 if x[t] < x[j] else 0)
        if abs(u) > most:
            most, at = abs(u), t + 1
    found.break_p[pixel] = null[n, most]
    found.break_after[pixel] = places[at]
