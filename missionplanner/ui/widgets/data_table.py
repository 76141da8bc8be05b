"""A table of words and numbers; Ctrl+C copies it for a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes, tamed
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_EN_SPACE = "\u2002"
_NUMBER_PX, _WIDE_ASIDE_PX = 50, 24
_HEAD_ASIDE_PX, _CELL_ASIDE_PX = 26, 18
_WIDE_PX = 480


class DataTable(QTableWidget):
    """The first column is a name, the others are numbers; `picked(str)` tells the name chosen."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(0, 0)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
        self.setToolTip(self.tr("Ctrl+C copies the table"))
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(24)
        head.setFixedHeight(24)
        head.setMinimumSectionSize(30)
        head.setHighlightSections(False)
        self.currentCellChanged.connect(self._on_cell)

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], chosen: str = ""
    ) -> None:
        """Replace what is shown."""
        self.blockSignals(True)
        self.setColumnCount(len(heads))
        # A head ends further right than the numbers below it.
        shown = [
            words if place == 0 else f"{words}{_EN_SPACE}" for place, words in enumerate(heads)
        ]
        self.setHorizontalHeaderLabels(shown)
        self.setRowCount(len(rows))
        for line, words in enumerate(rows):
            for place, text in enumerate(words):
                self.setItem(line, place, QTableWidgetItem(text))
        names = [words[0] for words in rows]
        if chosen in names:
            self.setCurrentCell(names.index(chosen), 0)
        else:
            self.setCurrentCell(-1, -1)
        for place in range(len(heads)):
            if (item := self.horizontalHeaderItem(place)) is not None:
                item.setTextAlignment(_RIGHT if place else _LEFT)
        self._fit()
        self.blockSignals(False)

    def cells(self) -> list[list[str]]:
        """Return heads and rows, numbers as spreadsheets read them."""
        heads = [self._head(place) for place in range(self.columnCount())]
        rows = [
            [_plain(self._text(line, place)) for place in range(self.columnCount())]
            for line in range(self.rowCount())
        ]
        return [heads, *rows]

    def copy(self) -> None:
        """Put the table on the clipboard, tabs between cells."""
        text = "\n".join("\t".join(map(tamed, line)) for line in self.cells())
        QGuiApplication.clipboard().setText(text)

    def write_csv(self, path: Path) -> None:
        """Write the table; with a mark that tells spreadsheets it is UTF-8."""
        write_whole(path, csv_bytes(self.cells()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give numbers what they need, and the name the rest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        head, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        wide = self.width() >= _WIDE_PX
        self.verticalHeader().setDefaultSectionSize(32 if wide and self.height() > 190 else 24)
        for place in range(self.columnCount()):
            stretch = place == 0
            head.setSectionResizeMode(place, mode.Stretch if stretch else mode.Fixed)
            if not stretch:
                self.setColumnWidth(place, self._needed(place) + (_WIDE_ASIDE_PX if wide else 0))

    def _needed(self, place: int) -> int:
        """Return the width that a column's widest word needs, pixels."""
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(self._head(place))
        metrics = QFontMetrics(font(12))
        cells = [
            metrics.horizontalAdvance(self._text(line, place)) for line in range(self.rowCount())
        ]
        return max(_NUMBER_PX, head + _HEAD_ASIDE_PX, max(cells, default=0) + _CELL_ASIDE_PX)

    def _head(self, place: int) -> str:
        item = self.horizontalHeaderItem(place)
        return item.text().rstrip() if item else ""

    def _text(self, line: int, place: int) -> str:
        item = self.item(line, place)
        return item.text() if item else ""

    def _on_cell(self, line: int, _place: int, _old: int, _old_place: int) -> None:
        if line >= 0:
            self.picked.emit(self._text(line, 0))


def _plain(text: str) -> str:
    return text.replace("−", "-").replace("–", "") if text[:1] in "−–" else text


class _Cells(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area, table = QRectF(option.rect), self.parent()
        assert isinstance(table, QTableWidget)
        painter.save()
        if index.row() == table.currentRow():
            painter.fillRect(area, QColor(tokens().tint))
        painter.setPen(QPen(QColor(tokens().hover), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QColor(tokens().text))
        painter.setFont(font(12))
        room = area.adjusted(8, 0, -8, 0)
        side = _LEFT if index.column() == 0 else _RIGHT
        metrics = painter.fontMetrics()
        text = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, int(side), text)
        painter.restore()
