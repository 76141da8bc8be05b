"""Fingers on the map: two of them zoom and move it, one that rests asks what is offered there."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QTouchEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QTapAndHoldGesture

from missionplanner.ui.map.canvas import Canvas

_MOUSE = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease}
)
_KINDS = (Qt.GestureType.PinchGesture, Qt.GestureType.TapAndHoldGesture)


class Fingers(QObject):
    """Follows the gestures of a canvas; a single finger that moves is a mouse, as Qt makes it.

    Signals
    -------
    held(QPoint)
        A finger has rested on a place of the canvas, pixels.
    """

    held = Signal(QPoint)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pinched = False
        port = canvas.viewport()
        for kind in _KINDS:
            port.grabGesture(kind)
        port.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take gestures, and the mouse that Qt makes of the first of two fingers."""
        if event.type() is QEvent.Type.Gesture:
            return self._follow(cast("QGestureEvent", event))
        if isinstance(event, QTouchEvent):
            # Before the pinch is known as one: the first finger is no mouse any more.
            self._pinched = self._pinched or event.pointCount() > 1
        if self._pinched and event.type() in _MOUSE:
            let_go = event.type() is QEvent.Type.MouseButtonRelease
            self._pinched = not let_go
            return not let_go  # the map is to know that nothing drags it any more
        return False

    def _follow(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            self.pinch(pinch.scaleFactor(), pinch.centerPoint(), pinch.lastCenterPoint())
            event.accept(pinch)
            return True
        hold = event.gesture(Qt.GestureType.TapAndHoldGesture)
        if isinstance(hold, QTapAndHoldGesture):
            if hold.state() is Qt.GestureState.GestureFinished:
                port = self._canvas.viewport()
                self.held.emit(port.mapFromGlobal(hold.position().toPoint()))
            event.accept(hold)
            return True
        return False

    def pinch(self, factor: float, centre: QPointF, before: QPointF) -> None:
        """Zoom about the middle between two fingers, and move with it; places of the screen."""
        here, there = self._place(centre), self._place(before)
        box = self._canvas.box
        box.translateBy(x=there.x() - here.x(), y=there.y() - here.y())
        if factor > 0:
            middle = self._place(centre)
            box.scaleBy((1 / factor, 1 / factor), center=middle)

    def _place(self, screen: QPointF) -> QPointF:
        pixel = self._canvas.viewport().mapFromGlobal(screen.toPoint())
        place: QPointF = self._canvas.box.mapSceneToView(self._canvas.mapToScene(pixel))
        return place
