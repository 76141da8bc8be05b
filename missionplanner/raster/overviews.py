"""A small picture of a raster for the map, however large the file is."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.raster.files import info, read_overview


@dataclass(frozen=True, eq=False)
class Picture:
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


def picture(path: Path, longest: int = 1024) -> Picture:
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
    return Picture(read_overview(path, None, shape), grid.bounds, grid.crs_wkt)
