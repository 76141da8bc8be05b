"""Charts without boxes: level grid lines alone, the unit on the last label."""

import math
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from missionplanner.ui.charts.plot import Plot
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round values within a range, at most `most`."""
    if not high > low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


class Chart(pg.GraphicsView):  # type: ignore[misc]
    """A plot in the look's manner; not to be panned."""

    def __init__(self, left_px: int) -> None:
        super().__init__(background=tokens().surface)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.enableMouse(False)
        self.plot = Plot()
        self.setCentralItem(self.plot.frame)
        self.plot.layout.setContentsMargins(8, 4, 12, 4)
        self._grid: list[pg.InfiniteLine] = []
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.enableAutoSIPrefix(False)
            axis.setPen(pg.mkPen(tokens().border))
            axis.setTextPen(pg.mkPen(tokens().muted))
            length = -4 if side == "bottom" else 0
            axis.setStyle(tickFont=font(11), tickLength=length, tickTextOffset=4)
        self.plot.getAxis("left").setWidth(left_px)
        self.plot.getAxis("bottom").setHeight(20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take up the new size."""
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """Let all items find their places now: found while it is drawn, it is drawn twice."""
        self.scene().prepareForPaint()

    def label(self, side: str, values: list[float], unit: str) -> None:
        """Name some values on an axis; the last one carries the unit."""
        gaps = [b - a for a, b in pairwise(values)]
        # Names of places closer than 1 need their decimals: else two of them read the same.
        digits = max(0, -math.floor(math.log10(min(gaps)) + 1e-9)) if gaps and min(gaps) > 0 else 0
        words = [f"{v:,.{digits}f}" if digits or abs(v) >= 10 else f"{v:g}" for v in values]
        if words and unit:
            words[-1] += f" {unit}"
        self.plot.getAxis(side).setTicks([list(zip(values, words, strict=True))])

    def show_axes(self, shown: bool) -> None:
        """Draw the lines of the axes; without data they would frame nothing."""
        for side in ("bottom", "left"):
            pen = pg.mkPen(tokens().border) if shown else pg.mkPen(None)
            self.plot.getAxis(side).setPen(pen)

    def grid(self, values: list[float]) -> None:
        """Draw level lines."""
        for line in self._grid:
            self.plot.removeItem(line)
        pen = pg.mkPen(tokens().border, width=1)
        self._grid = [pg.InfiniteLine(v, 0, pen=pen) for v in values]
        for line in self._grid:
            line.setZValue(-50)
            self.plot.addItem(line)

    def span(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show exactly these ranges."""
        self.plot.vb.setRange(xRange=x, yRange=y, padding=0)
