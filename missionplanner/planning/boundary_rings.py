"""Polygons as packed rings for the kernels, in local metres."""

from collections.abc import Iterable

import numpy as np
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.planning.kernels.types import Rings


def rings_of(polygons: Iterable[Polygon], origin: tuple[float, float] = (0.0, 0.0)) -> Rings:
    """Pack outer and inner rings of polygons.

    Parameters
    ----------
    polygons : iterable of Polygon
    origin : (x, y)
        Taken off every coordinate: small numbers keep the kernels exact.
    """
    rings = [
        np.asarray(ring.coords, dtype=np.float64)[:-1, :2] - origin
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    if not rings:
        return Rings(np.empty((0, 2)), np.zeros(1, np.int64), np.empty((0, 4)))
    start = np.concatenate(([0], np.cumsum([len(r) for r in rings]))).astype(np.int64)
    box = np.array([[*r.min(axis=0), *r.max(axis=0)] for r in rings])
    return Rings(np.ascontiguousarray(np.vstack(rings)), start, np.ascontiguousarray(box))


def filled(polygons: MultiPolygon) -> MultiPolygon:
    """Return polygons without their inner rings."""
    return MultiPolygon([Polygon(p.exterior) for p in polygons.geoms])
