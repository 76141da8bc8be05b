"""The table: cells typed, pasted and copied as in a spreadsheet; what is wrong has a red edge."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from missionplanner.ecology.district_figures.draft import DISTRICT, FIRST_FIGURE, YEAR, FigureRow
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.storage.cells import tamed
from missionplanner.ui.security.figures.editing import FigureEditing
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.row_table import LEFT, RIGHT, Index

_ROW_PX, _HEAD_PX, _YEAR_PX, _LEAST_PX, _NAME_PX = 26, 40, 72, 84, 150

_POWER = re.compile(r"(?:\^|(?<=[A-Za-z]))(-?\d+)")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class FigureTable(QTableWidget):
    """Shows the draft with an empty row at its end; `pasted` when Ctrl+V is pressed in it."""

    pasted = Signal()

    def __init__(self, editing: FigureEditing, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.editing, self._titles = editing, titles
        self._shown: list[tuple[FigureRow, dict[int, Message]]] = []
        self.setAccessibleName(self.tr("Figures of districts"))
        self.setItemDelegate(_FigureCells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(
            f"QTableWidget {{ gridline-color: {tokens().border}; }}"
            f"QTableCornerButton::section {{ background: {tokens().surface}; border: none; }}"
        )
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows and Enter move in it
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.setDefaultSectionSize(reach(_ROW_PX))
        head.setFixedHeight(_HEAD_PX)
        head.setHighlightSections(False)
        self._head()
        self.itemChanged.connect(self._on_item)
        editing.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft; cells that are as they were stay untouched."""
        draft = self.editing.draft
        wrong: dict[int, dict[int, Message]] = {}
        for one in self.editing.faults:
            wrong.setdefault(one.row, {})[one.place] = one.told
        self.blockSignals(True)
        rows = [*draft.rows, draft.blank]
        self.setRowCount(len(rows))
        del self._shown[len(rows) :]
        for line, row in enumerate(rows):
            now = (row, wrong.get(line, {}))
            if line < len(self._shown) and self._shown[line] == now:
                continue
            self._shown[line : line + 1] = [now]
            self._show_row(line, *now)
        self.blockSignals(False)
        self.viewport().update()

    def _show_row(self, line: int, row: FigureRow, wrong: Mapping[int, Message]) -> None:
        for place in range(self.columnCount()):
            item = self.item(line, place)
            if item is None:
                item = QTableWidgetItem()
                item.setTextAlignment(LEFT if place == DISTRICT else RIGHT)
                self.setItem(line, place, item)
            told = wrong.get(place)
            item.setText(row.text(place))
            item.setToolTip(sentence(told) if told else "")
            item.setData(Qt.ItemDataRole.UserRole, told is not None)

    def place(self) -> tuple[int, int]:
        """Return the cell that is current, or the first of the empty row."""
        row, place = self.currentRow(), self.currentColumn()
        return (row, place) if row >= 0 and place >= 0 else (len(self.editing.draft.rows), 0)

    def chosen(self) -> list[tuple[int, int]]:
        """Return the cells that are selected, row by row."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def copy(self) -> None:
        """Put the selected cells on the clipboard, tabs between them."""
        lines: dict[int, list[str]] = {}
        for row, place in self.chosen():
            item = self.item(row, place)
            lines.setdefault(row, []).append(tamed(item.text() if item else ""))
        if lines:
            text = "\n".join("\t".join(cells) for cells in lines.values())
            QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, clear; the rest is the table's own."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.Copy):
            self.copy()
        elif event.matches(keys.Paste):
            self.pasted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.editing.clear(self.chosen())
        else:
            super().keyPressEvent(event)

    def _head(self) -> None:
        columns = self.editing.draft.columns
        self.setColumnCount(self.editing.draft.width)
        words = [self.tr("District"), self.tr("Year")]
        words += [f"{one.key}\n{unit_shown(one.unit) or '–'}" for one in columns]
        self.setHorizontalHeaderLabels(words)
        head, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        head.setMinimumSectionSize(_YEAR_PX)
        for place in range(self.columnCount()):
            if (item := self.horizontalHeaderItem(place)) is not None:
                item.setTextAlignment(LEFT if place == DISTRICT else RIGHT)
                if place >= FIRST_FIGURE:
                    item.setToolTip(self._told_of(place - FIRST_FIGURE))
            head.setSectionResizeMode(place, mode.Fixed if place == YEAR else mode.Stretch)
        self.setColumnWidth(YEAR, _YEAR_PX)
        self.setMinimumWidth(_NAME_PX + _YEAR_PX + _LEAST_PX)

    def _told_of(self, place: int) -> str:
        column = self.editing.draft.columns[place]
        title = self._titles.get(column.key, column.key)
        if not column.unit:
            return self.tr("{0}, without unit").format(title)
        return self.tr("{0}, in {1}").format(title, unit_shown(column.unit))

    def _on_item(self, item: QTableWidgetItem) -> None:
        # What was typed may not be what is kept: the row is shown anew.
        self._shown[item.row()] = (FigureRow(), {})
        self.editing.type(item.row(), item.column(), item.text())
        self.refresh()


def unit_shown(unit: str) -> str:
    """Return a unit as it is printed: km⁻² for km-2, 10⁴ CNY for 10^4 CNY."""
    return _POWER.sub(lambda found: found[1].translate(_RAISED), unit)


class _FigureCells(QStyledItemDelegate):
    """Red edges, and the districts' names offered while one is typed."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line; for a district it completes the names of the layer."""
        line = QLineEdit(parent)
        line.setFrame(False)
        table = self.parent()
        names = table.editing.names if isinstance(table, FigureTable) else None
        if names is not None and index.column() == DISTRICT:
            completer = QCompleter(list(names.known), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed, where it is something else than before."""
        if isinstance(editor, QLineEdit) and editor.text() != str(index.data() or ""):
            super().setModelData(editor, model, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and its edge where it is wrong."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.UserRole):
            painter.save()
            painter.setPen(QPen(QColor(tokens().error), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1.5, 1.5, -2, -2))
            painter.restore()
