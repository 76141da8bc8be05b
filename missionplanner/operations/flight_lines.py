"""The line of a corridor from a file: a road, a river, a conveyor, or the track of a flight."""

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.model.patterns import MOST_LINE_CORNERS
from missionplanner.model.reading import TRACK_ENDINGS
from missionplanner.vector.read import read_layers
from missionplanner.vector.track import read_track

_METRE_DEG = 1e-5
_TRACK_OFF_DEG = 0.5 * _METRE_DEG  # a track has a place every second


def read_flight_line(path: Path) -> NDArray[np.float64]:
    """Return the corners of the line in a file, float64 (n, 2) degrees, longitude first.

    Of a GPX or CSV the track, thinned to half a metre; of any other the lines that it holds, those
    that follow one another joined.

    Raises
    ------
    InputError
        The file cannot be read, or holds no line, or several that do not join.
    """
    if path.suffix.lower() in TRACK_ENDINGS:
        track = shapely.LineString(read_track(path)).simplify(_TRACK_OFF_DEG)
        return _corners(track, path)
    lines = [line for layer in read_layers(path) for line in _lines(layer.geometries)]
    if not lines:
        raise InputError("drawing.no_line", str(path))
    joined = shapely.line_merge(shapely.union_all(lines))
    if shapely.get_num_geometries(joined) != 1:
        raise InputError("drawing.several_lines", str(path), n=shapely.get_num_geometries(joined))
    return _corners(joined, path)


def _lines(geometries: tuple[BaseGeometry | None, ...]) -> list[BaseGeometry]:
    parts = shapely.get_parts([shapely.force_2d(g) for g in geometries if g is not None])
    kinds = ("LineString", "LinearRing")
    return [part for part in parts if part.geom_type in kinds and not part.is_empty]


def _corners(line: BaseGeometry, path: Path) -> NDArray[np.float64]:
    corners = np.asarray(shapely.get_coordinates(line), dtype=np.float64)
    if len(corners) < 2:
        raise InputError("drawing.no_line", str(path))
    if len(corners) > MOST_LINE_CORNERS:
        raise InputError("drawing.line_long", str(path), n=len(corners), most=MOST_LINE_CORNERS)
    return corners
