"""Single places: home, what is marked, and the point under the profile's cursor."""

from PySide6.QtWidgets import QLabel

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import ControlPoint, NamedPlace
from missionplanner.project.document import Project
from missionplanner.project.point_marks import PointKind, places_of
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.style.theme import tokens
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


class CursorLayer(Layer):
    """The dot that goes with the profile's cursor."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "cursor", "")

    def show_at(self, x_m: float, y_m: float) -> None:
        """Put the dot at a place."""
        if self._items:
            self._items[0].setPos(x_m, y_m)
        else:
            self.add(glyphs.dot(x_m, y_m), 74)
