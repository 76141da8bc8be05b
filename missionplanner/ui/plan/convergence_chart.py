"""How the search went down: one curve a restart, the best one in the accent."""

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pyqtgraph as pg

from missionplanner.model.plan import Convergence
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.theme import colour, tokens


class ConvergenceChart(Chart):
    """Best cost by evaluations."""

    def __init__(self) -> None:
        super().__init__(left_px=48)
        self._curves: list[pg.PlotCurveItem] = []

    def show_events(self, events: Sequence[Convergence]) -> None:
        """Draw the events of one sensor, of any number of restarts."""
        for curve in self._curves:
            self.plot.removeItem(curve)
        self._curves = []
        lines = _by_restart(events)
        if not lines:
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.grid([])
            return
        best = min(lines, key=lambda restart: lines[restart][1][-1])
        for restart, (x, y) in lines.items():
            pen = (
                pg.mkPen(tokens().link, width=2)
                if restart == best
                else pg.mkPen(colour(tokens().control, 150), width=1)
            )
            curve = pg.PlotCurveItem(x, y, pen=pen, antialias=True, stepMode=None)
            curve.setZValue(10 if restart == best else 0)
            self.plot.addItem(curve)
            self._curves.append(curve)
        self._scale(list(lines.values()))

    def _scale(self, lines: list[tuple[np.ndarray, np.ndarray]]) -> None:
        end = max(float(x[-1]) for x, _ in lines)
        low = min(float(y.min()) for _, y in lines)
        # The first tries of a search are far off; they may leave the picture at the top.
        high = max(float(np.percentile(y, 97)) for _, y in lines)
        room = max(high - low, 1e-3 * abs(low), 1e-9)
        low, high = low - 0.08 * room, high + 0.08 * room
        values = ticks(low, high, 4)
        self.span((0.0, max(end, 1.0)), (low, high))
        self.grid(values)
        self._label_costs(values)
        self.label("bottom", [t for t in ticks(0, end, 3) if 0 < t < 0.9 * end], "")

    def _label_costs(self, values: list[float]) -> None:
        step = values[1] - values[0] if len(values) > 1 else 1.0
        thousands = max(map(abs, values), default=0.0) >= 10_000
        unit, suffix = (1000.0, "k") if thousands else (1.0, "")
        digits = max(0, -math.floor(math.log10(step / unit) + 1e-9))
        words = [f"{v / unit:,.{digits}f}{suffix}" for v in values]
        self.plot.getAxis("left").setTicks([list(zip(values, words, strict=True))])


def _by_restart(events: Sequence[Convergence]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    ordered = sorted(events, key=lambda e: (e.restart, e.evaluations))
    lines = {}
    for restart, group in groupby(ordered, key=lambda e: e.restart):
        points = [(e.evaluations, e.best) for e in group]
        x, y = np.array(points, dtype=np.float64).T
        # Steps: the best stays what it was until it is bettered.
        lines[restart] = (np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1])
    return lines
