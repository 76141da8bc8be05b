"""Legend marks of 16 pixels: fill, outline, line, hatch, ramp."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QLabel

_RATIO = 2
Draw = Callable[[QPainter, QRectF], None]


def line(colour: str) -> QLabel:
    """Return a line."""

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(colour), 2))
        middle = area.center().y()
        painter.drawLine(QPointF(area.left() - 1, middle), QPointF(area.right() + 1, middle))

    return _mark(draw)


def disc(colour: str) -> QLabel:
    """Return a filled disc."""

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(area)

    return _mark(draw)


def outline(colour: str) -> QLabel:
    """Return an empty square."""

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(colour), 1.6))
        painter.drawRoundedRect(area, 2, 2)

    return _mark(draw)


def hatch(colour: str) -> QLabel:
    """Return a hatched square."""

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.drawRoundedRect(area, 2, 2)
        painter.setClipRect(area)
        for start in range(-16, 16, 5):
            painter.drawLine(QPointF(start, 16), QPointF(start + 16, 0))

    return _mark(draw)


def mark_of(draw: Callable[[QPainter, QPointF], None]) -> QLabel:
    """Return a mark as the map draws it at a place."""
    return _mark(lambda painter, area: draw(painter, area.center()))


def ramp(colours: Sequence[str], width: int = 16, height: int = 16) -> QLabel:
    """Return equal steps of colours; one colour makes a plain square."""
    return _labelled(_ramp_picture(tuple(colours), width, height), width, height)


@lru_cache(maxsize=256)
def _ramp_picture(colours: tuple[str, ...], width: int, height: int) -> QPixmap:
    # Lists of layers are made anew often, and drawing is what takes the time.
    def draw(painter: QPainter, area: QRectF) -> None:
        area = area if height > 8 else QRectF(0, 0, width, height)
        path = QPainterPath()
        path.addRoundedRect(area, 2, 2)
        painter.setClipPath(path)
        step = width / len(colours)
        for place, colour in enumerate(colours):
            painter.fillRect(QRectF(place * step, 0, step + 0.5, height), QColor(colour))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(0, 0, 0, 50), 1))
        painter.drawPath(path)

    return _drawn(draw, width, height)


def _mark(draw: Draw, width: int = 16, height: int = 16) -> QLabel:
    return _labelled(_drawn(draw, width, height), width, height)


def _drawn(draw: Draw, width: int, height: int) -> QPixmap:
    picture = QPixmap(width * _RATIO, height * _RATIO)
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(2, 2, width - 4, height - 4))
    painter.end()
    return picture


def _labelled(picture: QPixmap, width: int, height: int) -> QLabel:
    made = QLabel()
    made.setPixmap(picture)
    made.setFixedSize(width, height)
    return made
