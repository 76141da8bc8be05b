"""Bars of weights and of q, one a factor."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QResizeEvent

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.charts.ends import show_ends
from missionplanner.ui.charts.shades import mixed
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

_EDGE_PX = 64


class FactorBars(Chart):
    """Bars side by side; `pointed(str)` names the one under the mouse, or nothing; `picked(str)`.

    Names that have no room are left out, the mouse still tells them.
    """

    pointed = Signal(str)
    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__(36)
        show_ends(self)
        self.names: tuple[str, ...] = ()
        self.values: tuple[float, ...] = ()
        self.hollow: tuple[bool, ...] = ()
        self._bars: list[pg.GraphicsObject] = []
        self.setMouseTracking(True)

    def show_bars(
        self,
        values: Mapping[str, float],
        *,
        hollow: Sequence[bool] = (),
        chosen: str = "",
        marks: Mapping[str, float] | None = None,
    ) -> None:
        """Draw in the order given; `hollow` bars are only outlined, `marks` are level ticks."""
        self._forget()
        self.names, self.values = tuple(values), tuple(values.values())
        self.hollow = tuple(hollow) or (False,) * len(self.names)
        theme = tokens()
        quiet = mixed(theme.surface, theme.link, 0.5) if chosen in values else theme.link
        known = [*self.values, *(marks or {}).values(), 1e-6]
        for place, (name, value) in enumerate(values.items()):
            hue = theme.link if name == chosen else quiet
            empty = self.hollow[place]
            self._add(
                pg.BarGraphItem(
                    x=[place],
                    width=0.68,
                    y0=0,
                    height=[value],
                    brush=theme.surface if empty else hue,
                    pen=pg.mkPen(hue, width=1),
                )
            )
        self._add_marks(marks or {})
        top = max(known) * 1.08
        self.span((-0.7, max(len(self.names), 1) - 0.3), (0, top))
        at = ticks(0, top, 4)
        self.grid(at)
        self.label("left", at, "")
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many as there is room for."""
        super().resizeEvent(event)
        if getattr(self, "names", ()):
            self._name()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which bar is under the mouse."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self._at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bar."""
        super().mousePressEvent(event)
        if name := self._at(event):
            self.picked.emit(name)

    def _at(self, event: QMouseEvent) -> str:
        x = self.plot.vb.mapSceneToView(self.mapToScene(event.position().toPoint())).x()
        place = round(x)
        inside = 0 <= place < len(self.names) and abs(x - place) <= 0.5
        return self.names[place] if inside else ""

    def _add_marks(self, marks: Mapping[str, float]) -> None:
        for place, name in enumerate(self.names):
            if name in marks:
                ends = [place - 0.42, place + 0.42]
                pen = pg.mkPen(tokens().warn, width=2.4)
                self._add(pg.PlotCurveItem(ends, [marks[name]] * 2, pen=pen))

    def _name(self) -> None:
        room = max(1, self.width() - _EDGE_PX) / max(1, len(self.names))
        metrics = QFontMetrics(font(11))
        longest = max((metrics.horizontalAdvance(name) for name in self.names), default=0)
        step = max(1, int(np.ceil((longest + 2) / room)))
        shown = [(p, name) for p, name in enumerate(self.names) if p % step == 0]
        self.plot.getAxis("bottom").setTicks([shown])

    def _add(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item)
        self._bars.append(item)

    def _forget(self) -> None:
        for item in self._bars:
            self.plot.removeItem(item)
        self._bars = []


class QBars(FactorBars):
    """The power of determinant of each factor, strongest first; not significant ones hollow."""

    def show_q(
        self, q: Mapping[str, float], p: Mapping[str, float | None], limit: float, chosen: str = ""
    ) -> None:
        """Draw."""
        order = sorted(q, key=lambda name: -q[name])
        weak = [not _is_below(p.get(name), limit) for name in order]
        self.show_bars({name: q[name] for name in order}, hollow=weak, chosen=chosen)


def _is_below(p: float | None, limit: float) -> bool:
    return p is not None and p < limit
