"""One finding in a panel: its mark, where it is, and what it says."""

from PySide6.QtWidgets import QWidget

from missionplanner.model.finding import Finding, Severity
from missionplanner.ui.widgets.kit import column, label, row
from missionplanner.ui.widgets.tiles import state_mark

STATE = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "note"}


def finding_entry(finding: Finding) -> QWidget:
    """Return a widget that tells a finding."""
    made = QWidget()
    line = row(made, gap=8)
    line.addWidget(state_mark(STATE[finding.severity]))
    box = column(gap=1)
    if finding.where:
        box.addWidget(label(finding.place(), "small", wrap=True))
    box.addWidget(label(finding.said(), wrap=True))
    line.addLayout(box, 1)
    return made
