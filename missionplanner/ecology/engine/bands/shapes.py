"""Points, lines and polygons of a study, brought onto its lattice."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.vector.files import read_features
from missionplanner.vector.polygons import read_polygons

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Named:
    """Polygons with names, in the lattice's CRS."""

    names: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]

    def touching(self, bounds: Bounds) -> "Named":
        """Return those that touch a rectangle, west, south, east, north; all where none does."""
        ground = shapely.box(*bounds)
        there = [pair for pair in zip(self.names, self.shapes, strict=True)
                 if pair[1].intersects(ground)]  # fmt: skip
        if not there:
            return self
        names, shapes = zip(*there, strict=True)
        return Named(names, shapes)


def shapes_of(path: Path, crs_wkt: str) -> tuple[BaseGeometry, ...]:
    """Return the shapes of a file in the lattice's CRS.

    Raises
    ------
    InputError
        The file cannot be read, or holds no shape.
    """
    read = read_features(path).geometries
    found = tuple(
        placed(shape, crs_wkt) for shape in read if shape is not None and not shape.is_empty
    )
    if not found:
        raise InputError("engine.security.no_shape", str(path))
    return found


def polygons_of(path: Path, name_field: str | None, crs_wkt: str) -> Named:
    """Return the named polygons of a file in the lattice's CRS."""
    polygons = read_polygons(path, name_field)
    return Named(
        tuple(polygon.name for polygon in polygons),
        tuple(placed(polygon.geometry, crs_wkt) for polygon in polygons),
    )


def placed(shape: BaseGeometry, crs_wkt: str) -> BaseGeometry:
    """Return a shape in degrees as one in the lattice's CRS, without heights."""

    def carried(points: Floats) -> Floats:
        return np.column_stack(transform(points[:, 0], points[:, 1], "EPSG:4326", crs_wkt))

    moved: BaseGeometry = shapely.transform(shapely.force_2d(shape), carried)
    return moved


def middles(shapes: Sequence[BaseGeometry]) -> tuple[Floats, Floats]:
    """Return x and y, m, of points and of the centroids of lines and polygons.

    The parts of a multipoint are sites of their own; a polygon of several parts is one site.
    """
    singles = [
        part
        for shape in shapes
        for part in (shape.geoms if shape.geom_type == "MultiPoint" else (shape,))
    ]
    centres = shapely.get_coordinates(shapely.centroid(np.array(singles, dtype=object)))
    return centres[:, 0].copy(), centres[:, 1].copy()
