"""Flights that were planned for a gap on an earlier day, and lie beside the plan."""

from pathlib import Path

from PySide6.QtCore import Signal

from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.receive.views import GapView
from missionplanner.ui.work.session import WorkSession

_REMOTE = "missionplanner.ui.receive.run"
_KEPT = ("results", "rest.json")


class EarlierGap(WorkSession):
    """Looks when a project is opened; reading what is there takes a process, and holds nobody up.

    Signals
    -------
    found(GapView)
    """

    found = Signal(object)

    def look(self, folder: Path | None) -> None:
        """Look for flights kept in a project; None: there is no project."""
        self.close()
        if folder is not None and folder.joinpath(*_KEPT).is_file():
            self._start("earlier", Job(f"{_REMOTE}:earlier", folder))

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, GapView):
            self.found.emit(value)

    def _on_failed(self, failure: Failed) -> None:
        """Show none: what is damaged is told where it is asked for, by planning or exporting."""
        self._ended()

    def _on_stopped(self) -> None:
        self._ended()
