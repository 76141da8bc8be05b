"""What a hand may draw: snapping, crossings, circles, corridors.

Shapes being drawn are corners in metres, (n, 2), the first not repeated at the end of a ring.
"""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame, geodesic_distances_m
from missionplanner.geo.shapes import circle, multi

Floats = NDArray[np.float64]
Place = tuple[float, float]

LEAST_RING, LEAST_LINE = 3, 2
LEAST_RADIUS_M = 1.0
# Corners of a list nearer to each other than this are one.
_SAME_M = 0.01


def hit(place: Place, shapes: list[tuple[Floats, bool]], reach_m: float) -> int | None:
    """Return the number of the shape under a place: an outline within reach, or what holds it.

    Parameters
    ----------
    place : tuple of float
        Site metres.
    shapes : list of (corners, closed)
    reach_m : float
        How far from an outline it is still taken.

    Returns
    -------
    int or None; of several rings round the place the smallest.
    """
    point = Point(place)
    away = [outline(corners, closed).distance(point) for corners, closed in shapes]
    if away and min(away) <= reach_m:
        return int(np.argmin(away))
    around = [
        (Polygon(corners).area, number)
        for number, (corners, closed) in enumerate(shapes)
        if closed and shapely.contains_xy(Polygon(corners), *place)
    ]
    return min(around)[1] if around else None


def hold(corners: Floats, closed: bool) -> Place:
    """Return a place in a ring, or half way along a line, site metres; of a point the place."""
    if len(corners) == 1:
        return float(corners[0, 0]), float(corners[0, 1])
    if closed:
        return _within(Polygon(corners))
    half = LineString(corners).interpolate(0.5, normalized=True)
    return half.x, half.y


def nearest(place: Place, places: Floats, reach_m: float) -> int | None:
    """Return the number of the nearest of (n, 2) places within reach; None where none is."""
    if not len(places):
        return None
    away = np.hypot(*(np.asarray(places) - np.asarray(place)).T)
    best = int(np.argmin(away))
    return best if away[best] <= reach_m else None


def outline(corners: ArrayLike, closed: bool) -> LineString:
    """Return the line through the corners; a ring comes back to its first, a point to itself."""
    xy = np.asarray(corners, dtype=np.float64).reshape(-1, 2)
    closed = closed or len(xy) == 1
    return LineString(np.vstack([xy, xy[:1]]) if closed else xy)


def crossing(corners: ArrayLike, closed: bool) -> Place | None:
    """Return a place where an outline meets itself, other than at neighbouring corners; else None.

    Edges that lie upon each other, and corners that lie upon another edge, are met there.
    Fewer corners than three meet nothing.
    """
    xy = np.asarray(corners, dtype=np.float64).reshape(-1, 2)
    if len(xy) < LEAST_RING:
        return None
    line = outline(xy, closed)
    if bool(line.is_simple):
        return None
    return _meeting(xy, closed)


def _meeting(xy: Floats, closed: bool) -> Place:
    ends = np.vstack([xy, xy[:1]]) if closed else xy
    edges = shapely.linestrings(np.stack([ends[:-1], ends[1:]], axis=1))
    tree = shapely.STRtree(edges)
    first, second = tree.query(edges, predicate="intersects")
    apart = second - first
    beside = (apart == 1) | (closed & (apart == len(edges) - 1))
    for a, b in zip(first[(apart > 0) & ~beside], second[(apart > 0) & ~beside], strict=True):
        met = shapely.intersection(edges[a], edges[b])
        if not met.is_empty:
            return _within(met)
    # Neighbours that fold back upon each other.
    for a, b in zip(first[beside], second[beside], strict=True):
        met = shapely.intersection(edges[a], edges[b])
        if met.length > 0:
            return _within(met)
    return float(xy[0, 0]), float(xy[0, 1])


def _within(shape: BaseGeometry) -> Place:
    place = shape.representative_point()
    return place.x, place.y


def with_corner(corners: Floats, number: int, place: Place) -> Floats:
    """Return the corners with one of them moved."""
    made = np.array(corners, dtype=np.float64)
    made[number] = place
    return made


