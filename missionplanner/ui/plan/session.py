"""What is open, what is chosen, and what is being worked on. Panels listen; verbs start work."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from missionplanner.errors import PlannerError
from missionplanner.messages.language import spoken
from missionplanner.messages.message import message
from missionplanner.model.edits import PlanEdit
from missionplanner.model.finding import Finding
from missionplanner.model.plan import Convergence, PlanIntent
from missionplanner.operations.recovery import Recovered, forget
from missionplanner.project.changes import (
    NOTHING,
    PLAN_STANDS_ON,
    Changes,
    Part,
    changes_between,
)
from missionplanner.project.document import Project, Saved
from missionplanner.project.edits import set_intent
from missionplanner.project.history import History
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.plan.edited_site import SHOWN_ON_MAP, edited_site
from missionplanner.ui.plan.intent_judged import refusals_of
from missionplanner.ui.plan.plan_edits import PlanEdits
from missionplanner.ui.plan.plan_view import PlanView
from missionplanner.ui.plan.views import Opened, ResultView
from missionplanner.ui.work.memory import Memory
from missionplanner.ui.work.session import WAIT

# Named, not imported: they bring compilers and an optimiser into the process that runs them.
_REMOTE = "missionplanner.ui.plan.open"
_REMOTE_PLAN = "missionplanner.ui.plan.run"
_REMOTE_EDIT = "missionplanner.ui.plan.edit"
# Work that reads what is saved, or writes beside the project: edits may go on meanwhile.
_LEAVES_PROJECT_ALONE = ("verify", "export", "tables", "brief")


class Session(PlanView):
    """The state behind the window; it outlives the widgets, which are rebuilt with the theme.

    Signals
    -------
    site_changed, project_changed(Changes), result_changed
        A project was opened; parts of it were edited; the plan is another.
    converged(Convergence)
        Where the search stands.
    saved
        What was edited is on disk.
    written(tuple of Path)
        Files were written.
    ask_changed
        `plan_refusal` may be another: something is being typed.
    """

    site_changed = Signal()
    project_changed = Signal(object)
    result_changed = Signal()
    converged = Signal(object)
    saved = Signal()
    written = Signal(object)
    ask_changed = Signal()

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        self.by_hand = PlanEdits(self)
        self.by_hand.judged.connect(self._show_edited_plan)
        self.by_hand.changed.connect(self.pick_changed)
        self.by_hand.failed.connect(self.failed)
        self.live: list[Convergence] = []
        self.files: tuple[Path, ...] = ()
        self.told: list[Finding] = []
        self.recovered: Recovered | None = None
        self.trouble: PlannerError | None = None
        self._typed_fault = ""
        self._opened: Opened | None = None

    # ---- what is shown

    @property
    def planned(self) -> Project | None:
        """The project as it was when the plan shown was made or opened."""
        return self._planned if self.result else None

    @property
    def changed(self) -> Changes:
        """Parts of the project that were edited here since the plan shown was made or opened."""
        if self.result is None or self._planned is None or self.project is None:
            return NOTHING
        return changes_between(self._planned, self.project) & PLAN_STANDS_ON

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
    def notes(self) -> tuple[Finding, ...]:
        """What is to be known before take-off: kept with the plan, or told by the work since."""
        kept = self.result.notes if self.result else ()
        return tuple(dict.fromkeys((*kept, *self.told)))

    @property
    def plan_refusal(self) -> str:
        """Why planning would be refused, by what is asked or being typed; empty: it would not."""
        if self._typed_fault or self.project is None:
            return self._typed_fault
        refused = refusals_of(self.project, self.project.document.intent)
        return refused[0].line() if refused else ""

    def show_typed_fault(self, words: str) -> None:
        """Take over what is wrong with something typed that no edit has come of; empty: nothing."""
        if words != self._typed_fault:
            self._typed_fault = words
            self.ask_changed.emit()

    def close(self) -> None:
        """End all work."""
        super().close()
        self.by_hand.close()

    # ---- edits

    @property
    def locked(self) -> bool:
        """True while an edit would be lost: the project is being written, or another comes."""
        return self.busy and self.work not in _LEAVES_PROJECT_ALONE

    @property
    def unsaved(self) -> bool:
        """True where something edited is not on disk."""
        return bool(self.by_hand.edits) or (self._history is not None and self._history.unsaved)

    def edit(self, words: str, project: Project) -> None:
        """Make an edited project the present one; can be undone. Refused aloud while locked."""
        self._step(lambda history: history.apply(words, project))

    def edit_intent(self, words: str, **fields: Any) -> None:
        """Set fields of what is asked of the planner."""
        if self.project:
            now = self.project.document.intent
            intent = PlanIntent.model_validate({**now.model_dump(), **fields})
            self.edit(words, set_intent(self.project, intent))

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

    def take_recovered(self, words: str) -> None:
        """Make what was kept and never saved the present state; can be undone."""
        found = self.recovered
        if found is not None:
            if not self.locked:
                self.recovered = None
            self.edit(words, found.project)

    def discard(self) -> None:
        """Throw away what was kept and never saved."""
        self.recovered = None
        if self.site is not None:
            forget(self.site.folder)

    def _show_edited(self, changes: Changes) -> None:
        if changes & SHOWN_ON_MAP and self._opened and self.project:
            self.site = edited_site(self._opened, self.project)
        self.project_changed.emit(changes)

    # ---- verbs

    def open(self, folder: Path) -> None:
        """Open a project folder."""
        self._start("open", Job(f"{_REMOTE}:open_site", folder))

    def create(self, folder: Path, request: dict[str, Any]) -> None:
        """Make a project and open it; `request` holds the fields of `operations.new.NewProject`."""
        self._start("new", Job(f"{_REMOTE}:create", folder, request))

    def demo(self, site: str, out: Path) -> None:
        """Open a built-in site; made anew only where it was not made before."""
        made = out / f"{site}.mplan"
        if (made / "project.json").is_file():
            self.open(made)
            return
        self._start("demo", Job(f"{_REMOTE_PLAN}:demo", site, out))

    def save(self) -> None:
        """Write what is decided to the project."""
        if self.project is None:
            return
        if self.by_hand.edits:
            job = Job(f"{_REMOTE_EDIT}:keep", self.project, self.by_hand.edits, where=Where.KEPT)
            self._start("keep", job)
        else:
            self._start("save", Job(f"{_REMOTE}:save", self.project))

    def save_as(self, folder: Path) -> None:
        """Save what is decided in another folder, and open it there."""
        if self.project:
            self._start("save", Job(f"{_REMOTE}:save_as", self.project, folder))

    def plan(self) -> None:
        """Plan every chosen sensor."""
        if self.project:
            self.live = []
            self._start("plan", Job(f"{_REMOTE_PLAN}:plan", self.project))

    def export(self, formats: tuple[str, ...], out: Path) -> None:
        """Write the plan in some formats."""
        if self.site:
            self._start("export", Job(f"{_REMOTE_PLAN}:export", self.site.folder, formats, out))

    def tables(self, out: Path) -> None:
        """Write the sensor parameter tables."""
        if self.site:
            self._start("tables", Job(f"{_REMOTE_PLAN}:tables", self.site.folder, out))

    def brief(self, out: Path) -> None:
        """Print the plan for the field, in the language of the window."""
        if self.site:
            folder = self.site.folder
            self._start("brief", Job(f"{_REMOTE_PLAN}:brief", folder, out, spoken()))

    def verify(self) -> None:
        """Judge the saved plan again."""
        if self.site:
            self._start("verify", Job(f"{_REMOTE_PLAN}:verify", self.site.folder, False))

    def accept(self) -> None:
        """Judge the saved plan again, and let it stand on the project as it is."""
        if self.site and not self.unsaved:
            self._start("accept", Job(f"{_REMOTE_PLAN}:verify", self.site.folder, True))

    def shut(self) -> None:
        """Close the project; what was not saved is lost. Refused aloud while work runs."""
        if self.busy:
            self.said.emit(WAIT)
            return
        self.site = self.result = self._history = self._planned = self._opened = None
        self.live, self.files, self.told = [], (), []
        self._typed_fault = ""
        self.flying.forget()
        self.by_hand.begin(None, None)
        self.site_changed.emit()

    # ---- answers

    def show_opened(self, opened: Opened) -> None:
        """Take over an opened project."""
        self.site, self.result, self.files = opened.site, opened.result, ()
        self._opened = opened
        self.recovered = opened.recovered
        self.trouble = opened.trouble
        self._history = History(opened.project, changes_between).mark_saved()
        self._planned = opened.project
        self.by_hand.begin(opened.result, opened.project)
        self.live, self.told, self._typed_fault = [], [], ""
        self.sensor, self.sortie = opened.project.document.sensors[0], 0
        self.focused, self.earlier = False, ()
        self.flying.forget()
        self._show_flying()
        self.memory.add_recent(opened.site.folder, opened.site.title)
        self.site_changed.emit()

    def show_result(self, result: ResultView) -> None:
        """Take over a planned result; the one before can be compared with it."""
        self.keep_earlier(result)
        self.result, self.sortie, self.told, self.focused = result, 0, [], False
        if self.sensor not in [plan.sensor.key for plan in result.plans]:
            self.sensor = result.plans[0].sensor.key
        self._show_flying()
        self.result_changed.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Convergence):
            self.live.append(event)
            self.converged.emit(event)
        elif isinstance(event, Finding):
            self.told.append(event)
            self.pick_changed.emit()
        elif isinstance(event, Saved) and self._history:
            # Every state knows, and so may replace, what is on disk now.
            self._history = self._history.each(lambda state: replace(state, seen=event.seen))

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, Opened):
            self.show_opened(value)
        elif isinstance(value, ResultView):
            if work in ("plan", "keep"):
                self._mark_saved()
            if work in ("plan", "keep", "accept"):
                self._planned = self.project
            self.show_result(value)
            self.by_hand.begin(value, self._planned)
            if work == "keep":
                self.saved.emit()
        elif work == "save":
            self._mark_saved()
            self.saved.emit()
        elif isinstance(value, tuple):
            self.files = value
            self.written.emit(value)

    def _mark_saved(self) -> None:
        # Edits are refused while the project is being written, so the present is what was saved.
        if self._history:
            self._history = self._history.mark_saved()
            self.project_changed.emit(NOTHING)

    def _unanswered(self, work: str) -> None:
        # Planning saves first: whether it came so far before its end is not known here.
        if work == "plan" and self._history:
            self._history = replace(self._history, saved=None)
            self.project_changed.emit(frozenset())
