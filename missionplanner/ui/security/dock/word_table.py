"""A table of words; Ctrl+C copies it for a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.row_table import LEFT, CopiedTable

_ROW_PX = 24


class WordTable(CopiedTable):
    """Columns share the width as `shares` say; `picked(str)` tells the first cell of a row."""

    picked = Signal(str)

    def __init__(self, name: str, shares: Sequence[int]) -> None:
        super().__init__(len(shares), name)
        self._shares = tuple(shares)
        self.setToolTip(self.tr("Ctrl+C copies the table"))
        self.setStyleSheet(
            f"QTableWidget::item {{ padding: 0 8px; border-bottom: 1px solid {tokens().hover}; }}"
            "QHeaderView::section { padding: 0 4px; }"
        )
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalHeader().setDefaultSectionSize(reach(_ROW_PX))
        head = self.horizontalHeader()
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(LEFT)
        self.currentCellChanged.connect(self._on_cell)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]], chosen: str) -> None:
        """Replace what is shown."""
        self.blockSignals(True)
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        for line, words in enumerate(rows):
            for place, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(line, place, item)
        names = [words[0] for words in rows]
        if chosen in names:
            self.setCurrentCell(names.index(chosen), 0)
        else:
            self.setCurrentCell(-1, -1)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share."""
        super().resizeEvent(event)
        room = self.viewport().width()
        for place, share in enumerate(self._shares):
            self.setColumnWidth(place, room * share // sum(self._shares))

    def _on_cell(self, line: int, _place: int, _old: int, _old_place: int) -> None:
        item = self.item(line, 0)
        if item is not None:
            self.picked.emit(item.text())
