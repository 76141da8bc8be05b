"""The ground: coloured relief, and contours above it."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel

from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.relief import Relief
from missionplanner.ui.map.shapes import path_of_lines, pen
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.views import Ground
from missionplanner.ui.widgets import swatches


class ReliefLayer(Layer):
    """The picture of the ground."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "relief", "terrain")
        self.words = self.tr("Relief")
        self.opacity = 0.8
        self.low_m, self.high_m = 0.0, 0.0

    def show_relief(self, ground: Ground, relief: Relief) -> None:
        """Draw it."""
        self.clear()
        self.low_m, self.high_m = relief.low_m, relief.high_m
        image = pg.ImageItem(relief.rgba, axisOrder="row-major", levels=(0, 255), autoLevels=False)
        image.setRect(QRectF(*ground.rect))
        self.add(image, -100)


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
