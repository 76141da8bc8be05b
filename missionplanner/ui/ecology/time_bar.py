"""The bar of epochs below the map: two handles, ticks in proportion to time, play."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from missionplanner.model.study import decimal_year, epoch_names
from missionplanner.ui.ecology.views import Day
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import row, tool

HEIGHT = 64
_BEAT_MS = 1200
_END_PX = 24.0
_TRACK_Y = 24.0
_REACH_PX = 14.0


class TimeBar(QFrame):
    """`picked(int, int)` tells the places of the epochs left and right."""

    picked = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("float")
        self.setFixedHeight(HEIGHT)
        self.track = Track()
        self.track.picked.connect(self.picked)
        self.play: QToolButton = tool("play", self.tr("Play the epochs"))
        self.play.clicked.connect(self.toggle)
        box = row(self, (10, 0, 10, 0), 4)
        box.addWidget(self.play)
        box.addWidget(self.track, 1)
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def show_epochs(self, dates: Sequence[Day], left: int, right: int) -> None:
        """Show epochs, and which two are chosen; a single one needs no bar."""
        self.track.show_epochs(dates, left, right)
        self.setVisible(len(dates) > 1)

    @property
    def playing(self) -> bool:
        """True while it plays."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play, or stop playing."""
        if self.playing:
            self.stop()
        else:
            self._timer.start()
            self._beat()
        self.play.setIcon(icon("pause" if self.playing else "play", tokens().text))

    def stop(self) -> None:
        """Stop playing."""
        self._timer.stop()

    def _beat(self) -> None:
        # The left epoch stays for comparison; the right one runs through those after it.
        left, right, last = self.track.left, self.track.right, len(self.track.dates) - 1
        following = right + 1 if right < last else min(left + 1, last)
        self.picked.emit(left, following)


class Track(QWidget):
    """The line of time; drag a handle, or move it by the arrow keys (Shift: the left one)."""

    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.dates: tuple[Day, ...] = ()
        self.left = self.right = 0
        self._names: tuple[str, ...] = ()
        self._held = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Epochs"))
        self.setToolTip(self.tr("Drag a handle to another epoch; arrow keys, Shift for the left"))

    def show_epochs(self, dates: Sequence[Day], left: int, right: int) -> None:
        """Show epochs and the two that are chosen."""
        self.dates, self.left, self.right = tuple(dates), left, right
        self._names = epoch_names(dates)
        self.update()

    def x_of(self, place: int) -> float:
        """Return where an epoch is, pixels."""
        room = self.width() - 2 * _END_PX
        if len(self.dates) < 2:
            return _END_PX + room / 2
        first, last = decimal_year(self.dates[0]), decimal_year(self.dates[-1])
        return _END_PX + room * (decimal_year(self.dates[place]) - first) / (last - first)

    def nearest(self, x_px: float) -> int:
        """Return the place of the epoch nearest to a pixel."""
        return min(range(len(self.dates)), key=lambda place: abs(self.x_of(place) - x_px))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearer handle; a press elsewhere brings it there."""
        x = event.position().x()
        to_left, to_right = (abs(self.x_of(p) - x) for p in (self.left, self.right))
        if self.left == self.right:
            self._held = "left" if x < self.x_of(self.left) else "right"
        else:
            self._held = "left" if to_left < to_right else "right"
        self._drag(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._held:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = ""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a handle by an epoch."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        place = (self.left if shift else self.right) + step
        self._move("left" if shift else "right", place)

    def _drag(self, x_px: float) -> None:
        self._move(self._held, self.nearest(x_px))

    def _move(self, handle: str, place: int) -> None:
        place = min(max(place, 0), len(self.dates) - 1)
        left, right = (place, self.right) if handle == "left" else (self.left, place)
        if left > right:
            left, right = right, left
            self._held = {"left": "right", "right": "left"}.get(self._held, "")
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.update()
            self.picked.emit(left, right)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, ticks, handles and names."""
        if not self.dates:
            return
        painter, theme = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = Qt.PenCapStyle.RoundCap
        xs = [self.x_of(place) for place in range(len(self.dates))]
        for hue, a, b in (
            (theme.border, xs[0], xs[-1]),
            (theme.accent, xs[self.left], xs[self.right]),
        ):
            painter.setPen(QPen(QColor(hue), 4, Qt.PenStyle.SolidLine, cap))
            painter.drawLine(QPointF(a, _TRACK_Y), QPointF(b, _TRACK_Y))
        for place, x in enumerate(xs):
            on = place in (self.left, self.right)
            focused = on and self.hasFocus()
            painter.setPen(QPen(QColor(theme.accent if on else theme.control), 3 if focused else 2))
            painter.setBrush(QColor(theme.surface))
            radius = 7.0 if on else 4.0
            painter.drawEllipse(QPointF(x, _TRACK_Y), radius, radius)
        self._write(painter, xs)

    def _write(self, painter: QPainter, xs: Sequence[float]) -> None:
        # The chosen ones always; of the others, those there is room for.
        chosen = sorted({self.left, self.right})
        taken: list[tuple[float, float]] = []
        for place in [*chosen, *(p for p in range(len(xs)) if p not in chosen)]:
            on = place in chosen
            painter.setFont(font(12 if on else 11, 600 if on else 400))
            half = painter.fontMetrics().horizontalAdvance(self._names[place]) / 2 + 4
            middle = min(max(xs[place], half), self.width() - half)
            span = (middle - half, middle + half)
            if any(span[0] < b and a < span[1] for a, b in taken):
                continue
            taken.append(span)
            painter.setPen(QColor(tokens().text if on else tokens().muted))
            area = QRectF(span[0], _TRACK_Y + 13, 2 * half, 18)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._names[place])
