"""The height to return at: what clears the ground and the wires on every straight way home.

When its link is lost, or its battery low, the aircraft leaves the route wherever it is, climbs to
the return height if it is below it, and flies straight home: so all of those lines count, not the
route. Where it is higher already it comes home at the height it has (DJI's manuals, *Return to
home*), which clears what the return height clears.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.ending import RETURN_RANGE_M
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.path import Samples

Floats = NDArray[np.float64]

#: Distance between the places of a path from which ways home are looked at, m.
APART_M = 25.0
_AT_ONCE = 200_000  # points of ground read in one go


@dataclass(frozen=True)
class WaysHome:
    """The ways home from all of one sortie.

    Attributes
    ----------
    height_m : float
        Return height above home, whole metres, within what the aircraft can be set to.
    clear_m : float
        Least height straight above ground on any way home; NaN where no ground is known.
    agl_max_m : float
        Greatest height straight above ground at the return height itself; NaN likewise.
    """

    height_m: float
    clear_m: float
    agl_max_m: float


def ways_home(path: Samples, scenario: Scenario) -> WaysHome:
    """Return the lowest return height that keeps `min_clearance_m` on every way home.

    Zones are not gone around: the aircraft does not know them then. The check of wires is that of
    `scenario.floor_m`.
    """
    home, terrain = scenario.home, scenario.terrain
    step = np.concatenate([[0.0], np.hypot(np.diff(path.x_m), np.diff(path.y_m))]).cumsum()
    marks = np.arange(0.0, step[-1] + APART_M, APART_M)
    chosen = np.unique(np.searchsorted(step, marks).clip(max=len(step) - 1))
    x, y, z = path.x_m[chosen], path.y_m[chosen], path.z_m[chosen]
    reach = float(np.hypot(x - home.x_m, y - home.y_m).max())
    share = np.linspace(0.0, 1.0, max(2, math.ceil(reach / terrain.cell_m) + 1))
    rows = max(1, _AT_ONCE // len(share))
    least, top, tall = np.inf, -np.inf, -np.inf  # relative to the ground alone
    grounds = []
    for first in range(0, len(x), rows):
        part = slice(first, first + rows)
        along_x = x[part, None] + (home.x_m - x[part, None]) * share
        along_y = y[part, None] + (home.y_m - y[part, None]) * share
        ground, floor = _below(scenario, along_x, along_y)
        top = max(top, _most(ground))
        tall = max(tall, _most(floor))
        grounds.append((ground, z[part]))
    wanted = max(top + scenario.intent.min_clearance_m, tall) - home.ground_egm96_m
    wanted = wanted if math.isfinite(wanted) else RETURN_RANGE_M[0]
    low, high = RETURN_RANGE_M
    height_m = float(min(max(math.ceil(wanted), low), high))
    level = home.ground_egm96_m + height_m
    for ground, flown in grounds:
        least = min(least, -_most(ground - np.maximum(flown, level)[:, None]))
    lowest = min((-_most(-ground) for ground, _ in grounds), default=np.inf)
    return WaysHome(height_m, _number(least), _number(level - lowest))


def _below(scenario: Scenario, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
    """Return the highest ground, NaN where unknown, and the floor over wires, at places."""
    terrain = scenario.terrain
    ground = terrain.height_at(x_m, y_m)
    rows, cols = terrain.shape
    col = np.rint((x_m - terrain.x0_m) / terrain.cell_m).astype(np.int64)
    row = np.rint((y_m - terrain.y0_m) / terrain.cell_m).astype(np.int64)
    inside = (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
    place = row.clip(0, rows - 1), col.clip(0, cols - 1)
    if terrain.highest_m is not None:
        ground = np.where(inside, np.fmax(ground, terrain.highest_m[place]), ground)
    return ground, np.where(inside, scenario.floor_m[place], -np.inf)


def _most(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if known.size else -math.inf


def _number(value: float) -> float:
    return value if math.isfinite(value) else math.nan
