"""Weights as level bars, one row a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

_ROW_PX = 20
_KEY_PX, _VALUE_PX, _GAP = 28, 48, 6


@dataclass(frozen=True)
class Bar:
    """A row: a short key, a number from 0 up, and a second one shown as a tick."""

    key: str
    value: float
    second: float | None = None
    tip: str = ""


class BarRows(QWidget):
    """Rows of bars on one scale, the longest fills its track."""

    def __init__(self, key_px: int = _KEY_PX) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self._key_px = key_px

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Replace what is shown."""
        self.bars = tuple(bars)
        self.setFixedHeight(_ROW_PX * len(self.bars))
        told = [f"{bar.key}  {bar.value:.4f}  {bar.tip}".rstrip() for bar in self.bars]
        self.setToolTip("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(200, _ROW_PX * len(self.bars))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw keys, tracks, bars and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(bar.value, bar.second or 0.0) for bar in self.bars), default=0.0) or 1.0
        for line, bar in enumerate(self.bars):
            self._draw(painter, line * _ROW_PX, bar, most)

    def _draw(self, painter: QPainter, top: int, bar: Bar, most: float) -> None:
        theme = tokens()
        start = self._key_px + _GAP
        room = max(8.0, self.width() - start - _VALUE_PX - _GAP)
        middle = top + _ROW_PX / 2
        painter.setFont(font(11))
        painter.setPen(QColor(theme.muted))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, self._key_px, _ROW_PX), left, bar.key)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(QRectF(start, middle - 2, room, 4), 2, 2)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(start, middle - 3, room * bar.value / most, 6), 2, 2)
        if bar.second is not None:
            painter.setBrush(QColor(theme.warn))
            painter.drawRect(QRectF(start + room * bar.second / most - 1, middle - 6, 2, 12))
        painter.setPen(QColor(theme.text))
        painter.setFont(font(12))
        painter.drawText(
            QRectF(self.width() - _VALUE_PX, top, _VALUE_PX, _ROW_PX), right, f"{bar.value:.4f}"
        )
