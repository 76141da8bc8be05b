"""Area by grade over the years, stacked; and the index of a site over the years."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.charts.ends import show_ends
from missionplanner.ui.style.theme import tokens

_LABEL_PX = 40


class YearChart(Chart):
    """A chart whose bottom axis is time; years that have no room are left out."""

    def __init__(self, left_px: int = 36) -> None:
        super().__init__(left_px)
        show_ends(self)
        self._parts: list[pg.GraphicsObject] = []

    def _forget(self) -> None:
        for item in self._parts:
            self.plot.removeItem(item)
        self._parts = []

    def _add(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item)
        self._parts.append(item)

    def _name_years(self, years: Sequence[float], names: Sequence[str]) -> None:
        room = max(1.0, self.width() - 60.0)
        span = max(years[-1] - years[0], 1e-9) if years else 1.0
        shown: list[tuple[float, str]] = []
        pairs = list(zip(years, names, strict=True))
        # Both ends first; of those between, the ones there is room for.
        for year, name in [*pairs[-1:], *pairs[:1], *pairs[1:-1]]:
            if all(abs(other - year) / span * room >= _LABEL_PX for other, _ in shown):
                shown.append((year, name))
        self.plot.getAxis("bottom").setTicks([shown])


class GradeArea(YearChart):
    """Shares of the area, per cent; the first grade lies at the bottom."""

    def show_shares(
        self,
        years: Sequence[float],
        names: Sequence[str],
        shares: Sequence[Sequence[float]],
        colours: Sequence[str],
    ) -> None:
        """Draw; `shares[grade][year]` from 0 to 1."""
        self._forget()
        if not years:
            return
        x = np.asarray(years, dtype=np.float64)
        if len(x) == 1:  # a single year is drawn as a block of its own
            x = np.array([x[0] - 0.5, x[0] + 0.5])
            shares = [[row[0]] * 2 for row in shares]
        below = np.zeros(len(x))
        for row, hue in zip(shares, colours, strict=True):
            above = below + 100 * np.asarray(row)
            edge = pg.mkPen(tokens().surface, width=1)
            low, high = pg.PlotCurveItem(x, below), pg.PlotCurveItem(x, above, pen=edge)
            self._add(pg.FillBetweenItem(low, high, brush=hue))
            self._add(high)
            below = above
        self.span((float(x[0]), float(x[-1])), (0, 100.5))
        marks = [0.0, 25.0, 50.0, 75.0, 100.0]
        self.grid(marks)
        self.label("left", marks, "")
        self._name_years(years, names)


class SiteSeries(YearChart):
    """The mean index of a place over the years, by constant and by variable weights."""

    def show_series(
        self,
        years: Sequence[float],
        names: Sequence[str],
        constant: Sequence[float | None],
        variable: Sequence[float | None],
    ) -> None:
        """Draw; None is a year without a value."""
        self._forget()
        if not years:
            self.grid([])
            return
        theme = tokens()
        lines = (
            (constant, theme.control, Qt.PenStyle.DashLine),
            (variable, theme.link, Qt.PenStyle.SolidLine),
        )
        known = [value for row, _, _ in lines for value in row if value is not None]
        for row, hue, style in lines:
            y = np.array([np.nan if value is None else value for value in row])
            pen = pg.mkPen(hue, width=2, style=style)
            self._add(
                pg.PlotDataItem(
                    np.asarray(years),
                    y,
                    pen=pen,
                    connect="finite",
                    symbol="o",
                    symbolSize=7,
                    symbolBrush=theme.surface,
                    symbolPen=pg.mkPen(hue, width=1.6),
                    antialias=True,
                )
            )
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        gap = max(0.04, 0.18 * (high - low))
        low, high = max(0.0, low - gap), min(1.0, high + gap)
        pad = 0.04 * max(years[-1] - years[0], 1.0)
        self.span((years[0] - pad, years[-1] + pad), (low, high))
        marks = ticks(low, high, 4)
        self.grid(marks)
        self.label("left", marks, "")
        self._name_years(years, names)
