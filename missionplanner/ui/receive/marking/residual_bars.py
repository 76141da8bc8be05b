"""How far each point is off after the adjustment: a bar in plan and a paler one in height."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QResizeEvent

from missionplanner.model.control import PointFit
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets.numbers import number

_WIDTH, _PALE, _CHARACTER_PX, _AXIS_PX = 0.36, 115, 7, 72
_LARGE_M = 1.0


class ResidualBars(Chart):
    """Filled bars are of control points, hollow ones of checks; red with its sigmas: it is off."""

    def __init__(self) -> None:
        super().__init__(48)
        self.items_drawn: list[pg.GraphicsObject] = []
        self._names: tuple[str, ...] = ()
        self.setMinimumHeight(72)
        self.setAccessibleName(self.tr("Residuals of the points"))
        self.show_points((), "", frozenset())

    def show_points(self, points: Sequence[PointFit], chosen: str, suspect: frozenset[str]) -> None:
        """Draw points whose residuals are known; the one chosen stands out, those off the more."""
        for item in self.items_drawn:
            self.plot.removeItem(item)
        self.items_drawn = []
        off = {one.name: _off_m(one) for one in points}
        shown = [one for one in points if off[one.name] is not None]
        self.show_axes(bool(shown))
        if not shown:
            self._names = ()
            self.grid([])
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.setToolTip("")
            return
        most_m = max(max(off[one.name] or (0.0, 0.0)) for one in shown)
        unit, by = ("m", 1.0) if most_m >= _LARGE_M else ("cm", 100.0)
        told = []
        for place, one in enumerate(shown):
            plan, height = (by * value for value in off[one.name] or (0.0, 0.0))
            self._add_point(place, one, (plan, height), one.name == chosen, one.name in suspect)
            words = self.tr("{0}: {1} {3} in plan, {2} {3} in height, {4} σ")
            figures = number(plan, 1), number(height, 1), unit, number(one.sigmas, 1)
            told.append(words.format(one.name, *figures))
        self.setToolTip("\n".join(told))
        self.setAccessibleDescription("; ".join(told))
        top = max(most_m * by * 1.25, 0.1)
        self.span((-0.6, len(shown) - 0.4), (0.0, top))
        marks = ticks(0.0, top, 3)
        self.grid(marks)
        self.label("left", marks, unit)
        shapes = ("△" if one.checks else "▲" for one in shown)
        self._names = tuple(f"{s} {p.name}" for s, p in zip(shapes, shown, strict=True))
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as many names as there is room for."""
        super().resizeEvent(event)
        if getattr(self, "_names", ()):
            self._name()

    def _add_point(
        self, place: int, one: PointFit, high: tuple[float, float], chosen: bool, suspect: bool
    ) -> None:
        hue = tokens().muted
        if suspect or chosen:
            hue = tokens().error if suspect else tokens().link
        for side, (value, alpha) in enumerate(zip(high, (255, _PALE), strict=True)):
            # A hollow bar keeps its line in full: a pale line on nothing is not seen.
            line = pg.mkPen(colour(hue, 255 if side == 0 else 170), width=1.5)
            fill = QColor(tokens().surface) if one.checks else colour(hue, alpha)
            bar = pg.BarGraphItem(
                x=[place + (side - 0.5) * (_WIDTH + 0.04)],
                y0=0,
                height=[value],
                width=_WIDTH,
                brush=fill,
                pen=line if one.checks else pg.mkPen(None),
            )
            self._put(bar)
        if suspect:
            note = pg.TextItem(f"{number(one.sigmas, 1)} σ", color=hue, anchor=(0.5, 1.0))
            note.setFont(font(11, 600))
            note.setPos(place, max(high))
            self._put(note)

    def _put(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item)
        self.items_drawn.append(item)

    def _name(self) -> None:
        """Write names below the bars, each cut to its room; points differ in how they end."""
        room = max(1, self.width() - _AXIS_PX) / len(self._names)
        most = int(room / _CHARACTER_PX)
        step = max(1, -(-4 * _CHARACTER_PX // max(1, int(room))))
        most = max(4, most * step)
        shown = [
            (place, name if len(name) <= most else f"{name[:1]}…{name[2 - most :]}")
            for place, name in enumerate(self._names)
            if place % step == 0
        ]
        self.plot.getAxis("bottom").setTicks([shown])


def _off_m(one: PointFit) -> tuple[float, float] | None:
    """Return how far a point is off in plan and in height; None: nothing tells."""
    if one.east_m is None or one.north_m is None or one.up_m is None:
        return None
    return float(np.hypot(one.east_m, one.north_m)), abs(one.up_m)
