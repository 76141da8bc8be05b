"""What is open, what is chosen, and what is being worked on. Panels listen; verbs start work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from missionplanner.model.finding import Finding
from missionplanner.model.plan import Convergence, PlanIntent, SensorPlan, Sortie
from missionplanner.model.verification import Verification
from missionplanner.project.changes import NOTHING, PLAN_STANDS_ON, Changes, changes_between
from missionplanner.project.document import Project
from missionplanner.project.edits import set_aircraft, set_intent, set_sensors
from missionplanner.project.history import History
from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.memory import Memory
from missionplanner.ui.views import Opened, ResultView, SiteView
from missionplanner.ui.worker import Worker

# Named, not imported: they bring compilers and an optimiser into the process that runs them.
_REMOTE = "missionplanner.ui.remote"
_REMOTE_PLAN = "missionplanner.ui.remote_plan"


class Session(QObject):
    """The state behind the window; it outlives the widgets, which are rebuilt with the theme.

    Signals
    -------
    site_changed, project_changed(Changes), result_changed, pick_changed
        A project was opened; parts of it were edited; the plan; sensor or sortie shown.
    work_changed
        Work has begun or ended; see `work`.
    stepped(float, str), converged(Convergence)
        Where the work stands.
    saved
        What was edited is on disk.
    failed(Failed), written(object), said(str)
        An error to be shown; files written (tuple of Path); a remark for the status bar.
    """

    site_changed = Signal()
    project_changed = Signal(object)
    result_changed = Signal()
    pick_changed = Signal()
    work_changed = Signal()
    stepped = Signal(float, str)
    converged = Signal(object)
    saved = Signal()
    failed = Signal(object)
    written = Signal(object)
    said = Signal(str)

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        # What is true only for a while (weather, light) is judged by this clock.
        self.clock: Callable[[], datetime] = _now
        self.site: SiteView | None = None
        self.result: ResultView | None = None
        self.sensor = ""
        self.sortie = 0
        self.work = ""
        self.live: list[Convergence] = []
        self.files: tuple[Path, ...] = ()
        self.told: list[Finding] = []
        self._history: History | None = None
        self._planned: Project | None = None
        self._worker = Worker(self)
        self._worker.stepped.connect(self.stepped)
        self._worker.happened.connect(self._on_event)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._worker.stopped.connect(self._on_stopped)

    # ---- what is shown

    @property
    def project(self) -> Project | None:
        """The project with what was edited; None where nothing is open."""
        return self._history.present if self._history else None

    @property
    def stale(self) -> bool:
        """True where the plan shown was asked for otherwise than the project now asks."""
        if self.result is None or self._planned is None or self.project is None:
            return False
        return bool(changes_between(self._planned, self.project) & PLAN_STANDS_ON)

    @property
    def plan_shown(self) -> SensorPlan | None:
        """The plan of the sensor shown."""
        return self.result.plans[self.result.index_of(self.sensor)] if self.result else None

    @property
    def verification_shown(self) -> Verification | None:
        """The judgement on the plan shown."""
        if not self.result:
            return None
        return self.result.verifications[self.result.index_of(self.sensor)]

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be known before take-off: kept with the plan, or told by the work since."""
        kept = self.result.notes if self.result else ()
        return tuple(dict.fromkeys((*kept, *self.told)))

    @property
    def sortie_shown(self) -> Sortie | None:
        """The sortie shown in the profile."""
        plan = self.plan_shown
        if plan is None or not plan.sorties:
            return None
        return plan.sorties[min(self.sortie, len(plan.sorties) - 1)]

    def pick_sensor(self, key: str) -> None:
        """Show another sensor's plan."""
        self.sensor, self.sortie = key, 0
        self.pick_changed.emit()

    def pick_sortie(self, index: int) -> None:
        """Show another sortie in the profile."""
        if index != self.sortie:
            self.sortie = index
            self.pick_changed.emit()

    # ---- edits

    @property
    def locked(self) -> bool:
        """True while the project is being written: nothing may be edited then."""
        return self.work in ("plan", "save")

    @property
    def unsaved(self) -> bool:
        """True where something edited is not on disk."""
        return self._history is not None and self._history.unsaved

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back, or None."""
        return self._history.undo_words if self._history else None

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return self._history.redo_words if self._history else None

    def edit(self, words: str, project: Project) -> None:
        """Make an edited project the present one; can be undone. Refused aloud while locked."""
        if self._history and self.locked:
            self.said.emit("wait until the work is done")
            self.project_changed.emit(NOTHING)  # panels show again what holds
        elif self._history:
            self._take(*self._history.apply(words, project))

    def edit_intent(self, words: str, **fields: Any) -> None:
        """Set fields of what is asked of the planner."""
        if self.project:
            now = self.project.document.intent
            intent = PlanIntent.model_validate({**now.model_dump(), **fields})
            self.edit(words, set_intent(self.project, intent))

    def undo(self) -> None:
        """Take the last edit back."""
        if self._history:
            self._take(*self._history.undo())

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        if self._history:
            self._take(*self._history.redo())

    def _take(self, history: History, changes: Changes) -> None:
        self._history = history
        if changes:
            self.project_changed.emit(changes)

    # ---- verbs

    @property
    def busy(self) -> bool:
        """True while work runs."""
        return self._worker.busy

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
        if self.project:
            self._start("save", Job(f"{_REMOTE}:save", self.project))

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

    def verify(self) -> None:
        """Judge the saved plan again."""
        if self.site:
            self._start("verify", Job(f"{_REMOTE_PLAN}:verify", self.site.folder))

    def shut(self) -> None:
        """Close the project; what was not saved is lost."""
        if not self.busy:
            self.site = self.result = self._history = self._planned = None
            self.live, self.files, self.told = [], (), []
            self.site_changed.emit()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._worker.cancel()

    def give_up(self) -> None:
        """End the work at once, without waiting for it."""
        self._worker.give_up()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        self._worker.close()

    def _start(self, name: str, job: Job) -> None:
        if self.busy:
            return
        self.work = name
        self._worker.start(job)
        self.work_changed.emit()

    # ---- answers

    def show_opened(self, opened: Opened) -> None:
        """Take over an opened project."""
        self.site, self.result, self.files = opened.site, opened.result, ()
        self._history = History(opened.project).mark_saved()
        self._planned = _asked_then(opened)
        self.live, self.told = [], []
        self.sensor, self.sortie = opened.project.document.sensors[0], 0
        self.memory.add_recent(opened.site.folder, opened.site.title)
        self.site_changed.emit()

    def show_result(self, result: ResultView) -> None:
        """Take over a planned result."""
        self.result, self.sortie, self.told = result, 0, []
        if self.sensor not in [plan.sensor.key for plan in result.plans]:
            self.sensor = result.plans[0].sensor.key
        self.result_changed.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Convergence):
            self.live.append(event)
            self.converged.emit(event)
        elif isinstance(event, Finding):
            self.told.append(event)
            self.pick_changed.emit()

    def _on_done(self, value: object) -> None:
        work = self._ended()
        if isinstance(value, Opened):
            self.show_opened(value)
        elif isinstance(value, ResultView):
            if work == "plan":
                self._mark_saved()
                self._planned = self.project
            self.show_result(value)
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

    def _on_failed(self, failure: Failed) -> None:
        self._doubt_saved(self._ended())
        self.failed.emit(failure)

    def _on_stopped(self) -> None:
        self._doubt_saved(self._ended())
        self.said.emit("cancelled")

    def _doubt_saved(self, work: str) -> None:
        # Planning saves first: whether it came so far before its end is not known here.
        if work == "plan" and self._history:
            self._history = replace(self._history, saved=None)
            self.project_changed.emit(frozenset())

    def _ended(self) -> str:
        work, self.work = self.work, ""
        self.work_changed.emit()
        return work


def _asked_then(opened: Opened) -> Project:
    """Return the project as it was when its saved plan was made, as far as the plan tells."""
    project, result = opened.project, opened.result
    if result is None:
        return project
    keys = {plan.sensor.key for plan in result.plans}
    project = set_aircraft(set_intent(project, result.intent), result.plans[0].aircraft.key)
    # The order of the sensors is no matter.
    same = keys == set(project.document.sensors)
    return project if same else set_sensors(project, sorted(keys))


def _now() -> datetime:
    return datetime.now(UTC)
