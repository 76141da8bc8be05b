"""How fast an aircraft comes along in wind, by what it may fly through the air.

Wind w carries the aircraft; over the ground it goes with g = a + w, a its velocity through the air.
Along a unit heading u at the speed s over the ground, a = s u - w, and |a| <= A holds up to

    s = u.w + sqrt((u.w)^2 + A^2 - |w|^2)

The wind across the way is in it: part of the airspeed holds the aircraft on its line. Straight
against the wind that is A - |w|, straight before it A + |w|. Where A < |w| it is blown away.
"""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.model.aircraft import Aircraft

Floats = NDArray[np.float64]

#: Stands for the greatest airspeed where none is known: far over all there are, m/s.
UNLIMITED_MPS = 1e6


def limit_mps(aircraft: Aircraft) -> float:
    """Return the greatest airspeed, m/s; `UNLIMITED_MPS` where it is not known."""
    return UNLIMITED_MPS if aircraft.max_airspeed_mps is None else aircraft.max_airspeed_mps


@kernel
def held_mps(
    dx_m: float, dy_m: float, wind_east_mps: float, wind_north_mps: float, airspeed_mps: float
) -> float:
    """Return the greatest speed over the ground along a way on the map, m/s.

    Parameters
    ----------
    dx_m, dy_m : float
        The way, of any length; straight up or down it goes nowhere on the map.
    wind_east_mps, wind_north_mps : float
        Wind blowing TOWARDS east and north.
    airspeed_mps : float
        Greatest speed through the air.

    Returns
    -------
    float
        Nil where it is blown away from the way, or along it backwards; inf straight up or down.
    """
    run = math.hypot(dx_m, dy_m)
    left = airspeed_mps * airspeed_mps - wind_east_mps**2 - wind_north_mps**2
    if run <= 0.0:
        return math.inf if left >= 0.0 else 0.0
    along = (dx_m * wind_east_mps + dy_m * wind_north_mps) / run
    square = along * along + left
    return max(0.0, along + math.sqrt(square)) if square >= 0.0 else 0.0


@kernel
def held_on_legs(
    x_m: Floats, y_m: Floats, wind_east_mps: float, wind_north_mps: float, airspeed_mps: float
) -> Floats:
    """Return `held_mps` of the legs between n points, float64 (n - 1,)."""
    found = np.empty(x_m.shape[0] - 1)
    for k in range(found.shape[0]):
        dx, dy = x_m[k + 1] - x_m[k], y_m[k + 1] - y_m[k]
        found[k] = held_mps(dx, dy, wind_east_mps, wind_north_mps, airspeed_mps)
    return found
