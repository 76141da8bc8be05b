"""The drawing board: a pyqtgraph view in site metres, equal scale both ways."""

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QWidget

from missionplanner.ui.style.theme import tokens

_METRES_PER_PIXEL = 0.0254 / 96
_REST_MS = 150
_CLICK_PX = 4


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
        super().mouseMoveEvent(event)
        place = self.box.mapSceneToView(self.mapToScene(event.position().toPoint()))
        self.pointed.emit(place.x(), place.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click may have begun."""
        super().mousePressEvent(event)
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click; a drag is none."""
        super().mouseReleaseEvent(event)
        far = (event.position() - self._pressed).manhattanLength() > _CLICK_PX
        if event.button() is Qt.MouseButton.LeftButton and not far:
            place = self.box.mapSceneToView(self.mapToScene(event.position().toPoint()))
            self.clicked.emit(place.x(), place.y())

    def leaveEvent(self, event: object) -> None:
        """Tell that no place is pointed at."""
        super().leaveEvent(event)
        self.left_map.emit()

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
