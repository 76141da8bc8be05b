"""The result of planning in figures, by sensor."""

from PySide6.QtWidgets import QWidget

from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import ResultView
from missionplanner.ui.widgets.figure_strip import FigureStrip
from missionplanner.ui.widgets.kit import column, label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.tiles import Figure
from missionplanner.weather.local_time import clock_words


class ResultTiles(QWidget):
    """Heading and eight figures of the sensor shown; empty before the first plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._note = label("", "small")
        self._head = QWidget()
        self._figures = FigureStrip()
        head = row(self._head, gap=8)
        head.addWidget(label(self.tr("Result"), "head"))
        self._note.setMinimumWidth(10)
        head.addWidget(self._note, 1)
        box = column(self, gap=4)
        box.addWidget(self._head)
        box.addWidget(self._figures)

    def refresh(self) -> None:
        """Show the plan of the sensor shown."""
        result = self._session.result
        plan, judged = self._session.plan_shown, self._session.verification_shown
        self.setVisible(result is not None)
        if result and plan and judged:
            self._note.setText(self._told(result, plan))
            took = self.tr("Planned {0} in {1} s").format(
                self._moment(result), f"{plan.seconds:.0f}"
            )
            self._note.setToolTip(took)
            in_date = not self._session.stale
            self._figures.show_figures(self._told_of(plan, judged), in_date=in_date)

    def _told(self, result: ResultView, plan: SensorPlan) -> str:
        if self._session.stale:
            return self.tr("B {0} · out of date").format(self._cost(plan))
        if result.edits:
            return self.tr("B {0} · changed by hand").format(self._cost(plan))
        return f"B {self._cost(plan)} · {self._moment(result)}"

    def _moment(self, result: ResultView) -> str:
        return clock_words(result.planned_at, site_zone(self._session))

    @staticmethod
    def _cost(plan: SensorPlan) -> str:
        b = plan.cost.b_literal
        return number(b, 0 if b >= 1000 else 1)

    def _told_of(self, plan: SensorPlan, v: Verification) -> list[Figure]:
        zone = "error" if v.zone_m > 0 else "ok"
        seen = "ok" if v.seen_share >= 0.995 else "warn"
        count, measures = len(plan.sorties), measures_of(self._session.memory)
        sets = self.tr("set") if count == 1 else self.tr("sets")
        return [
            Figure(self.tr("Seen"), percent(v.seen_share), "%", seen),
            Figure.told(self.tr("In zones"), measures.height_words(v.zone_m, 0), state=zone),
            Figure.told(self.tr("Length"), measures.way_words(v.length_m)),
            Figure(self.tr("Time"), number(v.duration_s / 60), "min"),
            Figure.told(self.tr("Climb"), measures.height_words(v.climb_m, 0)),
            Figure(self.tr("Energy"), number(v.energy_wh / 1000, 2), "kWh"),
            Figure(self.tr("Photos"), number(v.photos)),
            Figure(self.tr("Sorties"), number(count), sets),
        ]
