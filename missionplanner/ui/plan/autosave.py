"""Edits are kept on disk a few seconds after they were made, until they are saved."""

from PySide6.QtCore import QObject, QTimer

from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.plan.session import Session
from missionplanner.ui.work.errands import Errands

WAIT_MS = 4000
# Named, not imported: writing brings a vector library, which the window's start need not pay for.
_KEEP = "missionplanner.operations.recovery:keep"


class Autosave(QObject):
    """Follows a session's edits; what is taken back to the saved state needs no keeping."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.errands = Errands(self)
        self.errands.failed.connect(session.failed)
        self._timer = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)
        session.project_changed.connect(self._on_change)
        # What could not be kept while the project was written is kept when that has ended.
        session.work_changed.connect(self._on_change)
        session.site_changed.connect(self._timer.stop)

    def keep(self) -> None:
        """Keep the present state now."""
        self._timer.stop()
        project = self._session.project
        if project is None or not project.seen:  # nothing of it is on disk: no place to keep it
            return
        if self._session.unsaved and not self._session.locked:
            job = Job(_KEEP, project, where=Where.THREAD)
            self.errands.ask("keep", lambda: job)

    def close(self) -> None:
        """Keep nothing any more; for the window's last moment."""
        self._timer.stop()
        self.errands.clear()

    def _on_change(self) -> None:
        if self._session.unsaved and not self._session.locked:
            self._timer.start()
        else:
            self._timer.stop()
