"""Garbage is collected by the window's own thread, between two events.

Python collects in the middle of whatever asks for memory. That may be inside a call of Qt that
holds one of its locks; an object of Qt that is ended there waits for the same lock for ever, once
in some ten thousand windows. Or it is on a thread of work, where no widget may end.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200
OLDEST = len(gc.get_threshold()) - 1
# All there is is looked through again after so many times what that took: it costs a twentieth.
REST = 20.0


class Collector(QObject):
    """Collects garbage as often as Python would, as long as it lives; Python itself does not.

    Parameters
    ----------
    parent : QObject, optional
        Lives as long as the window's process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rests_until = 0.0
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.collect_due)
        self.timer.start()

    def collect_due(self) -> None:
        """Collect the oldest generation of objects whose count is over Python's threshold for it.

        All there is waits for its rest; younger ones are collected meanwhile.
        """
        counts, most = gc.get_count(), gc.get_threshold()
        due = [age for age in range(len(counts)) if counts[age] > most[age]]
        if not due:
            return
        began = time.monotonic()
        age = due[-1] if began >= self._rests_until else min(due[-1], OLDEST - 1)
        gc.collect(age)
        if age == OLDEST:
            now = time.monotonic()
            self._rests_until = now + REST * (now - began)
