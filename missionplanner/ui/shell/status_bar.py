"""The bar below: the place under the pointer, its ground, the scale, and remarks."""

import math
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolButton, QWidget

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.study import epoch_names
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.site import utm_name
from missionplanner.ui.shell.folding import DOCK, LAYERS, PANEL
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import Elided, button, column, filled, label, row, tool
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number

_READABLE = (".html", ".pdf", ".png", ".jpg", ".xlsx")


class StatusBar(QWidget):
    """24 pixels high."""

    def __init__(self, session: Session, ecology: EcologySession) -> None:
        super().__init__()
        self._session, self._ecology = session, ecology
        self.measures = measures_of(session.memory)
        self.setFixedHeight(reach(24))
        panel = filled("status")
        column(self).addWidget(panel)
        self._place, self._frame = label("", "small"), label("", "small")
        self._ground, self._remark = label("", "small"), Elided("small")
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._scale = label("", "small")
        line = row(panel, (12, 0, 12, 0), 20)
        self._place.setMinimumWidth(170)
        self._pixel = label("", "small")
        for part in (self._place, self._frame, self._ground, self._pixel):
            line.addWidget(part)
        line.addWidget(self._remark, 1)
        self.open_folder, self.open_file = button("", "text"), button("", "text")
        for link in (self.open_folder, self.open_file):
            link.hide()
            line.addWidget(link)
        self.open_folder.clicked.connect(lambda: self._open(folder=True))
        self.open_file.clicked.connect(lambda: self._open(folder=False))
        self._written: tuple[Path, ...] = ()
        line.addWidget(self._scale)
        self.folds = {
            LAYERS: _fold("stack", self.tr("Show or fold the layers")),
            DOCK: _fold("chart-line", self.tr("Show or fold what is below the map")),
            PANEL: _fold("sliders-horizontal", self.tr("Show or fold the panel")),
        }
        folds = row(gap=2)
        for fold in self.folds.values():
            folds.addWidget(fold)
        line.addLayout(folds)
        site, view = session.site, ecology.view
        epsg = site.ground.epsg if site else view.epsg if view else None
        self._map_frame = SiteFrame(epsg) if epsg else None
        if epsg:
            self._frame.setText(utm_name(epsg))
        if site:
            self.show_place(*site.home_xyz_m[:2])
        elif view:
            left, bottom, width, height = view.rect
            self.show_place(left + width / 2, bottom + height / 2)
        ecology.pixel_changed.connect(self._show_pixel)
        ecology.epochs_picked.connect(self._show_pixel)
        ecology.front_changed.connect(self._show_pixel)
        ecology.study_changed.connect(self._show_pixel)
        self._show_pixel()

    def _show_pixel(self) -> None:
        """Show the index at the place that was clicked, for the epochs on the map."""
        ecology = self._ecology
        view, series = ecology.view, ecology.series
        if view is None or series is None or not ecology.in_front:
            self._pixel.setText("")
            return
        names = epoch_names(view.dates)
        told = [
            f"{names[place]} {number(series.values[place], 2)}"
            for place in dict.fromkeys((ecology.left, ecology.right))
            if place < len(series.values) and math.isfinite(series.values[place])
        ]
        self._pixel.setText(f"IRSEI {' · '.join(told)}" if told else "")

    def show_place(self, x_m: float, y_m: float) -> None:
        """Show a place and its ground height."""
        if self._map_frame is None:
            return
        site = self._session.site
        lon, lat = self._map_frame.inverse(x_m, y_m)
        self._place.setText(self.measures.place_text(float(lon), float(lat), self._map_frame))
        if site is None:
            return
        height = float(site.ground.height_at(x_m, y_m))
        known = self.tr("Ground {0} EGM96").format(self.measures.height_words(height))
        self._ground.setText(self.tr("no terrain here") if math.isnan(height) else known)

    def show_scale(self, scale: float) -> None:
        """Show the map's scale, rounded to two figures."""
        if scale > 0 and math.isfinite(scale):
            power = 10 ** max(0, math.floor(math.log10(scale)) - 1)
            self._scale.setText(f"1:{number(round(scale / power) * power)}")

    def show_written(self, files: tuple[Path, ...]) -> None:
        """Offer to open what was written, and the folder it is in; nothing: offer no more."""
        self._written = files
        readable = [path for path in files if path.suffix.lower() in _READABLE]
        self.open_folder.setText(self.tr("Open folder"))
        self.open_folder.setVisible(bool(files))
        self.open_file.setVisible(len(readable) == 1)
        if readable:
            self.open_file.setText(self.tr("Open {0}").format(readable[0].name))

    def _open(self, *, folder: bool) -> None:
        path = self._written[0].parent if folder else self._readable()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.show_remark(str(path))  # no desktop: its place at least

    def _readable(self) -> Path:
        return next(path for path in self._written if path.suffix.lower() in _READABLE)

    def show_remark(self, words: str) -> None:
        """Show a remark."""
        self._remark.setText(words)


def _fold(glyph: str, tip: str) -> QToolButton:
    made = tool(glyph, tip, size=14, side=22)
    made.setCheckable(True)
    return made
