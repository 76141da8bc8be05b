"""A table of words and numbers; Ctrl+C copies it for a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.row_table import CopiedTable, ElidedCells

_NUMBER_PX, _WIDE_ASIDE_PX = 50, 24
_HEAD_ASIDE_PX, _CELL_ASIDE_PX = 26, 18
_WIDE_PX = 480


class DataTable(CopiedTable):
    """The first column is a name, the others are numbers; `picked(str)` tells the name chosen."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(0, name)
        self.setItemDelegate(ElidedCells(self))
        self.setToolTip(self.tr("Ctrl+C copies the table"))
        self.horizontalHeader().setMinimumSectionSize(30)
        self.currentCellChanged.connect(self._on_cell)

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], chosen: str = ""
    ) -> None:
        """Replace what is shown."""
        self.blockSignals(True)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for line, words in enumerate(rows):
            for place, text in enumerate(words):
                self.setItem(line, place, QTableWidgetItem(text))
        names = [words[0] for words in rows]
        if chosen in names:
            self.setCurrentCell(names.index(chosen), 0)
        else:
            self.setCurrentCell(-1, -1)
        self.align_heads()
        self._fit()
        self.blockSignals(False)

    def cells(self) -> list[list[str]]:
        """Return heads and rows, numbers as spreadsheets read them."""
        heads, *rows = super().cells()
        return [heads, *([_plain(text) for text in line] for line in rows)]

    def write_csv(self, path: Path) -> None:
        """Write the table; with a mark that tells spreadsheets it is UTF-8."""
        write_whole(path, csv_bytes(self.cells()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give numbers what they need, and the name the rest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        head, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        wide = self.width() >= _WIDE_PX
        high = 32 if wide and self.height() > 190 else 24
        self.verticalHeader().setDefaultSectionSize(reach(high))
        for place in range(self.columnCount()):
            stretch = place == 0
            head.setSectionResizeMode(place, mode.Stretch if stretch else mode.Fixed)
            if not stretch:
                self.setColumnWidth(place, self._needed(place) + (_WIDE_ASIDE_PX if wide else 0))

    def _needed(self, place: int) -> int:
        """Return the width that a column's widest word needs, pixels."""
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(self.head(place))
        metrics = QFontMetrics(font(12))
        cells = [
            metrics.horizontalAdvance(self.text(line, place)) for line in range(self.rowCount())
        ]
        return max(_NUMBER_PX, head + _HEAD_ASIDE_PX, max(cells, default=0) + _CELL_ASIDE_PX)

    def _on_cell(self, line: int, _place: int, _old: int, _old_place: int) -> None:
        if line >= 0:
            self.picked.emit(self.text(line, 0))


def _plain(text: str) -> str:
    return text.replace("−", "-").replace("–", "") if text[:1] in "−–" else text
