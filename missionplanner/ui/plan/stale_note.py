"""What has changed since the plan was made, and the ways out: plan again, or accept it."""

from PySide6.QtWidgets import QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.project.changes import Part
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, label


class StaleNote(QWidget):
    """Shown where the plan stands on something else than the project as it is now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = label("", "small", wrap=True)
        self.accept = button(self.tr("Check it again, and accept"), "", "check-circle")
        box = column(self, gap=8)
        box.addWidget(self.words)
        box.addWidget(self.accept)
        self.accept.clicked.connect(session.accept)

    def refresh(self) -> None:
        """Say what has changed; a disabled button's tip says why."""
        session = self._session
        self.setVisible(session.stale)
        if not session.stale:
            return
        found = session.result.changed if session.result else ()
        told = map(sentence, found)
        named = [*told, *(self._part(part) for part in sorted(session.changed))]
        self.words.setText(
            self.tr("Changed since it was planned: {0}.").format(", ".join(dict.fromkeys(named)))
        )
        save_first = self.tr("Save first") if session.unsaved else ""
        why = self.tr("Wait until the work is done") if session.busy else save_first
        self.accept.setEnabled(not why)
        self.accept.setToolTip(
            why or self.tr("Judges the plan again; it is accepted where it breaks no hard rule")
        )

    def _part(self, part: Part) -> str:
        return {
            Part.TERRAIN: self.tr("the terrain"),
            Part.AREA: self.tr("the survey area"),
            Part.THREATS: self.tr("the threats"),
            Part.WEATHER: self.tr("the weather"),
            Part.HOME: self.tr("the home"),
            Part.AIRCRAFT: self.tr("the aircraft"),
            Part.SENSORS: self.tr("the sensors"),
            Part.INTENT: self.tr("what is asked of the planner"),
        }.get(part, part.value)
