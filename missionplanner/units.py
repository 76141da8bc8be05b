"""Conversions for the edges of the program; inside, everything is SI."""

FOOT_M = 0.3048
US_SURVEY_FOOT_M = 1200.0 / 3937.0
KNOT_MPS = 1852.0 / 3600.0
KMH_MPS = 1.0 / 3.6
NAUTICAL_MILE_M = 1852.0
KELVIN_OFFSET = 273.15


def knots_to_mps(value: float) -> float:
    """Return knots as metres per second."""
    return value * KNOT_MPS
