"""What a pilot has changed in the plan shown: it can be undone, and is judged after each change."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from missionplanner.model.edits import PlanEdit
from missionplanner.project.document import Project
from missionplanner.project.history import History
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.plan.views import ResultView
from missionplanner.ui.work.errands import Errands

# Named, not imported: it brings compilers into the process that runs it.
REMOTE = "missionplanner.ui.plan.edit"

Edits = tuple[tuple[str, PlanEdit], ...]
_PLAN = "plan"


def _differences(one: Edits, other: Edits) -> frozenset[str]:
    return frozenset({_PLAN}) if one != other else frozenset()


class PlanEdits(QObject):
    """Edits of the saved plan, of all its sensors.

    Signals
    -------
    judged(ResultView)
        The plan with the edits made so far.
    changed
        Another edit was made or taken back, or is being judged.
    failed(Failed)
        The last edit could not be made; it is taken back.
    """

    judged = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history: History[Edits, str] = History((), _differences)
        self._base: ResultView | None = None
        self._project: Project | None = None
        self._stamps: list[Project] = []
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)

    @property
    def edits(self) -> Edits:
        """The edits made, in their order."""
        return self._history.present

    @property
    def judging(self) -> bool:
        """True while the plan is being judged anew."""
        return not self._errands.idle

    @property
    def undo_words(self) -> str | None:
        """What would be taken back, or None."""
        return self._history.undo_words

    @property
    def redo_words(self) -> str | None:
        """What would be done again, or None."""
        return self._history.redo_words

    def undone_first(self, project: Project | None) -> bool:
        """Tell whether the last thing done was an edit of the plan, not of the project."""
        return bool(self._stamps) and self._stamps[-1] is project

    def begin(self, result: ResultView | None, project: Project | None) -> None:
        """Start from a plan that is saved; earlier edits are forgotten."""
        self._errands.clear()
        self._history = History((), _differences)
        self._base, self._project, self._stamps = result, project, []
        self.changed.emit()

    def make(self, words: str, sensor: str, edit: PlanEdit, present: Project) -> None:
        """Make an edit of a sensor's plan; `present` is the project as it is now."""
        self._history, changes = self._history.apply(words, (*self.edits, (sensor, edit)))
        if changes:
            self._stamps.append(present)
            self._judge()

    def take_back(self) -> None:
        """Take the last edit back."""
        if self._stamps:
            self._history, _ = self._history.undo()
            self._stamps.pop()
            self._judge()

    def make_again(self, present: Project) -> bool:
        """Make an edit again that was taken back; False: there is none."""
        self._history, changes = self._history.redo()
        if changes:
            self._stamps.append(present)
            self._judge()
        return bool(changes)

    def close(self) -> None:
        """End all work."""
        self._errands.clear()

    def _judge(self) -> None:
        self.changed.emit()
        project, edits = self._project, self.edits
        if self._base is None or project is None:
            return
        if not edits:
            self._errands.clear()
            self.judged.emit(self._base)
            return
        self._errands.ask(
            "edit",
            lambda: Job(f"{REMOTE}:edited", project, edits, where=Where.KEPT),
            lambda value: self._take(edits, value),
        )

    def _take(self, edits: Edits, value: object) -> None:
        if isinstance(value, ResultView) and edits == self.edits:
            self.judged.emit(replace(value, edits=len(edits)))
        self.changed.emit()

    def _on_failed(self, failure: Failed) -> None:
        """Take an edit back that was refused: what is shown stays what it was."""
        if self._stamps:
            self._history, _ = self._history.undo()
            self._history = replace(self._history, future=())
            self._stamps.pop()
        self.changed.emit()
        self.failed.emit(failure)
