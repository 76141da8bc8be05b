"""A whole array of the site frame written as a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.errors import RasterioError
from rasterio.io import MemoryFile

from missionplanner.storage.atomic import write_whole
from missionplanner.storage.reasons import not_written

_COG: dict[str, Any] = {"driver": "COG", "count": 1, "compress": "deflate", "predictor": "yes"}


def write_geotiff(
    path: Path,
    values: NDArray[Any],
    x0_m: float,
    y0_m: float,
    cell_m: float,
    epsg: int,
    tags: Mapping[str, str] | None = None,
    nodata: float | None = None,
    vertical_epsg: int | None = None,
) -> None:
    """Write a grid of the site frame as a cloud-optimised GeoTIFF, whole or not at all.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    values : (rows, cols), any dtype GDAL knows; bool is stored as uint8
        Row 0 in the SOUTH.
    x0_m, y0_m : float
        Centre of the south-west cell.
    cell_m : float
    epsg : int
    tags : mapping, optional
        `VERTICAL_DATUM` is read back by `info`.
    nodata : float, optional
        Default: NaN for floating values, none for others.
    vertical_epsg : int, optional
        What the values are counted from, as 5773 (EGM96); then the CRS is a compound one, which
        other programs read too.

    Raises
    ------
    OutputError
        Where the file cannot be written (no folder, no right, full disk).
    """
    stored = values.astype(np.uint8) if values.dtype == np.bool_ else values
    if nodata is None and np.issubdtype(stored.dtype, np.floating):
        nodata = np.nan
    rows, cols = stored.shape
    north = y0_m + (rows - 0.5) * cell_m
    transform = rasterio.Affine(cell_m, 0.0, x0_m - cell_m / 2, 0.0, -cell_m, north)
    profile = _COG | {"width": cols, "height": rows, "dtype": stored.dtype.name, "nodata": nodata}
    crs = f"EPSG:{epsg}" + (f"+{vertical_epsg}" if vertical_epsg else "")
    try:
        # In memory first: libtiff writes about a full disk to stderr, past every handler.
        with MemoryFile() as memory:
            with memory.open(**profile, transform=transform, crs=crs) as data:
                data.update_tags(**(tags or {}))
                data.write(stored[::-1], 1)
            write_whole(path, memory.getbuffer())
    except (RasterioError, CPLE_BaseError, OSError) as error:
        raise not_written(error, path) from error
