"""Reading DXF: closed outlines, lines and points by drawing layer; it names no place on earth."""

import codecs
import re
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from shapely.geometry import GeometryCollection, LineString, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.features import CrsUnknown, Features, Values, from_rows
from missionplanner.vector.ogr import read_ogr
from missionplanner.vector.text_encoding import lost_encoding

_HEAD_BYTES = 4096
_VERSION = re.compile(rb"\$ACADVER\s+1\s+AC(\d{4})")
_PAGE = re.compile(rb"(?i)\$DWGCODEPAGE\s+3\s+ANSI_(\d+)")
_UTF8_SINCE = 1021
# Of a drawing without a header GDAL knows neither the encoding nor, with blocks, that it is one.
_HEADER = b"0\nSECTION\n2\nHEADER\n0\nENDSEC\n"
_EMPTY = Features((), {})


def read_dxf(
    path: Path, crs: str | None = None, layers: tuple[str, ...] = ()
) -> tuple[Features, ...]:
    """Read the drawing, a `Features` for each drawing layer; a closed line becomes a polygon.

    Parameters
    ----------
    path : Path
    crs : str, optional
        The drawing's coordinate system, which the format cannot name.
    layers : tuple of str
        Those wanted; empty: all with closed outlines, and the others as layers without features:
        legends and frames stand at places that no coordinate system knows.

    Raises
    ------
    InputError
        Not DXF, or damaged.
    CrsUnknown
        No `crs` is given.
    """
    content = _content(path)
    if crs is None:
        raise CrsUnknown("vector.dxf_without_crs", str(path))
    by_layer: dict[str, list[tuple[BaseGeometry | None, Values]]] = {}
    for shape, values in read_ogr(content, path).rows():
        layer = str(values.get("Layer") or "0")
        drawn = by_layer.setdefault(layer, [])
        # Texts name what is drawn, or belong to its frame.
        if shape is not None and values.get("Text") is None:
            drawn.append((_closed(shape), {"name": layer}))
    every = [replace(from_rows(rows, crs), layer=name) for name, rows in by_layer.items()]
    if layers:
        chosen = [part for part in every if part.layer in layers]
    elif any(part.has_polygons for part in every):
        chosen = [
            part if part.has_polygons else replace(_EMPTY, layer=part.layer) for part in every
        ]
    else:
        chosen = every
    return tuple(replace(part, crs=crs, crs_given=True) for part in chosen)


def _content(path: Path) -> bytes:
    """Return the drawing in UTF-8, after a look at how it begins."""
    if path.stat().st_size > LIMIT_BYTES:
        raise InputError("vector.too_large", str(path))
    data = path.read_bytes()
    head = data[:_HEAD_BYTES]
    if head.startswith(b"AutoCAD Binary DXF"):
        raise InputError("vector.dxf_binary", str(path))
    # Pairs of a group code and a value; comments (999) may stand before the first section.
    lines = [line.strip() for line in head.removeprefix(BOM_UTF8).splitlines()]
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    opening = next((value for code, value in pairs if code != b"999"), b"")
    if opening != b"SECTION":
        raise InputError("vector.no_dxf", str(path))
    drawing = data.decode(_encoding(data), "replace").encode("utf-8")
    return drawing if b"HEADER" in head else _HEADER + drawing


def _encoding(data: bytes) -> str:
    # GDAL goes by the code page alone, which drawings since AutoCAD 2007 name and do not use.
    version = _VERSION.search(data, 0, _HEAD_BYTES)
    if version and int(version[1]) >= _UTF8_SINCE:
        return "utf-8-sig"
    page = _PAGE.search(data, 0, _HEAD_BYTES)
    if page:
        with suppress(LookupError):
            return codecs.lookup(f"cp{page[1].decode('ascii')}").name
    return lost_encoding(data) or "ascii"


def _closed(shape: BaseGeometry) -> BaseGeometry:
    if isinstance(shape, LineString) and shape.is_closed and len(shape.coords) >= 4:
        return Polygon(shape.coords)
    parts = [_closed(part) for part in getattr(shape, "geoms", ())]
    if not parts:
        return shape
    return parts[0] if len(parts) == 1 else GeometryCollection(parts)
