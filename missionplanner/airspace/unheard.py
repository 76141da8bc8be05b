"""How badly an aircraft is heard from each place: the share of its radio packets that are lost."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.link.lora import Modulation
from missionplanner.link.radios import lora_radio
from missionplanner.link.regions import region
from missionplanner.link.switch import lost_share, margins_db
from missionplanner.terrain.dem import Terrain
from missionplanner.terrain.radio_paths import path_losses

Floats = NDArray[np.float64]

# The radio that reaches farthest, as it is usually set; and where a survey usually flies.
_REGION, _AGL_M = "eu868", 100.0
_MOST_CELLS = 40_000


def unheard_share(terrain: Terrain, stations_m: Sequence[tuple[float, float]]) -> Floats:
    """Return the share of LoRa packets lost from 100 m above each cell to the nearest station.

    Free space and diffraction behind the terrain, with Rayleigh fading about the mean strength, as
    `link` judges a route: LoRa SF7, 125 kHz, in the band of 868 MHz. The best station counts.
    Of large terrain every n-th cell is judged, and what lies between follows.

    Parameters
    ----------
    terrain : Terrain
    stations_m : sequence of (float, float)
        Easting and northing, site metres; those over unknown ground hear nothing.

    Returns
    -------
    float64, shape of the terrain grid, 0 to 1, row 0 in the south; 1 over unknown ground.
    """
    system = lora_radio(Modulation(), region(_REGION))
    step = max(int(np.ceil(np.sqrt(terrain.height_m.size / _MOST_CELLS))), 1)
    east, north = (one[step // 2 :: step] for one in terrain.centres())
    x, y = np.meshgrid(east, north)
    places = np.column_stack((x.ravel(), y.ravel(), (terrain.height_at(x, y) + _AGL_M).ravel()))
    best = np.full(len(places), -np.inf)
    for at in stations_m:
        ground = float(terrain.height_at(*at))
        if np.isfinite(ground):
            end = (*at, ground + system.ground_height_m)
            length, loss = path_losses(terrain, end, places, system.frequency_mhz)
            best = np.fmax(best, margins_db(system, length, loss))
    found = np.where(np.isfinite(best), lost_share(best, system.margin_db), 1.0).reshape(x.shape)
    if step == 1:
        return np.asarray(found)
    rows, cols = terrain.height_m.shape
    at_rows = np.clip((np.arange(rows) - step // 2) / step, 0, len(north) - 1)
    at_cols = np.clip((np.arange(cols) - step // 2) / step, 0, len(east) - 1)
    places_in = np.meshgrid(at_rows, at_cols, indexing="ij")
    return np.asarray(ndimage.map_coordinates(found, places_in, order=1))
