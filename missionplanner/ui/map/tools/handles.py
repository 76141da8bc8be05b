"""Handles of a shape in screen pixels: corners, middles of edges, and one for the whole."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from missionplanner.ui.map.tools.gesture import Floats
from missionplanner.ui.style.theme import tokens

_CORNER_PX, _DRAGGED_PX, _MIDDLE_PX, _WHOLE_PX = 9.0, 13.0, 7.0, 16.0
TURN_STEM_PX = 34.0
"""How far above the handle of the whole shape the one that turns it stands."""
_TURN_PX, _WIDTH_PX = 12.0, 10.0
_FAR_M = 1e6  # they are drawn in pixels: how far they reach over the corners depends on the zoom


class Handles(QGraphicsItem):
    """All handles of a shape as one item: a thousand of them are drawn at once.

    Parameters
    ----------
    corners, middles : ndarray (n, 2)
        Site metres.
    chosen, dragged : int or None
        Corners that are drawn filled.
    whole : tuple of float or None
        Where the shape is taken hold of as a whole.
    width : tuple of float or None
        Where the width of a corridor is taken hold of.
    """

    def __init__(
        self,
        corners: Floats,
        middles: Floats,
        chosen: int | None = None,
        dragged: int | None = None,
        whole: tuple[float, float] | None = None,
        width: tuple[float, float] | None = None,
    ) -> None:
        super().__init__()
        self._corners, self._middles = corners, middles
        self._chosen, self._dragged = chosen, dragged
        self._whole, self._width = whole, width
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Return more than what they cover, m."""
        x, y = self._corners[0] if len(self._corners) else (0.0, 0.0)
        return QRectF(x - _FAR_M, y - _FAR_M, 2 * _FAR_M, 2 * _FAR_M)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw them in device pixels."""
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_middles(painter, to_pixels)
        self._draw_corners(painter, to_pixels)
        if self._whole is not None:
            place = to_pixels.map(QPointF(*self._whole))
            _draw_turn(painter, place)
            _draw_whole(painter, place)
        if self._width is not None:
            _draw_width(painter, to_pixels.map(QPointF(*self._width)))
        painter.restore()

    def _draw_middles(self, painter: QPainter, to_pixels: QTransform) -> None:
        painter.setPen(QPen(QColor(tokens().control), 1.5))
        painter.setBrush(QColor(tokens().casing))
        half = _MIDDLE_PX / 2
        for x, y in _seen(painter, to_pixels, self._middles):
            painter.drawEllipse(QPointF(x, y), half, half)

    def _draw_corners(self, painter: QPainter, to_pixels: QTransform) -> None:
        link, white = QColor(tokens().link), QColor("#FFFFFF")
        painter.setPen(QPen(link, 2))
        painter.setBrush(white)
        squares = _seen(painter, to_pixels, self._corners)
        painter.drawRects([_square(x, y, _CORNER_PX) for x, y in squares])
        painter.setBrush(link)
        for number, side, edge in (
            (self._chosen, _CORNER_PX, link),
            (self._dragged, _DRAGGED_PX, white),
        ):
            if number is not None and number < len(self._corners):
                painter.setPen(QPen(edge, 2))
                place = to_pixels.map(QPointF(*self._corners[number]))
                painter.drawRect(_square(place.x(), place.y(), side))


def _square(x: float, y: float, side: float) -> QRectF:
    return QRectF(x - side / 2, y - side / 2, side, side)


def _seen(painter: QPainter, to_pixels: QTransform, places: Floats) -> list[tuple[float, float]]:
    """Return where places are on the screen, pixels, one where many fall upon each other."""
    if not len(places):
        return []
    t = to_pixels
    x = t.m11() * places[:, 0] + t.m21() * places[:, 1] + t.dx()
    y = t.m12() * places[:, 0] + t.m22() * places[:, 1] + t.dy()
    port = painter.viewport()
    on = (x > -_WHOLE_PX) & (x < port.width() + _WHOLE_PX)
    on &= (y > -_WHOLE_PX) & (y < port.height() + _WHOLE_PX)
    pixels = np.column_stack([x[on], y[on]])
    _, first = np.unique(np.round(pixels / 2), axis=0, return_index=True)
    return [(float(a), float(b)) for a, b in pixels[np.sort(first)]]


def _draw_turn(painter: QPainter, whole: QPointF) -> None:
    """Draw the handle that turns a shape: a ring on a stem."""
    at, half = whole - QPointF(0, TURN_STEM_PX), _TURN_PX / 2
    painter.setPen(QPen(QColor(tokens().link), 1.4))
    painter.drawLine(whole, at + QPointF(0, half))
    painter.setPen(QPen(QColor(tokens().link), 2))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawEllipse(at, half, half)


def _draw_width(painter: QPainter, place: QPointF) -> None:
    """Draw the handle of a corridor's width: a ring on its edge."""
    half = _WIDTH_PX / 2
    painter.setPen(QPen(QColor(tokens().link), 2))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawEllipse(place, half, half)


def _draw_whole(painter: QPainter, place: QPointF) -> None:
    """Draw the handle of the whole shape: a disc with a cross of arrows' length."""
    half = _WHOLE_PX / 2
    painter.setPen(QPen(QColor("#FFFFFF"), 2))
    painter.setBrush(QColor(tokens().link))
    painter.drawEllipse(place, half, half)
    painter.setPen(QPen(QColor(tokens().on_accent), 1.6))
    reach = half - 3.5
    painter.drawLine(place - QPointF(reach, 0), place + QPointF(reach, 0))
    painter.drawLine(place - QPointF(0, reach), place + QPointF(0, reach))
