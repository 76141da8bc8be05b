"""Leaving a project or the window: nothing that runs or is not saved is lost unasked."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.operations.recovery import forget_kept, recovered_begun
from missionplanner.storage.presence import Holder
from missionplanner.ui.dialogs.message import BegunBox, HeldBox, LeaveBox, PlanOverBox, StopBox
from missionplanner.ui.plan.autosave import Autosave
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.weather.local_time import clock_words


class Stoppable(Protocol):
    """A session whose work can be given up."""

    @property
    def busy(self) -> bool:
        """True while work runs."""
        ...

    def give_up(self) -> None:
        """End the work at once."""
        ...


class Leaving:
    """Asks before something is lost; `show` opens a dialog, `save` saves with what is typed."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        others: tuple[Stoppable, ...],
        show: Callable[[QDialog], None],
        save: Callable[[], None],
    ) -> None:
        self._window, self._session, self._show, self._save = window, session, show, save
        self._working: tuple[Stoppable, ...] = (session, *others)
        self._after_saving: Callable[[], None] | None = None
        self._question: QDialog | None = None
        self._meant: Callable[[], None] = lambda: None  # what the question stands before
        self.autosave = Autosave(session, window)
        self.autosave.held_elsewhere.connect(self._tell_held)
        session.saved.connect(self._on_saved)
        session.edits_at_risk.connect(self._ask_to_plan)

    @property
    def working(self) -> bool:
        """True while any stage's work runs."""
        return any(session.busy for session in self._working)

    def stay(self) -> None:
        """Something failed: what could not be saved is not left."""
        self._after_saving = None

    def then(self, act: Callable[[], None]) -> None:
        """Do something that closes the project; asks first where something is not saved."""
        if self._session.unsaved:
            self._ask(act)
        else:
            act()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Tell whether the window may close now; asks else, and `close` follows the answer."""
        if self.working:
            self._put(StopBox(self._stop, self._window), close)
        elif self._session.unsaved:
            self._ask(close)
        else:
            return True
        return False

    def offer_begun(self) -> None:
        """Offer the project that was begun, and lost by a crash before it was saved."""
        home = self._session.memory.begun
        kept = recovered_begun(home)
        if kept is None or self._session.site is not None:
            return

        def drop() -> None:
            forget_kept(kept.project.folder, home)

        def resume() -> None:
            self._session.resume(home)

        when = clock_words(kept.kept.astimezone(), kept.kept.astimezone().tzinfo or UTC)
        self._show(BegunBox(kept.project.document.title, when, resume, drop, self._window))

    def _stop(self) -> None:
        # What is edited is still asked about: stopping work is no word about saving.
        for session in self._working:
            session.give_up()
        self._window.close()

    def _ask(self, act: Callable[[], None]) -> None:
        def save_first() -> None:
            self._after_saving = act
            self._save()

        def lose() -> None:
            self.autosave.forget_begun()
            self.autosave.close()
            self._session.discard()
            act()

        self._put(LeaveBox(save_first, lose, self._window), act)

    def _ask_to_plan(self) -> None:
        def go_on() -> None:
            self._session.plan(over_edits=True)

        self._show(PlanOverBox(go_on, self._window))

    def _tell_held(self, holder: object) -> None:
        """Say who has the project open; in a turn of its own, when it is shown."""
        if isinstance(holder, Holder):
            box = HeldBox(*_who(holder, site_zone(self._session)), self._window)
            QTimer.singleShot(0, self._window, lambda: self._show(box))

    def _put(self, question: QDialog, meant: Callable[[], None]) -> None:
        """Ask before `meant` is done; the question goes when there is nothing left to ask."""
        self._question, self._meant = question, meant
        question.finished.connect(self._forget_question)
        self._show(question)

    def _forget_question(self) -> None:
        self._question = None

    def _drop_question(self) -> bool:
        """Close the question that is open; False: there is none."""
        question = self._question
        if question is not None:
            question.reject()
        return question is not None

    def work_ended(self) -> None:
        """Ask no more whether to stop it; whoever asked to leave sees first what came of it."""
        if isinstance(self._question, StopBox):
            # In a later turn: what a save had to do is known by then.
            QTimer.singleShot(0, self._window, self._drop_stopping)

    def _drop_stopping(self) -> None:
        if isinstance(self._question, StopBox) and not self.working:
            self._drop_question()

    def _on_saved(self) -> None:
        act, self._after_saving = self._after_saving, None
        stopping = isinstance(self._question, StopBox) and self.working
        if act is None and not (self._session.unsaved or stopping) and self._drop_question():
            act = self._meant  # nothing is lost by it any more
        if act is not None:
            act()


def _who(holder: Holder, zone: tzinfo) -> tuple[str, str]:
    """Return who has a project open and since when; empty where nobody tells."""
    who = "@".join(part for part in (holder.user, holder.host) if part)
    try:
        since = clock_words(datetime.fromisoformat(holder.since), zone)
    except ValueError:
        since = ""
    return who, since
