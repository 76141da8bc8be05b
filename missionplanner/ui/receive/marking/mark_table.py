"""The marks of one point: where each lies in its photo, and what the adjustment leaves of it."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from PySide6.QtGui import QColor, QResizeEvent

from missionplanner.ui.receive.marking.work import MarkingWork, MarkKey
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.numbers import number

T = TypeVar("T")
_DASH = "–"
_ROOM_PX = 400


class MarkTable(DataTable):
    """Photos in the order of the strip; `picked(str)`: the photo of the mark chosen.

    Where there is little room the places are left out: the photo above shows them.
    """

    def __init__(self, work: MarkingWork) -> None:
        super().__init__(self.tr("Marks of the point"))
        self.work = work
        self.refresh()

    def refresh(self) -> None:
        """Show the marks of the point looked at."""
        work, residual = self.work, self.tr("Residual")
        heads = self._fitting((self.tr("Photo"), "x, px", "y, px", "Δx, px", "Δy, px", residual))
        keys = [MarkKey(work.point, one.photo) for one in work.seen.get(work.point, ())]
        own = [key for key in keys if key in work.marks]
        self.show_rows(heads, [self._fitting(self._row(key)) for key in own], work.photo)
        for line, key in enumerate(own):
            fit = work.fit_of(key)
            for place in range(self.columnCount()):
                cell = self.item(line, place)
                if cell is not None and fit is not None and fit.wrong:
                    cell.setForeground(QColor(tokens().error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as has room."""
        super().resizeEvent(event)
        if self.columnCount() != len(self._fitting(range(6))):
            self.refresh()

    def _fitting(self, cells: Sequence[T]) -> Sequence[T]:
        return cells if self.width() >= _ROOM_PX else (cells[0], *cells[3:])

    def _row(self, key: MarkKey) -> tuple[str, ...]:
        x_px, y_px = self.work.marks[key]
        fit, places = self.work.fit_of(key), (number(x_px, 1), number(y_px, 1))
        if key in self.work.out:
            return (key.photo, *places, _DASH, _DASH, self.tr("left out"))
        if fit is None:
            return (key.photo, *places, _DASH, _DASH, _DASH)
        length = number(float(np.hypot(fit.off_x_px, fit.off_y_px)), 1)
        told = f"{length} !" if fit.wrong else length
        return (key.photo, *places, _signed(fit.off_x_px), _signed(fit.off_y_px), told)


def _signed(value_px: float) -> str:
    shown = round(value_px, 1) + 0.0  # no nought with a minus
    return ("+" if shown >= 0 else "") + number(shown, 1)
