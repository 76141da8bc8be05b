"""Opening raster files, and what is read of them as values."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioIOError

from missionplanner.errors import InputError

Floats = NDArray[np.float64]


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a raster for reading; what GDAL says of it becomes an `InputError`."""
    with opened_for_good(path) as data:
        yield data


def opened_for_good(path: Path) -> Any:
    """Return an open raster that the caller closes.

    Raises
    ------
    InputError
        No such file, a folder, or nothing GDAL reads.
    """
    if Path(path).is_dir():
        raise InputError("is a folder", str(path), "name the raster file in it")
    if not Path(path).is_file():
        raise InputError("no such file", str(path), "check the name")
    try:
        # A raster without georeference is told as an error of ours, not as a warning of GDAL's.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except RasterioIOError as error:
        raise InputError(
            "not a raster that GDAL can read",
            str(path),
            "give it as GeoTIFF, ASCII grid, VRT, or, of a DEM, .hgt",
        ) from error


def values_of(data: Any, band: int, **window: Any) -> Floats:
    """Read a band as float64, NaN for nodata, with the stored scale and offset applied."""
    read = data.read(band, masked=True, out_dtype="float64", **window)
    values: Floats = read.filled(np.nan)
    values *= data.scales[band - 1]
    values += data.offsets[band - 1]
    return values
