"""The shapes of GeoJSON as shapely geometries, each coordinate looked at (RFC 7946, 3.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
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
from missionplanner.messages.message import Message, message

KINDS = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
# A ring whose ends lie this share of its size apart was closed and then rounded.
_CLOSED_SHARE = 1e-3
# Where it is longer than its edges by more than this, a corner is lost.
_OPEN_TIMES = 3.0

_Floats = NDArray[np.float64]


def shape_of(geometry: object, where: Where, told: list[Message] | None = None) -> BaseGeometry:
    """Return a geometry object as shapely's; empty coordinates give an empty shape.

    With `told` a ring that is left open is closed where its ends lie no farther apart than its
    other corners do, and what was closed is added there; without it is an error.

    Raises
    ------
    InputError
        Not one of the seven kinds, a coordinate that is no pair of finite numbers, a ring with
        fewer than three corners or one that does not end where it begins.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in KINDS:
        raise InputError("vector.shape_kind", where, kind=str(kind)[:40])
    if kind == "GeometryCollection":
        return GeometryCollection(
            [shape_of(g, where, told) for g in _list(geometry, "geometries", where)]
        )
    coordinates = _list(geometry, "coordinates", where)
    if kind == "Point":
        return Point(_points([coordinates], where)[0]) if coordinates else Point()
    if kind == "MultiPoint":
        return MultiPoint(_points(coordinates, where))
    if kind == "LineString":
        return _line(coordinates, where)
    if kind == "MultiLineString":
        return MultiLineString([_line(_checked(part, where), where) for part in coordinates])
    if kind == "Polygon":
        return _polygon(coordinates, where, told)
    parts = [_polygon(_checked(part, where), where, told) for part in coordinates]
    return MultiPolygon([part for part in parts if not part.is_empty])


def _list(geometry: dict[str, Any], member: str, where: Where) -> list[Any]:
    return _checked(geometry.get(member), where)


def _checked(value: object, where: Where) -> list[Any]:
    if not isinstance(value, list):
        raise InputError("vector.no_coordinates", where, found=str(value)[:40])
    return value


def _line(coordinates: list[Any], where: Where) -> LineString:
    if len(coordinates) == 1:
        raise InputError("vector.line_of_one", where)
    return LineString(_points(coordinates, where))


def _polygon(rings: list[Any], where: Where, told: list[Message] | None) -> Polygon:
    read = [_ring(_checked(ring, where), where, told) for ring in rings]
    outer, *inner = read or [np.empty((0, 2))]
    if not len(outer) and any(len(ring) for ring in inner):
        raise InputError("vector.rings_without_outline", where)
    return Polygon(outer, [ring for ring in inner if len(ring)])


def _ring(coordinates: list[Any], where: Where, told: list[Message] | None) -> _Floats:
    points = _points(coordinates, where)
    if not len(points):
        return points
    first, last = points[0, :2], points[-1, :2]
    size = float(np.ptp(points[:, :2], axis=0).max())
    if float(np.abs(first - last).max()) > _CLOSED_SHARE * size:
        if told is not None and _is_open(points[:, :2]):
            told.append(message("vector.outline_closed", last=_text(last), first=_text(first)))
            return np.vstack([points, points[:1]])
        raise InputError("vector.outline_open", where, first=_text(first), last=_text(last))
    points[-1] = points[0]
    if len(points) < 4:
        raise InputError("vector.ring_too_short", where)
    return points


def _is_open(points: _Floats) -> bool:
    """Tell a ring whose last corner is not repeated from one whose last corner is lost."""
    if len(points) < 3:
        return False
    edges = np.hypot(*np.diff(points, axis=0).T)
    # The first and the last edge lead to the corners in question, so are no measure of them.
    usual = float(edges[1:-1].max()) if len(edges) > 2 else float(edges.min())
    return float(np.hypot(*(points[0] - points[-1]))) <= _OPEN_TIMES * usual


def _points(coordinates: list[Any], where: Where) -> _Floats:
    """Return (n, 2) or (n, 3) coordinates; z is dropped where a point lacks it."""
    if not coordinates:
        return np.empty((0, 2))
    try:
        points = np.array(coordinates)
    except ValueError:
        points = np.array(None)
    numbers = points.ndim == 2 and points.shape[1] >= 2 and points.dtype.kind in "iuf"
    if not numbers or not np.isfinite(points[:, :2]).all():
        points = np.array([_point(point, where) for point in coordinates])
    kept = points[:, :3].astype(np.float64)
    return kept if np.isfinite(kept).all() else kept[:, :2]


def _point(point: object, where: Where) -> tuple[float, float]:
    pair = point[:2] if isinstance(point, list) else []
    numbers = [n for n in pair if isinstance(n, int | float) and not isinstance(n, bool)]
    # An integer of hundreds of digits has no place as a float.
    if len(numbers) < 2 or not all(abs(n) < 1e300 for n in numbers):
        raise InputError("vector.no_pair", where, found=str(point)[:60])
    return float(numbers[0]), float(numbers[1])


def _text(point: _Floats) -> str:
    return f"{point[0]:.10g}, {point[1]:.10g}"
