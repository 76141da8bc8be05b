"""The plans that can be compared: the one shown, and those made before it since the opening."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.comparison import Judged
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import ResultView
from missionplanner.weather.local_time import clock_words

translate = QCoreApplication.translate  # a name that lupdate finds
_MOST_TOLD = 3


@dataclass(frozen=True)
class ComparedPlan:
    """A plan with the words it is offered by.

    `before` tells what has changed in the world since it was judged: its figures are of another.
    """

    words: str
    result: ResultView
    before: str = ""

    def of_sensor(self, sensor: str) -> Judged:
        """Return one sensor's plan with its verification; empty where it was not planned."""
        pairs = zip(self.result.plans, self.result.verifications, strict=True)
        return [(plan, judged) for plan, judged in pairs if plan.sensor.key == sensor]


def choices(session: Session) -> list[ComparedPlan]:
    """Return what can be compared, the newest first; those of the sensor shown alone."""
    shown = [session.result] if session.result else []
    return [
        _choice(session, result)
        for result in (*shown, *reversed(session.earlier))
        if session.sensor in [plan.sensor.key for plan in result.plans]
    ]


def _choice(session: Session, result: ResultView) -> ComparedPlan:
    before = world_words(session.judged_before(result))
    words = _words(session, result)
    if before:
        words = translate("Compare", "{0} · judged before changes").format(words)
    return ComparedPlan(words, result, before)


def world_words(changes: Sequence[Message]) -> str:
    """Return changes of the world in a line, the first three of many; nothing where there are none.

    Examples
    --------
    >>> from missionplanner.messages.message import text
    >>> world_words([text(name) for name in "abcde"])
    'a, b, c, and 2 more'
    """
    told = [sentence(change) for change in changes[:_MOST_TOLD]]
    more = len(changes) - len(told)
    if more > 0:
        told.append(translate("Compare", "and {0} more").format(more))
    return translate("Compare", ", ").join(told)


def _words(session: Session, result: ResultView) -> str:
    plan = result.plans[result.index_of(session.sensor)]
    clock = clock_words(result.planned_at, site_zone(session)).split(" ")[1]
    told = translate("Compare", "{0} · {1} m · {2} sorties").format(
        clock, f"{plan.settings.agl_m:.0f}", len(plan.sorties)
    )
    if result.edits:
        told += " · " + translate("Compare", "by hand")
    return told
