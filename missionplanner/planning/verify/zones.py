"""Metres of route inside hard zones and kept-out holes."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.airspace.zones import HardZone
from missionplanner.planning.verify.path import Samples, samples
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

#: Pieces into which a leg near a zone is cut, metres.
STEP_M = 0.5
#: How deep a point must lie to be inside, metres: rounding in a leg along an outline is no entry.
DEPTH_M = 0.01


@dataclass(frozen=True)
class Intrusion:
    """A path's metres inside one zone, and a point of it there, site metres."""

    zone: HardZone
    metres: float
    x_m: float
    y_m: float


def intrusions(
    x_m: Floats, y_m: Floats, z_m: Floats, zones: tuple[HardZone, ...], terrain: Terrain
) -> tuple[Intrusion, ...]:
    """Return where a path in space runs inside zones.

    Only legs that touch a zone's outline on the map are looked at, in pieces of at most
    `STEP_M`, each judged at its middle by the zone's own outline, floor and ceiling.

    Parameters
    ----------
    x_m, y_m, z_m : float64 (n,)
        Path, site metres and EGM96.
    zones : tuple of HardZone
    terrain : Terrain
        For limits above ground.
    """
    ends = np.stack(
        (np.column_stack((x_m[:-1], y_m[:-1])), np.column_stack((x_m[1:], y_m[1:]))), axis=1
    )
    legs = shapely.STRtree(shapely.linestrings(ends))
    found = []
    for zone in zones:
        near = np.sort(legs.query(zone.polygon_m, predicate="intersects"))
        inside = [_inside(x_m, y_m, z_m, int(k), zone, terrain) for k in near]
        metres = sum(m for m, _ in inside)
        if metres > 0:
            x, y = next(place for m, place in inside if m > 0)
            found.append(Intrusion(zone, metres, x, y))
    return tuple(found)


def _inside(
    x_m: Floats, y_m: Floats, z_m: Floats, leg: int, zone: HardZone, terrain: Terrain
) -> tuple[float, tuple[float, float]]:
    """Return metres of one leg inside a zone, and the first such point."""
    part = slice(leg, leg + 2)
    path: Samples = samples(x_m[part], y_m[part], z_m[part], STEP_M)
    hit = zone.inside(path.x_m, path.y_m, path.z_m, terrain) & (path.share_m > 0)
    if hit.any():
        points = shapely.points(path.x_m[hit], path.y_m[hit])
        hit[hit] = shapely.distance(zone.polygon_m.boundary, points) > DEPTH_M
    metres = float(path.share_m[hit].sum())
    first = int(np.argmax(hit))
    return metres, (float(path.x_m[first]), float(path.y_m[first]))
