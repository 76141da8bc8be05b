"""Which sensor's plan is shown; the same choice stands in several panels."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.segments import Segments

translate = QCoreApplication.translate  # a name that lupdate finds


class SensorChoice(Segments):
    """One segment a planned sensor; hidden where there is nothing to choose from.

    `before`: before there is a plan the sensors to fly are offered.
    """

    def __init__(self, session: Session, *, before: bool = False) -> None:
        super().__init__([], by_words=True)
        self._session, self._before = session, before
        self._offered: list[tuple[str, str]] = []
        self.chosen.connect(session.pick_sensor)

    def refresh(self) -> None:
        """Offer the sensors of the plan."""
        offered = told_apart(self._sensors())
        if offered != self._offered:
            self._offered = offered
            self.offer(offered, self._session.sensor)
        self.choose(self._session.sensor)
        self.setVisible(len(offered) > 1)

    def _sensors(self) -> list[Sensor]:
        if self._session.result:
            return [plan.sensor for plan in self._session.result.plans]
        project = self._session.project
        return [sensor(key) for key in project.document.sensors] if project and self._before else []


def told_apart(sensors: Sequence[Sensor]) -> list[tuple[str, str]]:
    """Return the key of each sensor, and its kind in words; its name where a kind comes twice."""
    kinds = [made.kind for made in sensors]
    return [
        (made.key, _kind(made.kind) if kinds.count(made.kind) == 1 else made.name)
        for made in sensors
    ]


def _kind(kind: SensorKind) -> str:
    return {
        SensorKind.VISIBLE: translate("SensorChoice", "Visible"),
        SensorKind.LIDAR: translate("SensorChoice", "LiDAR"),
        SensorKind.MULTISPECTRAL: translate("SensorChoice", "Multispectral"),
    }.get(kind, translate("SensorChoice", "Thermal"))
