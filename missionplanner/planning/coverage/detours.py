"""What may not be crossed, and the visibility graph around it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

from missionplanner.planning.boundary_rings import filled, rings_of
from missionplanner.planning.kernels.shortest_ways import all_ways
from missionplanner.planning.kernels.types import Maze, Rings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Corners of round zones are thinned by up to this much, outwards, m; by more where zones have so
# many vertices that looking around them would take minutes.
SIMPLIFY_M = 1.0
COARSEST_M = 16.0
MANY_VERTICES = 500
# Strips end this far, and detours turn this far, from what blocks legs, m: numbers that touch
# are neither inside nor outside.
CLIP_M = 0.5
NODE_M = 1.0


@dataclass(frozen=True)
class KeepOut:
    """Blocked ground in three widths: for legs, for strip ends, and for corners of detours.

    Attributes
    ----------
    blocked : MultiPolygon
        Site metres; no inner rings, no two parts touch.
    clip : Rings
        Where strips end, local metres.
    maze : Maze
        Visibility graph, local metres.
    """

    blocked: MultiPolygon
    clip: Rings
    maze: Maze


def keep_out(
    zones: MultiPolygon,
    origin: tuple[float, float],
    usable: Callable[[Floats, Floats], Bools] | None = None,
) -> KeepOut:
    """Prepare blocked ground for planning.

    Parameters
    ----------
    zones : MultiPolygon
        What must not be entered, margin included; concave and touching parts are fine. Ground
        shut in by a zone is blocked too: no way leads there.
    origin : (x, y)
        Site metres of the local origin.
    usable : callable, optional
        Tells which corners (x, y in site metres) detours may use; e.g. those on the DEM.
    """
    blocked = _thinned(zones)
    clip = _solid(blocked.buffer(CLIP_M, join_style="mitre"))
    corners = _corners(_solid(blocked.buffer(NODE_M, join_style="mitre")))
    corners = corners[~shapely.contains_xy(blocked.buffer(CLIP_M), *corners.T)]
    if usable is not None:
        corners = corners[usable(corners[:, 0], corners[:, 1])]
    node = np.ascontiguousarray(corners - origin)
    walls = rings_of(blocked.geoms, origin)
    return KeepOut(blocked, rings_of(clip.geoms, origin), Maze(walls, node, *all_ways(node, walls)))


def _thinned(zones: MultiPolygon) -> MultiPolygon:
    step_m = SIMPLIFY_M
    while True:
        found = _solid(zones.buffer(step_m, join_style="mitre", mitre_limit=2.0).simplify(step_m))
        if shapely.get_num_coordinates(found) <= MANY_VERTICES or step_m >= COARSEST_M:
            return found
        step_m *= 2.0


def _solid(geometry: shapely.Geometry) -> MultiPolygon:
    parts = getattr(unary_union([geometry]), "geoms", [unary_union([geometry])])
    solid = unary_union(filled(MultiPolygon([p for p in parts if p.area > 0])))
    return solid if isinstance(solid, MultiPolygon) else MultiPolygon([solid] if solid.area else [])


def _corners(polygons: MultiPolygon) -> Floats:
    """Return the corners that stick out; shortest ways never turn at the others."""
    found = [_convex_corners(p) for p in polygons.geoms]
    return np.vstack(found) if found else np.empty((0, 2))


def _convex_corners(polygon: Polygon) -> Floats:
    xy = np.asarray(orient(polygon).exterior.coords)[:-1]
    before, after = xy - np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0) - xy
    turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    return np.asarray(xy[turn > 0])
