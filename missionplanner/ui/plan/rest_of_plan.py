"""What remains of the open plan after a sortie broke off, and the work on it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.plan.rest_views import AskedRest, RestView
from missionplanner.ui.work.errands import Errands

# Named, not imported: it brings compilers into the process that runs it.
REMOTE = "missionplanner.ui.plan.rest_run"
_KEPT = ("results", "rest.json")
PLAN, DISCARD, WRITE = "rest", "rest_discard", "rest_write"
WORKS = frozenset({PLAN, DISCARD, WRITE})
"""Names of its work."""


class RestOfPlan(QObject):
    """Its work runs in the session of the project: one piece at a time, with one *Cancel*.

    Attributes
    ----------
    view : RestView or None
        The rest that is kept.
    written : tuple of Path
        Files of its flights.
    trouble : str
        Why what was asked last could not be done; empty: it could.
    asking : bool
        A dialog is open that shows it.

    Signals
    -------
    changed
        Any of these is another.
    put_back
        What was kept before is there again.
    """

    changed = Signal()
    put_back = Signal()

    def __init__(self, start: Callable[[str, Job], None], parent: QObject) -> None:
        super().__init__(parent)
        self._start_work, self._folder = start, Path()
        self._looks = Errands(self)
        self.asking = False
        self._empty()

    def _empty(self) -> None:
        self.view: RestView | None = None
        self.written: tuple[Path, ...] = ()
        self.trouble = ""

    def begin(self, folder: Path | None) -> None:
        """Look for a rest in a project; None: nothing is planned."""
        self._looks.clear()
        self._empty()
        self._folder = folder or Path()
        self.changed.emit()
        if folder is not None:
            self.look()

    def look(self) -> None:
        """Look again whether a rest is kept; what is damaged is told where it is asked for."""
        if self._folder.joinpath(*_KEPT).is_file():
            job = Job(f"{REMOTE}:earlier", self._folder)
            self._looks.ask("earlier", lambda: job, self._found)

    def forget(self) -> None:
        """Show none: the plan is another, or other flights are kept in its place."""
        self._looks.clear()
        self._empty()
        self.changed.emit()

    def plan(self, asked: AskedRest) -> None:
        """Plan what remains."""
        self._ask(PLAN, Job(f"{REMOTE}:resume", self._folder, asked, where=Where.KEPT))

    def discard(self) -> None:
        """Drop the rest; what was kept before is there again."""
        if self.view is not None:
            given = (self._folder, self.view.before)
            self._ask(DISCARD, Job(f"{REMOTE}:discard", *given, where=Where.KEPT))

    def write(self, names: tuple[str, ...], out: Path) -> None:
        """Write its flights in some formats."""
        self._ask(WRITE, Job(f"{REMOTE}:write", self._folder, names, out, where=Where.KEPT))

    def take(self, work: str, value: object) -> None:
        """Take over an answer of its work."""
        if work == WRITE and isinstance(value, tuple):
            self.written = value
        elif work in (PLAN, DISCARD):
            self.written = ()
            self.view = value if isinstance(value, RestView) else None
        self.changed.emit()
        if work == DISCARD:
            self.put_back.emit()

    def refuse(self, work: str, failure: Failed) -> bool:
        """Tell a refusal in the dialog that asked; False: there is none, or other work failed."""
        if not self.asking or work not in WORKS:
            return False
        self.trouble = failure.line()
        self.changed.emit()
        return True

    def ask_no_more(self) -> None:
        """Tell refusals to everybody again: the dialog is gone."""
        self.asking = False

    def close(self) -> None:
        """End looking; for the window's last moment."""
        self._looks.clear()

    def _ask(self, work: str, job: Job) -> None:
        self.trouble = ""
        self._looks.clear()
        self._start_work(work, job)
        self.changed.emit()

    def _found(self, value: object) -> None:
        if self.view is None and isinstance(value, RestView):
            self.view = value
            self.changed.emit()
