"""Steps of a stage in a row: numbered discs on a line, each with its word below."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import row

_HIGH = 42
_DISC = 9.0
_MIDDLE = 11.0


class Stepper(QWidget):
    """`chosen(str)` tells the key of the step the user went to."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = [key for key, _ in steps]
        self.buttons: dict[str, Step] = {}
        group = QButtonGroup(self)
        box = row(self)
        for place, (key, words) in enumerate(steps):
            made = Step(place + 1, words, first=place == 0, last=place == len(steps) - 1)
            group.addButton(made, place)
            self.buttons[key] = made
            box.addWidget(made, 1)
        group.idClicked.connect(self._on_click)
        self.choose(self._keys[0])

    @property
    def key(self) -> str:
        """The step shown."""
        return next((key for key, made in self.buttons.items() if made.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a step as the one in front, without a signal."""
        self.buttons[key].setChecked(True)

    def show_states(self, states: dict[str, str]) -> None:
        """Show where the steps stand: ok, warn, or nothing."""
        for key, made in self.buttons.items():
            made.show_state(states.get(key, ""))

    def _on_click(self, place: int) -> None:
        self.chosen.emit(self._keys[place])


class Step(QAbstractButton):
    """One step; the disc holds its number, or a tick or a mark once it is judged."""

    def __init__(self, number: int, words: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._number, self._first, self._last = number, first, last
        self.state = ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFixedHeight(_HIGH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_state(self, state: str) -> None:
        """Show where the step stands."""
        self.state = state
        told = {"ok": self.tr("ready"), "warn": self.tr("look at it")}.get(state, "")
        self.setToolTip(f"{self.text()}: {told}" if told else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """Return what the word needs."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 8, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """Return the least width: the disc's."""
        return QSize(40, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, the disc and the word."""
        painter, theme, on = QPainter(self), tokens(), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        painter.setPen(QPen(QColor(theme.border), 2))
        for hidden, a, b in (
            (self._first, 0.0, middle - _DISC - 3),
            (self._last, middle + _DISC + 3, float(self.width())),
        ):
            if not hidden:
                painter.drawLine(QPointF(a, _MIDDLE), QPointF(b, _MIDDLE))
        self._draw_disc(painter, QPointF(middle, _MIDDLE), on)
        hue = theme.link if on else theme.text if self.underMouse() else theme.muted
        painter.setPen(QColor(hue))
        painter.setFont(font(11, 600 if on else 400))
        area = QRectF(0, 2 * _MIDDLE, self.width(), _HIGH - 2 * _MIDDLE)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_disc(self, painter: QPainter, centre: QPointF, on: bool) -> None:
        theme = tokens()
        judged = {"ok": theme.ok, "warn": theme.warn}.get(self.state, theme.control)
        edge = theme.accent if on else judged
        painter.setPen(QPen(QColor(theme.link if self.hasFocus() else edge), 1.6))
        painter.setBrush(QColor(theme.accent if on else theme.surface))
        painter.drawEllipse(centre, _DISC, _DISC)
        painter.setPen(QPen(QColor(theme.on_accent if on else judged), 1.8))
        if self.state == "ok":
            tick = [centre + QPointF(x, y) for x, y in ((-3.6, 0.2), (-1.0, 2.8), (3.8, -2.8))]
            painter.drawPolyline(tick)
            return
        painter.setFont(font(11, 600))
        area = QRectF(centre.x() - _DISC, centre.y() - _DISC, 2 * _DISC, 2 * _DISC)
        sign = "!" if self.state == "warn" else str(self._number)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sign)
