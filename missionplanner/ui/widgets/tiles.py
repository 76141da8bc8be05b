"""Result figures on small tiles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled, label, row

_MARKS = {"ok": "check-circle", "note": "info", "warn": "warning", "error": "x-circle"}
_COLOURS = {"note": "muted"}


@dataclass(frozen=True)
class Figure:
    """A figure: name, value, unit and, where it is judged, ok, warn or error."""

    name: str
    value: str
    unit: str = ""
    state: str = ""

    @classmethod
    def told(cls, name: str, words: str, state: str = "") -> "Figure":
        """Return a figure of a value and its unit in one: 120 m."""
        value, _, unit = words.partition(" ")
        return cls(name, value, unit, state)


class Tiles(QWidget):
    """Figures in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_figures(self, figures: Sequence[Figure], *, in_date: bool = True) -> None:
        """Replace what is shown; what is out of date wears no green mark."""
        if not in_date:
            figures = [replace(f, state="") if f.state == "ok" else f for f in figures]
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, figure in enumerate(figures):
            self._grid.addWidget(tile(figure), number // 2, number % 2)


def tile(figure: Figure) -> QWidget:
    """Return one tile."""
    made = filled("tile")
    made.setFixedHeight(48)
    box = column(made, (12, 5, 8, 5))
    name = label(figure.name, "small")
    name.setMinimumWidth(10)
    box.addWidget(name)
    line = row(gap=4)
    line.addWidget(label(figure.value, "value"))
    unit = label(figure.unit, "small")
    unit.setContentsMargins(0, 0, 0, 2)
    line.addWidget(unit, 0, Qt.AlignmentFlag.AlignBottom)
    line.addStretch()
    if figure.state:
        line.addWidget(state_mark(figure.state))
    box.addLayout(line)
    return made


def mark_of(state: str) -> tuple[str, str]:
    """Return the icon of a state, and the token of its colour."""
    return _MARKS[state], _COLOURS.get(state, state)


def state_mark(state: str, side: int = 16) -> QLabel:
    """Return the mark of a state: a colour with a shape of its own."""
    made = QLabel()
    glyph, role = mark_of(state)
    made.setPixmap(pixmap(glyph, getattr(tokens(), role), side))
    made.setFixedSize(side, side)
    return made
