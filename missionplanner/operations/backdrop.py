"""What lies under a map for the eye alone: pictures, tiles and shapes of the user's own."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import Rect
from missionplanner.raster.files.colours import read_colours
from missionplanner.raster.files.formats import TILES
from missionplanner.tasks.progress import Progress
from missionplanner.vector.read import read_layers

_MOST_POINTS = 2_000_000
_SHAPE_TILES = ("pbf", "mvt")


@dataclass(frozen=True, eq=False)
class BackdropPicture:
    """A part of a picture on the site's frame.

    Attributes
    ----------
    rgba : (rows, cols, 4) uint8
        Row 0 in the SOUTH; transparent where the file has nothing.
    rect : Rect
        What it covers, m.
    """

    rgba: NDArray[np.uint8]
    rect: Rect

    @property
    def empty(self) -> bool:
        """True where the file has nothing of this part."""
        return not self.rgba[..., 3].any()


@dataclass(frozen=True, eq=False)
class BackdropShapes:
    """Lines, rings and points on the site's frame, m.

    Attributes
    ----------
    lines : tuple of (n, 2) float64
    points : (n, 2) float64
    """

    lines: tuple[NDArray[np.float64], ...]
    points: NDArray[np.float64]


def backdrop_picture(
    path: Path, epsg: int, rect: Rect, longest: int, progress: Progress
) -> BackdropPicture:
    """Read the part of a picture that is looked at; see `raster.files.colours.read_colours`.

    Raises
    ------
    InputError
        As there, or tiles of shapes instead of pictures.
    """
    progress.check()
    try:
        return BackdropPicture(read_colours(path, epsg, rect, longest), rect)
    except InputError as error:
        if path.suffix.lower() == TILES and _tiles_hold_shapes(path):
            raise InputError("operations.backdrop_vector_tiles", str(path)) from error
        raise


def _tiles_hold_shapes(path: Path) -> bool:
    """Tell whether a file of tiles names vector tiles as their format."""
    # As a file that nobody writes: it gets no journal beside it, and may lie on a read-only disk.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as tiles:
            found = tiles.execute("SELECT value FROM metadata WHERE name = 'format'").fetchone()
    except sqlite3.Error:
        return False
    return found is not None and str(found[0]).lower() in _SHAPE_TILES


def backdrop_shapes(path: Path, epsg: int, progress: Progress) -> BackdropShapes:
    """Read all shapes of a vector file.

    Raises
    ------
    InputError
        As `vector.read.read_layers`, or more corners than a map can show.
    """
    frame = SiteFrame(epsg)
    lines: list[NDArray[np.float64]] = []
    points: list[NDArray[np.float64]] = []
    told = 0
    for layer in read_layers(path):
        for geometry in layer.geometries:
            if geometry is None or geometry.is_empty:
                continue
            progress.check()
            told += int(shapely.get_num_coordinates(geometry))
            if told > _MOST_POINTS:
                raise InputError("operations.backdrop_large", str(path), most=_MOST_POINTS)
            _add(shapely.force_2d(geometry), frame, lines, points)
    placed = np.concatenate(points) if points else np.empty((0, 2))
    return BackdropShapes(tuple(lines), placed)


def _add(
    geometry: BaseGeometry,
    frame: SiteFrame,
    lines: list[NDArray[np.float64]],
    points: list[NDArray[np.float64]],
) -> None:
    """Put the parts of a geometry to the lines or to the points."""
    for part in shapely.get_parts(_flat(geometry)):
        ringed = part.geom_type == "Polygon"
        rings = [part.exterior, *part.interiors] if ringed else [part]
        for ring in rings:
            lon, lat = shapely.get_coordinates(ring).T
            placed = np.column_stack(frame.forward(lon, lat))
            if np.isfinite(placed).all():
                (points if part.geom_type == "Point" else lines).append(placed)


def _flat(geometry: BaseGeometry) -> BaseGeometry:
    """Return a collection without collections in it."""
    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = [p for member in shapely.get_parts(geometry) for p in shapely.get_parts(_flat(member))]
    return shapely.GeometryCollection(parts)
