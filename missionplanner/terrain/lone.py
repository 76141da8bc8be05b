"""Single heights far above or below all that is around them: a mast, a shaft, or a fault."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.messages.message import Message, message
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]

STEP_M = 100.0
STEEP = 3.0
"""No ground rises so far, and so much a metre (72°), within three cells on all sides of a place."""

_REACH = 3
_SIDES = tuple((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)


def lone_heights(terrain: Terrain) -> tuple[Message, ...]:
    """Return what is told of the greatest such height and the deepest, one sentence each at most.

    They are kept: a route that flies over a fault costs a climb, one that does not see a mast costs
    the aircraft.
    """
    step_m = max(STEP_M, STEEP * _REACH * terrain.cell_m)
    up = _lone(terrain.height_m, step_m)
    down = _lone(-terrain.height_m, step_m)
    told = []
    for found, upwards in ((up, True), (down, False)):
        if found is None:
            continue
        row, col, far_m, count = found
        x_m = terrain.x0_m + col * terrain.cell_m
        lon, lat = terrain.frame.inverse(x_m, terrain.y0_m + row * terrain.cell_m)
        place = f"{float(lon):.5f}, {float(lat):.5f}"
        height_m = float(terrain.height_m[row, col])
        if upwards:
            told.append(
                message("terrain.lone_high", height=height_m, step=far_m, place=place, n=count)
            )
        else:
            told.append(
                message("terrain.lone_low", height=height_m, step=far_m, place=place, n=count)
            )
    return tuple(told)


def _lone(height_m: Floats, least_m: float) -> tuple[int, int, float, int] | None:
    """Return row, column and step of the height furthest above its surroundings; and how many."""
    rows, cols = height_m.shape
    if rows <= 2 * _REACH or cols <= 2 * _REACH:
        return None
    inner = height_m[_REACH:-_REACH, _REACH:-_REACH]
    # Unknown surroundings hide nothing: a tower that stands at a void is told too.
    around = np.full(inner.shape, -np.inf)
    for i, j in _SIDES:
        side = height_m[
            _REACH * (1 + i) : rows - _REACH * (1 - i), _REACH * (1 + j) : cols - _REACH * (1 - j)
        ]
        np.fmax(around, side, out=around)
    step_m = inner - around
    alone = np.isfinite(step_m) & (step_m > least_m)
    if not alone.any():
        return None
    place = int(np.argmax(np.where(alone, step_m, -np.inf)))
    row, col = divmod(place, inner.shape[1])
    return row + _REACH, col + _REACH, float(step_m[row, col]), int(alone.sum())
