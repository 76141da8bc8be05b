"""Reading DXF: closed outlines, lines and points by drawing layer; it names no place on earth."""

from dataclasses import replace
from pathlib import Path

from shapely.geometry import GeometryCollection, LineString, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.vector.archive import LIMIT_BYTES
from missionplanner.vector.features import CrsUnknown, Features, Values, from_rows
from missionplanner.vector.ogr import read_ogr

_HEAD_BYTES = 4096


def read_dxf(path: Path, crs: str | None = None) -> tuple[Features, ...]:
    """Read the drawing, a `Features` for each drawing layer; a closed line becomes a polygon.

    Parameters
    ----------
    path : Path
    crs : str, optional
        The drawing's coordinate system, which the format cannot name.

    Raises
    ------
    InputError
        Not DXF, or damaged.
    CrsUnknown
        No `crs` is given.
    """
    _check(path)
    if crs is None:
        raise CrsUnknown(
            "is a DXF drawing, which names no coordinate system",
            str(path),
            "save it as GeoJSON or GeoPackage, with its coordinate system",
        )
    drawn = read_ogr(str(path), path)
    by_layer: dict[str, list[tuple[BaseGeometry | None, Values]]] = {}
    for shape, values in drawn.rows():
        layer = str(values.get("Layer") or "0")
        text = values.get("Text")
        row: Values = {"name": layer} if text is None else {"name": layer, "text": text}
        by_layer.setdefault(layer, []).append((None if shape is None else _closed(shape), row))
    return tuple(
        replace(from_rows(rows, crs), layer=layer, crs_given=True)
        for layer, rows in by_layer.items()
    )


def _check(path: Path) -> None:
    if path.stat().st_size > LIMIT_BYTES:
        raise InputError("is larger than 200 MB", str(path), "cut out the part you need")
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(b"AutoCAD Binary DXF"):
        raise InputError("is a binary DXF", str(path), "save it as ASCII DXF")
    # Pairs of a group code and a value; comments (999) may stand before the first section.
    lines = [line.strip() for line in head.splitlines()]
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    opening = next((value for code, value in pairs if code != b"999"), b"")
    if not pairs or opening != b"SECTION":
        raise InputError("is not a DXF drawing", str(path), "save it again as ASCII DXF")


def _closed(shape: BaseGeometry) -> BaseGeometry:
    if isinstance(shape, LineString) and shape.is_closed and len(shape.coords) >= 4:
        return Polygon(shape.coords)
    parts = [_closed(part) for part in getattr(shape, "geoms", ())]
    if not parts:
        return shape
    return parts[0] if len(parts) == 1 else GeometryCollection(parts)
