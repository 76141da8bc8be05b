"""Bars: shares stacked by epoch, groups side by side, and a histogram coloured by classes."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QResizeEvent

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.theme import tokens

_CHARACTER_PX = 7
_YEAR_PX = 36
_AXIS_PX = 60
_MANY = 8


class _Bars(Chart):
    def __init__(self, left_px: int = 36) -> None:
        super().__init__(left_px)
        self._bars: list[pg.BarGraphItem] = []
        self._names: tuple[str, ...] = ()

    def _forget(self) -> None:
        for bar in self._bars:
            self.plot.removeItem(bar)
        self._bars = []

    def _leave_empty(self) -> None:
        self._names = ()
        self.grid([])
        self.label("left", [], "")
        self.label("bottom", [], "")

    def _add(self, **options: object) -> None:
        bar = pg.BarGraphItem(**options)
        self.plot.addItem(bar)
        self._bars.append(bar)

    def _name(self, names: Sequence[str]) -> None:
        """Write names below the bars: all where there is room, else some, each cut to its room."""
        self._names = tuple(names)
        room = max(1, self.width() - _AXIS_PX) / max(1, len(names))
        most = max(2, int(room / _CHARACTER_PX))
        longest = max((len(name) for name in names), default=0)
        step = 1
        if all(name[:4].isdigit() for name in names):
            step = max(1, math.ceil(longest / 4 * _YEAR_PX / room))
            most = longest
        shown = [
            (place, name if len(name) <= most else f"{name[: most - 1]}…")
            for place, name in enumerate(names)
            if (len(names) - 1 - place) % step == 0
        ]
        self.plot.getAxis("bottom").setTicks([shown])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if getattr(self, "_names", ()):
            self._name(self._names)


class StackedBars(_Bars):
    """Shares of a whole, per cent, one bar an epoch; the first class is the lowest."""

    def show_shares(
        self, names: Sequence[str], shares: Sequence[Sequence[float]], colours: Sequence[str]
    ) -> None:
        """Draw; `shares[class][bar]` from 0 to 1."""
        self._forget()
        count = len(names)
        if not count:
            self._leave_empty()
            return
        base = np.zeros(count)
        for part, hue in zip(shares, colours, strict=True):
            heights = 100 * np.asarray(part)
            edge = pg.mkPen(tokens().surface, width=1)
            x = np.arange(count)
            self._add(x=x, y0=base, height=heights, width=0.58, brush=hue, pen=edge)
            base = base + heights
        self._name(names)
        # Room for the names at both ends, where bars are narrower than these.
        aside = 0.6 if count < _MANY else 0.9
        self.span((-aside, max(count, 1) - 1 + aside), (0, 101))
        marks = [0.0, 25.0, 50.0, 75.0, 100.0]
        self.grid(marks)
        self.label("left", marks, "")


class GroupedBars(_Bars):
    """Values side by side, a colour each."""

    def show_groups(
        self,
        names: Sequence[str],
        groups: Sequence[Sequence[float]],
        colours: Sequence[str],
        limits: tuple[float, float],
    ) -> None:
        """Draw; `groups[colour][name]`."""
        self._forget()
        if not names:
            self._leave_empty()
            return
        width = 0.7 / max(1, len(groups))
        for place, (values, hue) in enumerate(zip(groups, colours, strict=True)):
            x = np.arange(len(names)) + (place - (len(groups) - 1) / 2) * width
            heights = np.nan_to_num(np.asarray(values, dtype=np.float64))
            self._add(x=x, y0=0, height=heights, width=width * 0.92, brush=hue, pen=None)
        self._name(names)
        self.span((-0.6, max(len(names), 1) - 0.4), limits)
        marks = ticks(*limits, 4)
        self.grid(marks)
        words = [f"{v:.1f}".replace("-", "−") for v in marks]
        self.plot.getAxis("left").setTicks([list(zip(marks, words, strict=True))])


class HistogramChart(_Bars):
    """Shares of equal classes from 0 to 1: one state filled, another as an outline."""

    def __init__(self) -> None:
        super().__init__()
        self._line = pg.PlotCurveItem(pen=pg.mkPen(tokens().text, width=1.4))
        self.plot.addItem(self._line)
        self._line.setZValue(10)

    def show_counts(
        self, filled: Sequence[int], outline: Sequence[int], colours: Sequence[str]
    ) -> None:
        """Draw counts as per cent; `colours` of the filled bars, one each."""
        self._forget()
        self._line.setData([], [])
        if not filled:
            self._leave_empty()
            return
        count = len(filled)
        high = 100 * np.asarray(filled) / max(1, sum(filled))
        left = np.arange(count) / count
        self._add(x0=left, width=1 / count, y0=0, height=high, brushes=list(colours), pen=None)
        top = float(high.max())
        if outline:
            other = 100 * np.asarray(outline) / max(1, sum(outline))
            self._line.setData(
                np.repeat(np.arange(count + 1) / count, 2)[1:-1], np.repeat(other, 2)
            )
            top = max(top, float(other.max()))
        marks = ticks(0, max(top, 1.0), 4)
        self.span((0, 1), (0, max(top * 1.08, 1.0)))
        self.grid(marks)
        self.label("left", marks, "%")
        self.plot.getAxis("bottom").setTicks([[(v / 5, f"{v / 5:.1f}") for v in range(6)]])
