"""Rasters resampled onto a grid of the site frame."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasterio._err import CPLE_BaseError
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.transform import Affine
from rasterio.vrt import WarpedVRT

from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files.about import info
from missionplanner.raster.files.opened import Floats, open_mosaic, values_of
from missionplanner.raster.mosaic import NODATA, MosaicTile, groups, virtual_raster, without

DEGREE_M = 111_320.0
"""A degree of the equator, metres: enough to compare cell sizes."""


def read_onto(
    paths: Sequence[Path],
    frame_epsg: int,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    rows: int,
    cols: int,
    resampling: str = "bilinear",
    void: float | None = None,
) -> Floats:
    """Resample rasters once, straight onto a grid of the site frame.

    Parameters
    ----------
    paths : sequence of Path
        Tiles or layers; the first that has a value at a cell wins. Tiles of one lattice are
        resampled together, so that a seam leaves no scar.
    frame_epsg : int
        Metric CRS of the grid.
    x0_m, y0_m : float
        Centre of the south-west cell.
    cell_m : float
    rows, cols : int
    resampling : str
        Name of a GDAL kernel: 'nearest', 'bilinear', 'cubic', 'cubic_spline', 'average', ...
    void : float, optional
        A value that the files do not declare as nodata, and that is none.

    Returns
    -------
    (rows, cols) float64, C-contiguous, row 0 in the SOUTH, NaN where there is no value. Stored
    scale and offset are applied; units and datum are left as they are.
    """
    corner = (x0_m - cell_m / 2, y0_m + (rows - 0.5) * cell_m)
    transform = Affine(cell_m, 0.0, corner[0], 0.0, -cell_m, corner[1])
    target = {
        "crs": f"EPSG:{frame_epsg}",
        "transform": transform,
        "width": cols,
        "height": rows,
        "resampling": Resampling[resampling],
    }
    values = np.full((rows, cols), np.nan)
    tiles = [info(path).tile for path in paths]
    if void is not None:
        tiles = [without(t, void, read_crs(t.grid.crs_wkt).horizontal_wkt) for t in tiles]
    for group in groups(tiles):
        missing = np.isnan(values)
        if missing.any():
            values[missing] = _warped(group, target, cell_m)[missing]
    return np.ascontiguousarray(values[::-1])


def _warped(group: Sequence[MosaicTile], target: Mapping[str, Any], cell_m: float) -> Floats:
    """Return a group of tiles on the target grid, north up."""
    grid, flat = group[0].grid, read_crs(group[0].grid.crs_wkt)
    along_m, down_m = grid.cell_x * (flat.unit_m or 1.0), grid.cell_y * (flat.unit_m or 1.0)
    if flat.geographic:
        north = math.radians((grid.bounds[1] + grid.bounds[3]) / 2)
        along_m, down_m = along_m * DEGREE_M * max(math.cos(north), 0.01), down_m * DEGREE_M
    options = {
        # GDAL may place a cell wrong by this many source cells; 2 cm is nothing on a slope.
        "tolerance": min(0.125, 0.02 / min(along_m, down_m)),
        # Left to itself GDAL takes the scale from the window's size, and smears small windows.
        "XSCALE": along_m / cell_m,
        "YSCALE": down_m / cell_m,
    }
    xml = virtual_raster(group, flat.horizontal_wkt)
    try:
        with (
            open_mosaic(xml) as mosaic,
            WarpedVRT(mosaic, nodata=NODATA, **target, **options) as warped,
        ):
            return values_of(warped, 1)
    except (RasterioError, CPLE_BaseError) as error:
        raise InputError("raster.unreadable", str(group[0].path), reason=error) from error
