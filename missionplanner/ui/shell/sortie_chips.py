"""The sorties of a plan as chips: colour and number; the chosen one filled, a hidden one grey."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from missionplanner.ui.plan.layers.routes import RouteLayer
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.style.tokens import ink_on

_SIZE_PX = (30, 24)
_ABREAST = 6
_LONG_PRESS_MS = 500


class SortieChip(QAbstractButton):
    """`hidden_asked` by Alt and a click, a right click or a long press; else `clicked`."""

    hidden_asked = Signal()

    def __init__(self, layer: RouteLayer, chosen: bool) -> None:
        super().__init__()
        self._layer, self._chosen = layer, chosen
        self.setFixedSize(*_SIZE_PX)
        self.setText(layer.short)
        self.setAccessibleName(layer.words)
        tip = self.tr("{0}: click chooses, Alt and a click hides").format(layer.words)
        self.setToolTip(tip)
        self._press = QTimer(self, singleShot=True, interval=_LONG_PRESS_MS)
        self._press.timeout.connect(self._on_long)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or hide."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt or event.button() is Qt.MouseButton.RightButton:
            self.hidden_asked.emit()
            return
        self._press.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click; none behind a long press."""
        if self._press.isActive():
            self._press.stop()
            super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        theme, seen = tokens(), self._layer.visible
        hue = self._layer.colour if seen else theme.border
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self._chosen and seen
        painter.setPen(QPen(QColor(theme.link if self.hasFocus() else hue), 1.5))
        painter.setBrush(QColor(hue if filled else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(QColor(ink_on(hue) if filled else theme.text if seen else theme.muted))
        painter.setFont(font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _on_long(self) -> None:
        self.setDown(False)
        self.hidden_asked.emit()


class SortieChips(QWidget):
    """All sorties, six abreast.

    Signals
    -------
    chosen(int)
        Index of the sortie clicked.
    toggled(int)
        Index of the sortie to be hidden or shown again.
    """

    chosen = Signal(int)
    toggled = Signal(int)

    def __init__(self, layers: Sequence[RouteLayer], chosen: int | None) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 2, 0, 6)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(_ABREAST, 1)
        self.chips = [SortieChip(layer, k == chosen) for k, layer in enumerate(layers)]
        for k, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _down=False, k=k: self.chosen.emit(k))
            chip.hidden_asked.connect(lambda k=k: self.toggled.emit(k))
            grid.addWidget(chip, k // _ABREAST, k % _ABREAST)
