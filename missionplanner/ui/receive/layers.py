"""What the map shows of photos: ground seen, images announced, missing, spoiled, and gaps."""

import math
from abc import abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QLabel, QStyleOptionGraphicsItem, QWidget

from missionplanner.model.survey_state import SEEN, SEEN_OFTEN, PhotoEntry, SensorState
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.ground import cell_edges
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_line, path_of_lines, path_of_polygons, pen
from missionplanner.ui.receive.radios import NONE, radio_hue, radio_name
from missionplanner.ui.receive.views import LinkView
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import number, percent

Places = NDArray[np.float64]
Draw = Callable[[QPainter, QPointF], None]
GROUP = "photos"
_ONCE_ALPHA, _OFTEN_ALPHA = 0.12, 0.28
_FILL, _CLOSE_PX, _MARGIN_M = 0.18, 8.0, 30.0
# From this scale on, single footprints can be told apart.
_SINGLE = 4000.0
_MOST_PLATES, _PLATE_PX = 12, (120.0, 26.0)


class MarkItem(QGraphicsItem):
    """Marks of one size on the screen; where they are crowded, every second one, or fourth."""

    def __init__(self, places: Places, draw: Draw) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._places, self._draw = places, draw
        step = np.hypot(*np.diff(places, axis=0).T) if len(places) > 1 else np.zeros(1)
        self._apart_m = float(np.median(step))
        low, high = places.min(axis=0), places.max(axis=0)
        room = (-_MARGIN_M, -_MARGIN_M, _MARGIN_M, _MARGIN_M)
        self._bounds = QRectF(QPointF(*low), QPointF(*high)).adjusted(*room)

    def boundingRect(self) -> QRectF:
        """Return the bounds in site metres."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw them."""
        world = painter.worldTransform()
        apart_px = self._apart_m * math.hypot(world.m11(), world.m12())
        every = max(1, math.ceil(_CLOSE_PX / apart_px)) if apart_px > 0 else 1
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, y in self._places[::every]:
            self._draw(painter, world.map(QPointF(x, y)))
        painter.restore()


class PhotoLayer(Layer):
    """A layer of the photos of the sensor shown."""

    @abstractmethod
    def show_sensor(self, one: SensorState) -> None:
        """Draw what there is of a sensor."""

    def show_note(self, note: str) -> None:
        """Say how much there is of it."""
        self.note = note

    def add_marks(self, places: Places, draw: Draw, height: float) -> None:
        """Put a mark at each place."""
        if len(places):
            self.add(MarkItem(places, draw), height)


class ReceivedLayer(PhotoLayer):
    """Ground that photos show, paler where seldom; near by, the footprint of each."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "received", GROUP)
        self.words = self.tr("Received")
        self._edges: list[QGraphicsItem] = []
        canvas.moved.connect(self._show_edges)

    def swatch(self) -> QLabel | None:
        """Return a filled square."""
        return swatches.ramp((tokens().link,))

    def show_sensor(self, one: SensorState) -> None:
        """Draw it."""
        self.clear()
        seen, hue = one.raster, QColor(tokens().link)
        rgba = np.zeros((*seen.level.shape, 4), np.uint8)
        rgba[..., :3] = (hue.red(), hue.green(), hue.blue())
        rgba[seen.level == SEEN, 3] = round(255 * _ONCE_ALPHA)
        rgba[seen.level == SEEN_OFTEN, 3] = round(255 * _OFTEN_ALPHA)
        image = pg.ImageItem(rgba, axisOrder="row-major", levels=(0, 255), autoLevels=False)
        image.setRect(QRectF(*cell_edges(seen.x0_m, seen.y0_m, seen.cell_m, seen.level.shape)))
        self.add(image, -40)
        outlines = [e.outline_m for e in one.entries if e.outline_m is not None and not e.blind]
        closed = [np.vstack((edge, edge[:1])).astype(np.float64) for edge in outlines]
        self.add_path(path_of_lines(closed), pen(tokens().link, 1.0, 150), 33)
        self._edges = self._items[-1:]
        self._show_edges()
        self.show_note(number(one.matched))

    def clear(self) -> None:
        """Take every item off the map."""
        self._edges = []
        super().clear()

    def _show_items(self) -> None:
        super()._show_items()
        self._show_edges()

    def _show_edges(self) -> None:
        near = self._canvas.scale_number() <= _SINGLE
        for item in self._edges:
            item.setVisible(self.in_sight and near)


class AnnouncedLayer(PhotoLayer):
    """Images of which a preview came: the ground they will show, and a ring at each place."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "announced", GROUP)
        self.words = self.tr("Announced")

    def swatch(self) -> QLabel | None:
        """Return an empty square."""
        return swatches.outline(tokens().link)

    def show_sensor(self, one: SensorState) -> None:
        """Draw it."""
        self.clear()
        waiting = [e.place_m for e in one.entries if e.announced and e.place_m is not None]
        if not one.announced_outline_m.is_empty:
            path = path_of_polygons(one.announced_outline_m)
            self.add_path(path, pen(tokens().casing, 3.6, 200), 34)
            self.add_path(path, pen(tokens().link, 1.6, dash=(4, 3)), 35)
        self.add_marks(np.array(waiting).reshape(-1, 2), _ring, 52)
        self.show_note(number(len(waiting)))


