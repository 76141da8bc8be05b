"""The work behind the dialog in which a survey becomes an epoch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.receive.epoch.views import EpochAdded, EpochAsked, MapMade
from missionplanner.ui.work.session import WorkSession

_REMOTE = "missionplanner.ui.receive.epoch.run"


class AddingEpoch(WorkSession):
    """One epoch at a time; what is wrong is told in the dialog.

    Signals
    -------
    changed
        An epoch or maps are there, or something is wrong.
    mapped
        Quick maps were made.
    """

    changed = Signal()
    mapped = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self.trouble = ""
        self.added: EpochAdded | None = None
        self.maps: tuple[MapMade, ...] = ()

    def make_maps(self, card: Path, sensors: Sequence[str]) -> None:
        """Make quick maps of the photos of some sensors; `mapped` follows."""
        self.forget()
        self.maps = ()
        job = (f"{_REMOTE}:maps", self.folder, card, tuple(sensors))
        self._start("maps", Job(*job, where=Where.KEPT))
        self.changed.emit()

    def add(self, asked: EpochAsked) -> None:
        """Make an epoch of a survey's mosaics."""
        self.forget()
        self._start("add", Job(f"{_REMOTE}:add", self.folder, asked, where=Where.KEPT))
        self.changed.emit()

    def forget(self) -> None:
        """Forget what came of the work before."""
        self.trouble, self.added = "", None

    def _take_answer(self, work: str, value: Any) -> None:
        if work == "maps":
            self.maps = value
            self.mapped.emit()
        else:
            self.added = value
        self.changed.emit()

    def _refused(self, work: str, failure: Failed) -> bool:
        self.trouble = failure.line()
        self.changed.emit()
        return True
