"""A signal each minute while a widget is seen: what is true for a while must not stay on show."""

from PySide6.QtCore import QObject, QTimer, Signal

_MINUTE_MS = 60_000


class Minutes(QObject):
    """`passed` tells each minute between `run(True)` and `run(False)`.

    Its owner calls these where it is shown and hidden: an event filter that found that out by
    itself would be asked at every one of Qt's events.
    """

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_MINUTE_MS)
        self._timer.timeout.connect(self.passed)

    def run(self, seen: bool) -> None:
        """Begin a minute, or stop."""
        if seen:
            self._timer.start()
        else:
            self._timer.stop()
