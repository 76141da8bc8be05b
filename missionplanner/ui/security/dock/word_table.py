"""A table of words; Ctrl+C copies it for a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from missionplanner.ui.style.theme import tokens

_ROW_PX = 24
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class WordTable(QTableWidget):
    """Columns share the width as `shares` say; `picked(str)` tells the first cell of a row."""

    picked = Signal(str)

    def __init__(self, name: str, shares: Sequence[int]) -> None:
        super().__init__(0, len(shares))
        self._shares = tuple(shares)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
        self.setToolTip(self.tr("Ctrl+C copies the table"))
        self.setShowGrid(False)
        self.setStyleSheet(
            f"QTableWidget::item {{ padding: 0 8px; border-bottom: 1px solid {tokens().hover}; }}"
            "QHeaderView::section { padding: 0 4px; }"
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(_ROW_PX)
        rows.setDefaultSectionSize(_ROW_PX)
        head.setFixedHeight(_ROW_PX)
        head.setMinimumSectionSize(24)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(_LEFT)
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

    def cells(self) -> list[list[str]]:
        """Return heads and rows."""
        heads = [self.horizontalHeaderItem(place) for place in range(self.columnCount())]
        lines = [
            [self.item(line, place) for place in range(self.columnCount())]
            for line in range(self.rowCount())
        ]
        return [[item.text() if item else "" for item in line] for line in (heads, *lines)]

    def copy(self) -> None:
        """Put the table on the clipboard, tabs between cells."""
        text = "\n".join("\t".join(line) for line in self.cells())
        QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

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
