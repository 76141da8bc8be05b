"""Raster layers over the ground: the threat index, and how many images see each place."""

from collections.abc import Callable
from functools import partial

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
        self.add(LateImage(rect, partial(_threat_rgba, threat)), -60)


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
        rect = cell_edges(views.x0_m, views.y0_m, views.cell_m, views.images.shape)
        self.add(LateImage(rect, partial(_views_rgba, views)), -50)


class LateImage(pg.ImageItem):  # type: ignore[misc]
    """A picture in a rectangle, coloured by `make` when it is first shown: most never are."""

    def __init__(self, rect: Rect, make: Callable[[], NDArray[np.uint8]]) -> None:
        super().__init__(axisOrder="row-major", levels=(0, 255), autoLevels=False)
        self._rect, self._make = QRectF(*rect), make

    def setVisible(self, visible: bool) -> None:
        """Show or hide."""
        if visible and self.image is None:
            self.setImage(self._make(), autoLevels=False)
            self.setRect(self._rect)
        super().setVisible(visible)


def _threat_rgba(threat: NDArray[np.float32]) -> NDArray[np.uint8]:
    return ramp_rgba(threat, THREAT, np.clip(threat * 4, 0, 1) * 255)


def _views_rgba(views: ViewRasters) -> NDArray[np.uint8]:
    share = np.clip(views.images / _FULL_COLOUR_IMAGES, 0, 1)
    rgba = ramp_rgba(share, COVERAGE, np.where(views.wanted, 255.0, 0.0))
    rgba[views.wanted & (views.images == 0)] = (179, 38, 30, 255)
    return rgba
