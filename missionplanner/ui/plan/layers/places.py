"""Single places: home, what is marked, the aircraft where one looks, and what it sees."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QLabel

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import ControlPoint, NamedPlace
from missionplanner.project.document import Project
from missionplanner.project.point_marks import PointKind, places_of
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_line, pen
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets import swatches


class HomeLayer(Layer):
    """The take-off place."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "home", "site")
        self.words = self.tr("Home")

    def swatch(self) -> QLabel | None:
        """Return a disc."""
        return swatches.disc(tokens().accent)

    def show_home(self, x_m: float, y_m: float) -> None:
        """Draw it."""
        self.clear()
        self.add(glyphs.home(x_m, y_m), 70)


class MarksLayer(Layer):
    """Named places of one kind: launch sites, ground stations or control points."""

    def __init__(self, canvas: Canvas, kind: PointKind) -> None:
        super().__init__(canvas, kind.value, "site")
        self._kind = kind
        self.words = {
            PointKind.LAUNCH_SITE: self.tr("Launch sites"),
            PointKind.STATION: self.tr("Ground stations"),
            PointKind.CONTROL_POINT: self.tr("Control points"),
        }[kind]

    def swatch(self) -> QLabel | None:
        """Return a disc."""
        control = self._kind is PointKind.CONTROL_POINT
        return swatches.disc(tokens().ink if control else tokens().link)

    def show_marks(self, project: Project, frame: SiteFrame) -> None:
        """Draw them, with their names."""
        self.clear()
        for place in places_of(project, self._kind):
            x, y = (float(v) for v in frame.forward(place.lon_deg, place.lat_deg))
            self.add(self._mark(x, y, place), 66)
            self.add(glyphs.label(x, y, place.name, up_px=-18), 65)

    def _mark(self, x: float, y: float, place: NamedPlace) -> glyphs.Glyph:
        if isinstance(place, ControlPoint):
            return glyphs.cross(x, y, place.checks)
        launch = self._kind is PointKind.LAUNCH_SITE
        return glyphs.sign(x, y, "airplane-takeoff" if launch else "broadcast")


class AircraftLayer(Layer):
    """Where one looks along the route: the aircraft, with its heading."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "aircraft", "")

    def show_at(self, x_m: float, y_m: float, heading_deg: float, hue: str) -> None:
        """Put the aircraft at a place."""
        if self._items and self._hue == hue:
            self._items[0].setPos(x_m, y_m)
            self._items[0].setRotation(heading_deg)
            return
        self.clear()
        self._hue = hue
        self.add(glyphs.aircraft(x_m, y_m, hue), 75)
        self._items[0].setRotation(heading_deg)

    _hue = ""


class FootprintLayer(Layer):
    """The ground that one image shows."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "footprint", "")

    def show_outline(self, outline_m: NDArray[np.float64]) -> None:
        """Draw an outline, (n, 2) site metres."""
        self.clear()
        closed = np.vstack((outline_m, outline_m[:1]))
        line = pen(tokens().accent, 1.8)
        self.add_path(path_of_line(closed), line, 46, colour(tokens().accent, 41))
