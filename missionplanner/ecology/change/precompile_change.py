"""Compile the kernels of change over the epochs once, with the types they are used with."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.trend import NETWORK_PAIRS, trend
from missionplanner.ecology.change.variation import temporal_cv
from missionplanner.ecology.change.zonal import ZoneLayers, zone_sums
from missionplanner.model.study import Serial, TrendOptions


def warm() -> None:
    """Work on a tiny stack of float32 and of float64; every kernel is compiled or read."""
    many = int((2 * NETWORK_PAIRS) ** 0.5) + 2
    values = np.linspace(0.0, 1.0, many * 4).reshape(many, 2, 2)
    values[1, 0, 0] = np.nan
    stacks: tuple[NDArray[np.floating], ...] = (values.astype(np.float32), values)
    for stack in stacks:
        trend(stack[:4], np.arange(4.0))
        trend(stack, np.arange(float(many)))
        temporal_cv(stack)
        codes = np.ones((2, 2), np.int32)
        steps(stack, 0.2)
        for way in Serial:
            judged_trend(stack, np.arange(float(many)), TrendOptions(serial=way))
        layers = ZoneLayers(stack, [codes] * many, stack[0], stack[0], codes, codes, codes)
        zone_sums(codes, 1, layers, 0)
