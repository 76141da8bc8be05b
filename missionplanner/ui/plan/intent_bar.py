"""The bar of heights: what may be flown, the ceiling, and what the GSD would allow above it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

_HIGH, _TRACK_Y, _TRACK, _HANDLE = 34, 9, 4, 7
_SIDE, _BELOW = 8, 20


@dataclass(frozen=True)
class Heights:
    """Heights above ground on a bar, m.

    Attributes
    ----------
    low_m, high_m : float
        What may be flown.
    chosen_m : (least, greatest)
        What is asked, or left to choose.
    ceiling_m : float or None
        The legal ceiling; None: none.
    sharp_m : float or None
        Up to where the accepted GSD is reached; None: no GSD is asked for.
    sharp_words, ceiling_words : str
        What stands at these places.
    """

    low_m: float
    high_m: float
    chosen_m: tuple[float, float]
    ceiling_m: float | None
    sharp_m: float | None
    sharp_words: str
    ceiling_words: str


class HeightBar(QWidget):
    """A height is chosen by pressing and dragging; the field beside it does the same by keys.

    Signals
    -------
    moved(float)
        Height above ground under the mouse, whole metres, while it is dragged.
    let_go
        The mouse is let go.
    """

    moved = Signal(float)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Heights | None = None
        self._pale = False
        self.setFixedHeight(_HIGH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Drag to choose a height"))

    def show_heights(self, shown: Heights | None) -> None:
        """Show heights; None: nothing can be flown, the last ones stay, pale."""
        self._pale = shown is None  # and not disabled: a hand that drags on may come back
        self._shown = shown or self._shown
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a height."""
        self._point(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose another height."""
        self._point(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Keep the height."""
        self.let_go.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track, what is allowed, and the marks."""
        shown = self._shown
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.45 if self._pale or not self.isEnabled() else 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        self._band(painter, *self._ends(shown), QBrush(QColor(tokens().border)))
        above = max(shown.high_m, shown.ceiling_m or shown.high_m)
        if shown.sharp_m is not None and shown.sharp_m > above:
            self._hatch(painter, above, shown.sharp_m)
        self._band(painter, shown.low_m, shown.high_m, QBrush(QColor(tokens().accent)))
        self._marks(painter, shown)
        self._handles(painter, shown)

    def _marks(self, painter: QPainter, shown: Heights) -> None:
        t = tokens()
        painter.setFont(font(11))
        taken: list[QRectF] = []
        if shown.ceiling_m is not None:
            self._tick(painter, shown.ceiling_m, t.warn)
            self._name(painter, shown.ceiling_m, shown.ceiling_words, t.warn, taken)
        self._name(painter, shown.low_m, f"{shown.low_m:.0f}", t.muted, taken)
        if shown.sharp_m is not None:
            self._tick(painter, shown.sharp_m, t.text)
            self._name(painter, shown.sharp_m, shown.sharp_words, t.muted, taken)

    def _handles(self, painter: QPainter, shown: Heights) -> None:
        painter.setPen(QPen(QColor(tokens().control), 1))
        painter.setBrush(QColor(tokens().surface))
        for height_m in dict.fromkeys(shown.chosen_m):
            painter.drawEllipse(QPointF(self._x(shown, height_m), _TRACK_Y), _HANDLE, _HANDLE)

    def _tick(self, painter: QPainter, height_m: float, colour: str) -> None:
        if self._shown is not None:
            x = self._x(self._shown, height_m)
            painter.fillRect(QRectF(x - 1, _TRACK_Y - 6, 2, 12), QColor(colour))

    def _name(
        self, painter: QPainter, height_m: float, words: str, colour: str, taken: list[QRectF]
    ) -> None:
        """Write under a height; left out where it would touch what is written."""
        if self._shown is None:
            return
        wide = painter.fontMetrics().horizontalAdvance(words)
        x = self._x(self._shown, height_m) - wide / 2
        place = QRectF(min(max(x, 0.0), self.width() - wide), _BELOW, wide + 1, _HIGH - _BELOW)
        if any(place.adjusted(-6, 0, 6, 0).intersects(other) for other in taken):
            return
        taken.append(place)
        painter.setPen(QColor(colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(Qt.PenStyle.NoPen)

    def _band(self, painter: QPainter, low_m: float, high_m: float, brush: QBrush) -> None:
        if self._shown is None:
            return
        left, right = self._x(self._shown, low_m), self._x(self._shown, high_m)
        painter.setBrush(brush)
        painter.drawRoundedRect(QRectF(left, _TRACK_Y - _TRACK / 2, right - left, _TRACK), 2, 2)

    def _hatch(self, painter: QPainter, low_m: float, high_m: float) -> None:
        if self._shown is None:
            return
        left, right = (round(self._x(self._shown, height_m)) for height_m in (low_m, high_m))
        painter.setPen(QPen(QColor(tokens().warn), 1.2))
        for x in range(left, right - 1, 4):
            painter.drawLine(QPointF(x, _TRACK_Y + 3), QPointF(x + 4, _TRACK_Y - 3))
        painter.setPen(Qt.PenStyle.NoPen)

    def _point(self, x: float) -> None:
        if self._shown is None:
            return
        low_m, high_m = self._ends(self._shown)
        share = (x - _SIDE) / max(1, self.width() - 2 * _SIDE)
        self.moved.emit(float(round(low_m + min(max(share, 0.0), 1.0) * (high_m - low_m))))

    def _x(self, shown: Heights, height_m: float) -> float:
        low_m, high_m = self._ends(shown)
        share = (height_m - low_m) / (high_m - low_m)
        return _SIDE + min(max(share, 0.0), 1.0) * (self.width() - 2 * _SIDE)

    @staticmethod
    def _ends(shown: Heights) -> tuple[float, float]:
        """Return the heights at the ends: a little room around all that is shown."""
        low_m = min(shown.low_m, shown.chosen_m[0])
        highest_m = max(shown.high_m, shown.chosen_m[1], shown.ceiling_m or 0.0)
        # What the GSD would allow may be many times as high: its mark stands at the end then.
        top_m = min(max(shown.sharp_m or 0.0, highest_m), 2.5 * highest_m)
        return 0.75 * low_m, 1.05 * top_m
