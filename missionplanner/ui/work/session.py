"""One piece of long work at a time, and the edits of a document: what all stages share."""

from collections.abc import Callable
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from missionplanner.messages.message import message
from missionplanner.project.history import History
from missionplanner.tasks.runner import Failed, Job, failed_by
from missionplanner.ui.work.worker import Worker

DocumentT = TypeVar("DocumentT")
PartT = TypeVar("PartT")

WAIT = message("window.wait")


class Busy(Protocol):
    """Whatever may be at work."""

    @property
    def busy(self) -> bool:
        """True while work runs."""
        ...


class WorkSession(QObject):
    """Starts work, tells how it goes and ends, and hands the answer to `_take_answer`.

    A start while something works is refused, aloud: nothing waits in a queue that nobody sees.
    Work has ended before its answer is taken over, so that what listens may start the next; an
    answer that cannot be taken over is told as a failure of that work.

    Attributes
    ----------
    work : str
        Name of what runs; empty where nothing does.
    large : tuple of type
        Answers that are much to take in and are told of by several signals: shown by turns.
    taking : bool
        True while such an answer is taken in.

    Signals
    -------
    work_changed, stepped(float, str)
        Work has begun or ended; where it stands.
    failed(Failed), said(Message or str)
        An error to be shown; a remark for the status bar, of the core or in the window's own words.
    """

    large: ClassVar[tuple[type, ...]] = ()
    work_changed = Signal()
    stepped = Signal(float, str)
    failed = Signal(object)
    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = ""
        self.taking = False
        self._beside: tuple[Busy, ...] = ()
        self._worker = Worker(self)
        self._worker.stepped.connect(self.stepped)
        self._worker.happened.connect(self._on_event)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._worker.stopped.connect(self._on_stopped)

    @property
    def busy(self) -> bool:
        """True while work runs."""
        return self._worker.busy

    @property
    def locked(self) -> bool:
        """True while nothing may be edited: work here, or beside it, writes the same files."""
        return self.locked_for_work

    @property
    def locked_for_work(self) -> bool:
        """True while no other work can be started, here or beside it."""
        return self.busy or self._hindered

    def works_beside(self, other: Busy) -> None:
        """Start nothing while `other` works: it reads and writes the same files."""
        self._beside = (*self._beside, other)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._worker.cancel()

    def give_up(self) -> None:
        """End the work at once, without waiting for it."""
        self._worker.give_up()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        self._worker.close()
        self.work = ""

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something that may be refused; tell why, and whether it was done."""
        try:
            act()
        except Exception as error:
            # Also a fault of ours: inside a slot it would end in a terminal that nobody reads.
            self.failed.emit(failed_by(error))
            return False
        return True

    @property
    def _hindered(self) -> bool:
        return any(other.busy for other in self._beside)

    def _start(self, name: str, job: Job) -> None:
        if self.busy or self._hindered:
            self.said.emit(WAIT)
            return
        self.work = name
        self._worker.start(job)
        self.work_changed.emit()

    def _drop(self) -> None:
        """End work whose answer has become useless; tells it, and takes nothing over."""
        if self.busy:
            self._worker.close()
            self._unanswered(self._ended())
            self.said.emit(message("errors.cancelled"))

    def _on_done(self, value: object) -> None:
        self.taking = isinstance(value, self.large)
        work = self._ended()
        if not self.attempt(lambda: self._take_answer(work, value)):
            self._unanswered(work)
        self.taking = False

    def _on_failed(self, failure: Failed) -> None:
        work = self._ended()
        self._unanswered(work)
        # A fault of ours is told aloud, whoever asked.
        if failure.error is None or not self._refused(work, failure):
            self.failed.emit(failure)

    def _on_stopped(self) -> None:
        self._unanswered(self._ended())
        self.said.emit(message("errors.cancelled"))

    def _ended(self) -> str:
        work, self.work = self.work, ""
        self.work_changed.emit()
        return work

    def _on_event(self, event: object) -> None:
        """Take over a typed event of the work; one that is not looked for is passed by."""

    def _take_answer(self, work: str, value: object) -> None:
        """Take over what `work` has made."""

    def _refused(self, work: str, failure: Failed) -> bool:
        """Tell a refusal of `work` where it was asked for; False: it is told to everybody."""
        return False

    def _unanswered(self, work: str) -> None:
        """Doubt what `work` may have done before it failed or was stopped."""


class EditSession(WorkSession, Generic[DocumentT, PartT]):
    """A session whose document can be edited; every edit can be undone.

    While the session is locked edits, *Undo* and *Redo* are refused, aloud.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history: History[DocumentT, PartT] | None = None

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back, or None."""
        return self._history.undo_words if self._history else None

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return self._history.redo_words if self._history else None

    def undo(self) -> None:
        """Take the last edit back."""
        if not self._taken_back():
            self._step(lambda history: history.undo())

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        if not self._made_again():
            self._step(lambda history: history.redo())

    def _taken_back(self) -> bool:
        """Take back what was done last to something beside the document; False: nothing was."""
        return False

    def _made_again(self) -> bool:
        """Do again what was taken back beside the document; False: nothing was."""
        return False

    def _step(
        self,
        step: Callable[
            [History[DocumentT, PartT]], tuple[History[DocumentT, PartT], frozenset[PartT]]
        ],
    ) -> None:
        """Go a step of the history, such as an edit or back."""
        if self._history is None:
            return
        if self.locked:
            self.said.emit(WAIT)
            self._show_edited(frozenset())  # panels show again what holds
            return
        self._history, changes = step(self._history)
        if changes:
            self._show_edited(changes)

    def _show_edited(self, changes: frozenset[PartT]) -> None:
        """Tell what was edited; nothing: what is shown may differ from what holds."""