def with_new_corner(corners: Floats, edge: int, place: Place) -> Floats:
    """Return the corners with one more, between corner `edge` and the next."""
    return np.insert(np.asarray(corners, dtype=np.float64), edge + 1, place, axis=0)


def without_corner(corners: Floats, number: int, closed: bool) -> Floats:
    """Return the corners without one of them.

    Raises
    ------
    InputError
        Where too few would be left: three of a ring, two of a line.
    """
    least = LEAST_RING if closed else LEAST_LINE
    if len(corners) <= least:
        raise InputError("drawing.too_few_corners", least=least)
    fewer: Floats = np.delete(np.asarray(corners, dtype=np.float64), number, axis=0)
    return fewer


def enough(corners: Floats, closed: bool) -> Floats:
    """Return the corners of a list; a ring's first is not repeated at its end.

    Raises
    ------
    InputError
        There are too few.
    """
    if closed and len(corners) > 1 and np.allclose(corners[0], corners[-1], atol=_SAME_M):
        corners = corners[:-1]
    least = LEAST_RING if closed else LEAST_LINE
    if len(corners) < least:
        raise InputError("drawing.too_few_corners", least=least)
    return corners


def shifted(corners: Floats, start: Place, end: Place) -> Floats:
    """Return the corners moved as far as from `start` to `end`."""
    moved: Floats = np.asarray(corners, dtype=np.float64) + np.subtract(end, start)
    return moved


def turned(corners: Floats, centre: Place, angle_deg: float) -> Floats:
    """Return the corners turned clockwise about a place."""
    angle = np.radians(angle_deg)
    east, north = (np.asarray(corners, dtype=np.float64) - centre).T
    return np.column_stack(
        [
            centre[0] + np.cos(angle) * east + np.sin(angle) * north,
            centre[1] - np.sin(angle) * east + np.cos(angle) * north,
        ]
    )


def scaled(corners: Floats, centre: Place, share: float) -> Floats:
    """Return the corners moved from a place, or to it, to a share of their distance.

    Raises
    ------
    InputError
        Where the share is not above 0.
    """
    if not share > 0:
        raise InputError("drawing.no_scale")
    made: Floats = centre + share * (np.asarray(corners, dtype=np.float64) - centre)
    return made


def middle_of(corners: Floats) -> Place:
    """Return the middle of what the corners reach over, site metres."""
    xy = np.asarray(corners, dtype=np.float64)
    x, y = (xy.min(axis=0) + xy.max(axis=0)) / 2
    return float(x), float(y)


def with_length(corners: Floats, number: int, neighbour: int, length_m: float) -> Floats:
    """Return the corners with one moved so that its edge to a neighbour has a length.

    Raises
    ------
    InputError
        Where the edge has no direction, or the length is not above 0.
    """
    xy = np.asarray(corners, dtype=np.float64)
    start, end = xy[neighbour], xy[number]
    now = float(np.hypot(*(end - start)))
    if now == 0 or not length_m > 0:
        raise InputError("drawing.no_length")
    x, y = start + (end - start) * (length_m / now)
    return with_corner(xy, number, (float(x), float(y)))


def ahead(corner: Place, length_m: float, bearing_deg: float) -> Place:
    """Return the place so far from a corner, by a bearing on the map's grid, clockwise of north."""
    angle = np.radians(bearing_deg)
    east, north = length_m * np.sin(angle), length_m * np.cos(angle)
    return corner[0] + float(east), corner[1] + float(north)


def bearing(start: Place, end: Place) -> float:
    """Return the bearing on the map's grid, degrees clockwise of north, 0 to 360."""
    east, north = np.subtract(end, start)
    return float(np.degrees(np.arctan2(east, north)) % 360.0)


def rectangle(first: Place, second: Place, third: Place) -> Floats:
    """Return the corners of the rectangle on an edge that reaches as far out as a third place."""
    along = np.subtract(second, first)
    length = float(np.hypot(*along))
    if length == 0:
        return np.array([first, second], dtype=np.float64)
    across = np.array([-along[1], along[0]]) / length
    out = across * float(np.dot(np.subtract(third, second), across))
    return np.array([first, second, second + out, first + out], dtype=np.float64)


