"""Small pictures of photos, made in a thread when they are first looked at."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.work.errands import Errands

_WORK = "missionplanner.operations.thumbnail:thumbnail"
_SIDE_PX = 128
_MOST = 600


class Thumbnails(QObject):
    """`made` when another picture is there. A file that cannot be read has none."""

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Path, QPixmap] = {}
        self._asked: set[Path] = set()
        self._errands = Errands(self)

    @property
    def idle(self) -> bool:
        """True where no picture is being made."""
        return self._errands.idle

    def of(self, path: Path | None) -> QPixmap | None:
        """Return a photo's picture; where there is none yet, it is made and `made` follows."""
        if path is None or path in self._kept:
            return self._kept.get(path) if path else None
        if path not in self._asked:
            self._asked.add(path)
            self._errands.ask(
                str(path),
                lambda: Job(_WORK, path, _SIDE_PX, where=Where.THREAD),
                lambda value: self._take(path, value),
            )
        return None

    def clear(self) -> None:
        """Forget them; what is being made is not waited for."""
        self._errands.clear()
        self._kept.clear()
        self._asked.clear()

    def _take(self, path: Path, value: object) -> None:
        if isinstance(value, np.ndarray):
            while len(self._kept) >= _MOST:
                oldest = next(iter(self._kept))
                self._asked.discard(oldest)
                del self._kept[oldest]
            pixels = np.ascontiguousarray(value)
            rows, cols = pixels.shape[:2]
            image = QImage(pixels.data, cols, rows, 3 * cols, QImage.Format.Format_RGB888)
            self._kept[path] = QPixmap.fromImage(image.copy())
            self.made.emit()
