"""Draws what a gesture, or a shape that is chosen, looks like now."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.geo.drawing import middles
from missionplanner.geo.forms import FormOnSite
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.glyphs import Glyph
from missionplanner.ui.map.hatching import Hatching
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_line, path_of_polygons, pen
from missionplanner.ui.map.tools.gesture import Floats, Sketch, no_corners
from missionplanner.ui.map.tools.handles import TURN_STEM_PX, Handles
from missionplanner.ui.style.theme import colour, tokens

_ABOVE = 80.0
_DASH = (4.0, 3.0)
_FILL_ALPHA = 13  # 5 %


class SketchLayer(Layer):
    """Above everything else; it has no line in the layer panel."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "sketch", "")

    def show_sketch(self, sketch: Sketch) -> None:
        """Draw a gesture."""
        self.clear()
        theme = tokens()
        hue = theme.error if sketch.refused else theme.link
        if sketch.body is not None:
            self._show_body(sketch)
        if len(sketch.before):
            line = path_of_line(_ring(sketch.before) if sketch.closed else sketch.before)
            self.add_path(line, pen(theme.control, 1.4, dash=_DASH), _ABOVE)
        self._show_line(sketch.corners, sketch.closed, hue)
        if sketch.ahead is not None and len(sketch.corners):
            ahead = path_of_line(np.vstack([sketch.corners[-1], sketch.ahead]))
            self.add_path(ahead, pen(theme.casing, 4, 190), _ABOVE)
            self.add_path(ahead, pen(hue, 2, dash=_DASH), _ABOVE + 1)
        for start, end in sketch.guides:
            line = path_of_line(np.array([start, end]))
            self.add_path(line, pen(theme.guide, 1.2, dash=(3.0, 3.0)), _ABOVE + 1)
        self._show_ends(sketch)
        if sketch.crossing is not None:
            self.add(_ring_mark(*sketch.crossing), _ABOVE + 3)

    def show_chosen(
        self, corners: Floats, closed: bool, number: int | None, whole: tuple[float, float] | None
    ) -> None:
        """Draw a chosen shape with the handles by which it is changed."""
        self.clear()
        self._show_line(corners, closed, tokens().link)
        between = middles(corners, closed)
        alone = len(corners) == 1
        made = Handles(corners, between, number, whole=None if alone else whole)
        self.add(made, _ABOVE + 2)

    def show_form(
        self, form: FormOnSite, number: int | None, whole: tuple[float, float] | None
    ) -> None:
        """Draw a chosen circle, corridor or rectangle with its few handles."""
        self.clear()
        hue, handles, width = tokens().link, form.handles(), form.width_handle()
        self._show_line(form.outline(), True, hue)
        between = no_corners()
        if not form.closed:
            spoke = path_of_line(handles)  # to the rim, or along the middle
            self.add_path(spoke, pen(tokens().casing, 3, 190), _ABOVE)
            self.add_path(spoke, pen(hue, 1.4, dash=_DASH), _ABOVE + 1)
        if width is not None:
            between = middles(handles, False)
        made = Handles(handles, between, number, whole=whole, width=width)
        self.add(made, _ABOVE + 2)

    def turn_handle(self, whole: tuple[float, float]) -> tuple[float, float]:
        """Return where a shape is taken hold of to turn it, over its handle for the whole, m."""
        x, y = whole
        return x, y + TURN_STEM_PX * self._canvas.metres_per_pixel()

    def _show_line(self, corners: Floats, closed: bool, hue: str) -> None:
        if len(corners) < 2:
            return
        path = path_of_line(_ring(corners) if closed else corners)
        fill = colour(hue, _FILL_ALPHA) if closed else None
        self.add_path(path, pen(tokens().casing, 4, 190), _ABOVE)
        self.add_path(path, pen(hue, 2), _ABOVE + 1, fill)

    def _show_body(self, sketch: Sketch) -> None:
        theme = tokens()
        path = path_of_polygons(sketch.body)
        self.add(Hatching(path, theme.zone, theme.zone, 28), _ABOVE - 2)
        self.add_path(path, pen(theme.zone, 1.6, dash=_DASH), _ABOVE - 1)

    def _show_ends(self, sketch: Sketch) -> None:
        corners = sketch.corners if sketch.handles is None else sketch.handles
        none = np.empty((0, 2))
        if sketch.ahead is not None:
            corners = np.vstack([corners, sketch.ahead]) if len(corners) else none
        if len(corners):
            self.add(Handles(corners, none, dragged=sketch.dragged), _ABOVE + 2)


def _ring(corners: Floats) -> Floats:
    closed: Floats = np.vstack([corners, corners[:1]])
    return closed


def _ring_mark(x: float, y: float) -> Glyph:
    """Return the ring round a place where edges cross."""

    def draw(painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().error), 2))
        painter.drawEllipse(QPointF(0, 0), 14, 14)

    return Glyph(x, y, draw, 16, 16)
