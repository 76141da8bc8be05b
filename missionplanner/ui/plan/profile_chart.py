"""The height profile of the sortie shown, with a cursor that is one with the dot on the map."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGraphicsItem

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.plan.profile import Profile
from missionplanner.ui.style.theme import colour, tokens


class ProfileChart(Chart):
    """`pointed(float)` tells the distance under the mouse, m."""

    pointed = Signal(float)

    def __init__(self) -> None:
        super().__init__(left_px=48)
        self._profile: Profile | None = None
        self._items: list[QGraphicsItem] = []
        self._cursor = pg.InfiniteLine(0, pen=pg.mkPen(tokens().text, width=1))
        self._dot = pg.ScatterPlotItem(
            size=10, pen=pg.mkPen(tokens().text, width=2), brush=tokens().surface
        )
        for item, height in ((self._cursor, 20), (self._dot, 21)):
            item.setZValue(height)
            item.setVisible(False)
            self.plot.addItem(item)

    def show_profile(
        self, profile: Profile | None, line: str, band_agl_m: tuple[float, float]
    ) -> None:
        """Draw a profile; `band_agl_m` is the height above ground that is asked for."""
        for item in self._items:
            self.plot.removeItem(item)
        self._items.clear()
        self._profile = profile
        self._cursor.setVisible(profile is not None)
        self._dot.setVisible(profile is not None)
        if profile is None:
            self.label("left", [], "")
            self.label("bottom", [], "")
            self.grid([])
            return
        self._draw(profile, line, band_agl_m)
        self._scale(profile, band_agl_m)

    def _draw(self, profile: Profile, line: str, band_agl_m: tuple[float, float]) -> None:
        theme = tokens()
        x = profile.distance_m / 1000
        ground = np.nan_to_num(profile.ground_m, nan=float(np.nanmin(profile.ground_m)))
        base = pg.PlotCurveItem(x, np.full(x.size, ground.min() - 1000))
        low = pg.PlotCurveItem(x, ground + band_agl_m[0])
        high = pg.PlotCurveItem(x, ground + band_agl_m[1])
        top = pg.PlotCurveItem(x, ground, pen=pg.mkPen(theme.ground_line, width=1.2))
        band = pg.FillBetweenItem(low, high, brush=colour(theme.link, theme.band_alpha))
        fill = pg.FillBetweenItem(base, top, brush=colour(theme.ground))
        route = pg.PlotCurveItem(x, profile.route_m, pen=pg.mkPen(line, width=2), antialias=True)
        for item in (band, fill, top, route):
            self.plot.addItem(item)
            self._items.append(item)

    def _scale(self, profile: Profile, band_agl_m: tuple[float, float]) -> None:
        low = float(np.nanmin(profile.ground_m))
        high = max(float(profile.route_m.max()), float(np.nanmax(profile.ground_m)) + band_agl_m[1])
        room = max(high - low, 10.0)
        low, high = low - 0.15 * room, high + 0.04 * room
        end = float(profile.distance_m[-1]) / 1000
        heights = ticks(low, high, 4)
        self.span((0.0, end), (low, high))
        self.grid(heights)
        self.label("left", heights, "m")
        self.label("bottom", [t for t in ticks(0, end, 9) if 0 < t < 0.96 * end], "km")

    def show_cursor(self, distance_m: float) -> None:
        """Put the cursor at a distance along the route."""
        if self._profile is None:
            return
        _, _, route, _ = self._profile.at(distance_m)
        self._cursor.setValue(distance_m / 1000)
        self._dot.setData([distance_m / 1000], [route])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the distance under the mouse."""
        super().mouseMoveEvent(event)
        place = self.plot.vb.mapSceneToView(self.mapToScene(event.position().toPoint()))
        if self._profile is not None and 0 <= place.x() <= self._profile.distance_m[-1] / 1000:
            self.pointed.emit(1000 * place.x())
