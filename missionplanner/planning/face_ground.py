"""Where ground is so steep that it is looked at as a face, and how it lies there.

The slope counts as the DEM has it, cell by cell: a wall of a bench is a face, though the slope of
the whole pit may not be. Walls of benches one above the other are flown together.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# A face with less ground than this on the map is left out, m2.
LEAST_M2 = 100.0


@dataclass(frozen=True)
class SteepGround:
    """The cells of faces; arrays (rows, cols) on the nodes of the DEM, row 0 in the south.

    Attributes
    ----------
    steep : bool
        Whether a node belongs to a face.
    rise_east, rise_north : float64
        Gradient of the ground, m per m.
    """

    steep: Bools
    rise_east: Floats
    rise_north: Floats


def steep_ground(terrain: Terrain, from_deg: float) -> SteepGround:
    """Return which nodes of a DEM are at least so steep; nodata is not."""
    north, east = (np.asarray(v) for v in np.gradient(terrain.height_m, terrain.cell_m))
    rise = np.hypot(east, north)
    steep = np.isfinite(rise) & (rise >= math.tan(math.radians(from_deg)))
    return SteepGround(steep, np.nan_to_num(east), np.nan_to_num(north))


def face_ground(terrain: Terrain, wanted: MultiPolygon, from_deg: float) -> MultiPolygon:
    """Return the outlines of faces that touch wanted ground, site metres."""
    steep = steep_ground(terrain, from_deg).steep
    labels, count = ndimage.label(steep)
    sizes = np.bincount(labels.ravel(), minlength=count + 1) * terrain.cell_m**2
    sizes[0] = 0.0
    kept = np.pad((sizes >= LEAST_M2)[labels], 1)
    rows, cols = kept.shape
    x = terrain.x0_m + terrain.cell_m * (np.arange(cols) - 1)
    y = terrain.y0_m + terrain.cell_m * (np.arange(rows) - 1)
    drawn = contour_generator(x, y, kept.astype(np.float64), fill_type=FillType.OuterOffset)
    filled: Any = drawn.filled(0.5, 2.0)  # what it returns depends on the fill type
    outlines, offsets = filled
    parts = [
        Polygon(xy[at[0] : at[1]], [xy[a:b] for a, b in pairwise(at[1:])])
        for xy, at in zip(outlines, offsets, strict=True)
    ]
    found = shapely.union_all([part.buffer(0) for part in parts])
    met = found.intersection(wanted)
    return MultiPolygon(
        [p for p in getattr(met, "geoms", [met]) if p.geom_type == "Polygon" and p.area > 0.0]
    )


def steepest_deg(terrain: Terrain, wanted: MultiPolygon) -> float:
    """Return the slope of the steepest node on wanted ground, degrees; nil without one."""
    ground = steep_ground(terrain, 0.0)
    rows, cols = ground.steep.shape
    x = terrain.x0_m + terrain.cell_m * np.arange(cols)
    y = terrain.y0_m + terrain.cell_m * np.arange(rows)
    inside = shapely.contains_xy(wanted, *np.meshgrid(x, y)) & ground.steep
    rise = np.hypot(ground.rise_east, ground.rise_north)[inside]
    return float(np.degrees(np.arctan(rise.max(initial=0.0))))