def middles(corners: Floats, closed: bool) -> Floats:
    """Return the middle of each edge, (n, 2) of a ring and (n - 1, 2) of a line."""
    xy = np.asarray(corners, dtype=np.float64)
    ahead = np.roll(xy, -1, axis=0)
    middle: Floats = (xy + ahead) / 2
    return middle if closed else middle[:-1]


def radius_m(frame: SiteFrame, centre: Place, rim: Place) -> float:
    """Return the distance on the ellipsoid between two places in site metres."""
    lon, lat = frame.inverse([centre[0], rim[0]], [centre[1], rim[1]])
    return float(geodesic_distances_m(lon, lat)[0])


def circle_deg(frame: SiteFrame, centre: Place, radius: float) -> MultiPolygon:
    """Return the polygon, in degrees, that holds a circle round a place in site metres.

    Raises
    ------
    InputError
        Where the radius is under one metre.
    """
    if not radius >= LEAST_RADIUS_M:
        raise InputError("drawing.small_circle", least=LEAST_RADIUS_M)
    lon, lat = frame.inverse(*centre)
    return multi(circle(float(lon), float(lat), radius))


def corridor_m(corners: ArrayLike, width: float) -> MultiPolygon:
    """Return the ground within half a width of a line, site metres, cut straight at its ends.

    Raises
    ------
    InputError
        Where the line has no length, or the width is under one metre.
    """
    xy = np.asarray(corners, dtype=np.float64).reshape(-1, 2)
    if len(xy) < LEAST_LINE or LineString(xy).length == 0:
        raise InputError("drawing.too_few_corners", least=LEAST_LINE)
    if not width >= LEAST_RADIUS_M:
        raise InputError("drawing.narrow_corridor", least=LEAST_RADIUS_M)
    edges = [edge for edge in map(LineString, pairwise(xy)) if edge.length > 0]
    bends = [Point(corner).buffer(width / 2) for corner in xy[1:-1]]
    straight = [edge.buffer(width / 2, cap_style="flat") for edge in edges]
    sure = shapely.union_all([*straight, *bends])
    # Few corners where it is sound: of a line that turns sharply the whole buffer leaves parts out.
    mitred = shapely.remove_repeated_points(LineString(xy)).buffer(
        width / 2, cap_style="flat", join_style="mitre"
    )
    return multi(mitred if mitred.is_valid and mitred.covers(sure.buffer(-1e-6)) else sure)


def ring_polygon(corners: ArrayLike) -> Polygon:
    """Return the polygon of a ring of corners.

    Raises
    ------
    InputError
        Where it has too few corners, crosses itself, or holds no ground.
    """
    xy = np.asarray(corners, dtype=np.float64).reshape(-1, 2)
    if len(xy) < LEAST_RING:
        raise InputError("drawing.too_few_corners", least=LEAST_RING)
    if crossing(xy, closed=True) is not None:
        raise InputError("drawing.edges_cross")
    made = Polygon(xy)
    if not made.is_valid or made.area <= 0:
        raise InputError("drawing.no_ground")
    return made


def to_degrees(frame: SiteFrame, corners: Floats, before_m: Floats, before_deg: Floats) -> Floats:
    """Return corners in degrees; one that was not moved keeps its degrees to the bit.

    Parameters
    ----------
    frame : SiteFrame
    corners : ndarray (n, 2)
        Site metres.
    before_m, before_deg : ndarray (m, 2)
        The corners before the gesture, in both.
    """
    lon, lat = frame.inverse(corners[:, 0], corners[:, 1])
    made = np.column_stack([lon, lat])
    known = {(x, y): place for (x, y), place in zip(map(tuple, before_m), before_deg, strict=True)}
    for number, corner in enumerate(map(tuple, corners)):
        if corner in known:
            made[number] = known[corner]
    return made
