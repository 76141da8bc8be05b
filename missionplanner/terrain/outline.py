"""Where the elevation files of a site lie, from what they say of themselves."""

from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import to_lonlat
from missionplanner.raster.files import info
from missionplanner.terrain.lidar import SUFFIXES

# A long edge of a projected raster is bent in degrees.
_EDGE_PARTS = 8


def terrain_outline(paths: Sequence[Path]) -> BaseGeometry | None:
    """Return the outline of elevation rasters in WGS 84 degrees, without reading their heights.

    None where one of them does not tell: a point cloud, or a file that cannot be used, of which
    `load_terrain` says why.
    """
    outlines = []
    for path in paths:
        if path.suffix.lower() in SUFFIXES:
            return None
        try:
            grid = info(path).grid
            edge = box(*grid.bounds)
            fine = shapely.segmentize(edge, max(edge.length / 4 / _EDGE_PARTS, 1e-9))
            outlines.append(to_lonlat(fine, grid.crs_wkt) if grid.crs_wkt else None)
        except InputError:
            return None
    known = [outline for outline in outlines if outline is not None]
    return shapely.union_all(known) if known and len(known) == len(outlines) else None
