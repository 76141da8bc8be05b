"""The rail of stages, in the order of the work, each with a mark of where it stands."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled

translate = QCoreApplication.translate  # a name that lupdate finds
_WORDS_PX, _ICON_PX, _LEAST_PX = 60, 44, 32
_GAP_PX, _EDGE_PX = 4, 8


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
        self.setAccessibleName(stage.words)
        self.setFixedSize(60, _WORDS_PX)
        self.toggled.connect(self._paint_icon)
        self._paint_icon(False)

    def show_state(self, state: str, tip: str) -> None:
        """Show where the stage stands; the tip says it in words."""
        self.state = state
        self.setToolTip(tip)
        self.update()

    def fit(self, width_px: int, height_px: int, *, words: bool) -> None:
        """Take a size, with the word below the icon or without it."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextUnderIcon if words else style.ToolButtonIconOnly
        )
        self.setFixedSize(width_px, height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its mark: a dot, a triangle or a square."""
        super().paintEvent(event)
        if not self.state:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens(), self.state)))
        painter.translate(self.width() - 60, 0 if self.height() >= _ICON_PX else -4)
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
        self._box = box = column(panel, (4, _EDGE_PX, 4, _EDGE_PX), _GAP_PX)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, StageButton] = {}
        for number, stage in enumerate(stages):
            made = StageButton(stage)
            self._group.addButton(made, number)
            self.buttons[stage.key] = made
            box.addWidget(made)
        box.addStretch()
        self._group.idClicked.connect(self._clicked)

    def fit(self, height_px: int, *, compact: bool) -> None:
        """Give every stage a place: icons alone where a word each is too high or too wide."""
        count = len(self.buttons)
        most = (height_px - 2 * _EDGE_PX + _GAP_PX) // max(1, count) - _GAP_PX
        words = not compact and most >= _WORDS_PX
        side = _WORDS_PX if words else max(_LEAST_PX, min(_ICON_PX, most))
        self.setFixedWidth(52 if compact else 68)
        for button in self.buttons.values():
            button.fit(44 if compact else 60, side, words=words)

    def choose(self, key: str) -> None:
        """Show a stage as the chosen one, without a signal."""
        self.buttons[key].setChecked(True)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(list(self.buttons)[number])


def state_words(state: str) -> str:
    """Return how a stage stands, in words."""
    return {
        "ok": translate("Workspace", "ready"),
        "warn": translate("Workspace", "look at it"),
        "error": translate("Workspace", "must be mended"),
        "": translate("Workspace", "not begun"),
    }[state]
