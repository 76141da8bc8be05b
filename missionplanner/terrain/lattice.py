"""The square grid of a site: where it lies and how fine it is."""

import math
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from missionplanner.geo.frames import SiteFrame

FINEST_CELL_M = 5.0
COARSEST_CELL_M = 10.0
MAX_CELLS = 4_000_000


@dataclass(frozen=True)
class SiteGrid:
    """The site grid: centre of the south-west cell, cell side, rows and columns."""

    frame: SiteFrame
    x0_m: float
    y0_m: float
    cell_m: float
    rows: int
    cols: int


def default_cell_m(native_m: float) -> float:
    """Return the cell of the site grid (m) for a DEM: its own, held to 5-10 m, to half metres."""
    held = min(max(native_m, FINEST_CELL_M), COARSEST_CELL_M)
    return round(held * 2) / 2


def lattice_around(
    frame: SiteFrame, area_m: BaseGeometry, margin_m: float, cell_m: float
) -> SiteGrid:
    """Return the grid over an area and its margin; cells grow where there were too many.

    Parameters
    ----------
    frame : SiteFrame
    area_m : geometry
        In site metres.
    margin_m, cell_m : float
        Metres; the origin is a whole multiple of the cell.
    """
    west, south, east, north = area_m.bounds
    width, height = east - west + 2 * margin_m, north - south + 2 * margin_m
    least = math.sqrt(width * height / MAX_CELLS)
    cell = cell_m if cell_m >= least else math.ceil(least * 2) / 2
    x0, y0 = (math.floor((low - margin_m) / cell) * cell for low in (west, south))
    cols = math.ceil((east + margin_m - x0) / cell) + 1
    rows = math.ceil((north + margin_m - y0) / cell) + 1
    return SiteGrid(frame, x0, y0, cell, max(rows, 2), max(cols, 2))
