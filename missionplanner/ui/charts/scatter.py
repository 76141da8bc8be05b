"""Pairs of numbers as points."""

from collections.abc import Sequence

import pyqtgraph as pg

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.theme import colour, tokens

_ASIDE = 0.06
_ALPHA = 150


class ScatterChart(Chart):
    """Points; the axes carry units or names on their last labels."""

    def __init__(self) -> None:
        super().__init__(left_px=44)
        self._points: pg.ScatterPlotItem | None = None

    def show_pairs(
        self, pairs: Sequence[tuple[float, float]], x_words: str = "", y_words: str = ""
    ) -> None:
        """Draw x and y of each; none: an empty chart."""
        if self._points is not None:
            self.plot.removeItem(self._points)
            self._points = None
        if not pairs:
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.grid([])
            return
        x, y = ([pair[axis] for pair in pairs] for axis in (0, 1))
        theme = tokens()
        self._points = pg.ScatterPlotItem(
            x, y, size=8, pen=pg.mkPen(theme.surface, width=1), brush=colour(theme.link, _ALPHA)
        )
        self._points.setZValue(10)
        self.plot.addItem(self._points)
        x_ends, y_ends = _ends(x), _ends(y)
        self.span(x_ends, y_ends)
        at = ticks(*y_ends, 4)
        self.grid(at)
        self.label("left", at, y_words)
        self.label("bottom", ticks(*x_ends, 5), x_words)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    aside = _ASIDE * (high - low) or abs(high) * _ASIDE or 1.0
    return low - aside, high + aside