class MissingLayer(PhotoLayer):
    """Images of the plan that were passed over and not heard of."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "missing", GROUP)
        self.words = self.tr("Missing")

    def swatch(self) -> QLabel | None:
        """Return a cross."""
        return swatches.mark_of(_cross)

    def show_sensor(self, one: SensorState) -> None:
        """Draw it."""
        self.clear()
        self.add_marks(one.missing_m, _cross, 54)
        self.show_note(number(len(one.missing_m)))


class NotFlownLayer(PhotoLayer):
    """Strips of the plan that were left out."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "not-flown", GROUP)
        self.words = self.tr("Not flown")

    def swatch(self) -> QLabel | None:
        """Return three dots."""
        return swatches.mark_of(_dots)

    def show_sensor(self, one: SensorState) -> None:
        """Draw it."""
        self.clear()
        if one.not_flown_m:
            path = path_of_lines(one.not_flown_m)
            self.add_path(path, pen(tokens().casing, 4.0, 200), 36)
            self.add_path(path, pen(tokens().text, 1.4, dash=(1.2, 3)), 37)
        self.show_note(number(one.not_flown))


class SpoiledLayer(PhotoLayer):
    """Photos that are there and show nothing that counts: blurred, badly exposed, elsewhere."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "spoiled", GROUP)
        self.words = self.tr("Blurred or spoiled")

    def swatch(self) -> QLabel | None:
        """Return a triangle."""
        return swatches.mark_of(_triangle)

    def show_sensor(self, one: SensorState) -> None:
        """Draw it; a double is no loss."""
        self.clear()
        lost = [e for e in one.entries if e.blind and e.flaws != ("duplicate",)]
        placed = [e.place_m for e in lost if e.place_m is not None and "elsewhere" not in e.flaws]
        self.add_marks(np.array(placed).reshape(-1, 2), _triangle, 53)
        self.show_note(number(len(lost)))


class GapLayer(PhotoLayer):
    """Holes, numbered by their area."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "gaps", GROUP)
        self.words = self.tr("Gaps")
        self.measures = Measures()
        self._plates: list[tuple[QGraphicsItem, tuple[float, float]]] = []
        canvas.moved.connect(self._show_plates)

    def swatch(self) -> QLabel | None:
        """Return an empty square."""
        return swatches.outline(tokens().warn)

    def show_sensor(self, one: SensorState) -> None:
        """Draw it; each has a plate, shown as far as there is room."""
        self.clear()
        warn = tokens().warn
        for place, gap in enumerate(one.gaps, 1):
            path = path_of_polygons(gap.outline_m)
            self.add_path(path, pen(tokens().casing, 5.0, 220), 48)
            self.add_path(path, pen(warn, 2.4), 49, colour(warn, round(255 * _FILL)))
            at = (gap.place_m[0], float(gap.outline_m.bounds[3]))
            area = self.measures.area_words(gap.area_m2)
            words = self.tr("Gap {0} · {1}").format(place, area)
            plate = glyphs.label(*at, words, ink=warn, plate=True, up_px=14)
            self.add(plate, 62)
            self._plates.append((plate, at))
        self._show_plates()
        total = sum(gap.area_m2 for gap in one.gaps)
        self.show_note(self.measures.area_words(total))

    def clear(self) -> None:
        """Take every item off the map."""
        self._plates = []
        super().clear()

    def _show_items(self) -> None:
        super()._show_items()
        self._show_plates()

    def _show_plates(self) -> None:
        """Show plates that lie on no larger gap's: one on another is read by nobody."""
        named = np.empty((0, 2))
        apart = np.array(_PLATE_PX) * self._canvas.metres_per_pixel()
        for plate, at in self._plates:
            free = not (np.abs(named - at) < apart).all(axis=1).any()
            shown = self.in_sight and free and len(named) < _MOST_PLATES
            plate.setVisible(shown)
            if shown:
                named = np.vstack((named, at))


