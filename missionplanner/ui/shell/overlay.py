"""What is painted over the map's edge: scale bar, north arrow, and grid or graticule."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets.measures import LengthUnit, Measures
from missionplanner.units import FOOT_M

Floats = NDArray[np.float64]
_LENGTHS_M = (20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10)
_LENGTHS_FT = (60_000, 30_000, 12_000, 6000, 3000, 2000, 1000, 500, 200, 100, 50, 20)
_LONGEST_PX = 150  # more would run under the bar of epochs on a small screen
_SCALE_PX = 40
_EDGE = 12
_APART_PX = 110.0
_STEPS = (1.0, 2.0, 5.0)
# Steps of degrees that are whole seconds or minutes.
_STEPS_DEG = (
    *(s / 3600 for s in (1, 2, 5, 10, 15, 30)),
    *(m / 60 for m in (1, 2, 5, 10, 15, 30)),
    *(1.0, 2.0, 5.0, 10.0),
)
_BENT = 9  # points of a meridian or parallel across the view


class Overlay(QWidget):
    """Lets the mouse through. `measures` and `grid` are set from outside."""

    def __init__(self, parent: QWidget, canvas: Canvas) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.measures, self.grid = Measures(), ""
        self.frame: SiteFrame | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw all of them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.grid and self.frame is not None:
            self._lines(painter, self.frame)
        self._scale_bar(painter)
        self._north(painter, QPointF(self.width() - _EDGE - 18, _EDGE + 18))

    def _lines(self, painter: QPainter, frame: SiteFrame) -> None:
        """Draw each line with its number at the map's edge."""
        made = metre_lines if self.grid == "lines" else degree_lines
        for points, words, upright in made(self._canvas.shown(), self._px_m(), frame):
            path = QPolygonF([self._canvas.pixel_of(float(x), float(y)) for x, y in points])
            painter.setPen(QPen(colour(tokens().ink, 70), 1))
            painter.drawPolyline(path)
            self._number(painter, path, words, upright)

    def _number(self, painter: QPainter, path: QPolygonF, words: str, upright: bool) -> None:
        ends = [path.at(0), path.at(path.size() - 1)]
        if upright:
            top = min(ends, key=lambda p: p.y())
            place = QPointF(top.x() + 4, max(14.0, top.y() + 14))
        else:
            left = min(ends, key=lambda p: p.x())
            place = QPointF(max(4.0, left.x() + 4), left.y() - 3)
        under_scale = place.x() < _EDGE + _LONGEST_PX and place.y() > self.height() - _SCALE_PX
        if not under_scale:  # two numbers on each other are read by nobody
            _words(painter, place, words, 10, 400)

    def _px_m(self) -> float:
        return self._canvas.metres_per_pixel()

    def _scale_bar(self, painter: QPainter) -> None:
        metres = self._px_m()
        feet = self.measures.length is LengthUnit.FEET
        unit_m = FOOT_M if feet else 1.0
        steps = _LENGTHS_FT if feet else _LENGTHS_M
        length = next((s for s in steps if s * unit_m / metres < _LONGEST_PX), steps[-1])
        width, x, y = length * unit_m / metres, 16.0, self.height() - 16.0
        bar = QPolygonF(
            [QPointF(x, y - 5), QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y - 5)]
        )
        for hue, thick in ((tokens().casing, 5), (tokens().ink, 2)):
            painter.setPen(
                QPen(QColor(hue), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
            )
            painter.drawPolyline(bar)
        far = f"{length // 1000} km" if length >= 1000 else f"{length} m"
        _words(painter, QPointF(x + 6, y - 6), f"{length:,} ft" if feet else far, 11, 600)

    @staticmethod
    def _north(painter: QPainter, centre: QPointF) -> None:
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.setBrush(QColor(tokens().surface))
        painter.drawEllipse(centre, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().text))
        tip = [QPointF(0, -14), QPointF(4.5, -4), QPointF(-4.5, -4)]
        painter.drawPolygon(QPolygonF([centre + point for point in tip]))
        painter.setPen(QColor(tokens().text))
        painter.setFont(font(11, 700))
        letter = QRectF(centre.x() - 10, centre.y() - 5, 20, 16)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, "N")


Line = tuple[list[tuple[float, float]], str, bool]
View = tuple[float, float, float, float]


def metre_lines(view: View, px_m: float, _frame: SiteFrame) -> Iterable[Line]:
    """Yield the site grid's lines in a view: points, number, and whether it runs upwards."""
    left, bottom, width, height = view
    step = next(
        s * 10.0**power for power in range(9) for s in _STEPS if s * 10.0**power / px_m >= _APART_PX
    )
    for x in _whole(left, left + width, step):
        yield [(x, bottom), (x, bottom + height)], f"{x:,.0f} E", True
    for y in _whole(bottom, bottom + height, step):
        yield [(left, y), (left + width, y)], f"{y:,.0f} N", False


def degree_lines(view: View, px_m: float, frame: SiteFrame) -> Iterable[Line]:
    """Yield meridians and parallels in a view, bent as the site's grid bends them."""
    left, bottom, width, height = view
    rim = [(left + width * u, bottom + height * v) for u in (0, 0.5, 1) for v in (0, 0.5, 1)]
    lon, lat = frame.inverse([x for x, _ in rim], [y for _, y in rim])
    west, east, south, north = lon.min(), lon.max(), lat.min(), lat.max()
    if not np.isfinite([west, east, south, north]).all():
        return
    a_degree_px = (east - west) and width / px_m / (east - west)
    fitting = (s for s in _STEPS_DEG if s * a_degree_px >= _APART_PX)
    step = next(fitting, _STEPS_DEG[-1])
    up, across = np.linspace(south, north, _BENT), np.linspace(west, east, _BENT)
    for at in _whole(west, east, step):
        yield _placed(frame, np.full(_BENT, at), up), _angle(at, "EW", step), True
    for at in _whole(south, north, step):
        yield _placed(frame, across, np.full(_BENT, at)), _angle(at, "NS", step), False


def _placed(frame: SiteFrame, lon: Floats, lat: Floats) -> list[tuple[float, float]]:
    x, y = frame.forward(lon, lat)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _whole(low: float, high: float, step: float) -> list[float]:
    return [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _angle(value: float, letters: str, step: float) -> str:
    """Return degrees, with minutes and seconds where the lines stand so near."""
    seconds = round(abs(value) * 3600)
    degree, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    words = f"{degree}°"
    if step < 1.0:
        words += f"{minute:02d}′"
    if step < 1 / 60:
        words += f"{second:02d}″"
    return f"{words} {letters[0] if value >= 0 else letters[1]}"


def _words(painter: QPainter, place: QPointF, words: str, size: int, weight: int) -> None:
    path = QPainterPath()
    path.addText(place, font(size, weight), words)
    painter.strokePath(path, QPen(QColor(tokens().casing), 3))
    painter.fillPath(path, QColor(tokens().ink))
