"""Where a station or a relay stands best, and over what kind of ground a route flies."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.model.places import Position
from missionplanner.operations.link_route import FlownRoute
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.slope import slope_deg

Floats = NDArray[np.float64]
Place = tuple[float, float, float]
# Margins (n,) in dB from a place to others (n, 3).
Reach = Callable[[Place, Floats], Floats]

# A person with a tripod stands and walks there.
_GENTLE_DEG = 15.0
_CANDIDATES, _SEEN_PLACES = 120, 250
# Steep as the first paper's slopes begin; a ravine lies so much below its surroundings.
_STEEP_DEG = 20.0
_RAVINE_M, _AROUND_M = 10.0, 250.0
_ENOUGH_DB = 20.0


@dataclass(frozen=True)
class BestPlace:
    """A place found.

    Attributes
    ----------
    purpose : str
        'station', alone; 'relay', beside the stations there are, in reach of one of them.
    position : Position
    share : float
        Of the flight that has a link then.
    """

    purpose: str
    position: Position
    share: float


def best_places(
    terrain: Terrain, stations: tuple[Place, ...], route: FlownRoute, reach: Reach, height_m: float
) -> tuple[BestPlace, ...]:
    """Return the best places of a station and of a relay among gentle ones reached from a station.

    Parameters
    ----------
    terrain : Terrain
    stations : tuple of (x, y, z)
        Antennas that stand; the first one's surroundings are searched.
    route : FlownRoute
    reach : callable
    height_m : float
        Of the antenna above the ground.
    """
    step = max(len(route.seconds) // _SEEN_PLACES, 1)
    seen, weight = route.places_m[::step], route.seconds[::step]
    present = np.max([reach(station, seen) for station in stations], axis=0)
    best: dict[str, tuple[float, float, Place]] = {}
    for place in _candidates(terrain, stations[0], height_m):
        margin = reach(place, seen)
        near = np.max([reach(place, np.array([station]))[0] for station in stations])
        for purpose, either in (("station", margin), ("relay", np.fmax(margin, present))):
            if purpose == "relay" and not near >= 0:
                continue
            share = float(weight[either >= 0].sum() / weight.sum())
            spare = float(np.clip(np.nan_to_num(either, nan=-50), -50, _ENOUGH_DB).mean())
            if purpose not in best or (share, spare) > best[purpose][:2]:
                best[purpose] = (share, spare, place)
    return tuple(
        BestPlace(purpose, _position(terrain, place), share)
        for purpose, (share, _, place) in best.items()
    )


def _position(terrain: Terrain, place: Place) -> Position:
    lon, lat = terrain.frame.inverse(place[0], place[1])
    return Position(lon_deg=float(lon), lat_deg=float(lat))


def _candidates(terrain: Terrain, start: Place, height_m: float) -> list[Place]:
    """Return gentle places, evenly spread, that one walks to from the start over gentle ground."""
    gentle = slope_deg(terrain) <= _GENTLE_DEG
    row = round((start[1] - terrain.y0_m) / terrain.cell_m)
    col = round((start[0] - terrain.x0_m) / terrain.cell_m)
    gentle[row, col] = True
    parts, _ = ndimage.label(gentle, structure=np.ones((3, 3)))
    rows, cols = np.nonzero(parts == parts[row, col])
    apart = max(len(rows) // _CANDIDATES, 1)
    east, north = terrain.centres()
    return [
        (float(east[c]), float(north[r]), float(terrain.height_m[r, c]) + height_m)
        for r, c in zip(rows[::apart], cols[::apart], strict=True)
    ]


def ground_kinds(terrain: Terrain, places_m: Floats) -> dict[str, NDArray[np.bool_]]:
    """Return where places (n, 3) are above steep slopes, and where above ravines."""
    heights = terrain.height_m
    filled = np.where(np.isfinite(heights), heights, np.nanmean(heights))
    size = max(int(2 * _AROUND_M / terrain.cell_m) | 1, 3)
    below = ndimage.uniform_filter(filled, size) - filled
    col = np.rint((places_m[:, 0] - terrain.x0_m) / terrain.cell_m).astype(int)
    row = np.rint((places_m[:, 1] - terrain.y0_m) / terrain.cell_m).astype(int)
    rows, cols = heights.shape
    col, row = np.clip(col, 0, cols - 1), np.clip(row, 0, rows - 1)
    steep = slope_deg(terrain)[row, col] >= _STEEP_DEG
    return {"steep": steep, "ravine": below[row, col] >= _RAVINE_M}
