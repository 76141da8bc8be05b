"""Outlines of zones for maps, from polygons or from a raster of zone numbers."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.raster.overviews import picture

Ring = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DrawnZone:
    """A zone as it is drawn.

    Attributes
    ----------
    name : str
    rings : tuple of (n, 2) float64
        In the map's coordinates.
    place : (x, y)
        Where the name stands.
    warned : bool
        Drawn in red with a mark.
    """

    name: str
    rings: tuple[Ring, ...]
    place: tuple[float, float]
    warned: bool = False


def from_shapes(
    shapes: Iterable[tuple[str, BaseGeometry]], warned: Collection[str] = ()
) -> tuple[DrawnZone, ...]:
    """Return outlines of polygons given in the coordinates of the map."""
    return tuple(_outline(name, shape, name in warned) for name, shape in shapes)


def from_raster(
    path: Path, names: Sequence[str], warned: Collection[str] = (), longest: int = 1400
) -> tuple[DrawnZone, ...]:
    """Return outlines of the zones in a raster of numbers from 1, in the order of `names`.

    Raises
    ------
    InputError
        See `raster.files.info`.
    """
    seen = picture(path, longest)
    numbers = np.pad(np.nan_to_num(seen.values), 1)
    rows, cols = seen.values.shape
    west, south, east, north = seen.bounds
    x = west + (np.arange(-1, cols + 1) + 0.5) * (east - west) / cols
    y = north - (np.arange(-1, rows + 1) + 0.5) * (north - south) / rows
    drawn = []
    for number, name in enumerate(names, 1):
        inside = (numbers == number).astype(np.float64)
        if inside.any():
            drawn.append(_outline(name, _traced(x, y, inside), name in warned))
    return tuple(drawn)


def _traced(x: Ring, y: Ring, inside: Ring) -> BaseGeometry:
    """Return the outline of the ones among zeros, with its holes."""
    tracer = contour_generator(x, y, inside, fill_type=FillType.OuterOffset)
    traced: Any = tracer.filled(0.5, 2.0)  # what it returns depends on the fill type
    points, offsets = traced
    parts = []
    for corners, cuts in zip(points, offsets, strict=True):
        rings = [corners[a:b] for a, b in itertools.pairwise(cuts)]
        parts.append(Polygon(rings[0], rings[1:]))
    return MultiPolygon(parts)


def _outline(name: str, shape: BaseGeometry, warned: bool) -> DrawnZone:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    rings = [
        np.asarray(ring.coords)[:, :2]
        for part in parts
        for ring in (part.exterior, *part.interiors)
    ]
    largest = max(parts, key=lambda part: part.area)
    inside = shapely.centroid(largest)
    if not largest.contains(inside):
        inside = largest.representative_point()
    return DrawnZone(name, tuple(rings), (inside.x, inside.y), warned)
