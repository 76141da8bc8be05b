"""Reading KML and KMZ: placemarks in any folder, their shapes, names and extended data.

Own reading instead of GDAL's: its KML driver loses nested folders or altitudes depending on the
build, and an entity bomb must be refused before any parser swallows it.
Format: OGC KML 2.2 (07-147r2), 9 and 10.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element as Element
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.vector.archive import LIMIT_BYTES, parse_xml, read_members
from missionplanner.vector.features import Features, Values, from_rows

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry")
_ON_GROUND = ("clampToGround", "clampToSeaFloor")
_MULTI = {"Polygon": MultiPolygon, "LineString": MultiLineString, "Point": MultiPoint}


def read_kml(path: Path) -> Features:
    """Read all placemarks of a KML or KMZ file, z kept.

    Raises
    ------
    InputError
        Not XML, an entity or a document type in it, a broken coordinate, an unsafe KMZ.
    """
    root = parse_xml(_content(path), str(path))
    rows: list[tuple[BaseGeometry | None, Values]] = []
    for placemark in root.iterfind(".//{*}Placemark"):
        values = {**dict(_heights(placemark)), **dict(_values(placemark))}
        where = f"{path}, {values.get('name') or f'placemark {len(rows) + 1}'}"
        rows.append((_placemark_shape(placemark, where), values))
    return from_rows(rows)


def _content(path: Path) -> bytes:
    if path.suffix.lower() == ".kmz":
        return _main_kml(path)
    if path.stat().st_size > LIMIT_BYTES:
        raise InputError("is larger than 200 MB", str(path), "cut out the part you need")
    return path.read_bytes()


def _main_kml(path: Path) -> bytes:
    """Return `doc.kml` of a KMZ, or else its first .kml."""
    members = read_members(path)
    kmls = [name for name in members if name.lower().endswith(".kml")]
    if not kmls:
        raise InputError("holds no KML", str(path), "save it again as KML or KMZ")
    kmls.sort(key=lambda name: name.lower() != "doc.kml")
    return members[kmls[0]]


def _values(placemark: Element) -> Iterator[tuple[str, object]]:
    for key in ("name", "description"):
        text = placemark.findtext(f"{{*}}{key}")
        if text is not None and text.strip():
            yield key, text.strip()
    for data in placemark.iterfind("{*}ExtendedData/{*}Data"):
        yield data.get("name", ""), (data.findtext("{*}value") or "").strip()
    for data in placemark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        yield data.get("name", ""), (data.text or "").strip()


def _heights(placemark: Element) -> Iterator[tuple[str, object]]:
    """Yield what the shape's z counts from and whether it reaches down to the ground.

    'clampToGround' is what a shape without the word has (KML 2.2, 10.2.3.1), so it is not told.
    """
    for element in placemark.iter():
        kind, word = _local(element), (element.text or "").strip()
        if kind == "altitudeMode" and word and word not in _ON_GROUND:
            yield kind, word
        elif kind == "extrude" and word in ("1", "true"):
            yield kind, True


def _placemark_shape(placemark: Element, where: str) -> BaseGeometry | None:
    shapes = [shape for child in placemark if (shape := _shape(child, where)) is not None]
    return shapes[0] if shapes else None


def _shape(element: Element, where: str) -> BaseGeometry | None:
    kind = _local(element)
    if kind not in _SHAPES:
        return None
    if kind == "MultiGeometry":
        return _collected([s for child in element if (s := _shape(child, where)) is not None])
    if kind == "Polygon":
        return _polygon(element, where)
    points = _coordinates(element, where)
    if kind == "Point":
        return Point(points[0]) if points else Point()
    return LineString(points) if len(points) > 1 else LineString()


def _polygon(element: Element, where: str) -> Polygon:
    outer = element.find("{*}outerBoundaryIs/{*}LinearRing")
    if outer is None:
        return Polygon()
    inner = element.iterfind("{*}innerBoundaryIs/{*}LinearRing")
    rings = [_ring(_coordinates(ring, where), where) for ring in inner]
    return Polygon(_ring(_coordinates(outer, where), where), [ring for ring in rings if ring])


def _ring(points: list[tuple[float, ...]], where: str) -> list[tuple[float, ...]]:
    if points and len(points) < 3:
        raise InputError("has a ring of fewer than three corners", where, "draw it again")
    return points


def _coordinates(element: Element, where: str) -> list[tuple[float, ...]]:
    text = element.findtext("{*}coordinates") or ""
    # Some writers put blanks after the commas within one coordinate.
    words = re.sub(r"\s*,\s*", ",", text.strip()).split()
    try:
        points = [tuple(float(n) for n in word.split(",")[:3] if n) for word in words]
    except ValueError as error:
        raise InputError(f"has a broken coordinate ({error})", where, "save it again") from error
    if any(len(point) < 2 for point in points):
        raise InputError("has a coordinate without a latitude", where, "save it again")
    flat = any(len(point) == 2 for point in points)
    return [point[:2] for point in points] if flat else points


def _collected(shapes: list[BaseGeometry]) -> BaseGeometry:
    kinds = {shape.geom_type for shape in shapes}
    if len(kinds) == 1 and (multi := _MULTI.get(kinds.pop())) is not None:
        collected: BaseGeometry = multi(shapes)
        return collected
    return GeometryCollection(shapes)


def _local(element: Element) -> str:
    # A comment's tag is a function, hence the str().
    return str(element.tag).rpartition("}")[2]
