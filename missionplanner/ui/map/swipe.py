"""Two states of a raster side by side: a line that is dragged, and pictures cut at it."""

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from missionplanner.ui.map.hatching import diagonals
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.theme import colour
from missionplanner.ui.widgets.kit import row

_HANDLE_PX = 36
_HATCH_PX, _HATCH_ALPHA = 3.0, 200
_WIDE_PX = 44
_STEP_PX = 24
_NAME_GAP = 12
_TOP = 12

Split = Callable[[], float | None]


class SwipeImage(pg.ImageItem):  # type: ignore[misc]
    """A picture shown on one side of the line only.

    Parameters
    ----------
    side : int
        -1 left, 1 right of the line.
    split : callable
        Returns the line's place in pixels of the map, or None: shown whole.
    hatched : bool
        White lines lie over its values, and over nothing else: where it has none, nothing is seen.
    """

    def __init__(
        self, side: int, split: Split, *, hatched: bool = False, **options: object
    ) -> None:
        super().__init__(**options)
        self._side, self._split = side, split
        self.hatched = hatched

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw what lies on this side."""
        split = self._split()
        if split is None:
            self._paint_whole(painter, *args)
            return
        area = QRectF(painter.viewport())
        left = area.left() if self._side < 0 else split
        right = split if self._side < 0 else area.right() + 1
        painter.save()
        kept = painter.transform()
        painter.resetTransform()
        painter.setClipRect(QRectF(left, area.top(), max(0.0, right - left), area.height()))
        painter.setTransform(kept)
        self._paint_whole(painter, *args)
        painter.restore()

    def _paint_whole(self, painter: QPainter, *args: object) -> None:
        super().paint(painter, *args)
        if self.hatched:
            lines = self._lines(painter, *args)
            painter.save()
            painter.resetTransform()
            painter.drawImage(painter.viewport().topLeft(), lines)
            painter.restore()

    def _lines(self, painter: QPainter, *args: object) -> QImage:
        """Return the lines as they lie on the screen, cut out to where the picture has values."""
        room, ratio = painter.viewport(), painter.device().devicePixelRatio()
        made = QImage(room.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        place = painter.transform() * QTransform.fromTranslate(-room.left(), -room.top())
        own = place.mapRect(QRectF(self.boundingRect()))
        inner = QPainter(made)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner.setClipRect(own)
        inner.setPen(QPen(colour("#FFFFFF", _HATCH_ALPHA), _HATCH_PX))
        inner.drawLines(diagonals(own.intersected(QRectF(made.rect()))))
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        inner.setTransform(place)
        super().paint(inner, *args)
        inner.end()
        return made


class Swipe(QWidget):
    """The line with its handle and the two names; `moved()` when it is dragged.

    It lies on its parent, whose whole height it takes; `share` is its place from left to right.
    """

    moved = Signal()

    def __init__(self, parent: QWidget, share: float = 0.5) -> None:
        super().__init__(parent)
        self.share = share
        self._frame = parent
        self._names = (_name(parent), _name(parent))
        self._grip = 0.0
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Compare two epochs"))
        self.setToolTip(self.tr("Drag to compare"))
        self.show_names("", "")

    @property
    def active(self) -> bool:
        """True where two states are compared."""
        return not self.isHidden()

    def place_px(self) -> float | None:
        """Return where the line is on the parent, or None where nothing is compared."""
        return self.share * self._frame.width() if self.active else None

    def show_names(self, left: str, right: str) -> None:
        """Name both sides; two empty names put the line away."""
        self.setVisible(bool(left or right))
        for label, words in zip(self._names, (left, right), strict=True):
            label.setVisible(bool(words))
            text = label.findChild(QLabel)
            assert text is not None
            text.setText(words)
        self.lay_out()

    def lay_out(self) -> None:
        """Take the place that `share` names; after the parent's size has changed."""
        parent = self._frame
        x = round(self.share * parent.width())
        self.setGeometry(x - _WIDE_PX // 2, 0, _WIDE_PX, parent.height())
        middle, half = parent.height() // 2, _HANDLE_PX // 2 + 2
        line = QRegion(_WIDE_PX // 2 - 4, 0, 8, parent.height())
        disc = QRegion(_WIDE_PX // 2 - half, middle - half, 2 * half, 2 * half,
                       QRegion.RegionType.Ellipse)  # fmt: skip
        self.setMask(line + disc)
        for label, left in zip(self._names, (True, False), strict=True):
            label.adjustSize()
            offset = -_NAME_GAP - label.width() if left else _NAME_GAP
            label.move(x + offset, _TOP)
            label.raise_()
        self.raise_()

    def move_to(self, x_px: float) -> None:
        """Put the line at a place on the parent."""
        width = max(1, self._frame.width())
        share = min(max(x_px / width, 0.02), 0.98)
        if share != self.share:
            self.share = share
            self.lay_out()
            self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grip = event.position().x() - _WIDE_PX / 2
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.move_to(self.mapToParent(event.position()).x() - self._grip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys."""
        step = {Qt.Key.Key_Left: -_STEP_PX, Qt.Key.Key_Right: _STEP_PX}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.move_to(self.share * self._frame.width() + step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line and its handle; white in both themes, since it lies on a raster."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = _WIDE_PX / 2, self.height() / 2
        for hue, thick in ((QColor(0, 0, 0, 70), 5), (QColor("#FFFFFF"), 3)):
            painter.setPen(QPen(hue, thick))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        edge = QColor("#1D5FD1") if self.hasFocus() else QColor(0, 0, 0, 60)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawEllipse(QPointF(x, middle), _HANDLE_PX / 2, _HANDLE_PX / 2)
        arrows = icon("arrows-left-right", "#1A1E25")
        arrows.paint(painter, int(x) - 10, int(middle) - 10, 20, 20)


def _name(parent: QWidget) -> QFrame:
    made = QFrame(parent)
    made.setObjectName("float")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    words = QLabel()
    words.setFont(font(14, 600))
    words.setProperty("role", "epoch")
    row(made, (10, 4, 10, 4)).addWidget(words)
    return made
