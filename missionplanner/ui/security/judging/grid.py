"""A judgement matrix that keeps itself reciprocal while it is typed."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from missionplanner.ecology.security.ahp import judged
from missionplanner.model.security import Judgements
from missionplanner.ui.security.judging.numbers import parsed, shown
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.row_table import Cells, Index

_CELL_PX = 56
_HIGH_PX = 32
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_NAME_PX, _MOST_NAME_PX = 48, 280


class JudgementGrid(QTableWidget):
    """`edited(Judgements)` after each judgement; `refused(str)` with what cannot be one.

    Both halves can be typed into; the other one follows. The diagonal is 1.
    """

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, judgements: Judgements, titles: Mapping[str, str] | None = None) -> None:
        size = len(judgements.names)
        super().__init__(size, size)
        self.judgements = judgements
        self._titles = dict(titles or {})
        self._worst: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        plain = f"QTableCornerButton::section {{ background: {tokens().surface}; border: none; }}"
        self.setStyleSheet(plain)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(self.tr("Judgement matrix"))
        self.setTabKeyNavigation(True)
        names = list(judgements.names)
        self.setHorizontalHeaderLabels(names)
        self.setVerticalHeaderLabels([self._words(name) for name in names])
        self._measure()
        self._fill()
        self.itemChanged.connect(self._on_item)

    def text_of(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        item = self.item(row, column)
        return item.text() if item else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Type into a cell."""
        if (item := self.item(row, column)) is not None:
            item.setText(text)

    def show_judgements(self, judgements: Judgements) -> None:
        """Show others over the same names."""
        self.judgements = judgements
        self._fill()

    def mark_worst(self, pair: tuple[str, str] | None) -> None:
        """Put a frame about the judgement that fits least, or none."""
        names = self.judgements.names
        self._worst = (names.index(pair[0]), names.index(pair[1])) if pair else None
        self.viewport().update()

    def is_worst(self, row: int, column: int) -> bool:
        """Tell whether a cell is the judgement that fits least, or its mirror image."""
        return self._worst in ((row, column), (column, row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on; Tab after the last cell, or back before the first, leaves the grid."""
        last = self.rowCount() * self.columnCount() - 1
        here = self.currentRow() * self.columnCount() + self.currentColumn()
        leaves = {Qt.Key.Key_Tab: here == last, Qt.Key.Key_Backtab: here <= 0}
        # Without its own Tab the grid hands the key on to the window, which moves the focus.
        self.setTabKeyNavigation(not leaves.get(Qt.Key(event.key()), False))
        super().keyPressEvent(event)
        self.setTabKeyNavigation(True)

    def sizeHint(self) -> QSize:
        """Return what all cells need."""
        size = len(self.judgements.names)
        wide = self.verticalHeader().width() + size * _CELL_PX
        return QSize(wide + 2, 28 + size * _HIGH_PX + 2)

    def minimumSizeHint(self) -> QSize:
        """Return what all cells need."""
        return self.sizeHint()

    def _words(self, name: str) -> str:
        title = self._titles.get(name, "")
        return f"{name}  {title}" if title and title != name else name

    def _measure(self) -> None:
        mode, heads, sides = (
            QHeaderView.ResizeMode.Fixed, self.horizontalHeader(), self.verticalHeader(),
        )  # fmt: skip
        for head, each in ((heads, _CELL_PX), (sides, _HIGH_PX)):
            head.setSectionResizeMode(mode)
            head.setMinimumSectionSize(each)
            head.setDefaultSectionSize(each)
            head.setHighlightSections(False)
        heads.setFixedHeight(28)
        heads.setDefaultAlignment(_CENTRE)
        sides.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        sides.setFont(font(11))
        longest = max(
            sides.fontMetrics().horizontalAdvance(self._words(name))
            for name in self.judgements.names
        )
        sides.setFixedWidth(min(max(longest + 40, _LEAST_NAME_PX), _MOST_NAME_PX))
        for name, place in zip(self.judgements.names, range(self.rowCount()), strict=True):
            if (item := self.verticalHeaderItem(place)) is not None:
                item.setToolTip(self._words(name))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fill(self) -> None:
        self.blockSignals(True)
        for row, values in enumerate(self.judgements.values):
            for column, value in enumerate(values):
                item = QTableWidgetItem(shown(value))
                item.setTextAlignment(_CENTRE)
                if row == column:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(self._told(row, column))
                self.setItem(row, column, item)
        self.blockSignals(False)
        self.viewport().update()

    def _told(self, row: int, column: int) -> str:
        names = self.judgements.names
        if row == column:
            return ""
        words = self.tr("How many times as important {0} is as {1}: 3, 1/3 or 0.5")
        return words.format(self._words(names[row]), self._words(names[column]))

    def _on_item(self, item: QTableWidgetItem) -> None:
        row, column = item.row(), item.column()
        value = parsed(item.text())
        if value is None:
            typed = item.text().strip()
            self._fill()
            words = self.tr("“{0}” is no judgement: type a number such as 3 or 1/3")
            self.refused.emit(words.format(typed))
            return
        names = self.judgements.names
        self.judgements = judged(self.judgements, names[row], names[column], value)
        self._fill()
        self.edited.emit(self.judgements)


class _Cells(Cells):
    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        grid, theme = self.parent(), tokens()
        assert isinstance(grid, JudgementGrid)
        row, column = index.row(), index.column()
        area = area.adjusted(1.5, 1.5, -1.5, -1.5)
        here = (row, column) == (grid.currentRow(), grid.currentColumn()) and grid.hasFocus()
        fill = theme.raised if row >= column else theme.surface
        edge, thick = (theme.control if row < column else theme.raised), 1.0
        if grid.is_worst(row, column):
            edge, thick = theme.warn, 2.0
        if here:
            edge, thick = theme.link, 2.0
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(theme.text if row < column else theme.muted))
        painter.setFont(font(12))
        painter.drawText(area, _CENTRE, str(index.data()))
