"""The rest of an interrupted plan, over the routes of the plan it remains of."""

from PySide6.QtWidgets import QLabel

from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_lines, pen
from missionplanner.ui.plan.layers.routes import split
from missionplanner.ui.plan.rest_views import RestView
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.numbers import number


class RestLayer(Layer):
    """Strips of the rest in one strong colour, its ways dashed, and where it broke off."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "rest", "routes")
        self.words = self.tr("Rest of the plan")

    def swatch(self) -> QLabel | None:
        """Return a line in its colour."""
        return swatches.line(tokens().link)

    def show_rest(self, view: RestView | None, frame: SiteFrame | None) -> None:
        """Draw it; None: there is none."""
        self.clear()
        if view is None:
            return
        routes = [split(s.waypoints) for plan in view.plans for s in plan.sorties]
        strips = path_of_lines([line for solid, _ in routes for line in solid])
        ways = path_of_lines([line for _, dashed in routes for line in dashed])
        self.add_path(ways, pen(tokens().link, 1.2, 180, dash=(4, 3)), 45)
        self.add_path(strips, pen(tokens().casing, 5.0, 220), 46)
        self.add_path(strips, pen(tokens().link, 2.6), 47)
        self.note = number(view.sorties)
        if view.broke_off is not None and frame is not None:
            x, y = frame.forward(view.broke_off.lon_deg, view.broke_off.lat_deg)
            self.add(glyphs.ring(float(x), float(y)), 61)
            words = self.tr("Broke off here")
            self.add(glyphs.label(float(x), float(y), words, plate=True, up_px=18), 62)
