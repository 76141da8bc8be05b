"""Compile the kernels of natural breaks and of security once, in the set-up."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.diagnostic import profiled
from missionplanner.ecology.security.index import recipe, security_index
from missionplanner.ecology.security.sensitivity import sensitivity
from missionplanner.ecology.security.variable import state
from missionplanner.ecology.statistics.breaks import binned, breaks_of, natural_breaks


def warm() -> None:
    """Run every kernel on a handful of values, in the types it is used with."""
    steps = np.linspace(0.0, 1.0, 64)
    how = recipe([0.5, 0.5], [(0.25, 0.5, 0.75)] * 2)
    state(steps, how.thresholds[0])
    for dtype in (np.float32, np.float64):
        stack: NDArray[np.floating] = np.stack([steps, steps[::-1]]).reshape(2, 8, 8).astype(dtype)
        security_index(stack, how)
        profiled(stack, how)
        sensitivity(stack, how, adjustments=[0.6], alphas=[1.5])
        breaks_of(binned(stack, 0.0, 1.0), 4)
    natural_breaks(steps, 4, method="exact")
