"""The measuring tape: length, area, true bearing and height difference between clicks."""

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shapely.geometry import Polygon

from missionplanner.geo.frames import (
    SiteFrame,
    bearing_deg,
    geodesic_area_m2,
    geodesic_distances_m,
)
from missionplanner.ui.map.canvas import Canvas, Hand
from missionplanner.ui.map.tools.bubble import Bubble
from missionplanner.ui.map.tools.gesture import Floats, Sketch
from missionplanner.ui.map.tools.sketch import SketchLayer
from missionplanner.ui.widgets.measures import Measures

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACKS = (Qt.Key.Key_Backspace, Qt.Key.Key_Z)
Heights = Callable[[float, float], float]


class Tape(QObject):
    """A hand on the canvas while it measures; whoever held the canvas before has it back after.

    `ended` where it is put away. Lengths, areas and bearings are those of WGS 84's ellipsoid, not
    of the map's grid; heights are those of the ground, m EGM96.
    """

    ended = Signal()

    def __init__(
        self, canvas: Canvas, frame: SiteFrame, heights: Heights, measures: Measures
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._frame, self._heights = canvas, frame, heights
        self.measures = measures
        self._sketch, self._bubble = SketchLayer(canvas), Bubble(canvas)
        self._before: Hand | None = None
        self._corners: list[tuple[float, float]] = []
        self._ahead: tuple[float, float] | None = None
        self.working = self._whole = False

    def begin(self, *first: tuple[float, float]) -> None:
        """Take the mouse; `first` is where it begins."""
        if not self.working:
            self._before, self._canvas.hand = self._canvas.hand, self
        self.working, self._whole = True, False
        self._corners, self._ahead = list(first), None
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._canvas.setFocus()
        self._show()

    def end(self) -> None:
        """Put the tape away."""
        if not self.working:
            return
        self.working = False
        self._canvas.hand = self._before
        self._canvas.viewport().unsetCursor()
        self._corners, self._ahead = [], None
        self._sketch.clear()
        self._bubble.hide()
        self.ended.emit()

    def lines(self) -> tuple[str, str, str]:
        """Return what is measured: the length, the last leg, and the area enclosed."""
        corners = self._placed()
        if len(corners) < 2:
            return "", self.tr("Click to measure from here"), ""
        lon, lat = self._frame.inverse(corners[:, 0], corners[:, 1])
        legs = geodesic_distances_m(lon, lat)
        bearing = bearing_deg(float(lon[-2]), float(lat[-2]), float(lon[-1]), float(lat[-1]))
        climb = self._heights(*corners[-1]) - self._heights(*corners[0])
        told = self.measures
        leg = self.tr("last {0} · {1}° true").format(
            told.length_words(float(legs[-1])), f"{bearing:05.1f}"
        )
        if math.isfinite(climb):
            sign = "+" if climb >= 0 else ""
            leg += " · " + self.tr("height {0}").format(sign + told.height_words(climb))
        enclosed = ""
        if len(corners) > 2:
            ring = Polygon(np.column_stack([lon, lat]))
            known = ring.is_valid and ring.area > 0
            area = told.area_words(geodesic_area_m2(ring))
            enclosed = self.tr("encloses {0}").format(area) if known else self.tr("crosses itself")
        return told.length_words(float(legs.sum())), leg, enclosed

    # ---- the hand

    def take(self, x_m: float, y_m: float) -> bool:
        """Leave a drag to the map."""
        return False

    def hover(self, x_m: float, y_m: float, free: bool) -> None:
        """Measure up to the mouse."""
        if not self._whole:
            self._ahead = (x_m, y_m)
            self._show()

    def let_go(self) -> None:
        """Do nothing: nothing is held."""

    def click(self, x_m: float, y_m: float, free: bool) -> bool:
        """Set a corner; after the end, begin anew."""
        if self._whole:
            self._corners, self._whole = [], False
        if (x_m, y_m) not in self._corners[-1:]:
            self._corners.append((x_m, y_m))
        self._ahead = None
        self._show()
        return True

    def double_click(self) -> bool:
        """End the line; what was measured stays."""
        self._whole, self._ahead = len(self._corners) > 1, None
        self._show()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for the tape."""
        return event.key() in (Qt.Key.Key_Escape, *_ENDS, *_BACKS)

    def press_key(self, event: QKeyEvent) -> None:
        """End by Esc, keep by Enter, take a corner back by Backspace."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _ENDS:
            self.double_click()
        elif self._corners:
            self._corners.pop()
            self._show()

    def _placed(self) -> Floats:
        ahead = [] if self._ahead is None else [self._ahead]
        return np.array([*self._corners, *ahead], dtype=np.float64).reshape(-1, 2)

    def _show(self) -> None:
        placed = np.array(self._corners, dtype=np.float64).reshape(-1, 2)
        self._sketch.show_sketch(Sketch(placed, ahead=self._ahead if len(placed) else None))
        corners = self._placed()
        if not len(corners):
            self._bubble.hide()
            return
        mouse = self._canvas.pixel_of(*map(float, corners[-1]))
        beside: list[QPointF] = []
        if len(corners) > 1:
            beside = [self._canvas.pixel_of(*map(float, corners[-2]))]
        self._bubble.tell(mouse, beside, self.lines(), wrong=False)
