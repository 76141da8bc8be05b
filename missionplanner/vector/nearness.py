"""How far a zone lies from the terrain, roughly, and not fooled by the 180 degree meridian."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

# A drone's whole flight lies well within this of its terrain.
FAR_M = 10_000.0

_DEGREE_M = 111_320.0


class Neighbourhood:
    """The terrain's surroundings as a plane in metres, right near it and rough far away.

    Parameters
    ----------
    near : geometry
        Where the terrain lies, WGS 84 degrees.
    """

    def __init__(self, near: BaseGeometry) -> None:
        outline = _unwrapped(near, None)
        self._lon = float(outline.centroid.x)
        self._scale = np.array(
            [_DEGREE_M * max(np.cos(np.radians(outline.centroid.y)), 0.01), _DEGREE_M]
        )
        self._near = self._plane(near)

    def distance_m(self, shape: BaseGeometry) -> float:
        """Return about how far a shape in degrees lies from the terrain; 0 where they meet."""
        return float(self._near.distance(self._plane(shape)))

    def _plane(self, shape: BaseGeometry) -> BaseGeometry:
        flat = _unwrapped(shape, self._lon)
        moved: BaseGeometry = shapely.transform(flat, lambda xy: xy * self._scale)
        return moved


def _unwrapped(shape: BaseGeometry, lon: float | None) -> BaseGeometry:
    """Return a shape without jumps at 180 degrees, each part as near to `lon` as it can lie."""
    parts = [_part(part, lon) for part in _parts(shape)]
    return shapely.union_all([part for part in parts if part.is_valid] or parts[:1])


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    inner = getattr(shape, "geoms", None)
    return [shape] if inner is None else [leaf for part in inner for leaf in _parts(part)]


def _part(part: BaseGeometry, lon: float | None) -> BaseGeometry:
    # The outline is enough: a terrain in a hole of a zone is near it all the same.
    rings = part.exterior if isinstance(part, Polygon) else part
    xy = shapely.get_coordinates(rings)
    x: NDArray[np.float64] = np.unwrap(xy[:, 0], period=360.0) if len(xy) else xy[:, 0]
    if lon is not None and len(x):
        x = x + 360.0 * np.round((lon - (x.min() + x.max()) / 2.0) / 360.0)
    line = np.column_stack([x, xy[:, 1]])
    if isinstance(part, Point):
        return Point(line[0]) if len(line) else Point()
    outline = Polygon(line) if isinstance(part, Polygon) else LineString(line)
    # A crossing outline has a hull at least: whoever makes a zone of it will tell.
    return outline if outline.is_valid else outline.convex_hull
