"""Icons: Phosphor regular from qtawesome, and the program's own mark."""

from functools import cache
from pathlib import Path
from typing import Any

import qtawesome
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF
from qtawesome.iconic_font import IconicFont

from missionplanner.assets import resources
from missionplanner.ui.style.theme import tokens

_WINGS = ((2.5, 6), (7.5, 5.5), (10, 8.5), (12.5, 5.5), (17.5, 6), (13, 8.5), (10, 15.5), (7, 8.5))


def icon(name: str, colour: str | None = None) -> QIcon:
    """Return a Phosphor icon; the muted colour unless told, faded where disabled."""
    shown = colour or tokens().muted
    # On the accent white is read; on the grey of a disabled button it would not be.
    faded = QColor(tokens().muted if shown == tokens().on_accent else shown)
    faded.setAlphaF(0.45)
    made: QIcon = _phosphor().icon(f"ph.{name}", color=shown, color_disabled=faded)
    return made


@cache
def _phosphor() -> Any:
    """Return the one font of qtawesome's eleven that the program shows: the others take time."""
    fonts = Path(qtawesome.__file__).parent / "fonts"
    (letters,), (names,) = fonts.glob("phosphor-*.ttf"), fonts.glob("phosphor-charmap-*.json")
    return IconicFont(("ph", letters.name, names.name))


def pixmap(name: str, colour: str | None = None, side: int = 16) -> QPixmap:
    """Return an icon as a picture of `side` pixels."""
    return icon(name, colour).pixmap(QSize(side, side))


def window_icon() -> QIcon:
    """Return the icon for title bars and task bars."""
    return QIcon(str(resources() / "icons" / "missionplanner.svg"))


def mark(side: int = 20) -> QPixmap:
    """Return the program's mark: two swept wings on an accent tile."""
    ratio = 2
    picture = QPixmap(side * ratio, side * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 20, side / 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().accent))
    painter.drawRoundedRect(QRectF(0, 0, 20, 20), 5, 5)
    painter.setBrush(QColor(tokens().on_accent))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _WINGS]))
    painter.end()
    return picture
