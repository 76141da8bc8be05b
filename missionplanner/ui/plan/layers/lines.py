"""Power lines with their towers, and the line that a corridor is flown along."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QLabel

from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_line, pen
from missionplanner.ui.plan.views import LineShape
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches

_TOWERS_M = 250.0  # only a sign: files rarely say where the towers stand


class PowerLineLayer(Layer):
    """Lines to keep clear of."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "lines", "airspace")
        self.words = self.tr("Power lines")
        self.names: list[glyphs.Glyph] = []

    def swatch(self) -> QLabel | None:
        """Return a line."""
        return swatches.line(tokens().ink)

    def show_lines(self, lines: tuple[LineShape, ...]) -> None:
        """Draw them."""
        self.clear()
        self.names.clear()
        theme = tokens()
        for shape in lines:
            path = path_of_line(np.asarray(shape.line_m.coords)[:, :2])
            self.add_path(path, pen(theme.casing, 4, 190), 25)
            self.add_path(path, pen(theme.ink, 1.4), 26)
            for distance in np.arange(60.0, shape.line_m.length, _TOWERS_M):
                place = shape.line_m.interpolate(distance)
                self.add(glyphs.tower(place.x, place.y), 27)
            place = shape.line_m.interpolate(0.12, normalized=True)
            words = f"{shape.name} · {shape.height_m:.0f} m"
            name = glyphs.label(place.x, place.y, words, ink=theme.ink, plate=True, up_px=16)
            self.names.append(name)
            self.add(name, 60)


class FlightLineLayer(Layer):
    """The line of a corridor, from its first corner to its last."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "flight-line", "routes")
        self.words = self.tr("Line of the corridor")

    def swatch(self) -> QLabel | None:
        """Return a line."""
        return swatches.line(tokens().link)

    def show_line(self, corners_m: NDArray[np.float64] | None) -> None:
        """Draw a line, (n, 2) site metres; None: there is none."""
        self.clear()
        if corners_m is not None:
            path = path_of_line(corners_m)
            self.add_path(path, pen(tokens().casing, 5, 200), 38)
            self.add_path(path, pen(tokens().link, 2.2, dash=(5, 3)), 39)
