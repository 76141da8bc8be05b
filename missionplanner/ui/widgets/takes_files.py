"""Windows and dialogs that files can be dropped on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """Hands files and folders that are dropped on a widget to `take`, while `ready` says so."""

    def __init__(
        self,
        onto: QWidget,
        take: Callable[[list[Path]], object],
        ready: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(onto)
        self._take, self._ready = take, ready
        onto.setAcceptDrops(True)
        onto.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept what brings files, and take what is dropped."""
        if not isinstance(event, QDropEvent):  # a drag that enters or moves is one, too
            return False
        if event.type() is QEvent.Type.DragEnter:
            if event.mimeData().hasUrls() and self._ready():
                event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop:
            event.acceptProposedAction()
            self._take([Path(url.toLocalFile()) for url in event.mimeData().urls()])
            return True
        return False
