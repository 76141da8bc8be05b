"""The strips of the sortie shown; a click on one goes there."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from missionplanner.model.flown import FlownCourse, StripFlown, strips_of
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import clock, number
from missionplanner.ui.widgets.row_table import LEFT, RIGHT, ElidedCells, RowTable


class StripTable(RowTable):
    """`picked(float)` tells the way where the strip chosen begins, m."""

    picked = Signal(float)

    def __init__(self) -> None:
        super().__init__(7, self.tr("Strips"))
        self._strips: tuple[StripFlown, ...] = ()
        self.measures = Measures()
        self.setHorizontalHeaderLabels(
            [
                self.tr("Strip"),
                self.tr("Length"),
                self.tr("Heading"),
                self.tr("AGL"),
                self.tr("Clear"),
                self.tr("Time"),
                self.tr("Photos"),
            ]
        )
        self.setItemDelegate(ElidedCells(self))
        self.verticalHeader().setDefaultSectionSize(reach(24))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in range(7):
            if (item := self.horizontalHeaderItem(column)) is not None:
                item.setTextAlignment(RIGHT if column else LEFT)
        self.cellClicked.connect(self._on_cell)

    def show_course(self, course: FlownCourse) -> None:
        """Fill the table."""
        self._strips = strips_of(course)
        self.setRowCount(len(self._strips))
        for place, strip in enumerate(self._strips):
            for column, words in enumerate(self._words(place, strip)):
                self.setItem(place, column, QTableWidgetItem(words))

    def show_at(self, along_m: float) -> None:
        """Choose the strip that holds a way, wherever it was picked; between strips none."""
        rows = (k for k, one in enumerate(self._strips) if one.from_m <= along_m <= one.to_m)
        row = next(rows, -1)
        if row != self.currentRow():
            self.setCurrentCell(row, 0)

    def _words(self, place: int, strip: StripFlown) -> list[str]:
        low, high = strip.agl_min_m, strip.agl_max_m
        agl = self.measures.span_words(low, high) if math.isfinite(low + high) else "–"
        near = strip.clearance_min_m
        return [
            str(place + 1),
            self.measures.way_words(strip.to_m - strip.from_m),
            f"{number(strip.heading_deg)}°",
            agl,
            self.measures.height_words(near, 0) if math.isfinite(near) else "–",
            clock(strip.duration_s),
            number(strip.shots) if strip.shots else "–",
        ]

    def _on_cell(self, place: int, _column: int) -> None:
        self.picked.emit(self._strips[place].from_m)
