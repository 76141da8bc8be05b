"""Handles of a shape in screen pixels: corners, middles of edges, and one for the whole."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from missionplanner.ui.map.tools.gesture import Floats
from missionplanner.ui.style.theme import tokens

_CORNER_PX, _DRAGGED_PX, _MIDDLE_PX, _WHOLE_PX = 9.0, 13.0, 7.0, 16.0
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
    """

    def __init__(
        self,
        corners: Floats,
        middles: Floats,
        chosen: int | None = None,
        dragged: int | None = None,
        whole: tuple[float, float] | None = None,
    ) -> None:
        super().__init__()
        self._corners, self._middles = corners, middles
        self._chosen, self._dragged, self._whole = chosen, dragged, whole
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
            _draw_whole(painter, to_pixels.map(QPointF(*self._whole)))
        painter.restore()

    def _draw_middles(self, painter: QPainter, to_pixels: QTransform) -> None:
        painter.setPen(QPen(QColor(tokens().control), 1.5))
        painter.setBrush(QColor(tokens().casing))
        for x, y in self._middles:
            half = _MIDDLE_PX / 2
            painter.drawEllipse(to_pixels.map(QPointF(x, y)), half, half)

    def _draw_corners(self, painter: QPainter, to_pixels: QTransform) -> None:
        theme = tokens()
        for number, (x, y) in enumerate(self._corners):
            filled = number in (self._chosen, self._dragged)
            side = _DRAGGED_PX if number == self._dragged else _CORNER_PX
            edge = "#FFFFFF" if number == self._dragged else theme.link
            painter.setPen(QPen(QColor(edge), 2))
            painter.setBrush(QColor(theme.link if filled else "#FFFFFF"))
            place = to_pixels.map(QPointF(x, y))
            painter.drawRect(QRectF(place.x() - side / 2, place.y() - side / 2, side, side))


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
