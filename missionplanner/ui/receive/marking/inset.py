"""Where a photo was taken: control points, the photos that see the one chosen, a footprint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import ControlPoint
from missionplanner.model.survey_state import PhotoEntry
from missionplanner.ui.map.shapes import path_of_polygons
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens

_WIDE, _HIGH, _SHARE, _ASIDE, _RADIUS = 208, 156, 0.42, 12, 6
_HEAD_PX, _MARGIN_PX, _NEAR_PX, _SIDE_PX = 22, 14, 12.0, 5.0
_ROOM = 1.15
Place = tuple[float, float]


@dataclass(frozen=True)
class MarkingGround:
    """The ground that the marking view is about, site metres.

    Attributes
    ----------
    points : mapping of name to (x, y)
        Control points.
    checks : frozenset of str
        Names of those that only check.
    area : BaseGeometry
        Polygons to be surveyed; may be empty.
    photos : mapping of file name to PhotoEntry
        With the place and the outline on the ground, as far as they are known.
    """

    points: Mapping[str, Place] = field(default_factory=dict)
    checks: frozenset[str] = frozenset()
    area: BaseGeometry = field(default_factory=MultiPolygon)
    photos: Mapping[str, PhotoEntry] = field(default_factory=dict)


def marking_ground(
    epsg: int, area: BaseGeometry, points: Sequence[ControlPoint], photos: Sequence[PhotoEntry]
) -> MarkingGround:
    """Return the ground in site metres; `area` and `points` in degrees, longitude first."""
    frame = SiteFrame(epsg)
    lon, lat = [p.lon_deg for p in points], [p.lat_deg for p in points]
    x, y = frame.forward(np.array(lon, np.float64), np.array(lat, np.float64))
    return MarkingGround(
        {p.name: (float(x[k]), float(y[k])) for k, p in enumerate(points)},
        frozenset(p.name for p in points if p.checks),
        frame.project(area),
        {one.name: one for one in photos},
    )


class InsetMap(QWidget):
    """Lies in the lower right corner of its parent; `chosen(str)`: the point that was clicked."""

    chosen = Signal(str)

    def __init__(self, ground: MarkingGround, parent: QWidget) -> None:
        super().__init__(parent)
        self.ground = ground
        self.point, self.photo = "", ""
        self.seeing: tuple[str, ...] = ()
        self.suspect: frozenset[str] = frozenset()
        self._bounds = self._found_bounds()
        self.setAccessibleName(self.tr("Where it was taken"))
        self.setToolTip(self.tr("A click on a control point chooses it"))
        self._over = parent
        parent.installEventFilter(self)
        self._place()

    def show_state(
        self, point: str, photo: str, seeing: Sequence[str], suspect: frozenset[str]
    ) -> None:
        """Show a point, the photos that see it, the one looked at, and points that are off."""
        self.point, self.photo = point, photo
        self.seeing, self.suspect = tuple(seeing), suspect
        self.update()

    def place_of(self, x_m: float, y_m: float) -> QPointF:
        """Return where a place of the site lies in the widget."""
        west, south, east, north = self._bounds
        room = self._room()
        scale = min(room.width() / (east - west), room.height() / (north - south))
        away = QPointF(x_m - (west + east) / 2, (south + north) / 2 - y_m) * scale
        return room.center() + away

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point under the mouse; elsewhere nothing happens, nor to the photo below."""
        event.accept()
        found = [
            (QPointF(self.place_of(*at) - event.position()).manhattanLength(), name)
            for name, at in self.ground.points.items()
        ]
        away, name = min(found, default=(_NEAR_PX + 1, ""))
        if away <= _NEAR_PX:
            self.chosen.emit(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw plate, area, footprint, photos and points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
        painter.setFont(font(11, 600))
        painter.setPen(QColor(tokens().text))
        head = QRectF(8, 2, self.width() - 16, _HEAD_PX)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = self.tr("Where it was taken")
        mode = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(words, mode, int(head.width()))
        painter.drawText(head, left, words)
        self._draw_area(painter)
        self._draw_photos(painter)
        names = sorted(self.ground.points, key=lambda n: (n == self.point, n in self.suspect))
        for name in names:
            self._draw_point(painter, name)

    def _draw_area(self, painter: QPainter) -> None:
        if self.ground.area.is_empty:
            return
        origin, far = self.place_of(0.0, 0.0), self.place_of(1.0, 1.0)
        painter.save()
        painter.setClipRect(self.rect().adjusted(2, _HEAD_PX, -2, -2))
        painter.translate(origin)
        painter.scale(far.x() - origin.x(), far.y() - origin.y())
        pen = QPen(QColor(tokens().text), 1.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(QColor(tokens().raised))
        painter.drawPath(path_of_polygons(self.ground.area))
        painter.restore()

    def _draw_photos(self, painter: QPainter) -> None:
        link = tokens().link
        now = self.ground.photos.get(self.photo)
        if now is not None and now.outline_m is not None:
            ring = QPolygonF([self.place_of(float(x), float(y)) for x, y in now.outline_m])
            painter.setPen(QPen(QColor(link), 2.0))
            painter.setBrush(colour(link, 31))
            painter.setClipRect(self.rect().adjusted(2, _HEAD_PX, -2, -2))
            painter.drawPolygon(ring)
            painter.setClipping(False)
        for name in self.seeing:
            one = self.ground.photos.get(name)
            if one is None or one.place_m is None:
                continue
            mine = name == self.photo
            painter.setPen(QPen(QColor(link), 1.4))
            painter.setBrush(QColor(link) if mine else QColor(tokens().surface))
            painter.drawEllipse(self.place_of(*one.place_m), 3.0, 3.0)

    def _draw_point(self, painter: QPainter, name: str) -> None:
        at, mine = self.place_of(*self.ground.points[name]), name == self.point
        hue = tokens().text
        if name in self.suspect or mine:
            hue = tokens().error if name in self.suspect else tokens().link
        shape = QPolygonF(
            [
                at + QPointF(0, -_SIDE_PX),
                at + QPointF(_SIDE_PX, _SIDE_PX * 0.8),
                at + QPointF(-_SIDE_PX, _SIDE_PX * 0.8),
            ]
        )
        painter.setPen(QPen(QColor(tokens().casing), 4.0))
        painter.drawPolygon(shape)
        painter.setPen(QPen(QColor(hue), 1.5))
        hollow = name in self.ground.checks
        painter.setBrush(QColor(tokens().surface if hollow else hue))
        painter.drawPolygon(shape)
        if not (mine or name in self.suspect):
            return
        painter.setFont(font(11, 600))
        wide = painter.fontMetrics().horizontalAdvance(name) + 8
        plate = QRectF(0, 0, wide, 15)
        plate.moveCenter(at + QPointF(0, 14))
        plate.moveLeft(min(max(plate.left(), 2.0), max(self.width() - 2.0 - wide, 2.0)))
        if plate.bottom() > self.height() - 2:
            plate.moveBottom(at.y() - 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(hue))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), name)

    def _room(self) -> QRectF:
        top = _HEAD_PX + _MARGIN_PX / 2
        return QRectF(self.rect()).adjusted(_MARGIN_PX, top, -_MARGIN_PX, -_MARGIN_PX)

    def _found_bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of points and photos; at least 20 m each way.

        Of an area far larger than these no more is shown: they would lie on one another.
        """
        ground = self.ground
        found = [*ground.points.values()]
        found += [one.place_m for one in ground.photos.values() if one.place_m is not None]
        xy = np.array(found, np.float64).reshape(-1, 2)
        if not len(xy):
            return 0.0, 0.0, 1.0, 1.0
        middle, half = (xy.min(axis=0) + xy.max(axis=0)) / 2, np.ptp(xy, axis=0) / 2
        half = np.maximum(half * _ROOM, 10.0)
        return (*(middle - half).tolist(), *(middle + half).tolist())

    def _place(self) -> None:
        """Take the corner, and no more of the photo than it can spare."""
        over = self._over
        share = min(1.0, _SHARE * over.width() / _WIDE, _SHARE * over.height() / _HIGH)
        self.resize(round(_WIDE * share), round(_HIGH * share))
        self.move(over.width() - self.width() - _ASIDE, over.height() - self.height() - _ASIDE)
