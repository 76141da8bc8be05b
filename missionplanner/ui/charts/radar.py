"""A radar of the criteria layers: an axis a layer, a ring a year."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QResizeEvent

from missionplanner.ui.charts.charts import Chart
from missionplanner.ui.charts.shades import ordered
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens

_RINGS = (0.25, 0.5, 0.75, 1.0)
_REACH = 1.34
_KEY_GAP_PX = 15


class Radar(Chart):
    """Scores from 0 to 1; the year looked at is filled and heavy, the others are thin."""

    def __init__(self) -> None:
        super().__init__(0)
        self.plot.hideAxis("left")
        self.plot.hideAxis("bottom")
        self.plot.vb.setAspectLocked(True)
        self._items: list[pg.GraphicsObject] = []
        self._key: list[pg.TextItem] = []
        self.rings: dict[str, tuple[float, ...]] = {}

    def show_scores(
        self, axes: Sequence[str], years: Sequence[str], scores: Sequence[Sequence[float]], at: int
    ) -> None:
        """Draw; `scores[year][axis]`, `at` the place of the year looked at."""
        self._forget()
        self.rings = {year: tuple(row) for year, row in zip(years, scores, strict=True)}
        if len(axes) < 3 or not years:
            return
        self._draw_web(axes)
        hues = ordered(len(years))
        for place in [*(p for p in range(len(years)) if p != at), at]:
            self._draw_ring(scores[place], hues[place], heavy=place == at)
        self._draw_key(years, hues, at)
        self.span((-_REACH, _REACH), (-_REACH, _REACH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key in its corner."""
        super().resizeEvent(event)
        if getattr(self, "_key", None):
            self._place_key()

    def _draw_web(self, axes: Sequence[str]) -> None:
        pen = pg.mkPen(tokens().border, width=1)
        for ring in _RINGS:
            self._add(pg.PlotCurveItem(*_closed([ring] * len(axes)), pen=pen, antialias=True))
        tips = _corners([1.0] * len(axes))
        for name, (x, y) in zip(axes, tips, strict=True):
            self._add(pg.PlotCurveItem([0, x], [0, y], pen=pen, antialias=True))
            self._add(_words(name, tokens().text, (x * 1.17, y * 1.17), 600))

    def _draw_ring(self, scores: Sequence[float], hue: str, *, heavy: bool) -> None:
        pen = pg.mkPen(hue, width=2.2 if heavy else 1.2)
        x, y = _closed(scores)
        curve = pg.PlotCurveItem(x, y, pen=pen, antialias=True)
        if heavy:
            curve.setBrush(pg.mkBrush(colour(hue, 46)))
            curve.setFillLevel("enclosed")
            dots = pg.ScatterPlotItem(x, y, size=6, pen=pg.mkPen(tokens().surface), brush=hue)
            self._add(curve)
            self._add(dots)
            return
        self._add(curve)

    def _draw_key(self, years: Sequence[str], hues: Sequence[str], at: int) -> None:
        for place, (year, hue) in enumerate(zip(years, hues, strict=True)):
            ink = tokens().text if place == at else tokens().muted
            item = pg.TextItem(anchor=(0, 0))
            item.setFont(font(11, 600 if place == at else 400))
            item.setHtml(
                f'<span style="color:{hue}">■</span> <span style="color:{ink}">{year}</span>'
            )
            item.setParentItem(self.plot.vb)
            self._key.append(item)
        self._place_key()

    def _place_key(self) -> None:
        # Years that have no room below each other start a second column at the other side.
        room = max(1, int((self.height() - 12) / _KEY_GAP_PX))
        for place, item in enumerate(self._key):
            column, line = divmod(place, room)
            x = 0 if column == 0 else self.plot.vb.width() - 44
            item.setPos(x, line * _KEY_GAP_PX)

    def _add(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item)
        self._items.append(item)

    def _forget(self) -> None:
        for item in self._items:
            self.plot.removeItem(item)
        for item in self._key:
            item.setParentItem(None)
            self.scene().removeItem(item)
        self._items, self._key = [], []


def _corners(scores: Sequence[float]) -> NDArray[np.float64]:
    """Return corners (n, 2), the first on top, then clockwise."""
    turn = 2 * np.pi * np.arange(len(scores)) / len(scores)
    radii = np.nan_to_num(np.asarray(scores, dtype=np.float64))
    return np.column_stack([radii * np.sin(turn), radii * np.cos(turn)])


def _closed(scores: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    corners = _corners([*scores])
    around = np.vstack([corners, corners[:1]])
    return around[:, 0], around[:, 1]


def _words(text: str, hue: str, place: tuple[float, float], weight: int) -> pg.TextItem:
    made = pg.TextItem(text, color=hue, anchor=(0.5, 0.5))
    made.setFont(font(11, weight))
    made.setPos(*place)
    return made
