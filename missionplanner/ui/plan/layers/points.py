"""Waypoints and places of images: drawn when one is near enough to tell them apart."""

import math
from abc import abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QLabel, QStyleOptionGraphicsItem, QWidget

from missionplanner.model.flown import FlownCourse
from missionplanner.model.plan import Sortie
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets import swatches

Points = NDArray[np.float64]
_APART_PX = 22.0  # points that lie closer are a blur
_MOST = 3000  # marks on the screen at once
_MARGIN_M = 50.0


class PointItem(QGraphicsItem):
    """Many marks of one size on the screen; none where they would be a blur."""

    def __init__(self, places: Points, side_px: float, line: str, fill: str, round_: bool) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._places, self._side = places, side_px
        self._line, self._fill, self._round = line, fill, round_
        step = np.hypot(*np.diff(places, axis=0).T) if len(places) > 1 else np.zeros(1)
        # As np.median, which imports 40 ms of masked arrays when it is first called.
        self._apart_m = float(np.sort(step)[len(step) // 2])
        low, high = places.min(axis=0), places.max(axis=0)
        self._bounds = QRectF(QPointF(*low), QPointF(*high)).adjusted(
            -_MARGIN_M, -_MARGIN_M, _MARGIN_M, _MARGIN_M
        )

    def boundingRect(self) -> QRectF:
        """Return the bounds in site metres."""
        return self._bounds

    def shown(
        self, left: float, bottom: float, width: float, height: float, pixel_m: float
    ) -> Points:
        """Return the places drawn where so much of the site is in sight, `pixel_m` a pixel."""
        if self._apart_m < _APART_PX * pixel_m:
            return self._places[:0]
        x, y = self._places.T
        inside = (x >= left) & (x <= left + width) & (y >= bottom) & (y <= bottom + height)
        found: Points = self._places[inside]
        return found if len(found) <= _MOST else found[:0]

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw what is in sight."""
        world = painter.worldTransform()
        seen = world.inverted()[0].mapRect(QRectF(painter.viewport()))
        pixel_m = 1 / max(math.hypot(world.m11(), world.m12()), 1e-12)
        places = self.shown(seen.x(), seen.y(), seen.width(), seen.height(), pixel_m)
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setPen(QPen(QColor(self._line), 1.4))
        painter.setBrush(colour(self._fill))
        half = self._side / 2
        for x, y in places:
            at = world.map(QPointF(x, y))
            box = QRectF(at.x() - half, at.y() - half, self._side, self._side)
            if self._round:
                painter.drawEllipse(box)
            else:
                painter.drawRect(box)
        painter.restore()


class PointLayer(Layer):
    """Points of the sortie chosen, or of all."""

    def show_courses(
        self, courses: Sequence[FlownCourse], sorties: Sequence[Sortie], only: int | None
    ) -> None:
        """Draw the points of one sortie, or of all where `only` is None."""
        self.clear()
        chosen = range(len(sorties)) if only is None else (only,)
        places = [self._places(courses[k], sorties[k]) for k in chosen if k < len(courses)]
        joined = np.concatenate(places) if places else np.empty((0, 2))
        if len(joined):
            self.add(self._item(joined), 45)

    @property
    def drawn(self) -> bool:
        """True where points are drawn at the map's present scale."""
        items = (item for item in self._items if isinstance(item, PointItem))
        shown, pixel_m = self._canvas.shown(), self._canvas.metres_per_pixel()
        return self.in_sight and any(len(item.shown(*shown, pixel_m)) for item in items)

    @abstractmethod
    def _places(self, course: FlownCourse, sortie: Sortie) -> Points:
        """Return the places of a sortie's points, (n, 2) site metres."""

    @abstractmethod
    def _item(self, places: Points) -> PointItem:
        """Return what draws places."""


class WaypointLayer(PointLayer):
    """The points that a mission file names."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "waypoints", "routes")
        self.words = self.tr("Waypoints")
        self.note = self.tr("by zoom")

    def swatch(self) -> QLabel | None:
        """Return a disc."""
        return swatches.disc(tokens().muted)

    def _places(self, course: FlownCourse, sortie: Sortie) -> Points:
        return np.column_stack((sortie.waypoints.x_m, sortie.waypoints.y_m))

    def _item(self, places: Points) -> PointItem:
        return PointItem(places, 6.0, tokens().ink, tokens().casing, True)


class ShotLayer(PointLayer):
    """Where images are taken; hidden at first."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "shots", "routes")
        self.words = self.tr("Images taken")
        self.note = self.tr("by zoom")
        self.visible = False

    def swatch(self) -> QLabel | None:
        """Return an empty square."""
        return swatches.outline(tokens().accent)

    def _places(self, course: FlownCourse, sortie: Sortie) -> Points:
        return np.column_stack((course.shots.x_m, course.shots.y_m))

    def _item(self, places: Points) -> PointItem:
        return PointItem(places, 5.0, tokens().accent, tokens().casing, False)
