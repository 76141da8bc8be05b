"""Constant weights typed in one by one, or read from a table made elsewhere."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from missionplanner.ecology.security.systems import read_weights
from missionplanner.ecology.security.weights import SUM_TOLERANCE
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, column, label, row

_ROW_PX = 22
_KEY_PX, _VALUE_PX = 34, 62
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class WeightTable(QTableWidget):
    """Rows of key, bar and weight; where it may be edited, `typed(str, float)`."""

    typed = Signal(str, float)

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName(self.tr("Weights"))
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
        self.setItemDelegate(_Cells(self))
        for scroll in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            scroll(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW_PX)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        head.setMinimumSectionSize(20)
        for place, (how, wide) in enumerate(
            ((mode.Fixed, _KEY_PX), (mode.Stretch, 0), (mode.Fixed, _VALUE_PX))
        ):
            head.setSectionResizeMode(place, how)
            if wide:
                self.setColumnWidth(place, wide)
        self.shares: list[float] = []
        self.itemChanged.connect(self._on_item)

    def show_weights(
        self, weights: Mapping[str, float], tips: Mapping[str, str], *, editable: bool
    ) -> None:
        """Show weights by key."""
        self.blockSignals(True)
        most = max(weights.values(), default=0.0) or 1.0
        self.shares = [value / most for value in weights.values()]
        self.setRowCount(len(weights))
        fixed = Qt.ItemFlag.ItemIsEnabled
        free = fixed | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsSelectable
        for line, (key, value) in enumerate(weights.items()):
            for place, text in enumerate((key, "", f"{value:.4f}")):
                item = QTableWidgetItem(text)
                item.setFlags(free if place == 2 and editable else fixed)
                item.setToolTip(tips.get(key, key))
                self.setItem(line, place, item)
        self.setFixedHeight(_ROW_PX * len(weights) + 2)
        self.blockSignals(False)
        self.viewport().update()

    def key_of(self, line: int) -> str:
        """Return the key of a row."""
        item = self.item(line, 0)
        return item.text() if item else ""

    def _on_item(self, item: QTableWidgetItem) -> None:
        try:
            value = float(item.text().replace(",", "."))
        except ValueError:
            value = 0.0
        self.typed.emit(self.key_of(item.row()), value)


class GivenWeights(QWidget):
    """The table with its sum.

    Signals
    -------
    changed(dict)
        The weights, once they sum to 1.
    typed(dict)
        What does not sum to 1 yet, and is no weights.
    """

    changed = Signal(object)
    typed = Signal(object)
    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.weights: dict[str, float] = {}
        self._tips: dict[str, str] = {}
        self.table, self.sum = WeightTable(), label("", wrap=True)
        self.scale = button(self.tr("Divide by the sum"), "text")
        self.open = button(self.tr("Open a CSV…"), "text")
        box = column(self, gap=6)
        line = row(gap=8)
        line.addWidget(self.open)
        line.addStretch()
        line.addWidget(self.scale)
        box.addLayout(line)
        box.addWidget(self.sum)
        box.addWidget(self.table)
        self.table.typed.connect(self._on_typed)
        self.scale.clicked.connect(self._on_scale)
        self.open.clicked.connect(self.file_asked)

    def show_weights(self, weights: Mapping[str, float], tips: Mapping[str, str]) -> None:
        """Show weights."""
        self.weights, self._tips = dict(weights), dict(tips)
        self._show()

    def take_file(self, path: Path) -> None:
        """Take weights over from a CSV; unknown keys are told of when they are used."""
        self.weights = {**self.weights, **read_weights(path)}
        self._show()
        self._tell()

    @property
    def complete(self) -> bool:
        """True where the weights sum to 1 and each is above 0."""
        off = abs(sum(self.weights.values()) - 1)
        return off <= SUM_TOLERANCE and all(value > 0 for value in self.weights.values())

    def _on_typed(self, key: str, value: float) -> None:
        if value > 0:
            self.weights[key] = value
        self._show()
        self._tell()

    def _on_scale(self) -> None:
        total = sum(self.weights.values())
        self.weights = {key: value / total for key, value in self.weights.items()}
        self._show()
        self._tell()

    def _tell(self) -> None:
        (self.changed if self.complete else self.typed).emit(dict(self.weights))

    def _show(self) -> None:
        self.table.show_weights(self.weights, self._tips, editable=True)
        total, good = sum(self.weights.values()), self.complete
        words = self.tr("Sum {0}") if good else self.tr("Sum {0}: weights must sum to 1")
        self.sum.setText(words.format(f"{total:.4f}"))
        self.sum.setStyleSheet(f"color: {tokens().muted if good else tokens().warn};")
        self.scale.setVisible(not good)


class _Cells(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        table, theme, area = self.parent(), tokens(), QRectF(option.rect)
        assert isinstance(table, WeightTable)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == 1:
            middle = area.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.border))
            painter.drawRoundedRect(QRectF(area.left(), middle - 2, area.width(), 4), 2, 2)
            painter.setBrush(QColor(theme.accent))
            wide = area.width() * table.shares[index.row()]
            painter.drawRoundedRect(QRectF(area.left(), middle - 3, wide, 6), 2, 2)
        else:
            key = index.column() == 0
            free = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
            if free:
                painter.setPen(QColor(theme.border))
                painter.drawRoundedRect(area.adjusted(6.5, 1.5, -0.5, -1.5), 4, 4)
            painter.setPen(QColor(theme.muted if key else theme.text))
            painter.setFont(font(12))
            room = area.adjusted(0, 0, -6 if free else 0, 0)
            painter.drawText(room, _LEFT if key else _RIGHT, str(index.data()))
        painter.restore()
