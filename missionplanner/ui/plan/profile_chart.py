"""The height profile of the sortie shown, with a cursor that is one with the map's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from missionplanner.model.flown import FlownCourse
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.plan.layers.route_set import clearance_class
from missionplanner.ui.plan.profile import Crossing, ZoneSpan
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens

_FOOT = 0.045  # share of the height that the strip of clearance takes


@dataclass(frozen=True)
class ProfileView:
    """What a profile shows beside the route itself.

    Attributes
    ----------
    line : str
        The sortie's colour.
    band_agl_m : tuple of float
        Heights above ground that are asked for.
    least_m : float
        Distance to the ground that is asked for.
    zones, wires : tuple
        What stands under the route.
    """

    line: str
    band_agl_m: tuple[float, float]
    least_m: float
    zones: tuple[ZoneSpan, ...] = ()
    wires: tuple[Crossing, ...] = ()


class ProfileChart(Chart):
    """`pointed(float)` tells the way under the mouse, m."""

    pointed = Signal(float)

    _foot: tuple[tuple[pg.PlotCurveItem, str], ...] = ()  # it is resized before it is made

    def __init__(self) -> None:
        super().__init__(left_px=48)
        self._course: FlownCourse | None = None
        self._items: list[QGraphicsItem] = []
        self._cursor = pg.InfiniteLine(0, pen=pg.mkPen(tokens().text, width=1))
        self._dot = pg.ScatterPlotItem(
            size=10, pen=pg.mkPen(tokens().text, width=2), brush=tokens().surface
        )
        for item, height in ((self._cursor, 20), (self._dot, 21)):
            item.setZValue(height)
            item.setVisible(False)
            self.plot.addItem(item)

    def show_course(self, course: FlownCourse | None, view: ProfileView | None) -> None:
        """Draw a sortie as it is flown."""
        for item in self._items:
            self.plot.removeItem(item)
        self._items.clear()
        self._foot = ()
        self._course = course
        self._cursor.setVisible(course is not None)
        self._dot.setVisible(course is not None)
        self.show_axes(course is not None and view is not None)
        if course is None or view is None:
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.grid([])
            return
        low, high = self._scale(course, view)
        self._draw_ground(course, view)
        self._draw_threats(view, low, high)
        self._draw_route(course, view)
        if course.measured:
            self._draw_clearance(course, view, low, high)
        self.settle()

    def _put(self, item: QGraphicsItem, height: float = 0.0) -> None:
        item.setZValue(height)
        self.plot.addItem(item)
        self._items.append(item)

    def _draw_ground(self, course: FlownCourse, view: ProfileView) -> None:
        theme = tokens()
        x = course.along_m / 1000
        ground = np.nan_to_num(course.ground_m, nan=float(np.nanmin(course.ground_m)))
        low, high = (ground + agl_m for agl_m in view.band_agl_m)
        self._fill(x, low, high, colour(theme.link, theme.band_alpha))
        self._fill(x, np.full(x.size, ground.min() - 1000), ground, colour(theme.ground))
        self._put(pg.PlotCurveItem(x, ground, pen=pg.mkPen(theme.ground_line, width=1.2)))

    def _fill(
        self,
        x: NDArray[np.float64],
        low: NDArray[np.float64],
        high: NDArray[np.float64],
        hue: QColor,
        height: float = 0.0,
    ) -> None:
        """Fill between two curves; pyqtgraph's own item makes a path for each piece of them."""
        outline = np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])
        made = QGraphicsPathItem(pg.arrayToQPath(*outline))
        made.setPen(QPen(Qt.PenStyle.NoPen))
        made.setBrush(hue)
        self._put(made, height)

    def _draw_route(self, course: FlownCourse, view: ProfileView) -> None:
        x = course.along_m / 1000
        line = pg.mkPen(view.line, width=2)
        self._put(pg.PlotCurveItem(x, course.egm96_m, pen=line, antialias=True), 5)
        if not course.measured:
            return
        kind = clearance_class(course, view.least_m)
        for place, hue in enumerate(tokens().clearances[:2]):
            joined = np.append(kind == place, False).astype(np.int32)
            if joined.any() and course.strip.max() >= 0:
                wide = pg.mkPen(hue, width=4)
                joined &= np.append(course.strip[:-1] >= 0, False)
                self._put(pg.PlotCurveItem(x, course.egm96_m, pen=wide, connect=joined), 6)

    def _draw_clearance(
        self, course: FlownCourse, view: ProfileView, low: float, high: float
    ) -> None:
        """Draw the strip at the foot: how far from the ground, all along."""
        kind, x = clearance_class(course, view.least_m), course.along_m / 1000
        level = np.full(x.size, low + 0.5 * _FOOT * (high - low))
        thick = self._foot_px()
        for place, hue in enumerate(tokens().clearances):
            joined = np.append(kind == place, False).astype(np.int32)
            flying = (
                np.append(course.strip[:-1] >= 0, False) if place < 2 else np.ones(x.size, bool)
            )
            joined &= flying
            if joined.any():
                line = pg.mkPen(hue, width=thick, cap="flat")
                part = pg.PlotCurveItem(x, level, pen=line, connect=joined)
                self._put(part, 8)
                self._foot = (*self._foot, (part, hue))
        self._mark_tightest(course, high)

    def _foot_px(self) -> float:
        return max(4.0, _FOOT * float(self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip at the foot as thick as it is to be."""
        for part, hue in self._foot:
            part.setPen(pg.mkPen(hue, width=self._foot_px(), cap="flat"))
        super().resizeEvent(event)

    def _mark_tightest(self, course: FlownCourse, high: float) -> None:
        at = course.tightest()
        if at is None:
            return
        theme, x = tokens(), float(course.along_m[at]) / 1000
        line = pg.InfiniteLine(x, pen=pg.mkPen(theme.warn, width=1.4, dash=[3, 3]))
        words = self.tr("tightest here {0} m").format(f"{course.clearance_m[at]:.0f}")
        share = x / max(float(course.along_m[-1]) / 1000, 1e-9)
        name = pg.TextItem(words, color=theme.warn, anchor=(share, 0.0),
                           fill=colour(theme.surface, 215))  # fmt: skip
        name.setFont(font(11, 600))
        name.setPos(x, high)
        self._put(line, 9)
        self._put(name, 30)

    def _draw_threats(self, view: ProfileView, low: float, high: float) -> None:
        theme = tokens()
        for zone in view.zones:
            a, b = zone.from_m / 1000, zone.to_m / 1000
            floor, top = max(zone.floor_m, low), min(zone.top_m, high)
            # Filled, a zone that the route only passes would look flown through.
            line = {"width": 1.0, "dash": [3, 3]} if zone.beside else {"width": 1.4}
            edge = pg.PlotCurveItem([a, a, b, b], [floor, top, top, floor],
                                    pen=pg.mkPen(theme.zone, **line))  # fmt: skip
            if not zone.beside:
                ends, flat = np.array([a, b]), np.ones(2)
                self._fill(ends, floor * flat, top * flat, colour(theme.zone, 61), 2)
            self._put(edge, 3)
        for wire in view.wires:
            x = wire.along_m / 1000
            stem = pg.PlotCurveItem([x, x], [wire.ground_m, wire.top_m],
                                    pen=pg.mkPen(theme.ink, width=1.2))  # fmt: skip
            self._put(stem, 3)
        if view.wires:
            self._put(_tops(view.wires), 4)

    def _scale(self, course: FlownCourse, view: ProfileView) -> tuple[float, float]:
        low = float(np.nanmin(course.ground_m))
        top = float(np.nanmax(course.ground_m)) + view.band_agl_m[1]
        high = max(float(course.egm96_m.max()), top)
        room = max(high - low, 10.0)
        low, high = low - 0.15 * room, high + 0.12 * room
        end = course.length_m / 1000
        heights = ticks(low, high, 4)
        self.span((0.0, end), (low, high))
        self.grid(heights)
        self.label("left", heights, "m")
        self.label("bottom", [t for t in ticks(0, end, 9) if 0 < t < 0.96 * end], "km")
        return low, high

    def show_cursor(self, along_m: float) -> None:
        """Put the cursor where so much way is flown."""
        if self._course is None:
            return
        here = self._course.at_way(along_m)
        self._cursor.setValue(here.along_m / 1000)
        self._dot.setData([here.along_m / 1000], [here.egm96_m])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the way under the mouse."""
        super().mouseMoveEvent(event)
        place = self.plot.vb.mapSceneToView(self.mapToScene(event.position().toPoint()))
        if self._course is not None and 0 <= place.x() <= self._course.length_m / 1000:
            self.pointed.emit(1000 * place.x())


def _tops(wires: Sequence[Crossing]) -> pg.ScatterPlotItem:
    return pg.ScatterPlotItem(
        [w.along_m / 1000 for w in wires], [w.top_m for w in wires], symbol="s", size=6,
        pen=pg.mkPen(tokens().ink, width=1.4), brush=tokens().surface,
    )  # fmt: skip
