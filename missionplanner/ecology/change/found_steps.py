"""What is found of abrupt change; apart from its kernels, which a headline need not wait for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
