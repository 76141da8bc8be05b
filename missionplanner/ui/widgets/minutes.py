"""A signal each minute while a widget is seen: what is true for a while must not stay on show."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_MINUTE_MS = 60_000


class Minutes(QObject):
    """`passed` tells each minute while the widget that owns it is shown."""

    passed = Signal()

    def __init__(self, seen: QWidget) -> None:
        super().__init__(seen)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.passed)
        seen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run while the widget is shown."""
        if event.type() == QEvent.Type.Show:
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return False
