"""The ground: coloured relief, and contours above it."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.relief import Relief
from missionplanner.ui.map.shapes import path_of_lines, pen
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.legend_box import ramp_box
from missionplanner.ui.widgets.measures import Measures


class ReliefLayer(Layer):
    """The picture of the ground."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "relief", "terrain")
        self.words = self.tr("Relief")
        self.opacity = 0.8
        self.low_m, self.high_m = 0.0, 0.0
        self.measures = Measures()
        self._grey = False
        self._greyed: tuple[Relief, NDArray[np.uint8]] | None = None
        self._shown_of: tuple[Ground, Relief] | None = None

    def swatch(self) -> QLabel | None:
        """Return a square of its colours."""
        return swatches.ramp(["#B9BEC5", "#E4E6E9"] if self._grey else tokens().relief[::2])

    def legend_box(self) -> QWidget | None:
        """Return the colours with the heights at their ends."""
        low, high = (self.measures.height_words(end, 0) for end in (self.low_m, self.high_m))
        return ramp_box(tokens().relief, low, high)

    def show_grey(self, grey: bool) -> None:
        """Take the colours out, for rasters that lie above."""
        if grey == self._grey:
            return
        self._grey = grey
        if self._shown_of is not None:
            self.show_relief(*self._shown_of)

    def show_relief(self, ground: Ground, relief: Relief) -> None:
        """Draw it."""
        self.clear()
        self.low_m, self.high_m = relief.low_m, relief.high_m
        self._shown_of = ground, relief
        rgba = self._grey_rgba(relief) if self._grey else relief.rgba
        image = pg.ImageItem(rgba, axisOrder="row-major", levels=(0, 255), autoLevels=False)
        image.setRect(QRectF(*ground.rect))
        self.add(image, -100)

    def _grey_rgba(self, relief: Relief) -> NDArray[np.uint8]:
        """Return a relief without its colours, made once: stages are gone to and fro."""
        if self._greyed is None or self._greyed[0] is not relief:
            self._greyed = relief, grey_of(relief.rgba)
        return self._greyed[1]


def grey_of(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a relief without its colours, and quieter."""
    light = rgba[..., :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    quiet = light * 0.62 + (8 if tokens().is_dark else 98)
    made = rgba.copy()
    made[..., :3] = np.clip(quiet, 0, 255)[..., None].astype(np.uint8)
    return made


class ContourLayer(Layer):
    """Lines of equal height; each fifth is heavier."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "contours", "terrain")
        self.words = self.tr("Contours")

    def swatch(self) -> QLabel | None:
        """Return a thin line."""
        return swatches.line(tokens().control)

    def show_relief(self, relief: Relief) -> None:
        """Draw it."""
        self.clear()
        self.words = self.tr("Contours {0} m").format(f"{relief.interval_m:g}")
        self.add_path(path_of_lines(relief.minor), pen(tokens().ink, 0.8, 34), -90)
        self.add_path(path_of_lines(relief.major), pen(tokens().ink, 0.8, 80), -90)
