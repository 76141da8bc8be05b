"""Things drawn in screen pixels at a place of the map: labels, badges, arrows, home."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.style.tokens import ink_on

Draw = Callable[[QPainter], None]


class Glyph(QGraphicsItem):
    """A drawing of fixed size; `half_w`, `half_h` bound it, `text_px` its words, in pixels."""

    def __init__(self, x: float, y: float, draw: Draw, half_w: float = 14, half_h: float = 14):
        super().__init__()
        self.setPos(x, y)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._draw = draw
        self.text_px = QRectF()
        self._bounds = QRectF(-half_w, -half_h, 2 * half_w, 2 * half_h)

    def boundingRect(self) -> QRectF:
        """Return the bounds in pixels."""
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter)


def label(
    x: float, y: float, text: str, *, ink: str = "", plate: bool = False, up_px: float = 0
) -> Glyph:
    """Return a name at a place: with a halo, or in bold on a plate; `up_px` lifts it."""
    face = font(11, 600 if plate else 500)
    path = _centred(text, face, -up_px)
    bounds = path.boundingRect().adjusted(-8, -6, 8, 6)

    def draw(painter: QPainter) -> None:
        if plate:
            painter.translate(_into_sight(painter, path.boundingRect().adjusted(-8, 0, 8, 0)), 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens().surface, 232))
            painter.drawRoundedRect(path.boundingRect().adjusted(-6, -4, 6, 4), 4, 4)
        else:
            painter.strokePath(path, _halo())
        painter.fillPath(path, QColor(ink or tokens().ink))

    half_w = max(abs(bounds.left()), abs(bounds.right()))
    half_h = max(abs(bounds.top()), abs(bounds.bottom()))
    half_w *= 2 if plate else 1  # room to step aside
    made = Glyph(x, y, draw, half_w, half_h)
    made.text_px = path.boundingRect()
    return made


def _into_sight(painter: QPainter, bounds: QRectF) -> float:
    """Return how far a plate whose place is in sight steps aside not to be cut, pixels."""
    place, width = painter.transform().dx(), painter.viewport().width()
    if not 0 <= place <= width or bounds.width() > width:
        return 0.0
    return max(0.0, -bounds.left() - place) - max(0.0, place + bounds.right() - width)


def _centred(text: str, face: QFont, dy: float) -> QPainterPath:
    path = QPainterPath()
    path.addText(0, 0, face, text)
    width = path.boundingRect().width()
    path.translate(-width / 2, dy + face.pixelSize() * 0.36)
    return path


def _halo() -> QPen:
    return QPen(
        QColor(tokens().casing),
        3.5,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def tower(x: float, y: float) -> Glyph:
    """Return a power line's tower."""

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(tokens().ink), 1.4))
        painter.setBrush(QColor(tokens().casing))
        painter.drawRect(QRectF(-3, -3, 6, 6))

    return Glyph(x, y, draw, 5, 5)


def home(x: float, y: float) -> Glyph:
    """Return the take-off place."""
    house = pixmap("house-simple", "#FFFFFF", 14)

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor("#FFFFFF"), 2))
        painter.setBrush(QColor(tokens().accent))
        painter.drawEllipse(QPointF(0, 0), 11, 11)
        painter.drawPixmap(-7, -7, house)

    return Glyph(x, y, draw)


def sign(x: float, y: float, glyph: str) -> Glyph:
    """Return a place that has an icon: a white disc with an accent ring."""
    face = pixmap(glyph, tokens().accent, 12)

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawEllipse(QPointF(0, 0), 10, 10)
        painter.drawPixmap(-6, -6, face)

    return Glyph(x, y, draw)


def cross(x: float, y: float, ringed: bool) -> Glyph:
    """Return a control point: a cross, with a ring where it is for checking."""

    def draw(painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for hue, thick in ((tokens().casing, 5.0), (tokens().ink, 2.0)):
            painter.setPen(QPen(QColor(hue), thick))
            painter.drawLine(QPointF(-6, 0), QPointF(6, 0))
            painter.drawLine(QPointF(0, -6), QPointF(0, 6))
            if ringed:
                painter.drawEllipse(QPointF(0, 0), 6, 6)

    return Glyph(x, y, draw, 11, 11)


def badge(x: float, y: float, number: str, fill: str, *, chosen: bool = False) -> Glyph:
    """Return a sortie's number at its start: a ring, or larger and filled where it is chosen."""
    radius = 11.0 if chosen else 8.0
    width = radius if len(number) < 3 and number.isdigit() else radius + 3.0
    ground = fill if chosen else tokens().surface
    ink = ink_on(fill) if chosen else tokens().text

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(tokens().casing if chosen else fill), 2))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(-width, -radius, 2 * width, 2 * radius), radius, radius)
        painter.setPen(QColor(ink))
        painter.setFont(font(12 if chosen else 11, 700))
        box = QRectF(-width, -radius, 2 * width, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)

    return Glyph(x, y, draw, width + 3, radius + 3)


def aircraft(x: float, y: float, fill: str) -> Glyph:
    """Return the aircraft, nose up; `setRotation` turns it clockwise by its heading."""
    shape = QPolygonF([QPointF(0, -11), QPointF(7.5, 8), QPointF(0, 4), QPointF(-7.5, 8)])

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(tokens().casing), 2))
        painter.setBrush(QColor(fill))
        painter.drawPolygon(shape)

    return Glyph(x, y, draw, 13, 13)


def ring(x: float, y: float) -> Glyph:
    """Return the place looked at: a ring of 16 pixels with ticks."""

    def draw(painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for hue, thick in ((tokens().casing, 4.5), (tokens().ink, 2.0)):
            painter.setPen(QPen(QColor(hue), thick))
            painter.drawEllipse(QPointF(0, 0), 8, 8)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(8 * dx, 8 * dy), QPointF(15 * dx, 15 * dy))

    return Glyph(x, y, draw, 18, 18)
