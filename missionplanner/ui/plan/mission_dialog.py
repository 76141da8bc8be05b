"""A mission that was dropped in: what it holds, what its check says, and where it flies."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.model.mission_look import MissionLook
from missionplanner.ui.plan.finding_entry import finding_entry
from missionplanner.ui.widgets.kit import button, column, dialog_foot, filled, label, scrolled
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import Facts


class MissionDialog(QDialog):
    """`show_asked` before the route is drawn on the map; `mappable` where there is one."""

    show_asked = Signal()

    def __init__(
        self, look: MissionLook, mappable: bool, told: Measures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mission"))
        self.resize(480, 420)
        heights = told.span_words(*look.height_m)
        self.facts = Facts()
        self.facts.show_facts(
            [
                (self.tr("File"), look.path.name),
                (self.tr("Waypoints"), number(look.waypoints)),
                (self.tr("Length"), told.way_words(look.length_m)),
                (self.tr("Heights"), f"{heights} {look.datum.upper()}"),
            ]
        )
        inside = filled("inside")
        found = column(inside, gap=8)
        for finding in look.findings:
            found.addWidget(finding_entry(finding))
        if not look.findings:
            found.addWidget(label(self.tr("The check finds nothing wrong with it.")))
        found.addStretch()
        self.go = button(self.tr("Show on the map"))
        self.go.setEnabled(mappable and look.waypoints > 1)
        self.go.setToolTip("" if mappable else self.tr("Open a project or a study first"))
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(look.title or look.path.stem, "title", wrap=True))
        box.addWidget(self.facts)
        box.addWidget(label(self.tr("Check"), "head"))
        box.addWidget(scrolled(inside), 1)
        box.addLayout(dialog_foot(self, self.tr("Close"), self.go))
        self.go.clicked.connect(self._on_go)

    def _on_go(self) -> None:
        self.accept()
        self.show_asked.emit()
