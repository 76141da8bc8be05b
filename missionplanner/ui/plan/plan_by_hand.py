"""Which plan is shown, whether it still stands, and its changes by hand."""

from PySide6.QtCore import QObject, Signal

from missionplanner.messages.message import message
from missionplanner.model.edits import PlanEdit
from missionplanner.model.finding import Finding
from missionplanner.project.changes import NOTHING, PLAN_STANDS_ON, Changes, Part, changes_between
from missionplanner.project.document import Project
from missionplanner.ui.plan.plan_edits import PlanEdits
from missionplanner.ui.plan.plan_view import PlanView
from missionplanner.ui.plan.rest_of_plan import WORKS as WORKS_ON_REST
from missionplanner.ui.plan.views import ResultView
from missionplanner.ui.work.session import WAIT

# Work that reads what is saved, or writes beside the project: edits may go on meanwhile.
_LEAVES_PROJECT_ALONE = ("verify", "export", "tables", "brief", *WORKS_ON_REST)


class PlanByHand(PlanView):
    """The plan shown, as it is saved or with the changes a pilot has made since.

    Signals
    -------
    result_changed
        The plan is another.
    """

    result_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: list[Finding] = []
        self._compared: tuple[Project, Project, Changes] | None = None
        self.by_hand = PlanEdits(self)
        self.by_hand.judged.connect(self._show_edited_plan)
        self.by_hand.changed.connect(self.pick_changed)
        self.by_hand.failed.connect(self.failed)

    @property
    def planned(self) -> Project | None:
        """The project as it was when the plan shown was made or opened."""
        return self._planned if self.result else None

    @property
    def changed(self) -> Changes:
        """Parts of the project that were edited here since the plan shown was made or opened."""
        if self.result is None or self._planned is None or self.project is None:
            return NOTHING
        # Every layer and panel asks, and states never change: compared once for each pair.
        known = self._compared
        if known is None or known[0] is not self._planned or known[1] is not self.project:
            found = changes_between(self._planned, self.project) & PLAN_STANDS_ON
            known = self._compared = (self._planned, self.project, found)
        return known[2]

    @property
    def stale(self) -> bool:
        """True where the project now is another than the one planned for."""
        return bool(self.result and self.result.changed) or bool(self.changed)

    @property
    def refused(self) -> bool:
        """True where the plan must not leave us; sensors added or left out harm none planned."""
        changed = bool(self.result and self.result.changed) or bool(self.changed - {Part.SENSORS})
        return changed or bool(self.by_hand.edits)

    @property
    def locked(self) -> bool:
        """True while an edit would be lost: the project is being written, or another comes."""
        return self.busy and self.work not in _LEAVES_PROJECT_ALONE

    def show_result(self, result: ResultView) -> None:
        """Take over a planned result; the one before can be compared with it."""
        self.keep_earlier(result)
        self._judged_now(result)
        self.result, self.sortie, self.told, self.focused = result, 0, [], False
        if self.sensor not in [plan.sensor.key for plan in result.plans]:
            self.sensor = result.plans[0].sensor.key
        self._show_flying()
        self.result_changed.emit()

    def edit_plan(self, words: str, edit: PlanEdit) -> None:
        """Change the plan of the sensor shown by hand; it is judged at once, and can be undone."""
        if self.project is None or self.result is None:
            return
        if self.locked or self.stale:
            self.said.emit(WAIT if self.locked else message("window.plan_stale"))
            return
        self.by_hand.make(words, self.sensor, edit, self.project)

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back: the last thing done, in the project or in its plan."""
        first = self.by_hand.undone_first(self.project)
        return self.by_hand.undo_words if first else super().undo_words

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return super().redo_words or self.by_hand.redo_words

    def _taken_back(self) -> bool:
        first = self.by_hand.undone_first(self.project) and not self.locked
        if first:
            self.by_hand.take_back()
        return first

    def _made_again(self) -> bool:
        if super().redo_words is not None or self.project is None or self.locked:
            return False
        return self.by_hand.make_again(self.project)

    def _show_edited_plan(self, result: ResultView) -> None:
        """Take over the plan with its edits; what was chosen stays chosen."""
        sortie, focused, along = self.sortie, self.focused, self.flying.along_m
        told = self.told
        self.show_result(result)
        plan = self.plan_shown
        self.told = told
        self.sortie, self.focused = min(sortie, len(plan.sorties) - 1 if plan else 0), focused
        self.pick_changed.emit()
        self.flying.move(along)

    def close(self) -> None:
        """End all work."""
        super().close()
        self.by_hand.close()
