"""Length: w1 times the metres flown, in three dimensions."""

import math

from missionplanner.compiled import kernel


@kernel
def metres(run_m: float, rise_m: float) -> float:
    """Return the true length of a step of horizontal length `run_m` that rises `rise_m`."""
    return math.sqrt(run_m * run_m + rise_m * rise_m)


@kernel
def cost(length_m: float, weight: float) -> float:
    """Return the term of J for a length, metre-equivalents."""
    return weight * length_m
