"""Loss behind the terrain from a station to many places: a profile each, delta-Bullington on it."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.link.diffraction import EFFECTIVE_RADIUS_KM, delta_bullington
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.sample import bilinear

Floats = NDArray[np.float64]

# Points of a profile at most: beyond, they lie further apart than a cell.
_MOST_POINTS = 200


def path_losses(
    terrain: Terrain, station_m: tuple[float, float, float], places_m: Floats, frequency_mhz: float
) -> tuple[Floats, Floats]:
    """Return length (m) and diffraction loss (dB) of each path; the loss NaN over unknown ground.

    Parameters
    ----------
    terrain : Terrain
    station_m : tuple of float
        Easting, northing, and height of the antenna above the sea, site frame.
    places_m : (n, 3) float64
        The other ends.
    frequency_mhz : float
    """
    places = np.ascontiguousarray(places_m, np.float64)
    length = np.linalg.norm(places - np.array(station_m), axis=1)
    heights = terrain.height_m
    grid = (terrain.x0_m, terrain.y0_m, terrain.cell_m)
    loss = losses_along(
        heights,
        *grid,
        *station_m,
        places,
        frequency_mhz / 1000.0,
        EFFECTIVE_RADIUS_KM,
        _MOST_POINTS,
    )
    return length, loss


@kernel
def losses_along(
    height: Floats,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    station_x_m: float,
    station_y_m: float,
    station_z_m: float,
    places: Floats,
    f_ghz: float,
    radius_km: float,
    most_points: int,
) -> Floats:
    """Return the diffraction loss (n,) from a station to places (n, 3), dB."""
    out = np.empty(len(places))
    for k in range(len(places)):
        x, y, z = places[k, 0], places[k, 1], places[k, 2]
        far = np.hypot(x - station_x_m, y - station_y_m)
        if far < 1.0:
            out[k] = 0.0
            continue
        parts = min(max(int(far / cell_m), 2), most_points)
        d_km, ground = np.empty(parts + 1), np.empty(parts + 1)
        for i in range(parts + 1):
            share = i / parts
            d_km[i] = far * share / 1000.0
            px = station_x_m + (x - station_x_m) * share
            py = station_y_m + (y - station_y_m) * share
            ground[i] = bilinear(height, x0_m, y0_m, cell_m, px, py)
        if np.isnan(ground).any():
            out[k] = np.nan
        else:
            # An antenna is never below the ground it stands on, whatever the grid says.
            low, high = max(station_z_m, ground[0] + 0.5), max(z, ground[-1] + 0.5)
            out[k] = delta_bullington(d_km, ground, low, high, f_ghz, True, radius_km)
    return out
