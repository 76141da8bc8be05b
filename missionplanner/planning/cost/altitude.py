"""Altitude: w2 times the integral of the height along the route.

The first paper sums mean heights over segments, which is not length-weighted: cutting a segment
in two doubles it. J takes the integral instead, of the height scaled to the site: 0 at its lowest
ground, 1 at the top of its relief plus the legal ceiling.
"""

from missionplanner.compiled import kernel


@kernel
def integral(length_m: float, height_m: float, low_m: float, span_m: float) -> float:
    """Return the integral over a short step at mean height `height_m` (EGM96), metres."""
    return length_m * (height_m - low_m) / span_m


@kernel
def cost(integral_m: float, weight: float) -> float:
    """Return the term of J, metre-equivalents."""
    return weight * integral_m
