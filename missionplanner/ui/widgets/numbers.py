"""Numbers as the window writes them: a space before the unit, a true minus sign."""

import math


def number(value: float, digits: int = 0) -> str:
    """Return a number with thousands separated by commas."""
    return f"{value:,.{digits}f}".replace("-", "−")


def known(value: float, digits: int = 0) -> str:
    """Return a number; a dash where it is not known, as of an area just drawn."""
    return "–" if math.isnan(value) else number(value, digits)


def kilometres(length_m: float) -> str:
    """Return a length in km with one digit, or in m below one km."""
    return f"{number(length_m / 1000, 1)} km" if length_m >= 1000 else f"{number(length_m)} m"


def clock(seconds: float) -> str:
    """Return minutes and seconds as 21:20."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def percent(share: float, digits: int = 1) -> str:
    """Return a share as a percentage, never rounded up to 100."""
    shown = 100 * share
    if shown < 100:
        shown = min(shown, 100 - 10.0**-digits)
    return f"{number(shown, digits)}"


def p_value(p: float | None) -> str:
    """Return a p-value with three digits; a dash where there is none."""
    if p is None or math.isnan(p):
        return "–"
    return "<0.001" if p < 0.0005 else number(p, 3)


def degrees(lon: float, lat: float) -> str:
    """Return a place as 117.39846° E  39.92871° N."""
    east = f"{abs(lon):.5f}° {'E' if lon >= 0 else 'W'}"
    north = f"{abs(lat):.5f}° {'N' if lat >= 0 else 'S'}"
    return f"{east}   {north}"
