"""GDAL's vector drivers, shut in: no network, no file but the one that was looked at before.

Each reader of this room checks a file's first bytes itself, so that a text which merely bears
the ending of a format (a VRT, WFS or WMS description) never reaches the driver that would open
what it names.
"""

import importlib
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.errors import GEOSException

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.vector.features import Features

if TYPE_CHECKING:
    import pyogrio  # noqa: F401  so that the fences see who uses it

_SHUT = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    # Drawings are handed over in UTF-8, whatever they are written in (see dxf.py).
    "DXF_ENCODING": "UTF-8",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LIST_VIRTUAL_OGR": "NO",
}
_KINDS = {".gpkg": "GeoPackage", ".shp": "Shapefile", ".dxf": "DXF"}
# What GDAL calls a system of its own making where a file names none.
_NO_SYSTEM = ("ENGCRS", "LOCAL_CS", "ENGINEERINGCRS", 'GEOGCS["Undefined', 'GEOGCRS["Undefined')


@cache
def ogr() -> Any:
    """Return pyogrio, loaded when the first file is: it brings pandas, which takes a second."""
    module = importlib.import_module("pyogrio")
    module.set_gdal_config_options(_SHUT)
    return module


def ogr_failures() -> tuple[type[Exception], ...]:
    """Return what reading or writing through GDAL may end with."""
    told = ogr().errors
    known = (told.DataSourceError, told.DataLayerError, told.FeatureError, told.FieldError)
    # The last is pyogrio's own slip over a coordinate system whose text is not UTF-8.
    slips = (ValueError, LookupError, UnboundLocalError)
    return (*known, told.GeometryError, told.CRSError, OSError, *slips)


def read_ogr(
    source: str | bytes,
    path: Path,
    layer: str | None = None,
    encoding: str | None = None,
    **options: str,
) -> Features:
    """Read a layer in its own coordinates; `crs` is '' where it names none.

    Parameters
    ----------
    source : str or bytes
        The file's name, or its bytes (a ZIP of a Shapefile's parts).
    path : Path
        The file, for errors.
    layer : str, optional
    encoding : str, optional
        Of the texts, where the file does not tell it.
    options : str
        GDAL's open options.

    Raises
    ------
    InputError
        Damaged, or a table without shapes.
    """
    try:
        with warnings.catch_warnings():
            # GDAL's asides are no words for a user; what matters is seen in what it returns.
            warnings.simplefilter("ignore")
            meta, _, shapes, columns = ogr().raw.read(
                source, layer=layer, encoding=encoding, datetime_as_string=True, **options
            )
    except ogr().errors.CRSError as error:
        raise InputError("vector.crs_not_understood", str(path)) from error
    except ogr_failures() as error:
        raise unreadable(path) from error
    if shapes is None:
        raise InputError("vector.only_table", str(path))
    try:
        with np.errstate(invalid="ignore"):  # a corner that is no number is told by who reads it
            geometries = tuple(None if wkb is None else shapely.from_wkb(wkb) for wkb in shapes)
    except (GEOSException, NotImplementedError) as error:
        raise unreadable(path) from error
    fields = zip(meta["fields"], columns, strict=True)
    crs = str(meta["crs"] or "")
    return Features(
        geometries,
        {str(name): [_plain(value) for value in column] for name, column in fields},
        "" if crs.startswith(_NO_SYSTEM) else crs,
        layer or "",
    )


def unreadable(path: Path) -> InputError:
    """Return what is told of a damaged file, in no library's words."""
    kind = _KINDS.get(path.suffix.lower(), message("vector.vector_file"))
    return InputError("vector.damaged", str(path), kind=kind)


def _plain(value: object) -> object:
    """Return a numpy value as Python's, and every kind of 'missing' as None."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and np.isnan(value) else value
