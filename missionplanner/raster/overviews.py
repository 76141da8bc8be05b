"""A small picture of a raster, in its own frame or onto another, however large the file is."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.places import Rect
from missionplanner.raster.files import epsg_wkt, info, placed, read_onto, read_overview

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Overview:
    """A shrunk raster.

    Attributes
    ----------
    values : (rows, cols) float64
        The FILE's order (north up as a rule), NaN for nodata.
    bounds : tuple
        West, south, east, north in the units of `crs_wkt`.
    crs_wkt : str
    """

    values: NDArray[np.float64]
    bounds: tuple[float, float, float, float]
    crs_wkt: str


def picture(path: Path, longest: int = 1024) -> Overview:
    """Read a whole raster with at most `longest` cells along its longer side.

    Raises
    ------
    InputError
        See `raster.files.info`.
    """
    grid = info(path).grid
    shrink = max(grid.width, grid.height) / longest
    shape = (grid.height, grid.width)
    if shrink > 1:
        shape = (max(1, round(grid.height / shrink)), max(1, round(grid.width / shrink)))
    return Overview(read_overview(path, None, shape), grid.bounds, grid.crs_wkt)


def outline(path: Path, epsg: int) -> tuple[Rect, float]:
    """Return where a raster lies on a metric frame, and the size of its cells there, m.

    Raises
    ------
    InputError
        See `raster.files.placed`.
    """
    there = placed(path, epsg_wkt(epsg))
    west, south, east, north = there.bounds
    return (west, south, east - west, north - south), there.cell_m


def picture_onto(path: Path, epsg: int, longest: int, resampling: str) -> tuple[Floats, Rect]:
    """Read a whole raster onto a metric frame, with at most `longest` cells along a side.

    Returns
    -------
    values : (rows, cols) float64
        Row 0 in the SOUTH, NaN for nodata.
    rect : Rect
        Of these cells.

    Raises
    ------
    InputError
        See `raster.files.read_onto`.
    """
    (left, bottom, width, height), cell_m = outline(path, epsg)
    cell_m = max(cell_m, max(width, height) / longest)
    rows, cols = max(1, round(height / cell_m)), max(1, round(width / cell_m))
    start = (left + cell_m / 2, bottom + cell_m / 2)
    values = read_onto([path], epsg, *start, cell_m, rows, cols, resampling)
    return values, (left, bottom, cols * cell_m, rows * cell_m)


def coarse_onto(path: Path, epsg: int, longest: int) -> Floats:
    """Return some values of a raster, spread evenly over a metric frame, each as it stands.

    Parameters
    ----------
    path : Path
    epsg : int
        The frame.
    longest : int
        Most values along a side; cells that are not whole at the far edges are left out.

    Returns
    -------
    (rows, cols) float64, row 0 in the SOUTH, NaN for nodata

    Raises
    ------
    InputError
        See `raster.files.read_onto`.
    """
    (left, bottom, width, height), cell_m = outline(path, epsg)
    cell_m = max(cell_m, max(width, height) / longest)
    shape = max(1, int(height / cell_m)), max(1, int(width / cell_m))
    start = (left + cell_m / 2, bottom + cell_m / 2)
    return read_onto([path], epsg, *start, cell_m, *shape, "nearest")
