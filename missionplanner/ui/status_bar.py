"""The bar below: the place under the pointer, its ground, the scale, and remarks."""

import math

from PySide6.QtWidgets import QWidget

from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.panels.site import utm_name
from missionplanner.ui.session import Session
from missionplanner.ui.widgets.kit import column, filled, label, row
from missionplanner.ui.widgets.words import degrees, number


class StatusBar(QWidget):
    """24 pixels high."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFixedHeight(24)
        panel = filled("status")
        column(self).addWidget(panel)
        self._place, self._frame = label("", "small"), label("", "small")
        self._ground, self._remark = label("", "small"), label("", "small")
        self._scale = label("", "small")
        line = row(panel, (12, 0, 12, 0), 20)
        self._place.setMinimumWidth(170)
        for part in (self._place, self._frame, self._ground):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self._remark)
        line.addWidget(self._scale)
        site = session.site
        self._map_frame = SiteFrame(site.ground.epsg) if site else None
        if site:
            self._frame.setText(utm_name(site.ground.epsg))
            self.show_place(*site.home_xyz_m[:2])

    def show_place(self, x_m: float, y_m: float) -> None:
        """Show a place and its ground height."""
        site = self._session.site
        if site is None or self._map_frame is None:
            return
        lon, lat = self._map_frame.inverse(x_m, y_m)
        self._place.setText(degrees(float(lon), float(lat)))
        height = float(site.ground.height_at(x_m, y_m))
        known = self.tr("Ground {0} m EGM96").format(number(height, 1))
        self._ground.setText(self.tr("no terrain here") if math.isnan(height) else known)

    def show_scale(self, scale: float) -> None:
        """Show the map's scale, rounded to two figures."""
        if scale > 0 and math.isfinite(scale):
            power = 10 ** max(0, math.floor(math.log10(scale)) - 1)
            self._scale.setText(f"1:{number(round(scale / power) * power)}")

    def show_remark(self, words: str) -> None:
        """Show a remark."""
        self._remark.setText(words)
