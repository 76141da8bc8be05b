"""A piece of a photo at full size: where a point is expected, where it is marked, a magnifier."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from missionplanner.ui.style.theme import tokens

_LENS_PX, _TIMES, _EDGE_PX, _GAP_PX = 184, 8.0, 12, 7.0
_TICK, _GAP, _CLICK_PX, _STEP_PX = 11.0, 4.0, 4, 0.1
_LEAST, _MOST = 0.2, 16.0


class PhotoView(QWidget):
    """Wheel zooms, dragging moves; a click marks, arrows move the mark by a tenth of a pixel.

    Signals
    -------
    marked(float, float)
        Pixels of the photo.
    confirmed
        Enter: the mark is right, go on.
    """

    marked = Signal(float, float)
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Photo"))
        self._picture: QPixmap | None = None
        self._corner = QPointF()
        self._expected: tuple[float, float, float] | None = None
        self._mark: tuple[float, float] | None = None
        self._scale, self._middle = 1.0, QPointF()
        self._pressed: QPointF | None = None
        self._dragged = False
        self._mouse: QPointF | None = None

    def clear(self) -> None:
        """Show nothing: another photo is being read."""
        self._picture = None
        self.update()

    def show_photo(self, pixels: NDArray[np.uint8], left: int, top: int) -> None:
        """Show a piece of a photo whose first pixel lies at `left`, `top`."""
        rows, cols = pixels.shape[:2]
        solid = np.ascontiguousarray(pixels)
        image = QImage(solid.data, cols, rows, 3 * cols, QImage.Format.Format_RGB888)
        self._picture, self._corner = QPixmap.fromImage(image.copy()), QPointF(left, top)
        at = self._mark or (self._expected[:2] if self._expected else None)
        self._middle = QPointF(*at) if at else QPointF(left + cols / 2, top + rows / 2)
        fits = min(self.width() / cols, self.height() / rows)
        self._scale = min(max(fits, 1.0), _MOST)
        self.update()

    def show_expected(self, x_px: float, y_px: float, doubt_px: float) -> None:
        """Draw a ring where the point is expected, as large as the doubt of it."""
        self._expected = (x_px, y_px, doubt_px)
        self.update()

    def show_mark(self, mark: tuple[float, float] | None) -> None:
        """Draw the mark; None: there is none."""
        self._mark = mark
        self.update()

    # ---- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        self.setFocus()
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the photo, and let the magnifier follow."""
        here = event.position()
        if self._pressed is not None:
            way = here - self._pressed
            if self._dragged or way.manhattanLength() > _CLICK_PX:
                self._dragged, self._pressed = True, here
                self._middle -= way / self._scale
        self._mouse = here
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark where it was clicked."""
        if self._pressed is not None and not self._dragged and self._picture is not None:
            at = self._photo_of(event.position())
            self.marked.emit(at.x(), at.y())
        self._pressed = None

    def leaveEvent(self, event: object) -> None:
        """Let the magnifier go back to the mark."""
        self._mouse = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the mouse."""
        before = self._photo_of(event.position())
        factor = 1.25 ** (event.angleDelta().y() / 120.0)
        self._scale = min(max(self._scale * factor, _LEAST), _MOST)
        self._middle += before - self._photo_of(event.position())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark by arrows; Enter goes on."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is not None and self._mark is not None:
            self._mouse = None
            x, y = self._mark
            self.marked.emit(x + _STEP_PX * way[0], y + _STEP_PX * way[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    # ---- places

    def _photo_of(self, here: QPointF) -> QPointF:
        return self._middle + (here - QPointF(self.width() / 2, self.height() / 2)) / self._scale

    def _widget_of(self, x_px: float, y_px: float) -> QPointF:
        away = (QPointF(x_px, y_px) - self._middle) * self._scale
        return away + QPointF(self.width() / 2, self.height() / 2)

    # ---- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw photo, ring, mark and magnifier."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens().raised))
        if self._picture is None:
            painter.setPen(QColor(tokens().muted))
            words = self.tr("Reading the photo")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), words)
            return
        corner = self._widget_of(self._corner.x(), self._corner.y())
        size = QPointF(self._picture.width(), self._picture.height()) * self._scale
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 1.0)
        whole = QRectF(self._picture.rect())
        painter.drawPixmap(QRectF(corner, corner + size), self._picture, whole)
        self._draw_expected(painter)
        if self._mark is not None:
            _ticks(painter, self._widget_of(*self._mark))
        self._draw_lens(painter)

    def _draw_expected(self, painter: QPainter) -> None:
        if self._expected is None:
            return
        x, y, doubt = self._expected
        at, radius = self._widget_of(x, y), max(doubt * self._scale, 6.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for hue, wide, dash in ((tokens().casing, 4.0, ()), (tokens().link, 2.0, (4, 3))):
            pen = QPen(QColor(hue), wide)
            if dash:
                pen.setDashPattern(list(dash))
            painter.setPen(pen)
            painter.drawEllipse(at, radius, radius)
            painter.drawLine(at - QPointF(5, 0), at + QPointF(5, 0))
            painter.drawLine(at - QPointF(0, 5), at + QPointF(0, 5))

    def _draw_lens(self, painter: QPainter) -> None:
        """Draw what lies under the mouse, or about the mark, eight times as large."""
        at = self._photo_of(self._mouse) if self._mouse is not None else None
        if at is None and self._mark is not None:
            at = QPointF(*self._mark)
        if at is None or self._picture is None:
            return
        box = QRectF(_EDGE_PX, self.height() - _LENS_PX - _EDGE_PX, _LENS_PX, _LENS_PX)
        under = self._mouse or self._widget_of(at.x(), at.y())
        if box.adjusted(-20, -20, 20, 20).contains(under):  # never over what is looked at
            box.moveTopRight(QPointF(self.width() - _EDGE_PX, _EDGE_PX))  # below lies the map
        path = QPainterPath()
        path.addEllipse(box)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(tokens().raised))
        middle, within = box.center(), at - self._corner
        turn = QTransform().translate(middle.x(), middle.y()).scale(_TIMES, _TIMES)
        painter.setTransform(turn.translate(-within.x(), -within.y()), True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()
        painter.setPen(QPen(QColor(tokens().error), 1.4))
        half = _LENS_PX / 2
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(dx, dy)
            painter.drawLine(middle + way * _GAP_PX, middle + way * half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().casing), 5))
        painter.drawEllipse(box)
        painter.setPen(QPen(QColor(tokens().ink), 2))
        painter.drawEllipse(box)


def _ticks(painter: QPainter, at: QPointF) -> None:
    """Draw a mark: four ticks with a gap in the middle, so that what it marks is seen."""
    for hue, wide in ((tokens().casing, 4.5), (tokens().error, 2.0)):
        painter.setPen(QPen(QColor(hue), wide))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(dx, dy)
            painter.drawLine(at + way * _GAP, at + way * _TICK)
