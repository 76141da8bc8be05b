"""Heights that no ground has, and values that stand for none without being declared so."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.units import FOOT_M

Floats = NDArray[np.float64]

LOWEST_M, HIGHEST_M = -500.0, 9000.0
"""The shore of the Dead Sea lies at -430 m, the highest summit at 8849 m."""

MOST_RELIEF_M = 4000.0
"""Between the lowest and the highest ground of one site."""

# What programs write where they know no height.
_USUAL = (0.0, -1.0, -9.0, -32767.0, -32768.0, 32767.0, 65535.0)
_NINES = tuple(sign * (10.0**digits - 1.0) for sign in (1, -1) for digits in range(2, 6))
# Further from all other ground than any step of a site; and how often another value must stand.
_FAR_M, _OFTEN = 50.0, 25
# A likely unit is one that leaves hills, not ripples.
_SOME_M = 100.0
# One exact height on so much of a site is water, or a void that was filled.
_PLANE_SHARE = 0.1


@dataclass(frozen=True)
class Undeclared:
    """A stored value that stands for none: `low_m`, `high_m` are the ends of the true heights."""

    value: float
    low_m: float
    high_m: float


def undeclared(low: Floats, high: Floats, unit_m: float) -> Undeclared | None:
    """Return the stored value that is far from all others and stands for none, or None.

    Parameters
    ----------
    low, high : array
        Least and greatest stored value in each cell of a grid, NaN where there is none.
    unit_m : float
        Metres in one stored unit.
    """
    for ends, last in ((low, 0), (high, -1)):
        values, counts = np.unique(ends[np.isfinite(ends)], return_counts=True)
        if len(values) < 2:
            continue
        value, count = float(values[last]), int(counts[last])
        others = values[1:] if last == 0 else values[:-1]
        gap_m = float(np.abs(others - value).min()) * unit_m
        usual = value in _USUAL or value in _NINES or abs(value) > 1e30
        if gap_m > _FAR_M and (usual or count >= _OFTEN):
            rest = np.concatenate([a[np.isfinite(a) & (a != value)] for a in (low, high)])
            return Undeclared(value, float(rest.min()) * unit_m, float(rest.max()) * unit_m)
    return None


def check_heights(height_m: Floats, where: str) -> None:
    """Refuse heights that no site has, with the likely reason.

    Raises
    ------
    InputError
        Beyond -500...9000 m, or 4000 m of relief.
    """
    known = height_m[np.isfinite(height_m)]
    if not known.size:
        return
    low, high = float(known.min()), float(known.max())
    if low >= LOWEST_M and high <= HIGHEST_M and high - low <= MOST_RELIEF_M:
        return
    remedy = _likely(low, high)
    if low >= LOWEST_M and high <= HIGHEST_M:
        relief = high - low
        raise InputError("terrain.relief", where, low=low, high=high, relief=relief, help=remedy)
    raise InputError("terrain.no_heights", where, low=low, high=high, help=remedy)


def plane(stored: Floats, inside: NDArray[np.bool_]) -> tuple[float, float] | None:
    """Return the height that stands exactly so on much of a site, and its share there, or None.

    Parameters
    ----------
    stored : (rows, cols) float64
    inside : (rows, cols) bool
        Cells of the site.
    """
    known = stored[inside & np.isfinite(stored)]
    if known.size < _OFTEN:
        return None
    values, counts = np.unique(np.round(known, 3), return_counts=True)
    most = int(counts.argmax())
    share = float(counts[most] / known.size)
    return (float(values[most]), share) if share >= _PLANE_SHARE else None


def _likely(low: float, high: float) -> Message:
    units = [
        name
        for name, factor in (
            (message("terrain.unit.feet_option"), FOOT_M),
            (message("terrain.unit.decimetres"), 0.1),
            (message("terrain.unit.centimetres"), 0.01),
            (message("terrain.unit.millimetres"), 0.001),
        )
        if high * factor > _SOME_M and _is_ground(low * factor, high * factor)
    ]
    void = message("terrain.nodata", value=low if low < LOWEST_M else high)
    if not units:
        return message("terrain.looks_void", void=void)
    if low >= -10.0:
        return message("terrain.looks_units", units=_or(units), void=void)
    return message("terrain.looks_void_or_units", units=_or(units), void=void)


def _or(names: Sequence[Message]) -> Message:
    *others, last = names
    return message("terrain.or", others=_or(others), last=last) if others else last


def _is_ground(low: float, high: float) -> bool:
    return low >= LOWEST_M and high <= HIGHEST_M and high - low <= MOST_RELIEF_M
