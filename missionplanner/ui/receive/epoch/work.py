"""The work behind the dialog in which a survey becomes an epoch."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.receive.epoch.views import EpochAdded, EpochAsked
from missionplanner.ui.work.session import WorkSession

_REMOTE = "missionplanner.ui.receive.epoch.run"


class AddingEpoch(WorkSession):
    """One epoch at a time; what is wrong is told in the dialog.

    Signals
    -------
    changed
        An epoch is there, or something is wrong.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self.trouble = ""
        self.added: EpochAdded | None = None

    def add(self, asked: EpochAsked) -> None:
        """Make an epoch of a survey's mosaics."""
        self.forget()
        self._start("add", Job(f"{_REMOTE}:add", self.folder, asked, where=Where.KEPT))
        self.changed.emit()

    def forget(self) -> None:
        """Forget what came of the work before."""
        self.trouble, self.added = "", None

    def _take_answer(self, work: str, value: Any) -> None:
        self.added = value
        self.changed.emit()

    def _on_failed(self, failure: Failed) -> None:
        if failure.error is None:
            super()._on_failed(failure)
            return
        self._ended()
        self.trouble = failure.line()
        self.changed.emit()
