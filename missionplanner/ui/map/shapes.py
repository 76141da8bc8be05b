"""Paths and pens: the bridge from shapely and arrays to what Qt draws."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QPen
from shapely.geometry.base import BaseGeometry

from missionplanner.ui.style.theme import colour


def pen(value: str, width: float, alpha: int = 255, dash: Sequence[float] = ()) -> QPen:
    """Return a pen whose width is in screen pixels at any zoom."""
    made = QPen(colour(value, alpha), width)
    made.setCosmetic(True)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        made.setDashPattern(list(dash))
    return made


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


def path_of_line(xy: NDArray[np.float64]) -> QPainterPath:
    """Return one (n, 2) line."""
    return path_of_lines([np.asarray(xy, dtype=np.float64)])
