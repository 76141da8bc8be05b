"""Edits are kept on disk a few seconds after they were made, until they are saved."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.operations.recovery import forget, forget_kept, hold, hold_begun
from missionplanner.project.document import Project
from missionplanner.storage.presence import Holder, Presence
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.plan.session import Session
from missionplanner.ui.work.errands import Errands

WAIT_MS = 4000
# Named, not imported: writing brings a vector library, which the window's start need not pay for.
_KEEP = "missionplanner.operations.recovery:keep"
_KEEP_BEGUN = "missionplanner.operations.recovery:keep_begun"


class Autosave(QObject):
    """Follows a session's edits; what is taken back to the saved state needs no keeping.

    A project is held while it is shown. One that another window holds is the other's to keep:
    `held_elsewhere(Holder)` tells who that is, and nothing is kept here until it is free.
    """

    held_elsewhere = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._begun: Path | None = None  # folder of a project shown that is not on disk
        self._kept: Path | None = None  # folder of the project shown, once something is kept in it
        self._place: Path | None = None  # what is held, or would be
        self._presence: Presence | Holder | None = None
        self.errands = Errands(self)
        self.errands.failed.connect(session.failed)
        self._timer = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)
        session.project_changed.connect(self._on_change)
        # What could not be kept while the project was written is kept when that has ended.
        session.work_changed.connect(self._on_change)
        session.site_changed.connect(self._on_site)
        session.saved.connect(self._on_saved)

    def keep(self) -> None:
        """Keep the present state now."""
        self._timer.stop()
        project = self._session.project
        if project is not None and self._session.unsaved and not self._session.locked:
            if isinstance(self._hold(project), Holder):
                return
            home = self._session.memory.begun
            begun = Job(_KEEP_BEGUN, project, home, where=Where.THREAD)
            job = Job(_KEEP, project, where=Where.THREAD) if project.seen else begun
            self._kept = project.folder if project.seen else None
            self.errands.ask("keep", lambda: job)

    def forget_begun(self) -> None:
        """Throw away what was kept of a project that had no folder: it has one, or is unwanted."""
        if self._begun is not None:
            self.errands.finish("keep")
            self._let_go()
            forget_kept(self._begun, self._session.memory.begun)
            self._begun = None

    def close(self) -> None:
        """Keep nothing any more, and hold nothing; for the window's last moment."""
        self._timer.stop()
        self.errands.clear()
        self._let_go()

    def _on_saved(self) -> None:
        self.forget_begun()
        project = self._session.project
        if project is not None and project.seen:  # one that was begun has its folder now
            self._hold(project)

    def _on_site(self) -> None:
        # Whoever leaves a project was asked: what was kept of it is saved elsewhere, or unwanted.
        self._timer.stop()
        self._kept = None
        project = self._session.project
        if project is None or project.folder != self._begun:
            self.forget_begun()
        if project is not None and not project.seen:
            self._begun = project.folder
        if project is None or project.folder != self._place:
            self._let_go()
        if project is not None and project.seen:
            found = self._hold(project)
            if isinstance(found, Holder):
                self.held_elsewhere.emit(found)

    def _hold(self, project: Project) -> Presence | Holder | None:
        """Hold the project shown, or what is kept of it; return who has it open instead."""
        if not isinstance(self._presence, Presence):
            home = self._session.memory.begun
            self._place = project.folder
            begun = not project.seen
            self._presence = hold_begun(project.folder, home) if begun else hold(project.folder)
        return self._presence

    def _let_go(self) -> None:
        if isinstance(self._presence, Presence):
            self._presence.leave()
        self._presence = self._place = None

    def _on_change(self) -> None:
        if self._session.unsaved and not self._session.locked:
            self._timer.start()
            return
        self._timer.stop()
        if self._kept is not None and not self._session.unsaved:
            # Taken back by hand: offered later, it would be told to have been lost.
            self.errands.finish("keep")
            forget(self._kept)
            self._kept = None
