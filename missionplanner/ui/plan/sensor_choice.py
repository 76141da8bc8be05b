"""Which sensor's plan is shown; the same choice stands in several panels."""

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.sensor import Sensor, SensorKind
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.segments import Segments


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
        sensors = self._sensors()
        kinds = [made.kind for made in sensors]
        offered = []
        for made in sensors:
            alone = kinds.count(made.kind) == 1
            offered.append((made.key, self._kind(made.kind) if alone else made.name))
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

    def _kind(self, kind: SensorKind) -> str:
        if kind is SensorKind.VISIBLE:
            return self.tr("Visible")
        if kind is SensorKind.LIDAR:
            return self.tr("LiDAR")
        return self.tr("Multispectral") if kind is SensorKind.MULTISPECTRAL else self.tr("Thermal")
