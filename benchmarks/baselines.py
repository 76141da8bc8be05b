"""Survey grids as the two common ground stations lay them, rebuilt from their behaviour.

Written from a description (what they do, not how they write it): QGroundControl's survey item
keeps only the two outermost crossings of every line; Mission Planner's grid makes a segment of
every pair of crossings and always goes on with the segment whose end is nearest.
"""

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import rotate
from shapely.geometry import LineString, Point, Polygon

Floats = NDArray[np.float64]


def qgc_like(area: Polygon, spacing_m: float, angle_deg: float) -> Floats:
    """Return a path (n, 2) of north-south lines turned clockwise by an angle.

    The lines span the centre of the bounding box +- (larger side + 2000 m) / 2; of all crossings of
    a line with the outline, holes not looked at, the two farthest apart are kept; every second
    line is flown backwards.
    """
    west, south, east, north = area.bounds
    centre = Point((west + east) / 2, (south + north) / 2)
    half = (max(east - west, north - south) + 2000.0) / 2
    lines = [
        LineString([(centre.x + x, centre.y - half), (centre.x + x, centre.y + half)])
        for x in np.arange(-half, half, spacing_m)
    ]
    outline = LineString(area.exterior.coords)
    path: list[Floats] = []
    for line in lines:
        turned = rotate(line, -angle_deg, origin=centre)
        ends = _crossings(turned, outline)
        if len(ends) >= 2:
            pair = ends[[0, -1]]
            path.append(pair[::-1] if len(path) % 2 else pair)
    return np.concatenate(path)


def mission_planner_like(area: Polygon, spacing_m: float, angle_deg: float) -> Floats:
    """Return a path (n, 2) of segments, each followed by the one with the nearest end.

    Lines start half the box's diagonal and one spacing from its centre; holes are not looked at;
    the first segment is the one nearest to the south-west corner.
    """
    west, south, east, north = area.bounds
    centre = Point((west + east) / 2, (south + north) / 2)
    half = math.hypot(east - west, north - south) / 2 + spacing_m
    outline = LineString(area.exterior.coords)
    segments: list[Floats] = []
    for x in np.arange(-half, half, spacing_m):
        line = LineString([(centre.x + x, centre.y - half), (centre.x + x, centre.y + half)])
        ends = _crossings(rotate(line, -angle_deg, origin=centre), outline)
        segments += [ends[k : k + 2] for k in range(0, len(ends) - 1, 2)]
    return nearest_next(segments, np.array([west, south]))


def nearest_next(segments: Sequence[Floats], at: Floats) -> Floats:
    """Return the way (n, 2) over rows (2, 2), each followed by the one that begins nearest."""
    left, path = list(segments), []
    while left:
        gaps = np.array([np.hypot(*(s - at).T) for s in left])
        k, end = np.unravel_index(int(np.argmin(gaps)), gaps.shape)
        segment = left.pop(int(k))
        path.append(segment if end == 0 else segment[::-1])
        at = path[-1][1]
    return np.concatenate(path)


def _crossings(line: LineString, outline: LineString) -> Floats:
    """Return the places (n, 2) where a line meets an outline, along the line."""
    points = shapely.get_coordinates(line.intersection(outline))
    if len(points) < 2:
        return np.empty((0, 2))
    order = np.argsort(shapely.line_locate_point(line, shapely.points(points)))
    return np.asarray(points[order])
