"""Abrupt change beside the trend: a mine that opens is one step, not a slope.

Sen's slope and Mann-Kendall ask for a change that goes on. Five dates of which two are high and
three low have a slope near 0 and no significance, though half of what stood there is gone. Here the
largest step from one valid epoch to the next is told with its date, and, from 8 dates, Pettitt's
break with its p. See docs/theory/trend.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.pettitt import break_table
from missionplanner.ecology.change.steps import PixelSteps, step_pixels

Floats = NDArray[np.float64]
Places = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Steps:
    """What was found for each pixel, shaped like one epoch; NaN where too few epochs are valid.

    Attributes
    ----------
    total : float64
        Last valid epoch minus the first.
    step : float64
        The largest difference of an epoch from the valid one before it, with its sign.
    after : uint16
        Number of the epoch after the step, from 0; 0 where there is none.
    shift : float64
        Median after the step minus median before it; NaN where the step is not large and alone.
    code : uint8
        `ABRUPT_CODES`: 0 none known, 1 abrupt loss, 2 no abrupt change, 3 abrupt gain. Abrupt is a
        step of at least the size asked for that is more than half of the series' range (a steady
        change is not) and that lasts: the medians before and after lie as far apart (one bad
        epoch is not). Of a step to the last epoch nobody knows yet whether it lasts.
    break_p : float64
        Pettitt's p; NaN below 8 valid epochs.
    break_after : uint16
        Number of the epoch after Pettitt's break.
    """

    total: Floats
    step: Floats
    after: Places
    shift: Floats
    code: NDArray[np.uint8]
    break_p: Floats
    break_after: Places


def steps(stack: NDArray[np.floating], abrupt_step: float, min_epochs: int = 3) -> Steps:
    """Return total change, largest step and break of each pixel.

    Parameters
    ----------
    stack : float32 or float64 (n, ...)
        Epochs first, in order of time; NaN where one is missing.
    abrupt_step : float
        Least size of an abrupt change, in the unit of the values.
    min_epochs : int
        Valid epochs a pixel needs; at least 2 are.
    """
    n, shape = stack.shape[0], stack.shape[1:]
    flat = np.ascontiguousarray(stack.reshape(n, -1))
    total, step, shift, p = np.empty((4, flat.shape[1]))
    after, break_after = np.empty((2, flat.shape[1]), np.uint16)
    code = np.empty(flat.shape[1], np.uint8)
    found = PixelSteps(total, step, after, shift, code, p, break_after)
    step_pixels(flat, max(2, min_epochs), abrupt_step, break_table(n), found)
    return Steps(
        total=total.reshape(shape),
        step=step.reshape(shape),
        after=after.reshape(shape),
        shift=shift.reshape(shape),
        code=code.reshape(shape),
        break_p=p.reshape(shape),
        break_after=break_after.reshape(shape),
    )
