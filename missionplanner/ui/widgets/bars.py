"""Small drawings for panels: a bar from zero, and rows of numbers under heads."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.kit import Elided, label

UP, DOWN = "#5AB4AC", "#8C510A"
"""Colours of what helps and what harms; told by side and sign as well."""


class SignedBar(QWidget):
    """A value from -1 to 1 on a track with its zero in the middle."""

    def __init__(self, value: float | None = None) -> None:
        super().__init__()
        self._value = value
        self.setFixedHeight(16)
        self.setMinimumWidth(40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, bar and zero."""
        painter, theme = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, wide, high = self.width() / 2, float(self.width()), self.height() / 2
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(QRectF(0, high - 2, wide, 4), 2, 2)
        if self._value is not None:
            length = min(abs(self._value), 1.0) * middle
            left = middle if self._value >= 0 else middle - length
            painter.setBrush(QColor(UP if self._value >= 0 else DOWN))
            painter.drawRoundedRect(QRectF(left, high - 3, length, 6), 2, 2)
        painter.setBrush(QColor(theme.control))
        painter.drawRect(QRectF(middle - 0.5, high - 5, 1, 10))


class SwatchTable(QWidget):
    """Rows of a colour, words and numbers; heads above the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[tuple[str, str, Sequence[str]]]
    ) -> None:
        """Replace what is shown; (colour, words, numbers) each."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for place, words in enumerate(heads):
            self._grid.addWidget(label(words, "small", right=True), 0, 2 + place)
            self._grid.setColumnMinimumWidth(2 + place, 42)
        for line, (colour, words, numbers) in enumerate(rows, 1):
            self._grid.addWidget(swatches.ramp([colour]), line, 0)
            name = Elided()
            name.setText(words)
            self._grid.addWidget(name, line, 1)
            for place, text in enumerate(numbers):
                self._grid.addWidget(label(text, right=True), line, 2 + place)
