"""Figures in strips of four: value over name, smaller than tiles."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled, label, row
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.tiles import Figure, mark_of

COLUMNS = 4
_HIGH, _MARK = 46, 14


class FigureStrip(QWidget):
    """One strip for each four figures; they change in place, so that nothing flickers."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[_Cell] = []
        self._box = column(self, gap=4)

    def show_figures(self, figures: Sequence[Figure], *, in_date: bool = True) -> None:
        """Show figures; what is out of date wears no green mark."""
        if len(figures) != len(self._cells):
            self._make(len(figures))
        for cell, figure in zip(self._cells, figures, strict=True):
            stale = not in_date and figure.state == "ok"
            cell.show_figure(replace(figure, state="") if stale else figure)

    def _make(self, count: int) -> None:
        clear(self._box)
        self._cells = [_Cell() for _ in range(count)]
        for start in range(0, count, COLUMNS):
            strip = filled("tile")
            strip.setFixedHeight(_HIGH)
            line = row(strip, (8, 4, 4, 4), 4)
            for cell in self._cells[start : start + COLUMNS]:
                line.addWidget(cell)  # each as much as its words need, the rest in equal parts
            self._box.addWidget(strip)


class _Cell(QWidget):
    """Value, unit and mark over a name."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(10)
        self._value, self._unit = label("", "figure"), label("", "small")
        self._mark, self._name = label(""), label("", "small")
        self._unit.setMinimumWidth(2)
        self._name.setMinimumWidth(10)
        line = row(gap=2)
        line.addWidget(self._value)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self._mark)
        line.addStretch()
        box = column(self)
        box.addLayout(line)
        box.addWidget(self._name)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._value.setText(figure.value)
        self._unit.setText(figure.unit)
        self._unit.setVisible(bool(figure.unit))
        self._name.setText(figure.name)
        self._name.setToolTip(figure.name)
        self._mark.setVisible(bool(figure.state))
        if figure.state:
            glyph, role = mark_of(figure.state)
            self._mark.setPixmap(pixmap(glyph, getattr(tokens(), role), _MARK))
