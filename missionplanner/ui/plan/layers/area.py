"""The survey area, the veil over what lies outside of it, and its holes."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from shapely.geometry import MultiPolygon, box

from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_polygons, pen
from missionplanner.ui.plan.views import ZoneShape
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.style.tokens import HOLE
from missionplanner.ui.widgets import swatches

_VEIL_REACH_M = 50_000.0


class AreaLayer(Layer):
    """The outline; the ground outside is quietened."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "area", "site")
        self.words = self.tr("Survey area")

    def swatch(self) -> QLabel | None:
        """Return an empty square."""
        return swatches.outline(tokens().ink)

    def show_area(self, outer: MultiPolygon) -> None:
        """Draw it."""
        self.clear()
        if outer.is_empty:
            return
        theme = tokens()
        left, bottom, right, top = outer.bounds
        reach = _VEIL_REACH_M
        world = box(left - reach, bottom - reach, right + reach, top + reach)
        veil = path_of_polygons(world.difference(outer))
        shade = colour(theme.veil, theme.veil_alpha)
        self.add_path(veil, None, -80, shade, stays=True)
        outline = path_of_polygons(outer)
        self.add_path(outline, pen(theme.casing, 4.5, 190), 20)
        self.add_path(outline, pen(theme.ink, 2), 21)


class HoleLayer(Layer):
    """Parts of the area that are not surveyed."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "holes", "site")
        self.words = self.tr("Holes")

    def swatch(self) -> QLabel | None:
        """Return a blue-grey square."""
        return swatches.ramp([HOLE])

    def show_holes(self, holes: tuple[ZoneShape, ...]) -> None:
        """Draw them; a hole that may be flown over is paler."""
        self.clear()
        theme = tokens()
        for hole in holes:
            path = path_of_polygons(hole.polygon_m)
            self.add_path(path, pen(theme.casing, 4, 190), 20)
            fill: QColor = colour(HOLE, 120 if hole.keeps_out else 60)
            self.add_path(path, pen(theme.ink, 1.6, dash=(4, 3)), 21, fill)
            place = hole.polygon_m.representative_point()
            self.add(glyphs.label(place.x, place.y, hole.name), 60)
