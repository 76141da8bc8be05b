"""Polygons that can be trusted: checked, explained when wrong, cut where a ring is not allowed."""

import math
import re
from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.geo.frames import destination, geodesic_area_m2
from missionplanner.messages.message import Message, message

LEAST_AREA_M2 = 1.0
# No site reaches so far to either side of the 180 degree meridian.
_ACROSS_DEG = 10.0


def check_degrees(
    geometry: BaseGeometry, where: Where = "", near: BaseGeometry | None = None
) -> None:
    """Raise `InputError` where coordinates cannot be longitudes and latitudes.

    Parameters
    ----------
    geometry : geometry
    where : Where
        For the error.
    near : geometry, optional
        Where the site lies, degrees: what lies apart from it but, with latitude and longitude
        exchanged, upon it, has them exchanged.
    """
    xy = shapely.get_coordinates(geometry)
    if not len(xy):
        return
    lost = ~np.isfinite(xy).all(axis=1)
    if lost.any():
        raise InputError("geo.no_number", where, xy=_corner(xy, lost))
    # An area across the 180 degree meridian is counted on beyond it, also in files.
    across = xy[:, 0].min() > 180.0 - _ACROSS_DEG and xy[:, 0].max() < 180.0 + _ACROSS_DEG
    most_lon = 180.0 + _ACROSS_DEG if across else 180.0
    outside = (np.abs(xy) > [most_lon, 90.0]).any(axis=1)
    fits_exchanged = bool((np.abs(xy) <= [90.0, 180.0]).all())
    if fits_exchanged and (outside.any() or _upon(near, geometry)):
        raise InputError("geo.exchanged", where, xy=_corner(xy, outside))
    if outside.any():
        alone = 2 * int(outside.sum()) < len(xy)
        raise InputError(
            "geo.no_degrees",
            where,
            xy=_corner(xy, outside),
            help=message("geo.correct_corner") if alone else message("geo.save_degrees"),
        )


def is_counted_on(geometry: BaseGeometry) -> bool:
    """Tell whether all longitudes lie beyond 180, as those counted from 0 to 360 do."""
    if geometry.is_empty:
        return False
    west, _, east, _ = geometry.bounds
    return bool(west > 180.0 and east <= 360.0 and east - west < _ACROSS_DEG)


