"""Height along a sortie: arrays for the profile chart. NumPy only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.plan import Waypoints
from missionplanner.ui.map.ground import Ground

Floats = NDArray[np.float64]
_STEP_M = 10.0
_MOST = 4000  # more points than a screen has pixels


@dataclass(frozen=True)
class Profile:
    """Samples along a route, each of shape (n,).

    Attributes
    ----------
    distance_m : float64, from home along the ground
    x_m, y_m : float64, site metres
    route_m, ground_m : float64, EGM96; ground is NaN off the terrain
    """

    distance_m: Floats
    x_m: Floats
    y_m: Floats
    route_m: Floats
    ground_m: Floats

    def at(self, distance_m: float) -> tuple[float, float, float, float]:
        """Return x, y, route height and ground height at a distance."""
        d = float(np.clip(distance_m, 0.0, self.distance_m[-1]))
        columns = (self.x_m, self.y_m, self.route_m, self.ground_m)
        x, y, route, ground = (float(np.interp(d, self.distance_m, c)) for c in columns)
        return x, y, route, ground


def profile(waypoints: Waypoints, ground: Ground) -> Profile:
    """Return the samples of a route; its own points are among them."""
    legs = np.hypot(np.diff(waypoints.x_m), np.diff(waypoints.y_m))
    along = np.concatenate([[0.0], np.cumsum(legs)])
    count = int(min(_MOST, max(2, along[-1] / _STEP_M)))
    distance = np.unique(np.concatenate([along, np.linspace(0.0, along[-1], count)]))
    x = np.interp(distance, along, waypoints.x_m)
    y = np.interp(distance, along, waypoints.y_m)
    route = np.interp(distance, along, waypoints.egm96_m)
    return Profile(distance, x, y, route, ground.height_at(x, y))
