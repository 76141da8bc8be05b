"""Tables of rows to pick from: how they are set up, painted and copied, once for all of them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
)

from missionplanner.storage.cells import tamed
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROW_PX = 24

Index = QModelIndex | QPersistentModelIndex


class RowTable(QTableWidget):
    """Rows without a grid, of which one is picked; Tab leaves the table, arrows move in it.

    Attributes
    ----------
    words_in : tuple of int
        The columns that hold words, at their left; the others hold numbers, at their right.
    """

    words_in: tuple[int, ...] = (0,)

    def __init__(self, columns: int, name: str) -> None:
        super().__init__(0, columns)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(_ROW_PX)
        head.setFixedHeight(_ROW_PX)
        head.setHighlightSections(False)

    def align_heads(self) -> None:
        """Let heads stand as the cells below them do."""
        for place in range(self.columnCount()):
            if (item := self.horizontalHeaderItem(place)) is not None:
                item.setTextAlignment(LEFT if place in self.words_in else RIGHT)


class CopiedTable(RowTable):
    """Ctrl+C copies the table for a spreadsheet."""

    def cells(self) -> list[list[str]]:
        """Return heads and rows."""
        heads = [self.head(place) for place in range(self.columnCount())]
        rows = [
            [self.text(line, place) for place in range(self.columnCount())]
            for line in range(self.rowCount())
        ]
        return [heads, *rows]

    def copy(self) -> None:
        """Put the table on the clipboard, tabs between cells; no cell is taken for a formula."""
        text = "\n".join("\t".join(map(tamed, line)) for line in self.cells())
        QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def head(self, place: int) -> str:
        """Return the words above a column."""
        item = self.horizontalHeaderItem(place)
        return item.text().rstrip() if item else ""

    def text(self, line: int, place: int) -> str:
        """Return what a cell shows."""
        item = self.item(line, place)
        return item.text() if item else ""


class Cells(QStyledItemDelegate):
    """Paints cells by hand; how, subclasses say in `draw`."""

    smooth = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell, and leave the painter as it was."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        self.draw(painter, QRectF(option.rect), index)
        painter.restore()

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a cell: its words, the first column's at the left, numbers at the right."""
        self.draw_row(painter, area, index)
        draw_words(painter, area.adjusted(8, 0, -8, 0), str(index.data()), self.is_number(index))

    def is_number(self, index: Index) -> bool:
        """Tell whether a cell stands in a column of numbers."""
        table = self.parent()
        return not isinstance(table, RowTable) or index.column() not in table.words_in

    def draw_row(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw what lies under the words: the tint of the row picked, and the line below a row."""
        table = self.parent()
        assert isinstance(table, QTableWidget)
        if index.row() == table.currentRow():
            painter.fillRect(area, QColor(tokens().tint))
        painter.setPen(QPen(QColor(tokens().hover), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())


class ElidedCells(Cells):
    """Words end in dots where there is no room for them."""

    smooth = False

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a cell."""
        self.draw_row(painter, area, index)
        room = area.adjusted(8, 0, -8, 0)
        painter.setFont(font(12))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        draw_words(painter, room, words, self.is_number(index))


def draw_words(painter: QPainter, room: QRectF, words: str, right: bool, weight: int = 400) -> None:
    """Draw the words of a cell, at its left or its right."""
    painter.setPen(QColor(tokens().text))
    painter.setFont(font(12, weight))
    painter.drawText(room, int(RIGHT if right else LEFT), words)