def counted_back(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry with 360 degrees less of longitude; z is kept."""
    return shapely.transform(
        geometry,
        lambda points: points - np.array([360.0, 0.0, 0.0])[: points.shape[1]],
        include_z=bool(geometry.has_z),
    )


def unwrapped(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in degrees that is in one piece across the 180 degree meridian.

    What reaches over more than half the world is taken to cross that meridian: its western
    longitudes are counted on beyond 180. Anything else is returned as it is.
    """
    if geometry.is_empty or geometry.bounds[2] - geometry.bounds[0] <= 180.0:
        return geometry
    return shapely.transform(
        geometry,
        lambda xy: np.column_stack([np.where(xy[:, 0] < 0, 360.0, 0.0) + xy[:, 0], xy[:, 1]]),
    )


def valid_polygons(geometry: BaseGeometry, where: Where = "") -> MultiPolygon:
    """Return the polygons of a geometry in degrees as one sound MultiPolygon, without z.

    Overlapping parts are united; `sound_polygons` also tells of slivers.

    Raises
    ------
    InputError
        Empty, not a polygon, crossing itself (with the place), without area, or not in degrees.
    """
    check_degrees(geometry, where)
    return sound_polygons(geometry, where)[0]


def sound_polygons(
    geometry: BaseGeometry, where: Where = ""
) -> tuple[MultiPolygon, tuple[Message, ...]]:
    """Return the parts of `sound_parts` united, and what is told of slivers."""
    parts, told = sound_parts(geometry, where)
    # One part is kept as it is drawn; a union may begin its ring elsewhere.
    return multi(parts[0] if len(parts) == 1 else shapely.union_all(parts)), told


def sound_parts(
    geometry: BaseGeometry, where: Where = ""
) -> tuple[list[Polygon], tuple[Message, ...]]:
    """Return the polygons of a geometry, each sound and without z, and what is told of slivers.

    Parts below 1 m2 beside others are dropped and told. Nothing is repaired by guessing: a crossing
    outline is an error.

    Raises
    ------
    InputError
        Empty, not a polygon, crossing itself (with the place), or without area.
    """
    parts = [shapely.force_2d(part) for part in polygons_of(geometry)]
    if not parts:
        raise _no_polygon(geometry, where)
    slivers = [part for part in parts if _is_sliver(part)]
    dropped = {id(part) for part in slivers}
    sound = [part for part in parts if id(part) not in dropped]
    for part in sound:
        if not part.is_valid:
            raise InputError("geo.not_sound", where, why=explain(part))
    if not sound:
        lon, lat = _place(slivers[0])
        raise InputError("geo.no_area", where, lon=lon, lat=lat)
    places = map(_place, slivers)
    left_out = (message("geo.sliver", lon=lon, lat=lat) for lon, lat in places)
    told = tuple(message("geo.at_place", place=where, told=one) for one in left_out)
    return sound, told


def polygons_of(geometry: BaseGeometry) -> Iterator[Polygon]:
    """Yield the non-empty polygons of any geometry, however nested."""
    if isinstance(geometry, Polygon):
        if not geometry.is_empty:
            yield geometry
    else:
        for part in getattr(geometry, "geoms", ()):
            yield from polygons_of(part)


def multi(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons of a geometry as a MultiPolygon; lines and points fall away."""
    return MultiPolygon(list(polygons_of(geometry)))


def filled(polygons: Iterable[Polygon]) -> MultiPolygon:
    """Return the union of polygons with every inner ring filled."""
    parts = [Polygon(p.exterior) for p in polygons]
    # One polygon is kept as it is drawn; a union may begin its ring elsewhere.
    return multi(parts[0] if len(parts) == 1 else shapely.union_all(parts))


def without_rings(polygon: Polygon) -> list[Polygon]:
    """Cut a polygon with inner rings into polygons that have none; together they are the same."""
    if not polygon.interiors:
        return [polygon]
    ring = polygon.interiors[0]
    west, south, east, north = polygon.bounds
    middle = (ring.bounds[0] + ring.bounds[2]) / 2
    halves = (box(west, south, middle, north), box(middle, south, east, north))
    return [
        piece
        for half in halves
        for part in polygons_of(polygon.intersection(half))
        for piece in without_rings(part)
    ]


def explain(polygon: BaseGeometry) -> Message:
    """Say why a polygon is invalid, with the place."""
    reason = shapely.is_valid_reason(polygon)
    place = re.search(r"\[(\S+) (\S+)\]", reason)
    at: Message | str = ""
    if place:
        at = message("geo.at", lon=float(place[1]), lat=float(place[2]))
    # GEOS tells the kind of fault in its words alone.
    if "elf-intersection" in reason:
        return message("geo.crosses", at=at)
    return message("geo.unsound", reason=reason.split("[")[0].strip().lower(), at=at)


def circle(lon_deg: float, lat_deg: float, radius_m: float, corners: int = 64) -> Polygon:
    """Return a polygon in degrees that holds the whole geodesic circle.

    The corners lie outside by 1 / cos(pi / corners): 0.12 % for 64.
    """
    bearings = np.arange(corners) * (360.0 / corners)
    lon, lat = destination(lon_deg, lat_deg, bearings, radius_m / math.cos(math.pi / corners))
    return Polygon(np.column_stack([lon, lat]))


def _corner(xy: NDArray[np.float64], chosen: NDArray[np.bool_]) -> str:
    x, y = xy[int(np.argmax(chosen))]
    return f"{x:.10g}, {y:.10g}"


def _is_sliver(part: Polygon) -> bool:
    # The halves of a bow tie cancel each other: of what is not sound only the whole extent counts.
    whole = part if part.is_valid else part.convex_hull
    return geodesic_area_m2(whole) < LEAST_AREA_M2


def _place(polygon: BaseGeometry) -> tuple[float, float]:
    lon, lat = shapely.get_coordinates(polygon)[0]
    return float(lon), float(lat)


def _upon(near: BaseGeometry | None, geometry: BaseGeometry) -> bool:
    if near is None or geometry.intersects(near):
        return False
    return bool(shapely.transform(geometry, lambda xy: xy[:, ::-1]).intersects(near))


def _no_polygon(geometry: BaseGeometry, where: Where) -> InputError:
    if geometry.is_empty:
        return InputError("geo.empty", where)
    if geometry.geom_type in ("LineString", "MultiLineString", "LinearRing"):
        lines = getattr(geometry, "geoms", [geometry])
        if all(line.is_closed for line in lines):
            return InputError("geo.closed_line", where)
        return InputError("geo.open_line", where)
    return InputError("geo.no_polygon", where, geom_type=geometry.geom_type)
