"""The state function S(x) over the histogram of an indicator, with its three thresholds."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import Qt, Signal

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.charts.ends import show_ends
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens

APART = 0.01
"""Thresholds stay this far from each other and from both ends."""

NAMES = ("d1", "d2", "d3")


class StateCurve(Chart):
    """`moved(tuple)` while a threshold is dragged, `settled(tuple)` when it is let go."""

    moved = Signal(object)
    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__(34)
        self.thresholds = (0.25, 0.5, 0.75)
        self._top = 1.0
        self._bars = pg.BarGraphItem(x0=[], width=[], height=[])
        self._curve = pg.PlotCurveItem(pen=pg.mkPen(tokens().link, width=2.2), antialias=True)
        self.plot.addItem(self._bars)
        self.plot.addItem(self._curve)
        self.handles = [self._handle(place, name) for place, name in enumerate(NAMES)]
        show_ends(self)
        self.plot.getAxis("bottom").setTicks([[(v / 5, f"{v / 5:.1f}") for v in range(6)]])
        self.setAccessibleName(self.tr("State function"))
        self.show_curve([], [])

    @property
    def curve(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The curve as drawn: x and S(x)."""
        x, y = self._curve.getData()
        nothing = np.empty(0)
        return (nothing if x is None else x), (nothing if y is None else y)

    def show_curve(self, x: ArrayLike, s: ArrayLike) -> None:
        """Draw S(x)."""
        values = np.asarray(s, dtype=np.float64)
        self._curve.setData(np.asarray(x, dtype=np.float64), values)
        highest = float(values.max()) if values.size else 1.0
        self._top = max(1.0, highest) * 1.06
        self.span((0, 1), (0, self._top))
        marks = ticks(0, self._top, 4)
        self.grid(marks)
        self.label("left", marks, "")

    def show_histogram(self, counts: Sequence[int]) -> None:
        """Draw how often the values occur, in equal classes from 0 to 1; the highest is 40 %."""
        count = len(counts)
        most = max(counts, default=0) or 1
        heights = 0.4 * self._top * np.asarray(counts, dtype=np.float64) / most
        brush = pg.mkBrush(colour(tokens().control, 90))
        left = np.arange(count) / max(count, 1)
        self._bars.setOpts(
            x0=left, width=1 / max(count, 1), y0=0, height=heights, brush=brush, pen=None
        )

    def show_thresholds(self, thresholds: Sequence[float]) -> None:
        """Put the handles in their places, without a signal."""
        first, second, third = (float(value) for value in thresholds)
        self.thresholds = (first, second, third)
        for handle, value in zip(self.handles, self.thresholds, strict=True):
            handle.blockSignals(True)
            handle.setValue(value)
            handle.blockSignals(False)

    def show_movable(self, movable: bool) -> None:
        """Let the thresholds be dragged, or not."""
        for handle in self.handles:
            handle.setMovable(movable)

    def _handle(self, place: int, name: str) -> pg.InfiniteLine:
        made = pg.InfiniteLine(
            self.thresholds[place],
            angle=90,
            movable=True,
            label=name,
            pen=pg.mkPen(tokens().text, width=1, style=Qt.PenStyle.DashLine),
            hoverPen=pg.mkPen(tokens().link, width=2),
            labelOpts={"position": 0.93, "color": tokens().text, "fill": tokens().surface},
        )
        made.label.setFont(font(11, 600))
        made.setCursor(Qt.CursorShape.SplitHCursor)
        made.setZValue(20)
        made.sigDragged.connect(lambda _line, at=place: self._on_drag(at))
        made.sigPositionChangeFinished.connect(self._on_let_go)
        self.plot.addItem(made)
        return made

    def _on_drag(self, place: int) -> None:
        values = list(self.thresholds)
        values[place] = kept_apart(values, place, float(self.handles[place].value()))
        self.show_thresholds(values)
        self.moved.emit(self.thresholds)

    def _on_let_go(self) -> None:
        self.settled.emit(self.thresholds)


def kept_apart(values: Sequence[float], place: int, wanted: float) -> float:
    """Return where one threshold may go: between its neighbours, inside of 0 and 1."""
    low = values[place - 1] if place > 0 else 0.0
    high = values[place + 1] if place + 1 < len(values) else 1.0
    return min(max(wanted, low + APART), high - APART)
