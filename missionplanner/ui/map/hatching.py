"""A polygon hatched at 45 degrees, the lines a fixed number of pixels apart at any zoom."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from missionplanner.ui.style.theme import colour

_STEP_PX = 7.0


class Hatching(QGraphicsItem):
    """Fill and hatch of a path in site metres."""

    def __init__(
        self,
        path: QPainterPath,
        line: str,
        fill: str,
        fill_alpha: int,
        line_alpha: int = 210,
        width: float = 1.4,
    ) -> None:
        super().__init__()
        self._path, self._bounds = path, path.boundingRect()
        self._line = QPen(colour(line, line_alpha), width)
        self._fill = colour(fill, fill_alpha)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Return the path's bounds, m."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw in device pixels, clipped to the path."""
        shape = painter.transform().map(self._path)
        seen = shape.boundingRect().intersected(QRectF(painter.viewport()))
        if seen.isEmpty():
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, self._fill)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setPen(self._line)
        painter.drawLines(diagonals(seen))
        painter.restore()


def diagonals(area: QRectF) -> list[QLineF]:
    """Return lines at 45 degrees over an area of the screen, pixels."""
    # Lines start on multiples of the step, so that they do not swim when the map is moved.
    lines = []
    start = ((area.left() + area.top()) // _STEP_PX) * _STEP_PX
    while start < area.right() + area.bottom():
        lines.append(QLineF(start - area.bottom(), area.bottom(), start - area.top(), area.top()))
        start += _STEP_PX
    return lines
