"""A day's sorties as blocks along a line of hours; a click or a drag goes to a moment."""

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from missionplanner.model.flying_day import FlyingDay
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.style.tokens import ink_on

_PALE = 150
_BLOCK_PX, _CHOSEN_PX = 10, 14
_ROOM_FOR_NUMBER_PX = 16
_LABEL_PX = 46  # hours closer than this would touch


class DayBar(QWidget):
    """`sought(float)` tells the moment under the mouse, s since the first take-off."""

    sought = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(44)
        self.setMinimumWidth(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._day = FlyingDay((), ())
        self._day_s, self._chosen = 0.0, 0
        self._begins: datetime | None = None

    def show_day(self, day: FlyingDay, begins: datetime) -> None:
        """Show another day; `begins` is the first take-off by the site's clock."""
        self._day, self._begins = day, begins
        self.update()

    def show_moment(self, day_s: float) -> None:
        """Put the handle at a moment."""
        self._day_s = day_s
        if self._day.starts_s:
            self._chosen = self._day.at(day_s)[0]
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a moment."""
        self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position().x())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw blocks, hours and the handle."""
        if not self._day.starts_s:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self._day.starts_s)):
            self._draw_block(painter, index)
        self._draw_hours(painter)
        x = self._x(self._day_s)
        painter.setPen(QPen(QColor(tokens().text), 2))
        painter.drawLine(QPointF(x, 3), QPointF(x, 23))
        painter.setBrush(QColor(tokens().surface))
        painter.drawEllipse(QPointF(x, 13), 6, 6)

    def _draw_block(self, painter: QPainter, index: int) -> None:
        chosen, hue = index == self._chosen, tokens().sortie(index)
        high = _CHOSEN_PX if chosen else _BLOCK_PX
        left, right = self._x(self._day.starts_s[index]), self._x(self._day.ends_s[index])
        box = QRectF(left, 13 - high / 2, max(right - left, 2.0), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(hue, 255 if chosen else _PALE))
        painter.drawRoundedRect(box, 3, 3)
        if box.width() >= _ROOM_FOR_NUMBER_PX:
            painter.setPen(QColor(ink_on(hue) if chosen else tokens().text))
            painter.setFont(font(11, 600))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    def _draw_hours(self, painter: QPainter) -> None:
        begins = self._begins
        if begins is None:
            return
        painter.setFont(font(11))
        painter.setPen(QColor(tokens().muted))
        per_hour = self._x(3600.0) - self._x(0.0)
        every = next((h for h in (0.5, 1, 2, 3, 6) if h * per_hour >= _LABEL_PX), 6)
        step = timedelta(hours=every)
        midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
        mark = midnight + step * int((begins - midnight) / step + 1)
        while (ahead := (mark - begins).total_seconds()) <= self._day.length_s:
            box = QRectF(self._x(ahead) - 24, 26, 48, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{mark:%H:%M}")
            mark += step

    def _x(self, day_s: float) -> float:
        room = self.width() - 16
        return 8 + room * day_s / max(self._day.length_s, 1.0)

    def _seek(self, x: float) -> None:
        share = (x - 8) / max(self.width() - 16, 1)
        self.sought.emit(min(max(share, 0.0), 1.0) * self._day.length_s)
