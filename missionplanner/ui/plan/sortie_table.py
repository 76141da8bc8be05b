"""The sorties of the plan shown; a click on one shows its profile."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.style.tokens import ink_on
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import clock, number
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
_ROOMY, _NARROW = 620, 430
_GIVES_WAY = (2, 4)  # climb and photos, where there is no room for all
_WIDTHS = (50, 62, 64, 52, 56, 54)


class SortieTable(RowTable):
    """`picked(int)` tells the row the user chose."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__(7, self.tr("Sorties"))
        self.focused, self.measures = False, Measures()
        self.setHorizontalHeaderLabels(
            [
                self.tr("Sortie"),
                self.tr("Length"),
                self.tr("Climb"),
                self.tr("Time"),
                self.tr("Photos"),
                self.tr("Clear"),
                self.tr("Battery left"),
            ]
        )
        self.setItemDelegate(_Cells(self))
        self._measure()
        self.currentCellChanged.connect(self._on_cell)
        self.cellClicked.connect(self._on_click)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(reach(24))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in range(7):
            if (item := self.horizontalHeaderItem(column)) is not None:
                item.setTextAlignment(RIGHT if column else LEFT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fix the narrow columns where room is scarce; the battery's bar takes the rest."""
        super().resizeEvent(event)
        head, tight = self.horizontalHeader(), self.width() < _ROOMY
        for column in _GIVES_WAY:
            self.setColumnHidden(column, self.width() < _NARROW)
        mode = QHeaderView.ResizeMode
        for column, width in enumerate(_WIDTHS):
            head.setSectionResizeMode(column, mode.Fixed if tight else mode.Stretch)
            if tight:
                self.setColumnWidth(column, width)

    def show_plan(
        self,
        plan: SensorPlan | None,
        judged: Verification | None,
        chosen: int,
        *,
        focused: bool = True,
    ) -> None:
        """Fill the table with what the verification found; `focused`: the chosen one stands out."""
        self.focused = focused
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
                    self.measures.way_words(sortie.length_m),
                    self.measures.height_words(sortie.climb_m, 0),
                    clock(sortie.duration_s),
                    number(sortie.photos),
                    self.measures.height_words(sortie.clearance_min_m, 0),
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

    def _on_click(self, place: int, _column: int) -> None:
        if not self.focused:  # the row it shows already: no other cell becomes current
            self.picked.emit(place)


class _Cells(Cells):
    """The number on a chip of the sortie's colour, a thin bar under the battery."""

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a cell."""
        self.draw_row(painter, area, index)
        dot, bar = index.data(Qt.ItemDataRole.UserRole), index.data(_BAR)
        if dot is not None:
            self._draw_chip(painter, area, str(index.data()), dot, index.row())
            return
        if bar is not None:
            _draw_bar(painter, area, float(bar))
        draw_words(painter, area.adjusted(8, 0, -8, 0), str(index.data()), index.column() > 0)

    def _draw_chip(self, painter: QPainter, area: QRectF, number: str, hue: str, line: int) -> None:
        table = self.parent()
        assert isinstance(table, SortieTable)
        chosen = table.focused and line == table.currentRow()
        box = QRectF(area.left() + 8, area.center().y() - 9, 26, 18)
        painter.setPen(QPen(QColor(hue), 1.5))
        painter.setBrush(QColor(hue if chosen else tokens().surface))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(ink_on(hue) if chosen else tokens().text))
        painter.setFont(font(11, 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)


def _draw_bar(painter: QPainter, area: QRectF, share: float) -> None:
    track = QRectF(area.left() + 12, area.center().y() - 2, max(0.0, area.width() - 58), 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().border))
    painter.drawRoundedRect(track, 2, 2)
    track.setWidth(track.width() * share)
    painter.setBrush(QColor(tokens().warn if share < _LOW_BATTERY else tokens().muted))
    painter.drawRoundedRect(track, 2, 2)
