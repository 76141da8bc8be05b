"""What is open, what is chosen, and what is being worked on. Panels listen; verbs start work."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QSignalBlocker, Signal

from missionplanner.errors import InputError, PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import spoken
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding
from missionplanner.model.plan import Convergence, PlanSoFar, SensorPlan
from missionplanner.model.reading import one_by_one
from missionplanner.operations.recovery import Recovered, forget
from missionplanner.project.changes import NOTHING, WRITTEN_BESIDE, Changes, changes_between
from missionplanner.project.document import Project, Saved
from missionplanner.project.edits import set_intent
from missionplanner.storage.complaints import reason
from missionplanner.tasks.runner import Failed, Job, Where, failed_by
from missionplanner.ui.plan.intent_judged import refusals_of
from missionplanner.ui.plan.intent_numbers import with_fields
from missionplanner.ui.plan.opening import NO_AREA, history_of, making
from missionplanner.ui.plan.plan_by_hand import PlanByHand
from missionplanner.ui.plan.rest_of_plan import WORKS as WORKS_ON_REST
from missionplanner.ui.plan.rest_of_plan import RestOfPlan
from missionplanner.ui.plan.site_looks import SITE_STANDS_ON, SiteLooks
from missionplanner.ui.plan.views import Opened, ProjectEdit, ResultView, SiteView
from missionplanner.ui.work.memory import Memory
from missionplanner.ui.work.session import WAIT

# Named, not imported: they bring compilers and an optimiser into the process that runs them.
_REMOTE = "missionplanner.ui.plan.open"
_REMOTE_PLAN = "missionplanner.ui.plan.run"
_REMOTE_EDIT = "missionplanner.ui.plan.edit"
_REMOTE_ZONE = "missionplanner.ui.plan.over_zone"


class Session(PlanByHand):
    """The state behind the window; it outlives the widgets, which are rebuilt with the theme.

    Signals
    -------
    site_changed, project_changed(Changes)
        A project was opened; parts of it were edited.
    site_seen
        `site` has the figures of the project as it is now, or it is known why it has none.
    converged(Convergence)
        Where the search stands.
    drafted
        `draft` is another: the search has found a plan that can be looked at, or has ended.
    edits_at_risk
        Planning would lose changes by hand that are not kept.
    saved, taken
        What was edited is on disk; work has made an edit: files were taken in, located or copied.
    written(tuple of Path)
        Files were written.
    ask_changed
        `plan_refusal` may be another: something is being typed.
    """

    site_changed = Signal()
    project_changed = Signal(object)
    site_seen = Signal()
    converged = Signal(object)
    drafted = Signal()
    large = (ResultView,)
    edits_at_risk = Signal()
    saved = Signal()
    taken = Signal()
    written = Signal(object)
    ask_changed = Signal()

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        self.live: list[Convergence] = []
        self._drafts: dict[str, SensorPlan] = {}
        self.work_changed.connect(self._forget_drafts)
        self.files: tuple[Path, ...] = ()
        self.recovered: Recovered | None = None
        self.trouble: PlannerError | None = None
        # An open dialog that shows why what it asked for cannot be.
        self.failed_here: Callable[[Failed], None] | None = None
        self._typed_fault = self._edit_words = ""
        self.rest = RestOfPlan(self._start, self)
        self.looks = SiteLooks(self)
        self.looks.seen.connect(self._on_seen)
        self.looks.changed.connect(self.site_seen)

    # ---- what is shown

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be known before take-off: kept with the plan, or told by the work since."""
        kept = self.result.notes if self.result else ()
        return tuple(dict.fromkeys((*kept, *self.told)))

    @property
    def draft(self) -> SensorPlan | None:
        """The plan so far while one is searched: of the sensor shown, or the latest found."""
        latest = next(reversed(self._drafts.values()), None)
        return self._drafts.get(self.sensor, latest)

    @property
    def plan_refusal(self) -> str:
        """Why planning would be refused, by what is asked or being typed; empty: it would not."""
        if self._typed_fault or self.project is None:
            return self._typed_fault
        if self.project.is_bare:
            return sentence(NO_AREA)
        refused = refusals_of(self.project, self.project.document.intent)
        return refused[0].line() if refused else ""

    def show_typed_fault(self, words: str) -> None:
        """Take over what is wrong with something typed that no edit has come of; empty: nothing."""
        if words != self._typed_fault:
            self._typed_fault = words
            self.ask_changed.emit()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        super().close()
        self.looks.close()
        self.rest.close()

    # ---- edits

    @property
    def unsaved(self) -> bool:
        """True where something edited is not on disk."""
        return bool(self.by_hand.edits) or (self._history is not None and self._history.unsaved)

    @property
    def written_unsaved(self) -> Changes:
        """What goes into missions beside the plan, and is not on disk, where they are made from."""
        saved = self._history.saved if self._history else None
        if saved is None or self.project is None:
            return NOTHING
        return changes_between(saved, self.project) & WRITTEN_BESIDE

    def edit(self, words: str, project: Project) -> None:
        """Make an edited project the present one; can be undone. Refused aloud while locked."""
        self._step(lambda history: history.apply(words, project))

    def edit_intent(self, words: str, **fields: Any) -> None:
        """Set fields of what is asked of the planner, see `intent_numbers.with_fields`."""
        project = self.project
        if project is None:
            return
        try:
            intent = with_fields(project.document.intent, fields)
        except ValidationError as error:
            self.failed.emit(failed_by(InputError(reason(error.errors()[0]), words)))
            return
        self.edit(words, set_intent(project, intent))

    def edit_by(self, words: str, work: str, *given: object) -> None:
        """Edit by work that reads or writes files: a function of `ui.plan.open` makes the edit."""
        if self.project:
            self._edit_words = words
            self._start("take", Job(f"{_REMOTE}:{work}", self.project, *given))

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
        if changes & SITE_STANDS_ON and self.project:
            self.site = self.looks.at(self.project)
        self.project_changed.emit(changes)

    def _on_seen(self, site: SiteView) -> None:
        self.site = site

    # ---- verbs

    def open(self, folder: Path, moved: dict[Path, Path] | None = None) -> None:
        """Open a project folder; `moved`: where elevation files are now, by where they were."""
        job = Job(f"{_REMOTE}:open_located", folder, moved) if moved else None
        self._start("open", job or Job(f"{_REMOTE}:open_site", folder))

    def create(self, folder: Path, request: dict[str, Any]) -> None:
        """Make a project and open it; `request` holds the fields of `operations.new.NewProject`."""
        self._start("new", making(_REMOTE, folder, request))

    def over_zone(self, study: Path, zone: str, answers: dict[str, Any]) -> None:
        """Make a project over a zone of a study, beside the study, and open it."""
        self._start("new", Job(f"{_REMOTE_ZONE}:over_zone", study, zone, answers))

    def resume(self, home: Path) -> None:
        """Open the project that was begun last and never saved; see `memory.begun`."""
        self._start("new", Job(f"{_REMOTE}:resume", home))

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

    def pack(self, out: Path) -> None:
        """Put the project as it is saved, with its terrain, into one file."""
        if self.site:
            self._start("pack", Job(f"{_REMOTE}:pack", self.site.folder, out))

    def unpack(self, path: Path, into: Path) -> None:
        """Make a project of a packed one in a folder, and open it."""
        self._start("open", Job(f"{_REMOTE}:unpack", path, into))

    def plan(self, *, over_edits: bool = False) -> None:
        """Plan every chosen sensor; changes by hand that are not kept are lost only if asked to."""
        if self.by_hand.edits and not over_edits and not self.locked:
            self.edits_at_risk.emit()
        elif self.project:
            self.live = []
            self._start("plan", Job(f"{_REMOTE_PLAN}:plan", self.project))

    def export(
        self, formats: tuple[str, ...], out: Path, options: dict[str, dict[str, str]]
    ) -> None:
        """Write the plan in some formats, with the options of each by its name."""
        if self.site:
            folder = self.site.folder
            self._start("export", Job(f"{_REMOTE_PLAN}:export", folder, formats, out, options))

    def tables(self, out: Path) -> None:
        """Write the sensor parameter tables."""
        if self.site:
            self._start("tables", Job(f"{_REMOTE_PLAN}:tables", self.site.folder, out))

    def brief(self, out: Path, options: dict[str, str]) -> None:
        """Print the plan for the field, in the window's language; `options` of its missions."""
        if self.site:
            folder = self.site.folder
            self._start("brief", Job(f"{_REMOTE_PLAN}:brief", folder, out, spoken(), options))

    def verify(self) -> None:
        """Judge the saved plan again; refused aloud while changes by hand are not kept."""
        if self.by_hand.edits:
            self.said.emit(message("window.keep_first"))
        elif self.site:
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
        self.site = self.result = self._history = self._planned = None
        self.looks.close()
        self.live, self.files, self.told = [], (), []
        self._typed_fault = ""
        self.flying.forget()
        self.by_hand.begin(None, None)
        self.rest.begin(None)
        self.site_changed.emit()

    # ---- answers

    def show_opened(self, opened: Opened) -> None:
        """Take over an opened project."""
        self.site, self.result, self.files = opened.site, opened.result, ()
        now = opened.located or opened.project
        self.looks.begin(now, opened.site, _REMOTE)
        self.recovered = opened.recovered
        self.trouble = opened.trouble
        self._history = history_of(opened, self.tr("Locate the terrain"))
        self._planned, self._worlds = now, {}
        self._judged_now(opened.result)
        self.live, self.told, self._typed_fault = [], [], ""
        self.sensor, self.sortie = opened.project.document.sensors[0], 0
        self.focused, self.earlier = False, ()
        # Nobody is told of parts: all that is seen is made anew for another site.
        with QSignalBlocker(self), QSignalBlocker(self.flying):
            self.flying.forget()
            self.by_hand.begin(opened.result, now)
            self._show_flying()
        self.rest.begin(opened.site.folder if opened.result else None)
        if not opened.begun:
            self.memory.add_recent(opened.site.folder, opened.site.title)
        self.site_changed.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Convergence):
            self.live.append(event)
            self.converged.emit(event)
        elif isinstance(event, PlanSoFar):
            self._drafts[event.plan.sensor.key] = event.plan
            self.drafted.emit()
        elif isinstance(event, Finding):
            self.told.append(event)
            self.pick_changed.emit()
        elif isinstance(event, Saved) and self._history:
            # Every state knows, and so may replace, what is on disk now.
            known = self._history.each(lambda state: replace(state, seen=event.seen))
            self._history = known.mark_saved()  # nothing is edited while it is written
            self.project_changed.emit(NOTHING)

    def _forget_drafts(self) -> None:
        if self._drafts and self.work != "plan":
            self._drafts = {}
            self.drafted.emit()

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, Opened):
            self.show_opened(value)
        elif isinstance(value, ResultView):
            if work in ("plan", "keep", "accept"):
                self._planned = self.project
            self.show_result(value)
            self.by_hand.begin(value, self._planned)
            if work in ("plan", "keep"):  # told once no edit by hand is left
                self._mark_saved()
                self.rest.forget()  # it remains of the plan before
            if work == "keep":
                self.saved.emit()
        elif isinstance(value, ProjectEdit):
            self.edit(self._edit_words, value.project)
            self.taken.emit()
            if value.told:
                self.said.emit(one_by_one(value.told))
        elif work in WORKS_ON_REST:
            self.rest.take(work, value)
            if isinstance(value, tuple):
                self.written.emit(value)
        elif work == "save":
            self._mark_saved()
            self.saved.emit()
        elif isinstance(value, tuple):
            self.files = value
            self.written.emit(value)

    def _refused(self, work: str, failure: Failed) -> bool:
        return self.rest.refuse(work, failure)

    def _mark_saved(self) -> None:
        # Edits are refused while the project is being written, so the present is what was saved.
        if self._history:
            self._history = self._history.mark_saved()
            if self.project is not None:
                # A new project is first kept now: it was not opened from anywhere.
                self.memory.add_recent(self.project.folder, self.project.document.title)
            self.project_changed.emit(NOTHING)

    def _unanswered(self, work: str) -> None:
        # Planning saves first, and tells so; whether it came so far untold is not known here.
        if work == "plan" and self._history and self._history.unsaved:
            self._history = replace(self._history, saved=None)
            self.project_changed.emit(frozenset())
