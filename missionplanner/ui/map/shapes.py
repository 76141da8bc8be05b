"""Paths and pens: the bridge from shapely and arrays to what Qt draws."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPen
from shapely.geometry.base import BaseGeometry

from missionplanner.ui.style.theme import colour

_OPAQUE = 255


def pen(value: str, width: float, alpha: int = 255, dash: Sequence[float] = ()) -> QPen:
    """Return a pen as wide at any zoom, in pixels of a screen that is not scaled."""
    made = QPen(colour(value, alpha), width * _scale())
    made.setCosmetic(True)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        made.setDashPattern(list(dash))
    return made


def _scale() -> float:
    """Return by how much the screen is scaled: Qt leaves pens of one width at every zoom to us."""
    if QGuiApplication.instance() is None:  # paths and pens are made without a window, too
        return 1.0
    return QGuiApplication.primaryScreen().devicePixelRatio()


def path_of_polygons(geometry: BaseGeometry) -> QPainterPath:
    """Return the rings of polygons; inner rings stay open holes by the odd-even rule."""
    path = QPainterPath()
    for polygon in getattr(geometry, "geoms", [geometry]):
        for ring in (polygon.exterior, *polygon.interiors):
            path.addPath(path_of_line(np.asarray(ring.coords)[:, :2]))
    return path


def path_of_lines(lines: Sequence[NDArray[np.float64]]) -> QPainterPath:
    """Return many (n, 2) lines as one path, quickly."""
    kept = [line for line in lines if len(line) > 1]
    if not kept:
        return QPainterPath()
    xy = np.concatenate(kept)
    connect = np.ones(len(xy), dtype=np.int32)
    connect[np.cumsum([len(line) for line in kept]) - 1] = 0
    path: QPainterPath = pg.arrayToQPath(xy[:, 0], xy[:, 1], connect)
    return path


def segments_of(path: QPainterPath) -> list[QLineF]:
    """Return the straight pieces of a path, for `draw_segments`."""
    pieces: list[QLineF] = []
    for polygon in path.toSubpathPolygons():
        corners = polygon.toList()
        pieces += [QLineF(a, b) for a, b in pairwise(corners)]
    return pieces


def draw_segments(painter: QPainter, pieces: list[QLineF], line: QPen) -> None:
    """Draw straight pieces with a pen that has no dashes, twenty times as fast as a path.

    Qt fills pieces with square or flat ends one by one; anything else it turns into one outline of
    all of them, whose crossings it sorts. Square ends close the gaps at corners; what shines
    through has flat ones, else it would be drawn twice there.
    """
    ends = Qt.PenCapStyle
    line.setCapStyle(ends.SquareCap if line.color().alpha() == _OPAQUE else ends.FlatCap)
    painter.setPen(line)
    painter.drawLines(pieces)


def path_of_line(xy: NDArray[np.float64]) -> QPainterPath:
    """Return one (n, 2) line."""
    return path_of_lines([np.asarray(xy, dtype=np.float64)])
