"""The direction of the strips, taken hold of on the map: a stem outside the area with a handle."""

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication

from missionplanner.geo.drawing import Place, ahead, bearing
from missionplanner.model.patterns import UNDIRECTED, Pattern
from missionplanner.model.plan import PlanIntent
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_line, pen
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.work.session import WAIT

STAGE = "plan"
_REACH_PX, _HANDLE_PX, _EDGE_PX, _OUT_PX = 14.0, 16.0, 30.0, 30.0
_ABOVE = 78.0
_STEP_DEG, _WHOLE_DEG = 15.0, 360.0
# Where it waits while no direction is asked for; what floats on the map stands elsewhere.
_FREE_DEG, _TOP_PX = 270.0, 72.0


class DirectionHandle(Layer):
    """Shown in the Plan stage; a drag is one edit of what is asked, Shift turns by 15 degrees."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas, "direction", "")
        self._session = session
        self._stage = ""
        self._held_deg: float | None = None
        self._turned = False
        canvas.moved.connect(self.refresh)
        session.project_changed.connect(self.refresh)
        session.work_changed.connect(self.refresh)

    def show_stage(self, key: str) -> None:
        """Go to another stage."""
        self._stage, self._held_deg = key, None
        self.refresh()

    @property
    def held(self) -> bool:
        """True while it is dragged."""
        return self._held_deg is not None

    def take(self, place: Place) -> bool:
        """Take hold of the handle under the mouse."""
        at, shown = self._at(), self._shown_deg()
        if at is None or math.dist(at, place) > _REACH_PX * self._canvas.metres_per_pixel():
            return False
        if self._session.locked:
            self._session.said.emit(WAIT)
            return False
        self._held_deg, self._turned = shown, False
        self.refresh()
        return True

    def hover(self, place: Place) -> None:
        """Turn with the mouse."""
        centre = self._centre()
        if centre is None:
            return
        turned = bearing(centre, place)
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            turned = _STEP_DEG * round(turned / _STEP_DEG)
        self._held_deg, self._turned = float(round(turned)) % _WHOLE_DEG, True
        self.refresh()

    def let_go(self) -> None:
        """Ask for the direction."""
        turned, self._held_deg = self._held_deg, None
        if turned is not None and self._turned:
            words = self.tr("Turn the strips")
            self._session.edit_intent(words, direction_deg=turned)
        self.refresh()

    def cancel(self) -> None:
        """Put it back."""
        self._held_deg = None
        self.refresh()

    def refresh(self) -> None:
        """Draw it where it belongs now."""
        self.clear()
        at, centre, intent = self._at(), self._centre(), self._intent()
        if at is None or centre is None or intent is None:
            return
        asked = intent.direction_deg is not None or self.held
        hue = tokens().accent if asked else tokens().control
        inner = tuple(np.add(centre, 0.55 * np.subtract(at, centre)))
        stem = path_of_line(np.array([inner, at]))
        self.add_path(stem, pen(tokens().casing, 4, 190), _ABOVE)
        self.add_path(stem, pen(hue, 1.8, dash=() if asked else (4.0, 3.0)), _ABOVE + 1)
        self.add(_handle(*at, hue), _ABOVE + 2)
        words = self._words(intent)
        self.add(glyphs.label(*at, words, plate=True, up_px=20), _ABOVE + 2)

    def _words(self, intent: PlanIntent) -> str:
        shown = self._shown_deg()
        if intent.direction_deg is None and not self.held:
            return self.tr("Direction: free")
        if intent.pattern is Pattern.CONTOUR:
            return self.tr("Lean on flat ground {0}°").format(f"{shown:.0f}")
        return self.tr("Direction {0}°").format(f"{shown:.0f}")

    def _intent(self) -> PlanIntent | None:
        project = self._session.project
        return project.document.intent if project is not None else None

    def _shown_deg(self) -> float:
        intent = self._intent()
        asked = intent.direction_deg if intent else None
        if self._held_deg is not None:
            return self._held_deg
        return _FREE_DEG if asked is None else asked

    def _centre(self) -> Place | None:
        site = self._session.site
        intent = self._intent()
        if intent is not None and intent.pattern in UNDIRECTED:
            return None
        if site is None or site.outer_m.is_empty or self._stage != STAGE:
            return None
        left, bottom, right, top = site.outer_m.bounds
        return (left + right) / 2, (bottom + top) / 2

    def _at(self) -> Place | None:
        """Return where the handle is: outside the area, and in sight where there is room."""
        centre, site = self._centre(), self._session.site
        if centre is None or site is None:
            return None
        pixel_m = self._canvas.metres_per_pixel()
        corners = np.array(site.outer_m.convex_hull.exterior.coords)
        shown = math.radians(self._shown_deg())
        along = np.array([math.sin(shown), math.cos(shown)])
        out_m = float(((corners - centre) @ along).max()) + _OUT_PX * pixel_m
        left, bottom, width, height = self._canvas.shown()
        for share in (1.0, 0.9, 0.8, 0.7, 0.6):
            x, y = ahead(centre, share * out_m, self._shown_deg())
            aside = _EDGE_PX * pixel_m
            if (
                left + aside <= x <= left + width - aside
                and bottom + aside <= y <= bottom + height - _TOP_PX * pixel_m
            ):
                return x, y
        return ahead(centre, 0.5 * out_m, self._shown_deg())


def _handle(x: float, y: float, hue: str) -> glyphs.Glyph:
    def draw(painter: QPainter) -> None:
        half = _HANDLE_PX / 2
        painter.setPen(QPen(QColor(hue), 2))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawEllipse(QPointF(0, 0), half, half)
        painter.setPen(QPen(QColor(hue), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(-4, -4, 8, 8, 30 * 16, 270 * 16)

    return glyphs.Glyph(x, y, draw, 11, 11)
