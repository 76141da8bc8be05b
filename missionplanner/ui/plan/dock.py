"""The dock below the map."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.plan import CEILING_AGL_M
from missionplanner.model.sensor import SensorKind
from missionplanner.ui.plan.convergence_chart import ConvergenceChart
from missionplanner.ui.plan.profile import Profile, profile
from missionplanner.ui.plan.profile_chart import ProfileChart
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.sortie_table import SortieTable
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled, label, row


class Dock(QWidget):
    """Profile, sorties and convergence; `cursor_at(float, float)` in site metres."""

    cursor_at = Signal(float, float)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._profile: Profile | None = None
        self.chart, self.table, self.search = ProfileChart(), SortieTable(), ConvergenceChart()
        self._note = label("", "small")
        self._search_note = label("", "small")
        box = row(self, gap=1)
        box.addWidget(_column(self.tr("Height profile"), self._note, self.chart), 40)
        box.addWidget(_column(self.tr("Sorties"), label("", "small"), self.table, 4), 41)
        box.addWidget(_column(self.tr("Convergence"), self._search_note, self.search), 21)
        self.chart.pointed.connect(self.show_cursor)
        self.table.picked.connect(session.pick_sortie)
        session.result_changed.connect(self.refresh)
        session.pick_changed.connect(self.refresh)
        session.converged.connect(self._on_converged)
        session.work_changed.connect(self._show_search)

    def refresh(self) -> None:
        """Show what the session holds."""
        session = self._session
        self.table.show_plan(session.plan_shown, session.verification_shown, session.sortie)
        self._show_profile()
        self._show_search()

    def show_cursor(self, distance_m: float) -> None:
        """Put the cursor at a distance along the sortie shown."""
        if self._profile is None:
            return
        x, y, route, ground = self._profile.at(distance_m)
        self.chart.show_cursor(distance_m)
        self.cursor_at.emit(x, y)
        self._say(route - ground)

    def _show_profile(self) -> None:
        site, sortie = self._session.site, self._session.sortie_shown
        if site is None or sortie is None:
            self._profile = None
            self.chart.show_profile(None, tokens().accent, (0, 0))
            self._note.setText(self.tr("after planning"))
            return
        self._profile = profile(sortie.waypoints, site.ground)
        if not np.isfinite(self._profile.ground_m).any():
            self._profile = None
            return
        hue = tokens().sortie(min(self._session.sortie, 10_000))
        self.chart.show_profile(self._profile, hue, self._band())
        self.show_cursor(0.4 * float(self._profile.distance_m[-1]))

    def _band(self) -> tuple[float, float]:
        plan = self._session.plan_shown
        assert plan is not None
        low = plan.intent.min_clearance_m
        if plan.sensor.kind is SensorKind.VISIBLE:
            low = max(low, plan.intent.clearance_share * plan.settings.agl_m)
        return low, max(CEILING_AGL_M, plan.settings.agl_m)

    def _say(self, agl_m: float) -> None:
        sortie = self._session.sortie_shown
        if sortie is not None:
            words = self.tr("Sortie {0}  ·  {1} m above ground  ·  band {2}–{3} m")
            low, high = self._band()
            self._note.setText(
                words.format(sortie.number, f"{agl_m:.0f}", f"{low:.0f}", f"{high:.0f}")
            )

    def _on_converged(self, event: object) -> None:
        self._show_search()

    def _show_search(self) -> None:
        """Draw the search that runs, or the one that led to the plan shown."""
        live, plan = self._session.live, self._session.plan_shown
        if self._session.work == "plan" and live:
            latest = live[-1].sensor
            self._search_note.setText(sensor(latest).name)
            self.search.show_events([e for e in live if e.sensor == latest])
        elif plan is not None:
            self._search_note.setText(self.tr("J by evaluations"))
            self.search.show_events(plan.convergence)
        else:
            self._search_note.setText("")
            self.search.show_events([])


def _column(title: str, note: QLabel, body: QWidget, inset: int = 0) -> QWidget:
    made = filled("panel")
    box = column(made)
    bar = QWidget()
    bar.setFixedHeight(36)
    head = row(bar, (12, 0, 8, 0), 8)
    head.addWidget(label(title, "head"))
    note.setMinimumWidth(10)
    head.addWidget(note, 1)
    box.addWidget(bar)
    inside = row(margins=(inset, 0, inset, 0))
    inside.addWidget(body)
    box.addLayout(inside, 1)
    return made
