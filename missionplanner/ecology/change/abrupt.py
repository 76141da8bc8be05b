"""Abrupt change beside the trend: a mine that opens is one step, not a slope.

Sen's slope and Mann-Kendall ask for a change that goes on. Five dates of which two are high and
three low have a slope near 0 and no significance, though half of what stood there is gone. Here the
largest step from one valid epoch to the next is told with its date, and, from 8 dates, Pettitt's
break with its p. See docs/theory/trend.md.
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.found_steps import Steps
from missionplanner.ecology.change.pettitt import break_table
from missionplanner.ecology.change.steps import PixelSteps, step_pixels


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
