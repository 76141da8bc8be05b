"""The history of one place: values, Sen's line with its limits, grades at the side."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem

from missionplanner.ecology.legends import Legend
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.ecology.views import Series
from missionplanner.ui.style.theme import colour, tokens

_LEFT_ROOM = 0.06
_RIGHT_ROOM = 0.08
_NAME_PX = 40
_AXIS_PX = 60


class PixelChart(Chart):
    """Value by year."""

    def __init__(self) -> None:
        super().__init__(left_px=32)
        self._items: list[QGraphicsItem] = []

    def show_series(self, series: Series | None, legend: Legend) -> None:
        """Draw a series; the legend gives the scale and the colours of its grades."""
        for item in self._items:
            self.plot.removeItem(item)
        self._items.clear()
        self.show_axes(series is not None and series.known)
        if series is None or not series.known:
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.grid([])
            return
        years, values = np.array(series.years), np.array(series.values)
        span = max(float(years[-1] - years[0]), 1.0)
        start, end = years[0] - _LEFT_ROOM * span, years[-1] + _RIGHT_ROOM * span
        low, high = legend.low or 0.0, legend.high or 1.0
        self._draw_line(series, years, values)
        self._draw_values(years, values)
        self._draw_grades(legend, start, 0.012 * span)
        self.span((start, end), (low - 0.01, high + 0.02))
        marks = ticks(low, high, 5)
        self.grid(marks)
        self.plot.getAxis("left").setTicks([[(v, f"{v:.1f}") for v in marks]])
        self._name_epochs(series, span)

    def _name_epochs(self, series: Series, span: float) -> None:
        """Write years below their points, those there is room for; the last one always."""
        room = _NAME_PX * span / max(1, self.width() - _AXIS_PX)
        shown: list[tuple[float, str]] = []
        for year in reversed(series.years):
            if not shown or shown[-1][0] - year >= room:
                shown.append((year, f"{math.floor(year)}"))
        self.plot.getAxis("bottom").setTicks([shown])

    def _add(self, item: QGraphicsItem, height: float) -> None:
        item.setZValue(height)
        self.plot.addItem(item)
        self._items.append(item)

    def _draw_values(self, years: np.ndarray, values: np.ndarray) -> None:
        known = np.isfinite(values)
        theme = tokens()
        line = pg.PlotCurveItem(
            years[known], values[known], pen=pg.mkPen(theme.text, width=1.6), antialias=True
        )
        dots = pg.ScatterPlotItem(
            years[known], values[known], size=8, pen=pg.mkPen(theme.text, width=1.6),
            brush=theme.surface,
        )  # fmt: skip
        self._add(line, 10)
        self._add(dots, 12)

    def _draw_line(self, series: Series, years: np.ndarray, values: np.ndarray) -> None:
        if not np.isfinite(series.slope):
            return
        known = np.isfinite(values)
        middle = float(np.median(years[known]))
        t = np.array([years[0], middle, years[-1]])
        # As the trend's intercept and the report: the line runs through the medians.
        level = float(np.median(values[known])) - series.slope * middle
        fit = level + series.slope * t
        line = pg.PlotCurveItem(
            t, fit, pen=pg.mkPen(tokens().link, width=1.8, dash=(5, 3)), antialias=True
        )
        if np.isfinite(series.slope_low):
            edges = [
                fit[1] + slope * (t - middle) for slope in (series.slope_low, series.slope_high)
            ]
            low, high = np.minimum(*edges), np.maximum(*edges)
            curves = pg.PlotCurveItem(t, low), pg.PlotCurveItem(t, high)
            band = pg.FillBetweenItem(*curves, brush=colour(tokens().link, tokens().band_alpha))
            self._add(band, 2)
        self._add(line, 8)

    def _draw_grades(self, legend: Legend, start: float, width: float) -> None:
        for item in legend.classes:
            if item.low is not None and item.high is not None:
                bar = pg.BarGraphItem(
                    x0=[start], width=width, y0=[item.low], height=[item.high - item.low],
                    brush=item.colour, pen=None,
                )  # fmt: skip
                self._add(bar, 5)
