"""Polygons that can be trusted: checked, explained when wrong, cut where a ring is not allowed."""

import math
import re
from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import destination, geodesic_area_m2

LEAST_AREA_M2 = 1.0


def check_degrees(geometry: BaseGeometry, where: str = "") -> None:
    """Raise `InputError` where coordinates cannot be longitudes and latitudes."""
    xy = shapely.get_coordinates(geometry)
    if not np.all(np.isfinite(xy)):
        raise InputError("has coordinates that are no numbers", where, "draw it again")
    if len(xy) and (np.abs(xy[:, 0]).max() > 180.0 or np.abs(xy[:, 1]).max() > 90.0):
        worst = xy[np.argmax(np.abs(xy).max(axis=1))]
        raise InputError(
            f"coordinates such as {worst[0]:.6g}, {worst[1]:.6g} are not longitude and latitude",
            where,
            "save it in WGS 84 (EPSG:4326), or with its coordinate system named",
        )


def valid_polygons(geometry: BaseGeometry, where: str = "") -> MultiPolygon:
    """Return the polygons of a geometry in degrees as one sound MultiPolygon, without z.

    Overlapping parts are united. Nothing is repaired by guessing: a crossing outline is told.

    Raises
    ------
    InputError
        Empty, not a polygon, crossing itself (with the place), without area, or not in degrees.
    """
    parts = list(polygons_of(geometry))
    if not parts:
        raise _no_polygon(geometry, where)
    check_degrees(geometry, where)
    flat = [shapely.force_2d(part) for part in parts]
    for part in flat:
        if not part.is_valid:
            raise InputError(explain(part), where, "redraw the outline there")
        if geodesic_area_m2(part) < LEAST_AREA_M2:
            raise InputError("has no area", where, "draw a polygon with at least three corners")
    return multi(shapely.union_all(flat))


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
    return multi(shapely.union_all([Polygon(p.exterior) for p in polygons]))


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


def explain(polygon: BaseGeometry) -> str:
    """Say in words why a polygon is invalid, with the place."""
    reason = shapely.is_valid_reason(polygon)
    place = re.search(r"\[(\S+) (\S+)\]", reason)
    at = f" at longitude {float(place[1]):.7g}, latitude {float(place[2]):.7g}" if place else ""
    if "elf-intersection" in reason:
        return f"the outline crosses or touches itself{at}"
    return f"the outline is not sound ({reason.split('[')[0].strip().lower()}){at}"


def circle(lon_deg: float, lat_deg: float, radius_m: float, corners: int = 64) -> Polygon:
    """Return a polygon in degrees that holds the whole geodesic circle.

    The corners lie outside by 1 / cos(pi / corners): 0.12 % for 64.
    """
    bearings = np.arange(corners) * (360.0 / corners)
    lon, lat = destination(lon_deg, lat_deg, bearings, radius_m / math.cos(math.pi / corners))
    return Polygon(np.column_stack([lon, lat]))


def _no_polygon(geometry: BaseGeometry, where: str) -> InputError:
    if geometry.is_empty:
        return InputError("is empty", where, "draw a polygon")
    if geometry.geom_type in ("LineString", "MultiLineString", "LinearRing"):
        lines = getattr(geometry, "geoms", [geometry])
        if all(line.is_closed for line in lines):
            return InputError(
                "is a closed line, not a polygon", where, "save the outline as a polygon"
            )
        return InputError("is an open line, not a polygon", where, "close it and save a polygon")
    return InputError(f"is a {geometry.geom_type}, not a polygon", where, "draw a polygon")
