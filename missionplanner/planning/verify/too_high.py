"""Why a flight is higher above ground than is allowed, and what would do.

Over steep ground a distance kept from it is much more straight above it: d / cos(slope). And where
ground falls more steeply than a route may, the route is left high above it.
"""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

# Ground this far around a place decides how steep it is there; all but this share is gentler.
AROUND_M, STEEPEST_SHARE = 80.0, 0.98
# Of the distance that fits under a ceiling so much is offered: crests take some of it.
OFFERED = 0.85
# What a route is offered to climb over what the ground does; legs slower than this are not flown.
STEEPER, LEAST_MPS = 1.15, 1.5
_STEP_M = 5.0


def slope_around(terrain: Terrain, x_m: float, y_m: float, off_m: float = 0.0) -> float:
    """Return how steep the ground is around a place, m per m; nil where it is not known.

    `off_m` is how much farther than `AROUND_M` is looked: a route that cannot sink as fast as the
    ground is still too high a while behind it.
    """
    reach = max(2, round((AROUND_M + off_m) / terrain.cell_m))
    col = round((x_m - terrain.x0_m) / terrain.cell_m)
    row = round((y_m - terrain.y0_m) / terrain.cell_m)
    rows = slice(max(0, row - reach), max(0, row + reach + 1))
    cols = slice(max(0, col - reach), max(0, col + reach + 1))
    part = terrain.height_m[rows, cols]
    if min(part.shape) < 2:
        return 0.0
    north, east = (np.asarray(rise) for rise in np.gradient(part, terrain.cell_m))
    rise = np.hypot(north, east)
    known = rise[np.isfinite(rise)]
    return float(np.quantile(known, STEEPEST_SHARE)) if len(known) else 0.0


def why_too_high(
    intent: PlanIntent, sensor: Sensor, aircraft: Aircraft, kept_m: float, rise: float
) -> tuple[list[Message], list[Message]]:
    """Return what lifts a flight over the ceiling where ground rises so, and what can be asked.

    Parameters
    ----------
    kept_m : float
        Least distance that is kept to the ground, m.
    rise : float
        Of the ground, m per m.
    """
    why: list[Message] = []
    lower: list[Message] = []
    climb: list[Message] = []
    most_m, straight = intent.max_agl_m, math.hypot(1.0, rise)
    below = intent.ceiling is Ceiling.BELOW
    if below and kept_m * straight > most_m:
        slope_deg = math.degrees(math.atan(rise))
        above_m = kept_m * straight
        why.append(message("intent.kept_off_slope", kept_m=kept_m, deg=slope_deg, above_m=above_m))
        lower = _lower(intent, sensor, OFFERED * most_m / straight)
    if rise > intent.max_climb_gradient:
        now = 100 * intent.max_climb_gradient
        why.append(message("intent.ground_steeper", rise=100 * rise, climb=now))
        wanted = STEEPER * rise
        if wanted * LEAST_MPS <= min(aircraft.max_ascent_mps, aircraft.max_descent_mps):
            climb.append(message("intent.ask_climb", climb=10.0 * math.ceil(10.0 * wanted)))
    ask = [*lower, *climb]
    if len(why) > 1:  # one of both alone would not do
        both = lower and climb
        ask = [message("intent.ask_both", one=lower, other=climb)] if both else []
    if below and rise > 0.5:
        ask.append(message("intent.ask_nearest"))
    return why, [*ask, message("intent.ask_ceiling")]


def _lower(intent: PlanIntent, sensor: Sensor, fits_m: float) -> list[Message]:
    """Return what is asked so that no more than a distance is kept."""
    fits_m = _STEP_M * math.floor(fits_m / _STEP_M)
    found = []
    if sensor.kind is SensorKind.VISIBLE and intent.clearance_share > 0.0:
        agl_m = _STEP_M * math.floor(fits_m / intent.clearance_share / _STEP_M)
        if fits_m >= 1.0:
            found.append(message("intent.ask_lower", agl_m=agl_m))
    if intent.min_clearance_m > fits_m >= 1.0:
        found.append(message("intent.ask_clearance", clearance_m=fits_m))
    return found
