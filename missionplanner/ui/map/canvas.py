"""The drawing board: a pyqtgraph view in site metres, equal scale both ways."""

from typing import Protocol

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QWidget

from missionplanner.ui.style.theme import tokens

_METRES_PER_PIXEL = 0.0254 / 96
_REST_MS = 150
_CLICK_PX = 4
_FAR_PX = 1e6


class Hand(Protocol):
    """What draws on the map: it is asked first, and what it does not take moves the map.

    Places are site metres.
    """

    def take(self, x_m: float, y_m: float) -> bool:
        """Take hold of what lies under the pressed mouse; False: the map is dragged."""
        ...

    def hover(self, x_m: float, y_m: float, free: bool) -> None:
        """Follow the mouse; `free`: draw to nothing that is near."""
        ...

    def let_go(self) -> None:
        """End what was taken: the mouse is let go."""
        ...

    def click(self, x_m: float, y_m: float, free: bool) -> bool:
        """Take a click; False: it means something to others."""
        ...

    def double_click(self) -> bool:
        """Take a double click, after its first click."""
        ...

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for the hand, before any shortcut."""
        ...

    def press_key(self, event: QKeyEvent) -> None:
        """Take a key that it wants."""
        ...


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    """Pan with the mouse, zoom with the wheel.

    Signals
    -------
    pointed(float, float)
        Site metres under the pointer.
    clicked(float, float)
        Site metres where the left button was pressed and let go.
    left_map()
        The pointer has left the map.
    moved()
        The visible part has changed.
    """

    pointed = Signal(float, float)
    clicked = Signal(float, float)
    left_map = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=tokens().beyond)
        self.box = pg.ViewBox(lockAspect=True, enableMenu=False)
        self.setCentralItem(self.box)
        self.setAntialiasing(True)
        self.setMouseTracking(True)
        self.hand: Hand | None = None
        self._held = False
        self._pressed = QPointF()
        self._painted = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._smooth)
        self.box.sigRangeChanged.connect(self._moved)

    def show_grey(self, grey: bool) -> None:
        """Take the colour out of what lies beyond the ground."""
        self.setBackground(tokens().beyond_grey if grey else tokens().beyond)

    def put(self, item: QGraphicsItem, height: float) -> QGraphicsItem:
        """Add an item; a greater `height` lies above a smaller one."""
        item.setZValue(height)
        self.box.addItem(item, ignoreBounds=True)
        return item

    def put_path(
        self, path: QPainterPath, pen: QPen | None, height: float, fill: QColor | None = None
    ) -> QGraphicsItem:
        """Add a path."""
        item = QGraphicsPathItem(path)
        item.setPen(pen or QPen(Qt.PenStyle.NoPen))
        item.setBrush(QBrush(fill) if fill is not None else QBrush())
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        return self.put(item, height)

    def take(self, item: QGraphicsItem) -> None:
        """Remove an item."""
        self.box.removeItem(item)

    def show_rect(
        self, left: float, bottom: float, width: float, height: float, padding: float = 0.06
    ) -> None:
        """Show a part of the site, with a little space around it."""
        self.box.setRange(QRectF(left, bottom, width, height), padding=padding)

    def shown(self) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height of what is shown, m."""
        rect = self.box.viewRect()
        return rect.x(), rect.y(), rect.width(), rect.height()

    def zoom(self, factor: float) -> None:
        """Show `factor` times as many metres."""
        self.box.scaleBy((factor, factor))

    def metres_per_pixel(self) -> float:
        """Return the size of a pixel on the ground."""
        return float(self.box.viewPixelSize()[0])

    def scale_number(self) -> float:
        """Return N of the scale 1:N, for a screen of 96 pixels an inch."""
        return self.metres_per_pixel() / _METRES_PER_PIXEL

    def pixel_of(self, x: float, y: float) -> QPointF:
        """Return where a place is on the widget, pixels."""
        place: QPoint = self.mapFromScene(self.box.mapViewToScene(QPointF(x, y)))
        return QPointF(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the place under the pointer."""
        if not self._held:
            super().mouseMoveEvent(event)
        place = self._place_of(event)
        self.pointed.emit(place.x(), place.y())
        if self.hand is not None:
            self.hand.hover(place.x(), place.y(), _is_free(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click may have begun, or take hold of what is drawn there."""
        self._pressed = event.position()
        place = self._place_of(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self.hand is not None and self.hand.take(place.x(), place.y()):
            self._held = True
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click; a drag is none."""
        left = event.button() is Qt.MouseButton.LeftButton
        if self._held:
            if left:
                self._held = False
                if self.hand is not None:
                    self.hand.let_go()
            return
        super().mouseReleaseEvent(event)
        far = (event.position() - self._pressed).manhattanLength() > _CLICK_PX
        if not left or far:
            return
        place = self._place_of(event)
        if self.hand is None or not self.hand.click(place.x(), place.y(), _is_free(event)):
            self.clicked.emit(place.x(), place.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End what is being drawn; its second release is no click."""
        if self.hand is not None and self.hand.double_click():
            self._pressed = QPointF(-_FAR_PX, -_FAR_PX)
            return
        super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep a shortcut for what is being drawn: Esc ends it before it cancels work."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and self.hand is not None
            and self.hand.wants(event)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a key to what is being drawn."""
        if self.hand is not None and self.hand.wants(event):
            self.hand.press_key(event)
            event.accept()
            return
        super().keyPressEvent(event)

    def forget_hold(self) -> None:
        """Take the mouse as let go: what was held has gone."""
        self._held = False

    def _place_of(self, event: QMouseEvent) -> QPointF:
        place: QPointF = self.box.mapSceneToView(self.mapToScene(event.position().toPoint()))
        return place

    def leaveEvent(self, event: object) -> None:
        """Tell that no place is pointed at."""
        super().leaveEvent(event)
        self.left_map.emit()

    @property
    def painted(self) -> bool:
        """True where it has been seen."""
        return self._painted

    @property
    def moving(self) -> bool:
        """True for a moment after each move, while lines are drawn without smoothing."""
        return self._rest.isActive()

    def stop(self) -> None:
        """Forget the smoothing that is due; before the widget is thrown away."""
        self._rest.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        self._painted = True
        super().paintEvent(event)

    def _moved(self) -> None:
        if not self._painted:  # finds its first place: nobody waits for the next picture
            self.moved.emit()
            return
        # Smoothed wide lines cost ten times as much: a hundred milliseconds on a real plan.
        self.setAntialiasing(False)
        self._rest.start()
        self.moved.emit()

    def _smooth(self) -> None:
        self.setAntialiasing(True)
        self.viewport().update()


def _is_free(event: QMouseEvent) -> bool:
    """Tell whether the mouse is to be drawn to nothing that is near."""
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
