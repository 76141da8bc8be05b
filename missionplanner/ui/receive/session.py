"""The state behind the Receive stage, beside the site's own session; it outlives the widgets."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from missionplanner.model.survey_state import SurveyState
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.plan.session import Session
from missionplanner.ui.receive.earlier import EarlierGap
from missionplanner.ui.receive.listening import Listening
from missionplanner.ui.receive.shown import ShownSurvey
from missionplanner.ui.receive.thumbs import Thumbnails
from missionplanner.ui.receive.views import AskedField, GapView, LinkView, ListenRequest
from missionplanner.ui.work.session import WorkSession

# Named, not imported: they bring compilers into the process that runs them.
_REMOTE = "missionplanner.ui.receive.run"
_FIELDS = {
    "read": AskedField.FOLDER,
    "watch": AskedField.FOLDER,
    "gap": AskedField.GAP,
    "write": AskedField.EXPORT,
    "take_back": AskedField.EXPORT,
    "link": AskedField.LINK,
}
_AHEAD = "missionplanner.ui.receive.link_ahead"


class ReceiveSession(ShownSurvey):
    """Photos of one folder, and previews by radio, held against the plan that is open.

    Watching goes on beside the other stages: it only reads. Planning the gap interrupts it.

    Attributes
    ----------
    card : Path or None
        Folder of the photos.
    follow, looked : bool
        Go on while photos arrive; decode them, to know their sharpness.
    gap : GapView or None
    ahead : LinkView or None
        What the radio will do along the route.
    written : tuple of Path
        Files of the gap's flights.
    trouble : dict
        What is wrong, by the field where it is.

    Signals
    -------
    study_asked(Path)
        A survey became an epoch of this study, which is to be opened.
    """

    study_asked = Signal(object)

    def __init__(self, site: Session, parent: QObject | None = None) -> None:
        super().__init__(site, parent)
        self.link = Listening(lambda: site.clock(), self)  # noqa: PLW0108 (it may be set anew)
        self.thumbs, self.earlier = Thumbnails(self), EarlierGap(self)
        self.earlier.found.connect(self._show_earlier)
        self.follow, self.looked = False, True
        self.marking: WorkSession | None = None  # of the view that marks control points, if open
        self._begin_anew()
        self.works_beside(site)
        site.works_beside(self)
        site.site_changed.connect(self._on_site)
        site.result_changed.connect(self._on_result)
        site.rest.changed.connect(self._on_rest)
        site.rest.put_back.connect(self._look_earlier)
        self.link.changed.connect(self._on_link)
        self.link.failed.connect(self.failed)

    def _begin_anew(self) -> None:
        self._forget_shown()
        self.card: Path | None = None
        self.gap: GapView | None = None
        self.ahead: LinkView | None = None
        self.written: tuple[Path, ...] = ()
        self.trouble: dict[AskedField, str] = {}
        self._watch_again = False
        self._next: tuple[str, Job] | None = None
        self._stands_on = self._plan_now

    @property
    def _plan_now(self) -> object:
        result, site = self.site.result, self.site.site
        return (site.folder, result.planned_at) if site and result else None

    # ---- how it is

    @property
    def busy(self) -> bool:
        """True while work runs that others have to wait for; watching is none."""
        return super().busy and not (self.watching and self._next is None)

    @property
    def watching(self) -> bool:
        """True while photos are followed."""
        return self.work == "watch"

    @property
    def why_not(self) -> str:
        """Why nothing can be read, in the window's language; empty: it can."""
        if self.site.result is None:
            return self.tr("Plan first: photos are held against the plan")
        if self.site.by_hand.edits:
            return self.tr("Keep or undo the changes by hand first")
        return self.tr("Wait until the work is done") if self.locked else ""

    # ---- what is asked

    def read(self, card: Path) -> None:
        """Read the photos of a folder, once or for as long as they come."""
        if self.why_not or self.site.site is None:
            return
        if card != self.card:
            self.state, self.gap, self.photo = None, None, None
            self.thumbs.clear()
        self.card, self.trouble, self.written = card, {}, ()
        self._stands_on = self._plan_now
        self._ask("watch" if self.follow else "read")
        self.changed.emit()

    def watch_previews(self) -> None:
        """Follow what comes by radio, and the folder where there is one."""
        if not self.why_not and not super().busy:
            self._stands_on = self._plan_now
            self._ask("watch")

    def stop_watching(self) -> None:
        """Leave it at the photos that have come."""
        if self.watching:
            self.follow = False
            super().cancel()

    def cancel(self) -> None:
        """Ask the work to stop; watching goes on."""
        if not self.watching:
            super().cancel()

    def plan_gap(self) -> None:
        """Plan flights over what the photos leave out."""
        site = self.site.site
        if self.card is None or site is None or self.why_not:
            return
        self.trouble.pop(AskedField.GAP, None)
        self.written = ()
        given = (site.folder, self.card, self.looked)
        self._between("gap", Job(f"{_REMOTE}:gap", *given, where=Where.KEPT))

    def take_back_gap(self) -> None:
        """Undo the gap's plan: what was kept in its place is there again."""
        site, made = self.site.site, self.gap
        if site is not None and made is not None and not self.why_not:
            job = Job(f"{_REMOTE}:take_back", site.folder, made.before, where=Where.KEPT)
            self._between("take_back", job)

    def export_gap(self, names: tuple[str, ...], out: Path) -> None:
        """Write the flights that close the gaps."""
        if self.site.site is not None and not self.why_not:
            self.trouble.pop(AskedField.EXPORT, None)
            job = Job(f"{_REMOTE}:write", self.site.site.folder, names, out, where=Where.KEPT)
            self._between("write", job)

    def listen(self, request: ListenRequest) -> None:
        """Listen on a radio, and show what it announces."""
        if self.site.site is not None:
            self.link.listen(self.site.site.folder, request)

    def judge_link(self, region: str) -> None:
        """Judge the radio along the planned route, by the rule of a band."""
        site = self.site.site
        if site is not None and not self.why_not:
            self.trouble.pop(AskedField.LINK, None)
            self._between("link", Job(f"{_AHEAD}:ahead", site.folder, region, where=Where.KEPT))

    def _between(self, work: str, job: Job) -> None:
        """Start work; watching is interrupted for it, and goes on after it."""
        if not self.watching:
            self._start(work, job)
            return
        # Asked to stop, not ended: its process has all at hand that the next work needs.
        self._watch_again, self._next = True, (work, job)
        super().cancel()
        self.work_changed.emit()

    def _again(self) -> None:
        if self.card is not None:
            self.read(self.card)
        elif self.watching:
            self._ask("watch")

    def _ask(self, work: str) -> None:
        site = self.site.site
        if site is not None:
            given = (site.folder, self.card, self.looked)
            self._start(work, Job(f"{_REMOTE}:{work}", *given, where=Where.KEPT))

    # ---- the life of the window

    def close(self) -> None:
        """End all work; for the window's last moment."""
        super().close()
        self.link.close()
        self.earlier.close()
        if self.marking is not None:
            self.marking.close()
        self.thumbs.clear()

    def give_up(self) -> None:
        """End the work at once, without waiting for it."""
        super().give_up()
        self.link.give_up()

    def _drop(self) -> None:
        """End work whose answer has become useless, watching as well."""
        self._next = None
        if self.watching:
            self._worker.close()
            self._ended()
        super()._drop()

    def _on_site(self) -> None:
        self._drop()
        self.link.close()
        self.link.forget()
        self.thumbs.clear()
        self._begin_anew()
        self._look_earlier()
        self.changed.emit()

    def _look_earlier(self) -> None:
        self.earlier.look(self.site.site.folder if self.site.site else None)

    def _on_rest(self) -> None:
        """Forget flights over a gap that others are kept in place of."""
        if self.site.rest.view is not None and self.gap is not None:
            self.gap, self.written = None, ()
            self.changed.emit()

    def _on_result(self) -> None:
        """Forget what was judged by another plan."""
        nothing = self.state is None and self.gap is None and not self.watching
        if nothing or self._plan_now == self._stands_on:
            return
        watched, card = self.watching, self.card
        self._drop()
        self._begin_anew()
        self.card = card
        self.changed.emit()
        if watched:
            self.watch_previews()

    def _on_link(self) -> None:
        if self.link.heard and not super().busy:
            self.watch_previews()
        elif self.watching and not self.link.work and not self.follow:
            self.stop_watching()
        self.changed.emit()

    # ---- answers

    def show_state(self, state: SurveyState) -> None:
        """Take over where the survey stands."""
        named = self.photo.name if self.photo else ""
        self.state = state
        if self.sensor_shown is None and state.sensors:
            self.sensor = state.sensors[0].sensor
        shown = self.sensor_shown
        entries = shown.entries if shown else ()
        self.photo = next((one for one in entries if one.name == named), None)
        self._judge_place()
        self.changed.emit()

    def _show_earlier(self, made: GapView) -> None:
        if self.gap is None and not self.busy:
            self.gap = made
            self.changed.emit()

    def _judge_place(self) -> None:
        """Tell at the folder that its photos are of another place, where all are."""
        self.trouble.pop(AskedField.FOLDER, None)
        state = self.state
        if state is None or not state.photos:
            return
        received = [e for one in state.sensors for e in one.entries if not e.announced]
        if received and all("elsewhere" in entry.flaws for entry in received):
            self.trouble[AskedField.FOLDER] = self.tr(
                "These photos are of another place: none lies on this site. Choose another folder."
            )
        elif not received:
            self.trouble[AskedField.FOLDER] = self.tr(
                "No photo here is of a planned sensor. Choose another folder, or plan its sensor."
            )

    def _on_event(self, event: object) -> None:
        if isinstance(event, SurveyState):
            self.show_state(event)

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, SurveyState):
            self.show_state(value)
        elif work == "gap" and isinstance(value, tuple):
            state, self.gap = value
            self.site.rest.forget()  # it was kept in the same place
            self.show_state(state)
        elif isinstance(value, LinkView):
            self.ahead = value
            self.changed.emit()
        elif work == "take_back":
            self.gap, self.written = None, ()
            self.site.rest.look()
            self.changed.emit()
        elif work == "write" and isinstance(value, tuple):
            self.written = value
            self.site.written.emit(value)
            self.changed.emit()
        self._resume()

    def _unanswered(self, work: str) -> None:
        if work != "watch":
            self._resume()
        elif self.state is not None:
            # What has not come by now is missing.
            self._again()

    def _resume(self) -> None:
        again, self._watch_again = self._watch_again, False
        if again:
            self.watch_previews()

    def _on_stopped(self) -> None:
        if self.watching:
            work, following = self._ended(), self._next
            self._next = None
            if following is None:
                self._unanswered(work)  # that it was stopped need not be told
            else:
                self._start(*following)
        else:
            super()._on_stopped()
        self.changed.emit()

    def _on_failed(self, failure: Failed) -> None:
        """Tell a refusal where its cause was typed in; anything else to everybody."""
        self._watch_again = False
        if failure.error is None or self.work not in _FIELDS:
            super()._on_failed(failure)
            return
        self.trouble[_FIELDS[self._ended()]] = failure.line()
        self.changed.emit()
