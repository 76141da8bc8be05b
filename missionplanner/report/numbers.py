"""Numbers as they are set in print."""

import math
from collections.abc import Sequence

MINUS = "−"
DASH = "–"
NBSP = "\u00a0"
HECTARE_M2 = 1e4
KM2_M2 = 1e6


def number(value: float | None, places: int = 2, *, signed: bool = False) -> str:
    """Return a number with a true minus and narrow gaps between thousands; a dash for none."""
    if value is None or not math.isfinite(value):
        return DASH
    rounded = round(value, places) or 0.0
    text = f"{abs(rounded):,.{places}f}".replace(",", "\u202f")
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if signed and rounded > 0 else text


def significant(value: float | None, digits: int = 3) -> str:
    """Return a number with about `digits` digits that count."""
    if value is None or not math.isfinite(value):
        return DASH
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size < -5:
        mantissa = number(value / 10.0**size, digits - 1)
        return f"{mantissa} × 10^{number(size, 0)}"
    return number(value, max(0, digits - 1 - size))


def p_value(value: float | None) -> str:
    """Return a p value; very small ones as a bound."""
    if value is not None and value < 0.001:
        return "< 0.001"
    return number(value, 3)


def percents(parts: Sequence[float], places: int = 1) -> tuple[float, ...]:
    """Return the parts as per cent of their sum that add up to exactly 100.

    The largest remainders are rounded up (Hamilton's method), so that no class is favoured and the
    printed column sums to 100. All zeros where the sum is 0.
    """
    total, steps = math.fsum(parts), 100 * 10**places
    if not total > 0:
        return tuple(0.0 for _ in parts)
    exact = [part / total * steps for part in parts]
    counts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: steps - sum(counts)]:
        counts[i] += 1
    return tuple(count / 10**places for count in counts)


def apportioned(parts: Sequence[float], places: int = 2) -> tuple[float, ...]:
    """Return the parts rounded so that they add up to their rounded sum (Hamilton's method)."""
    size = 10**places
    steps = round(math.fsum(parts) * size)
    counts = [math.floor(part * size) for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (counts[i] - parts[i] * size, i))
    for i in order[: max(steps - sum(counts), 0)]:
        counts[i] += 1
    return tuple(count / size for count in counts)


def area_unit(largest_m2: float) -> tuple[str, float]:
    """Return the unit to tell areas up to `largest_m2` in, and its size in m2."""
    return ("km²", KM2_M2) if largest_m2 >= KM2_M2 else ("ha", HECTARE_M2)


def round_length(longest: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above `longest`."""
    size = 10.0 ** math.floor(math.log10(longest))
    return max(step * size for step in (1, 2, 5) if step * size <= longest * (1 + 1e-9))
