"""What the chosen pattern lets one ask: tilt of views, width and side of a corridor, faces."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.model.patterns import CorridorSide, Pattern
from missionplanner.model.plan import PlanIntent
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_numbers import Quantity
from missionplanner.ui.widgets.kit import button, column, label, row, spread

_VIEWS = "views"
DETAILED = (Pattern.OBLIQUE, Pattern.CORRIDOR, Pattern.FACE)
"""The patterns that have details: each row of numbers belongs to one."""


class PatternDetails(QWidget):
    """Shows what belongs to the pattern chosen, and nothing for a plain sweep.

    Signals
    -------
    asked(str, dict)
        Words for *Undo*, and the fields of the intent that the user has picked.
    line_asked, file_asked
        The corridor's line is to be drawn, or read from a file.
    """

    asked = Signal(str, dict)
    line_asked = Signal()
    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        degrees = "°"
        self.tilt = AskField(self.tr("Tilt from straight down"), degrees, _of("tilt_deg"))
        self.wide = AskField(self.tr("Corridor width"), self.tr("m"), _of("width_m"))
        self.least = AskField(self.tr("Faces steeper than"), degrees, _of("face_from_deg"))
        self.turn = AskField(self.tr("Turned down by"), degrees, _of("face_turn_deg"))
        self.side = QComboBox()
        for side, words in self._side_words().items():
            self.side.addItem(words, side.value)
        self.side.setAccessibleName(self.tr("Side of the line"))
        self.middle = button(self.tr("Use the middle line"), "text")
        self.draw = button(self.tr("Draw the line"), "", "path")
        self.read = button(self.tr("From a file…"), "", "folder-open")
        self._line_told = label("", "muted")
        self._line, self._side_row = QWidget(), QWidget()
        self.rows = (FieldRow(self.tilt), FieldRow(self.wide), FieldRow(self.least, self.turn))
        self._lay_out()
        self.side.activated.connect(self._on_side)
        self.middle.clicked.connect(self._on_middle)
        self.draw.clicked.connect(self.line_asked)
        self.read.clicked.connect(self.file_asked)

    @property
    def fields(self) -> tuple[AskField, ...]:
        """The fields for numbers."""
        return tuple(field for line in self.rows for field in line.fields)

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked of the pattern chosen."""
        for field in self.fields:
            field.show_intent(intent)
        views, pattern = intent.views, intent.pattern
        corridor = pattern is Pattern.CORRIDOR
        for line, wanted in zip(self.rows, DETAILED, strict=True):
            line.setVisible(pattern is wanted)
        self._side_row.setVisible(corridor)
        self._line.setVisible(corridor)
        self.side.setCurrentIndex(self.side.findData(views.side.value))
        given = self.tr("A line of {0} corners is given").format(len(views.line))
        self._line_told.setText(given if views.line else self.tr("Along the area's middle line"))
        self.middle.setVisible(bool(views.line))
        self.wide.show_free(self.tr("the area's"))
        self.setVisible(pattern in DETAILED)

    def show_faults(self, faults: dict[AskField, str]) -> None:
        """Tell what is wrong, where it stands."""
        for line in self.rows:
            line.show_faults(faults)

    def _lay_out(self) -> None:
        box = column(self, (0, 6, 0, 0), 6)
        for line in self.rows:
            box.addWidget(line)
        side = column(self._side_row, gap=4)
        side.addWidget(label(self.tr("Side of the line"), "head"))
        side.addWidget(self.side)
        given = column(self._line, gap=6)
        given.addLayout(spread(self._line_told, self.middle))
        ways = row(gap=8)
        ways.addWidget(self.draw, 1)
        ways.addWidget(self.read, 1)
        given.addLayout(ways)
        box.addWidget(self._side_row)
        box.addWidget(self._line)

    def _side_words(self) -> dict[CorridorSide, str]:
        return {
            CorridorSide.BOTH: self.tr("Both sides"),
            CorridorSide.LEFT: self.tr("Left of it, as one goes along"),
            CorridorSide.RIGHT: self.tr("Right of it, as one goes along"),
        }

    def _on_side(self, _index: int) -> None:
        fields: dict[str, Any] = {f"{_VIEWS}.side": str(self.side.currentData())}
        self.asked.emit(self.tr("Change the corridor's side"), fields)

    def _on_middle(self) -> None:
        self.asked.emit(self.tr("Use the middle line"), {f"{_VIEWS}.line": ()})


def _of(field: str) -> Quantity:
    return Quantity(f"{_VIEWS}.{field}")
