"""The plans that can be compared: the one shown, and those made before it since the opening."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from missionplanner.model.comparison import Judged
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import ResultView
from missionplanner.weather.local_time import clock_words

translate = QCoreApplication.translate  # a name that lupdate finds


@dataclass(frozen=True)
class ComparedPlan:
    """A plan with the words it is offered by."""

    words: str
    result: ResultView

    def of_sensor(self, sensor: str) -> Judged:
        """Return one sensor's plan with its verification; empty where it was not planned."""
        pairs = zip(self.result.plans, self.result.verifications, strict=True)
        return [(plan, judged) for plan, judged in pairs if plan.sensor.key == sensor]


def choices(session: Session) -> list[ComparedPlan]:
    """Return what can be compared, the newest first; those of the sensor shown alone."""
    shown = [session.result] if session.result else []
    return [
        ComparedPlan(_words(session, result), result)
        for result in (*shown, *reversed(session.earlier))
        if session.sensor in [plan.sensor.key for plan in result.plans]
    ]


def _words(session: Session, result: ResultView) -> str:
    plan = result.plans[result.index_of(session.sensor)]
    clock = clock_words(result.planned_at, site_zone(session)).split(" ")[1]
    told = translate("Compare", "{0} · {1} m · {2} sorties").format(
        clock, f"{plan.settings.agl_m:.0f}", len(plan.sorties)
    )
    if result.edits:
        told += " · " + translate("Compare", "by hand")
    return told