class RadioLayer(Layer):
    """Where the route is covered by one radio; where by none, dots."""

    def __init__(self, canvas: Canvas, radio: str) -> None:
        super().__init__(canvas, f"radio-{radio}", GROUP)
        self.radio, self.words = radio, radio_name(radio)

    def swatch(self) -> QLabel | None:
        """Return a line in its colour."""
        return swatches.line(radio_hue(self.radio))

    def show_link(self, view: LinkView | None) -> None:
        """Draw it; None: nothing is judged."""
        self.clear()
        lines = view.lines.get(self.radio, ()) if view else ()
        if view is None or not lines:
            return
        path, lost = path_of_lines(lines), self.radio == NONE
        dash = (1.2, 3) if lost else ()
        self.add_path(path, pen(tokens().casing, 5.0, 220), 38)
        self.add_path(path, pen(radio_hue(self.radio), 2.6, dash=dash), 39)
        self.note = f"{percent(view.shares[self.radio], 0)} %"


class ChosenPhotoLayer(Layer):
    """The photo chosen: the ground it shows, and its name."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "chosen-photo", "")

    def show_photo(self, photo: PhotoEntry | None, words: str) -> None:
        """Draw it; None: nothing is chosen."""
        self.clear()
        if photo is None or photo.place_m is None:
            return
        (x, top), hue = photo.place_m, tokens().link
        if photo.outline_m is not None:
            edge = photo.outline_m.astype(np.float64)
            path = path_of_line(np.vstack((edge, edge[:1])))
            self.add_path(path, pen(tokens().casing, 4.0, 220), 55)
            self.add_path(path, pen(hue, 2.0), 56, colour(hue, 31))
            x, top = float(edge[:, 0].mean()), float(edge[:, 1].max())
        else:
            self.add(glyphs.ring(*photo.place_m), 57)
        ink = tokens().warn if photo.flaws else hue
        self.add(glyphs.label(x, top, words, ink=ink, plate=True, up_px=14), 63)


def photo_at(
    entries: Sequence[PhotoEntry], x_m: float, y_m: float, reach_m: float
) -> PhotoEntry | None:
    """Return the photo whose place is nearest to a click and in reach of it."""
    placed = [entry for entry in entries if entry.place_m is not None]
    if not placed:
        return None
    away = shapely.distance(
        shapely.points([entry.place_m for entry in placed]), shapely.Point(x_m, y_m)
    )
    nearest = int(np.argmin(away))
    return placed[nearest] if away[nearest] <= reach_m else None


def _ring(painter: QPainter, at: QPointF) -> None:
    painter.setBrush(QColor(tokens().casing))
    painter.setPen(QPen(QColor(tokens().link), 1.4))
    painter.drawEllipse(at, 3, 3)


def _cross(painter: QPainter, at: QPointF) -> None:
    for hue, wide in ((tokens().casing, 4.2), (tokens().error, 1.8)):
        painter.setPen(QPen(QColor(hue), wide))
        for way in (-1, 1):
            painter.drawLine(at + QPointF(-3.5, -3.5 * way), at + QPointF(3.5, 3.5 * way))


def _triangle(painter: QPainter, at: QPointF) -> None:
    corners = [QPointF(0, -5.5), QPointF(5, 4), QPointF(-5, 4)]
    painter.setPen(QPen(QColor(tokens().casing), 1.6))
    painter.setBrush(QColor(tokens().warn))
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def _dots(painter: QPainter, at: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().text))
    for x in (-5, 0, 5):
        painter.drawEllipse(at + QPointF(x, 0), 1.4, 1.4)
