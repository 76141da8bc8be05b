"""Check: what the DEM says about the plan."""

from functools import partial

from PySide6.QtWidgets import QWidget

from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import CEILING_AGL_M, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.ui.plan.finding_entry import finding_entry
from missionplanner.ui.plan.finding_place import place_of
from missionplanner.ui.plan.remedies import remedy_of
from missionplanner.ui.plan.sensor_choice import SensorChoice
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.stale_note import StaleNote
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.tiles import Figure, Tiles

_ASKED_SEEN, _ASKED_OVERLAP = 0.995, 0.95


def worst(verifications: tuple[Verification, ...]) -> tuple[str, Finding] | None:
    """Return the gravest finding that is not a mere note, with its sensor."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    found = [(v.sensor, f) for v in verifications for f in v.findings if f.severity in order]
    return min(found, key=lambda pair: order[pair[1].severity], default=None)


class CheckPanel(Panel[Session]):
    """Findings and coverage, by sensor."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Check"))
        self._choice, self._tiles = SensorChoice(session), Tiles()
        self.stale = StaleNote(session)
        self._findings, self._notes = column(gap=8), column(gap=8)
        self._none = label(self.tr("Nothing is planned yet."), "muted", wrap=True)
        self.put(self._choice)
        self.put(self._none)
        self.put(self.stale, 8)
        self.put(self._tiles, 8)
        self.head(self.tr("Findings"))
        self.put(self._findings)
        self.head(self.tr("Before take-off"))
        self.put(self._notes)
        self.body.addStretch()

    def refresh(self) -> None:
        """Show the judgement on the plan shown."""
        self._choice.refresh()
        self.stale.refresh()
        plan, judged = self.session.plan_shown, self.session.verification_shown
        self._none.setVisible(judged is None)
        self.note.setText(plan.sensor.name if plan else "")
        clear(self._findings)
        clear(self._notes)
        if plan is None or judged is None:
            self._tiles.show_figures([])
            return
        self._tiles.show_figures(self._figures(plan, judged), in_date=not self.session.stale)
        for finding in judged.findings:
            self._findings.addWidget(self._entry(finding, plan))
        if not judged.findings:
            self._findings.addWidget(label(self.tr("No finding"), "muted"))
        for note in self.session.notes:
            self._notes.addWidget(finding_entry(note))

    def _entry(self, finding: Finding, plan: SensorPlan) -> QWidget:
        """Return a finding that leads to its place, with what can be done against it."""
        place = place_of(finding, plan)
        go = partial(self.session.show_place, place) if place else None
        remedy = None if self.session.locked else remedy_of(finding, self.session)
        return finding_entry(finding, go, remedy)

    def _figures(self, plan: SensorPlan, v: Verification) -> list[Figure]:
        limit = plan.sensor.acquisition.gsd_limit_m
        gsd = "ok" if v.gsd_p95_m <= limit else "warn"
        told = measures_of(self.session.memory)
        return [
            Figure(
                self.tr("Seen"), percent(v.seen_share), "%", _reached(v.seen_share, _ASKED_SEEN)
            ),
            Figure(
                self.tr("Overlap reached"),
                percent(v.overlap_ok_share),
                "%",
                _reached(v.overlap_ok_share, _ASKED_OVERLAP),
            ),
            Figure(self.tr("GSD, median"), number(100 * v.gsd_p50_m, 1), "cm"),
            Figure(self.tr("GSD, 95 %"), number(100 * v.gsd_p95_m, 1), "cm", gsd),
            Figure.told(self.tr("Least clearance"), told.height_words(v.clearance_min_m)),
            Figure.told(
                self.tr("Greatest height"),
                self.tr("{0} AGL").format(told.height_words(v.agl_max_m, 0)),
                "ok" if v.agl_max_m <= (plan.intent.legal_agl_m or CEILING_AGL_M) else "warn",
            ),
            Figure.told(self.tr("Farthest away"), told.height_words(v.distance_max_m, 0)),
            Figure.told(
                self.tr("In no-fly zones"),
                told.height_words(v.zone_m, 0),
                state="error" if v.zone_m else "ok",
            ),
            Figure(self.tr("Climb"), number(v.max_climb_mps, 1), self.tr("m/s at most")),
            Figure(self.tr("Descent"), number(v.max_descent_mps, 1), self.tr("m/s at most")),
        ]


def _reached(share: float, asked: float) -> str:
    return "ok" if share >= asked else "warn"
