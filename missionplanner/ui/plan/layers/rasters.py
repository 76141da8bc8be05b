"""Raster layers over the ground: the threat index, and how many images see each place."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel

from missionplanner.model.places import Rect
from missionplanner.model.verification import ViewRasters
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.ground import cell_edges
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.relief import ramp_rgba
from missionplanner.ui.style.tokens import COVERAGE, THREAT
from missionplanner.ui.widgets import swatches

_FULL_COLOUR_IMAGES = 12


class ThreatLayer(Layer):
    """The threat index, 0 to 1; hidden at first."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "threat", "airspace")
        self.words = self.tr("Threat index")
        self.visible = False
        self.opacity = 0.6

    def swatch(self) -> QLabel | None:
        """Return the ramp."""
        return swatches.ramp(THREAT)

    def show_threat(self, threat: NDArray[np.float32], rect: Rect) -> None:
        """Draw it; where there is no threat the ground stays bare."""
        self.clear()
        alpha = np.clip(threat * 4, 0, 1) * 255
        self.add(_image(ramp_rgba(threat, THREAT, alpha), rect), -60)


class CoverageLayer(Layer):
    """Images that see each cell of the wanted ground; hidden at first."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "coverage", "routes")
        self.words = self.tr("Images a place")
        self.visible = False
        self.opacity = 0.7

    def swatch(self) -> QLabel | None:
        """Return the ramp."""
        return swatches.ramp(COVERAGE)

    def show_views(self, views: ViewRasters) -> None:
        """Draw the images; wanted ground that no image sees stands out in the first colour."""
        self.clear()
        share = np.clip(views.images / _FULL_COLOUR_IMAGES, 0, 1)
        rgba = ramp_rgba(share, COVERAGE, np.where(views.wanted, 255.0, 0.0))
        rgba[views.wanted & (views.images == 0)] = (179, 38, 30, 255)
        rect = cell_edges(views.x0_m, views.y0_m, views.cell_m, views.images.shape)
        self.add(_image(rgba, rect), -50)


def _image(rgba: NDArray[np.uint8], rect: Rect) -> pg.ImageItem:
    image = pg.ImageItem(rgba, axisOrder="row-major", levels=(0, 255), autoLevels=False)
    image.setRect(QRectF(*rect))
    return image
