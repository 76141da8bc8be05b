"""Opening raster files, and what is read of them as values. Every file is opened here.

A file made by somebody else is opened by the drivers of its own format alone (`formats`), a
virtual raster as a description of our own (`virtual`), and no file may send GDAL elsewhere by the
things that lie beside it or are written into it.
"""

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.raster.files.ascii_grid import is_whole
from missionplanner.raster.files.formats import VIRTUAL, drivers_of
from missionplanner.raster.files.virtual import rebuilt

Floats = NDArray[np.float64]

# A second wall behind the first: of all addresses on a network GDAL may read none. As a variable
# of the process, because a setting of rasterio's ends with its `with`, and a view reads later.
os.environ["CPL_VSIL_CURL_ALLOWED_FILENAME"] = "none"

# Drivers that find a fault on a thread of their own print it: it is told by us, in one line.
os.environ.setdefault("CPL_LOG", os.devnull)

_IMAGES = (".ovr", ".OVR", ".msk", ".MSK")
_REMEDY = message("raster.make_anew")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a raster for reading; what GDAL says of it becomes an `InputError`."""
    with opened_for_good(path) as data:
        try:
            yield data
        except (RasterioError, CPLE_BaseError) as error:
            raise damaged(path) from error


def opened_for_good(path: Path) -> Any:
    """Return an open raster that the caller closes.

    Raises
    ------
    InputError
        No such file, a folder, a format that is not read, damaged, or one that sends its reader
        to another place.
    """
    path = Path(path)
    return _opened(path, *_name_and_drivers(path, 0))


def gdal_name(path: Path) -> str:
    """Return the name under which GDAL may open a file: its full path, or a VRT of our own.

    Raises
    ------
    InputError
        See `opened_for_good`.
    """
    return _name_and_drivers(Path(path), 0)[0]


def open_mosaic(xml: str) -> Any:
    """Return an open virtual raster of our own making, see `mosaic.virtual_raster`."""
    return rasterio.open(xml, driver=VIRTUAL)


def values_of(data: Any, band: int, **window: Any) -> Floats:
    """Read a band as float64, NaN for nodata, with the stored scale and offset applied."""
    read = data.read(band, masked=True, out_dtype="float64", **window)
    values: Floats = read.filled(np.nan)
    values *= data.scales[band - 1]
    values += data.offsets[band - 1]
    return values


def crs_of(data: Any, path: Path) -> str:
    """Return the coordinate system of an open raster as WKT 2019, empty where it names none.

    Raises
    ------
    InputError
        It names one that cannot be read.
    """
    try:
        return str(data.crs.to_wkt(version="WKT2_2019")) if data.crs else ""
    except (RasterioError, CPLE_BaseError, UnicodeDecodeError) as error:
        raise InputError("raster.crs_unreadable", str(path)) from error


def damaged(path: Path) -> InputError:
    """Return the error for a file that GDAL opens, but cannot read through."""
    return InputError("raster.damaged", str(path))


def _name_and_drivers(path: Path, depth: int) -> tuple[str, tuple[str, ...]]:
    drivers = drivers_of(path)
    if drivers == (VIRTUAL,):
        text = rebuilt(path, _source, depth)
        if path.suffix.lower() != ".vrt":
            raise InputError(
                "raster.virtual_named", str(path), ending=path.suffix or message("raster.no_ending")
            )
        return text, drivers
    _check_company(path)
    return os.path.abspath(path), drivers  # noqa: PTH100


@lru_cache(maxsize=8)
def _pipes(folder: str, modified_ns: int) -> tuple[str, ...]:
    """Return what would be waited for: what is neither file nor folder, links followed."""
    del modified_ns  # tells one state of the folder from the next
    with os.scandir(folder) as found:
        odd = [entry for entry in found if not (entry.is_file() or entry.is_dir())]
        return tuple(entry.name for entry in odd if os.path.exists(entry))  # noqa: PTH110


def _source(path: Path, depth: int) -> str:
    name, drivers = _name_and_drivers(path, depth)
    if drivers != (VIRTUAL,):
        # GDAL opens it by itself later: what is written inside it is looked at now.
        _opened(path, name, drivers).close()
    return name


def _opened(path: Path, name: str, drivers: Sequence[str]) -> Any:
    for driver in drivers:
        try:
            # A raster without georeference is told as an error of ours, not as GDAL's warning.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", NotGeoreferencedWarning)
                data = rasterio.open(name, driver=driver)
                break
        except (RasterioError, CPLE_BaseError, UnicodeDecodeError):
            continue
    else:
        raise InputError("raster.not_as", str(path), drivers=_either(drivers))
    if data.driver == "AAIGrid" and not is_whole(path, data.width * data.height):
        data.close()
        raise damaged(path)
    # GDAL takes this for the name of a file with the raster's smaller versions, wherever it lies.
    if any(data.tags(band, ns="OVERVIEWS") for band in (0, *data.indexes)):
        data.close()
        raise InputError("raster.foreign_overview", str(path), help=_REMEDY)
    return data


def _check_company(path: Path) -> None:
    """Refuse overviews and masks beside a raster that would send GDAL elsewhere, and pipes.

    Of notes (.aux.xml) nothing else is left to check: GDAL reads them when it opens the raster.
    """
    home = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    for name in _pipes(home, os.stat(home).st_mtime_ns):  # noqa: PTH116
        if name.lower().startswith(path.stem.lower()):
            where = str(path.with_name(name))
            raise InputError("raster.no_file_beside", where)
    for ending in _IMAGES:
        beside = path.with_name(path.name + ending)
        if not beside.exists():
            continue
        if drivers_of(beside) != ("GTiff",):
            raise InputError("raster.no_tiff_beside", str(beside), help=_REMEDY)
        _check_company(beside)
        _opened(beside, str(beside), ("GTiff",)).close()


def _either(names: Sequence[str]) -> Message | str:
    *others, last = names
    return message("raster.or", others=_either(others), last=last) if others else last
