"""The rail of stages, in the order of the work, each with a mark of where it stands."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled


@dataclass(frozen=True)
class RailEntry:
    """A stage as the rail shows it: stable key, word and icon."""

    key: str
    words: str
    glyph: str


class StageButton(QToolButton):
    """Icon above word; `state` is ok, warn, error or empty (not begun)."""

    def __init__(self, stage: RailEntry) -> None:
        super().__init__()
        self.stage = stage
        self.state = ""
        self.setObjectName("stage")
        self.setText(stage.words)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setFixedSize(60, 60)
        self.toggled.connect(self._paint_icon)
        self._paint_icon(False)

    def show_state(self, state: str, tip: str) -> None:
        """Show where the stage stands; the tip says it in words."""
        self.state = state
        self.setToolTip(tip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its mark: a dot, a triangle or a square."""
        super().paintEvent(event)
        if not self.state:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens(), self.state)))
        if self.state == "warn":
            corners = [QPointF(45, 7), QPointF(50, 16), QPointF(40, 16)]
            painter.drawPolygon(QPolygonF(corners))
        elif self.state == "error":
            painter.drawRect(QRectF(41.5, 8.5, 7, 7))
        else:
            painter.drawEllipse(QPointF(45, 12), 3, 3)

    def _paint_icon(self, on: bool) -> None:
        self.setIcon(icon(self.stage.glyph, tokens().link if on else tokens().muted))


class Rail(QWidget):
    """`chosen(str)` tells the stage the user went to."""

    chosen = Signal(str)

    def __init__(self, stages: tuple[RailEntry, ...]) -> None:
        super().__init__()
        self.setFixedWidth(68)
        panel = filled("rail")
        column(self).addWidget(panel)
        box = column(panel, (4, 8, 4, 8), 4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, StageButton] = {}
        for number, stage in enumerate(stages):
            made = StageButton(stage)
            self._group.addButton(made, number)
            self.buttons[stage.key] = made
            box.addWidget(made)
        box.addStretch()
        self._group.idClicked.connect(self._clicked)

    def choose(self, key: str) -> None:
        """Show a stage as the chosen one, without a signal."""
        self.buttons[key].setChecked(True)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(list(self.buttons)[number])
