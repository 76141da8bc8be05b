"""Tables of numbers as shades: interaction of factors, and the trials of C and alpha."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QResizeEvent

from missionplanner.model.geodetector import Interaction, InteractionType
from missionplanner.ui.charts.charts import Chart
from missionplanner.ui.charts.ends import show_ends
from missionplanner.ui.charts.shades import shaded
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

SYMBOLS = {
    InteractionType.NONLINEAR_WEAKEN: "t",
    InteractionType.UNI_WEAKEN: "d",
    InteractionType.BI_ENHANCE: "o",
    InteractionType.INDEPENDENT: "s",
    InteractionType.NONLINEAR_ENHANCE: "t1",
}
"""Marks of the five types in pyqtgraph's words: down, diamond, disc, square, up."""

_SYMBOL_PX = 11
_LINE_PX = 12


class HeatMap(Chart):
    """Cells by row and column, the first row on top; `pointed(int, int)` or (-1, -1)."""

    pointed = Signal(int, int)

    def __init__(self, left_px: int = 32) -> None:
        super().__init__(left_px)
        show_ends(self)
        self.values: NDArray[np.float64] = np.empty((0, 0))
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._picture = pg.ImageItem(axisOrder="row-major", levels=(0, 255), autoLevels=False)
        self._frame = pg.PlotCurveItem(pen=pg.mkPen(tokens().text, width=1.6))
        self.plot.vb.invertY(True)
        for item in (self._picture, self._frame):
            self.plot.addItem(item)
        self.setMouseTracking(True)

    def show_table(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        values: NDArray[np.float64],
        limits: tuple[float, float],
    ) -> None:
        """Draw a table (rows, columns); NaN stays empty."""
        self.values, self._rows, self._columns = values, tuple(rows), tuple(columns)
        high, wide = values.shape
        empty = np.zeros((1, 1, 4), np.uint8)
        self._picture.setImage(shaded(values, *limits) if values.size else empty, levels=(0, 255))
        self._picture.setRect(QRectF(-0.5, -0.5, max(wide, 1), max(high, 1)))
        self.span((-0.5, max(wide, 1) - 0.5), (-0.5, max(high, 1) - 0.5))
        self._name()

    def frame(self, row: int, column: int) -> None:
        """Put a frame about a cell; a negative row takes it away."""
        if row < 0:
            self._frame.setData([], [])
            return
        x, y = np.array([-0.5, 0.5, 0.5, -0.5, -0.5]), np.array([-0.5, -0.5, 0.5, 0.5, -0.5])
        self._frame.setData(x + column, y + row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many rows and columns as there is room for."""
        super().resizeEvent(event)
        if getattr(self, "_rows", ()):
            self._name()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the cell under the mouse."""
        super().mouseMoveEvent(event)
        place = self.plot.vb.mapSceneToView(self.mapToScene(event.position().toPoint()))
        row, column = round(place.y()), round(place.x())
        inside = 0 <= row < len(self._rows) and 0 <= column < len(self._columns)
        self.pointed.emit(row if inside else -1, column if inside else -1)

    def cell_px(self) -> tuple[float, float]:
        """Return the width and height of a cell on the screen."""
        area = self.plot.vb.rect()
        return (
            area.width() / max(1, len(self._columns)),
            area.height() / max(1, len(self._rows)),
        )

    def _name(self) -> None:
        wide, high = self.cell_px()
        metrics = QFontMetrics(font(11))
        longest = max((metrics.horizontalAdvance(name) for name in self._columns), default=0)
        for side, names, step in (
            ("bottom", self._columns, _step(longest + 4, wide)),
            ("left", self._rows, _step(_LINE_PX, high)),
        ):
            shown = [(p, name) for p, name in enumerate(names) if p % step == 0]
            self.plot.getAxis(side).setTicks([shown])


class InteractionMap(HeatMap):
    """q of two factors together in the upper triangle, q of one alone on the diagonal."""

    def __init__(self) -> None:
        super().__init__()
        self.factors: tuple[str, ...] = ()
        self.types: dict[tuple[str, str], InteractionType] = {}
        self._full: NDArray[np.float64] = np.empty((0, 0))
        self._marks = pg.ScatterPlotItem(size=7, pxMode=True)
        self.plot.addItem(self._marks)

    def show_interactions(
        self, factors: Sequence[str], q: Mapping[str, float], pairs: Sequence[Interaction]
    ) -> None:
        """Draw."""
        self.factors = tuple(factors)
        places = {name: place for place, name in enumerate(factors)}
        self._full = np.full((len(factors), len(factors)), np.nan)
        self.types = {}
        for name in factors:
            self._full[places[name], places[name]] = q[name]
        for pair in pairs:
            a, b = places[pair.a], places[pair.b]
            self._full[a, b] = self._full[b, a] = pair.q
            self.types[pair.a, pair.b] = self.types[pair.b, pair.a] = pair.type
        upper = np.where(np.tril(np.ones_like(self._full), -1) > 0, np.nan, self._full)
        highest = float(np.nanmax(self._full)) if len(factors) else 1.0
        self.show_table(factors, factors, upper, (0.0, max(highest, 1e-6)))
        self._mark()

    def q_of(self, a: str, b: str) -> float:
        """Return q of two factors, in either order; of one, where both are the same."""
        names = self.factors
        return float(self._full[names.index(a), names.index(b)])

    def strongest(self) -> tuple[str, str] | None:
        """Return the pair that explains most."""
        above = np.triu(np.nan_to_num(self._full), 1)
        if len(self.factors) < 2 or above.max() <= 0:
            return None
        row, column = np.unravel_index(int(above.argmax()), above.shape)
        return self.factors[row], self.factors[column]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the symbols only where the cells hold them."""
        super().resizeEvent(event)
        if getattr(self, "types", None):
            self._mark()

    def _mark(self) -> None:
        if min(self.cell_px()) < _SYMBOL_PX:
            self._marks.setData([])
            return
        spots = []
        highest = float(np.nanmax(self._full)) if self._full.size else 1.0
        for row, a in enumerate(self.factors):
            for column in range(row + 1, len(self.factors)):
                kind = self.types.get((a, self.factors[column]))
                if kind is None:
                    continue
                strong = self._full[row, column] > 0.55 * highest
                ink = tokens().surface if strong else tokens().text
                spots.append(
                    {"pos": (column, row), "symbol": SYMBOLS[kind], "brush": ink, "pen": None}
                )
        self._marks.setData(spots)


def _step(needed_px: float, room_px: float) -> int:
    return max(1, int(np.ceil(needed_px / max(room_px, 1e-6))))
