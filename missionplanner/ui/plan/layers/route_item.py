"""A route as one item of the map: strips with arrows, dashed ways between them.

Widths give way to the distance between strips in pixels, so that strips never melt into a ribbon.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from missionplanner.ui.map.shapes import draw_segments, path_of_lines, pen, segments_of
from missionplanner.ui.style.theme import tokens

Points = NDArray[np.float64]
Arrow = tuple[float, float, float]
"""x and y, site metres, and the clockwise turn on the screen, degrees."""
Bands = Sequence[tuple[str, QPainterPath]]
"""Colours, and what of the route is drawn in them."""

_ARROW = QPolygonF([QPointF(6.5, 0), QPointF(-4.5, 4.5), QPointF(-2.5, 0), QPointF(-4.5, -4.5)])
_NARROW_PX = 9.0  # strips closer than this have no room for arrows
_NO_CASING_PX = 3.0  # nearer, casings would cover the neighbours
_MARGIN_M = 60.0
_STALE_DASH = (5.0, 3.5)  # what no plan that holds has: seen at once, and seen to be none of today


class RouteLook(StrEnum):
    """How a route stands among the others."""

    ALL = "all"
    CHOSEN = "chosen"
    PALE = "pale"
    STALE = "stale"


@dataclass(frozen=True)
class Stroke:
    """Width and opacity (0 to 255) of a line, pixels, and of the casing below it."""

    width: float
    alpha: int
    casing: float
    casing_alpha: int


def stroke(look: RouteLook, apart_px: float, *, dark: bool) -> Stroke:
    """Return how a route is stroked where its strips lie `apart_px` pixels apart."""
    if look is RouteLook.STALE:
        return Stroke(min(1.6, max(1.0, 0.3 * apart_px)), 235, 0.0, 0)
    if look is RouteLook.PALE:
        return Stroke(min(1.2, max(0.8, 0.2 * apart_px)), 171 if dark else 150, 2.6, 120)
    if look is RouteLook.CHOSEN:
        width = max(1.5, min(3.0, 0.42 * apart_px))
        return Stroke(width, 255, min(6.0, width + 0.45 * apart_px), 220)
    width = max(1.0, min(2.0, 0.26 * apart_px))
    if apart_px < _NO_CASING_PX:
        return Stroke(width, 255, 0.0, 0)
    return Stroke(width, 255, width + min(2.0, max(1.2, 0.2 * apart_px)), 205)


class RouteItem(QGraphicsItem):
    """Solid and dashed lines in site metres; arrows keep their size on the screen."""

    def __init__(
        self,
        solid: Sequence[Points],
        dashed: Sequence[Points],
        arrows: Callable[[], Sequence[Arrow]],
        colour: str,
        spacing_m: float,
        moving: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._strips, self._dashed = path_of_lines(solid), path_of_lines(dashed)
        self._solid = segments_of(self._strips)
        self._arrows, self._colour, self._spacing_m = arrows, colour, spacing_m
        self._look, self._moving = RouteLook.ALL, moving
        self._bands: list[tuple[str, list[QLineF]]] | None = None
        both = self._strips.boundingRect().united(self._dashed.boundingRect())
        self._bounds = both.adjusted(-_MARGIN_M, -_MARGIN_M, _MARGIN_M, _MARGIN_M)

    def show_look(self, look: RouteLook) -> None:
        """Stand among the others as told."""
        self._look = look
        self.update()

    def show_bands(self, bands: Bands | None) -> None:
        """Draw the route in bands of colours; None: in its own."""
        found = [(hue, segments_of(path)) for hue, path in bands] if bands else None
        if found is not None or self._bands is not None:
            self._bands = found
            self.update()

    def boundingRect(self) -> QRectF:
        """Return the bounds in site metres."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw it."""
        per_m = math.hypot(painter.worldTransform().m11(), painter.worldTransform().m12())
        apart_px = self._spacing_m * per_m
        made = stroke(self._look, apart_px, dark=tokens().is_dark)
        if self._moving():  # wide and smooth lines cost ten times as much
            self._paint_rough(painter, made)
            return
        if self._look in (RouteLook.ALL, RouteLook.CHOSEN):
            self._paint_transit(painter)
        if made.casing:
            casing = pen(tokens().casing, made.casing, made.casing_alpha)
            draw_segments(painter, self._solid, casing)
        self._paint_lines(painter, made)
        roomy = apart_px >= _NARROW_PX or self._look is RouteLook.CHOSEN
        if self._look in (RouteLook.ALL, RouteLook.CHOSEN) and roomy:
            self._paint_arrows(painter)

    def _paint_rough(self, painter: QPainter, made: Stroke) -> None:
        hue = tokens().muted if self._look is RouteLook.STALE else self._colour
        thin = pen(hue, 1.0, made.alpha)
        thin.setWidthF(1.0 if made.width < 2.4 else 2.0)  # of a scaled screen, too: it is quick
        draw_segments(painter, self._solid, thin)

    def _paint_transit(self, painter: QPainter) -> None:
        chosen = self._look is RouteLook.CHOSEN
        width, dash = (1.8, (4, 3)) if chosen else (1.3, (5, 4))
        self._stroke(painter, self._dashed, pen(tokens().casing, width + 1.5, 150))
        self._stroke(painter, self._dashed, pen(self._colour, width, dash=dash))

    def _paint_lines(self, painter: QPainter, made: Stroke) -> None:
        if self._look is RouteLook.STALE:  # no sortie's colour holds, and no clearance
            line = pen(tokens().muted, made.width, made.alpha, dash=_STALE_DASH)
            self._stroke(painter, self._strips, line)
            return
        for hue, pieces in self._bands or ((self._colour, self._solid),):
            draw_segments(painter, pieces, pen(hue, made.width, made.alpha))

    @staticmethod
    def _stroke(painter: QPainter, path: QPainterPath, line: QPen) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line)
        painter.drawPath(path)

    def _paint_arrows(self, painter: QPainter) -> None:
        world = painter.worldTransform()
        seen = QRectF(painter.viewport()).adjusted(-9, -9, 9, 9)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().casing), 1.2))
        painter.setBrush(QColor(self._colour))
        for x, y, turn in self._arrows():
            place = world.map(QPointF(x, y))
            if seen.contains(place):
                at = QTransform.fromTranslate(place.x(), place.y()).rotate(turn)
                painter.setWorldTransform(at)
                painter.drawPolygon(_ARROW)
        painter.restore()
