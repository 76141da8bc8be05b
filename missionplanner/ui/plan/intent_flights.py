"""Which sensors share flights, and the places that flights leave from."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from missionplanner.model.plan import PlanIntent, Together
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import column, label


class FlightsForm(QWidget):
    """Each change can be undone; launch sites themselves are put on the map."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.together = QComboBox()
        for way, words in self._ways().items():
            self.together.addItem(words, way.value)
        self.together.setAccessibleName(self.tr("Sensors in one flight"))
        self.propose = QCheckBox(self.tr("Propose more where these lie far off"))
        self._given = label("", "muted", wrap=True)
        box = column(self, gap=4)
        box.addWidget(label(self.tr("Sensors in one flight"), "head"))
        box.addWidget(self.together)
        box.addSpacing(4)
        box.addWidget(label(self.tr("Launch sites"), "head"))
        box.addWidget(self._given)
        box.addWidget(self.propose)
        self.together.activated.connect(self._on_together)
        self.propose.clicked.connect(self._on_propose)

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked."""
        self.together.setCurrentIndex(self.together.findData(intent.together.value))
        self.propose.setChecked(intent.propose_sites)
        count = len(intent.launch_sites)
        alone = self.tr("Home alone; put more on the map in the stage Site")
        self._given.setText(self.tr("Home and {0} more").format(count) if count else alone)

    def in_short(self, intent: PlanIntent) -> str:
        """Return what is asked, for the folded row."""
        sites = len(intent.launch_sites)
        more = self.tr("{0} launch sites").format(sites + 1) if sites else ""
        proposed = self.tr("more proposed") if intent.propose_sites else ""
        way = {
            Together.AUTO: self.tr("shared where it pays"),
            Together.ALWAYS: self.tr("shared"),
            Together.NEVER: self.tr("apart"),
        }.get(intent.together, "")
        return " · ".join(words for words in (way, more, proposed) if words)

    def _ways(self) -> dict[Together, str]:
        return {
            Together.AUTO: self.tr("Shared where that takes fewer flights"),
            Together.ALWAYS: self.tr("Always shared where they fit"),
            Together.NEVER: self.tr("Each sensor in flights of its own"),
        }

    def _on_together(self, _index: int) -> None:
        way = str(self.together.currentData())
        self._session.edit_intent(self.tr("Change shared flights"), together=way)

    def _on_propose(self, on: bool) -> None:
        self._session.edit_intent(self.tr("Change launch sites"), propose_sites=on)
