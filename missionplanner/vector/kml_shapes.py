"""The shapes of KML: what stands in a placemark as shapely geometries (KML 2.2, 10)."""

import math
import re

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

from missionplanner.errors import InputError, Where

# Beside KML's own MultiGeometry the words of GML and of GeoJSON, which some writers use.
_MANY = (
    "MultiGeometry",
    "MultiPolygon",
    "MultiLineString",
    "MultiPoint",
    "MultiSurface",
    "MultiCurve",
    "GeometryCollection",
)
_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", *_MANY)
_MULTI = {"Polygon": MultiPolygon, "LineString": MultiLineString, "Point": MultiPoint}


def placemark_shape(placemark: Element, where: Where) -> BaseGeometry | None:
    """Return all shapes of a placemark as one, None where it has none.

    Raises
    ------
    InputError
        A coordinate that is none, a ring of fewer than three corners, a polygon without outline.
    """
    shapes = _children(placemark, where)
    return shapes[0] if len(shapes) == 1 else _collected(shapes) if shapes else None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    # A comment's tag is a function, hence the str().
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, where: Where) -> list[BaseGeometry]:
    return [shape for child in element if (shape := _shape(child, where)) is not None]


def _shape(element: Element, where: Where) -> BaseGeometry | None:
    kind = local(element)
    if kind not in _SHAPES:
        return None
    if kind in _MANY:
        return _collected(_children(element, where))
    if kind == "Polygon":
        return _polygon(element, where)
    points = _coordinates(element, where)
    if kind == "Point":
        return Point(points[0]) if points else Point()
    return LineString(points) if len(points) > 1 else LineString()


def _polygon(element: Element, where: Where) -> Polygon:
    outers = element.findall("{*}outerBoundaryIs/{*}LinearRing")
    if len(outers) > 1:
        raise InputError("vector.two_outlines", where)
    outer = outers[0] if outers else None
    inner = element.iterfind("{*}innerBoundaryIs/{*}LinearRing")
    rings = [_ring(_coordinates(ring, where), where) for ring in inner]
    outline = [] if outer is None else _ring(_coordinates(outer, where), where)
    if rings and not outline:
        raise InputError("vector.rings_without_outline", where)
    return Polygon(outline, [ring for ring in rings if ring])


def _ring(points: list[tuple[float, ...]], where: Where) -> list[tuple[float, ...]]:
    if points and len(points) < 3:
        raise InputError("vector.ring_too_short", where)
    return points


def _coordinates(element: Element, where: Where) -> list[tuple[float, ...]]:
    text = element.findtext("{*}coordinates") or ""
    # Some writers put blanks after the commas within one coordinate.
    words = re.sub(r"\s*,\s*", ",", text.strip()).split()
    points = [_point(word, where) for word in words]
    flat = any(len(point) == 2 for point in points)
    return [point[:2] for point in points] if flat else points


def _point(word: str, where: Where) -> tuple[float, ...]:
    numbers = [number for number in word.split(",") if number]
    if len(numbers) > 3:
        raise InputError("vector.too_many_numbers", where, n=len(numbers), found=word[:60])
    try:
        point = tuple(float(number) for number in numbers)
    except ValueError as error:
        raise InputError("vector.broken_coordinate", where, found=word[:60]) from error
    if len(point) < 2:
        raise InputError("vector.no_latitude", where, found=word[:60])
    if not all(math.isfinite(number) for number in point):
        raise InputError("vector.coordinate_no_number", where, found=word[:60])
    return point


def _collected(shapes: list[BaseGeometry]) -> BaseGeometry:
    kinds = {shape.geom_type for shape in shapes}
    if len(kinds) == 1 and (multi := _MULTI.get(kinds.pop())) is not None:
        collected: BaseGeometry = multi([shape for shape in shapes if not shape.is_empty])
        return collected
    return GeometryCollection(shapes)
