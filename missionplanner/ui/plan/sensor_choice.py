"""Which sensor's plan is shown; the same choice stands in several panels."""

from missionplanner.model.sensor import SensorKind
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.segments import Segments


class SensorChoice(Segments):
    """One segment a planned sensor; hidden where there is nothing to choose from."""

    def __init__(self, session: Session) -> None:
        super().__init__([])
        self._session = session
        self.chosen.connect(session.pick_sensor)

    def refresh(self) -> None:
        """Offer the sensors of the plan."""
        result = self._session.result
        plans = result.plans if result else ()
        kinds = [plan.sensor.kind for plan in plans]
        offered = []
        for plan in plans:
            alone = kinds.count(plan.sensor.kind) == 1
            words = self._kind(plan.sensor.kind) if alone else plan.sensor.name
            offered.append((plan.sensor.key, words))
        self.offer(offered, self._session.sensor)
        self.setVisible(len(offered) > 1)

    def _kind(self, kind: SensorKind) -> str:
        if kind is SensorKind.VISIBLE:
            return self.tr("Visible")
        return self.tr("Multispectral") if kind is SensorKind.MULTISPECTRAL else self.tr("Thermal")
