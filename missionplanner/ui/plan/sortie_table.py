"""The sorties of the plan shown; a click on one shows its profile."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.numbers import clock, kilometres, number
from missionplanner.ui.widgets.row_table import (
    LEFT,
    RIGHT,
    Cells,
    Index,
    RowTable,
    draw_words,
)

_BAR = Qt.ItemDataRole.UserRole + 1
_LOW_BATTERY = 0.25
_ROOMY = 480
_WIDTHS = (48, 62, 66, 50, 54)


class SortieTable(RowTable):
    """`picked(int)` tells the row the user chose."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__(6, self.tr("Sorties"))
        self.setHorizontalHeaderLabels(
            [
                self.tr("Sortie"),
                self.tr("Length"),
                self.tr("Climb"),
                self.tr("Time"),
                self.tr("Photos"),
                self.tr("Battery left"),
            ]
        )
        self.setItemDelegate(_Cells(self))
        self._measure()
        self.currentCellChanged.connect(self._on_cell)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(24)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in range(6):
            if (item := self.horizontalHeaderItem(column)) is not None:
                item.setTextAlignment(RIGHT if column else LEFT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fix the narrow columns where room is scarce; the battery's bar takes the rest."""
        super().resizeEvent(event)
        head, tight = self.horizontalHeader(), self.width() < _ROOMY
        mode = QHeaderView.ResizeMode
        for column, width in enumerate(_WIDTHS):
            head.setSectionResizeMode(column, mode.Fixed if tight else mode.Stretch)
            if tight:
                self.setColumnWidth(column, width)

    def show_plan(self, plan: SensorPlan | None, judged: Verification | None, chosen: int) -> None:
        """Fill the table with what the verification found."""
        sorties = judged.sorties if judged else ()
        capacity = plan.aircraft.battery.energy_wh if plan else 1.0
        self.blockSignals(True)
        self.setRowCount(len(sorties))
        for place, sortie in enumerate(sorties):
            left = max(0.0, 1 - sortie.energy_wh / capacity)
            self._fill(
                place,
                [
                    str(sortie.number),
                    kilometres(sortie.length_m),
                    f"{number(sortie.climb_m)} m",
                    clock(sortie.duration_s),
                    number(sortie.photos),
                    f"{100 * left:.0f} %",
                ],
                left,
            )
        if sorties:
            self.setCurrentCell(min(chosen, len(sorties) - 1), 0)
        self.blockSignals(False)

    def _fill(self, place: int, words: Sequence[str], left: float) -> None:
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if column == 0:
                item.setData(Qt.ItemDataRole.UserRole, tokens().sortie(place))
            if column == len(words) - 1:
                item.setData(_BAR, left)
            self.setItem(place, column, item)

    def _on_cell(self, place: int, _column: int, _old: int, _old_column: int) -> None:
        if place >= 0:
            self.picked.emit(place)


class _Cells(Cells):
    """A colour dot before the number, a thin bar under the battery."""

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a cell."""
        self.draw_row(painter, area, index)
        dot, bar = index.data(Qt.ItemDataRole.UserRole), index.data(_BAR)
        if dot is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(dot))
            painter.drawEllipse(QPointF(area.left() + 13, area.center().y()), 5, 5)
            area.setLeft(area.left() + 16)
        if bar is not None:
            _draw_bar(painter, area, float(bar))
        room, weight = area.adjusted(8, 0, -8, 0), 600 if dot is not None else 400
        draw_words(painter, room, str(index.data()), index.column() > 0, weight)


def _draw_bar(painter: QPainter, area: QRectF, share: float) -> None:
    track = QRectF(area.left() + 12, area.center().y() - 2, max(0.0, area.width() - 58), 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().border))
    painter.drawRoundedRect(track, 2, 2)
    track.setWidth(track.width() * share)
    painter.setBrush(QColor(tokens().warn if share < _LOW_BATTERY else tokens().muted))
    painter.drawRoundedRect(track, 2, 2)
