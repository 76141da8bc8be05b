"""Threat: w3 times the integral of the threat index (0 to 1) along the route.

The first paper sums means over segments; J takes the integral, for the reason given in
`planning.cost.altitude`.
"""

from missionplanner.compiled import kernel


@kernel
def integral(length_m: float, threat: float) -> float:
    """Return the integral over a short step, metres."""
    return length_m * threat


@kernel
def cost(integral_m: float, weight: float) -> float:
    """Return the term of J, metre-equivalents."""
    return weight * integral_m
