"""One finding in a panel: its mark, where it is, and what it says."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from missionplanner.messages.casing import sentence_case
from missionplanner.model.finding import Finding, Severity
from missionplanner.ui.plan.remedies import Remedy
from missionplanner.ui.widgets.kit import ElidedLink, button, column, label, row
from missionplanner.ui.widgets.tiles import state_mark

translate = QCoreApplication.translate  # a name that lupdate finds
STATE = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "note"}


def finding_entry(
    finding: Finding, go: Callable[[], None] | None = None, remedy: Remedy | None = None
) -> QWidget:
    """Return a widget that tells a finding; its place is a link where one can go there."""
    made = QWidget()
    line = row(made, gap=8)
    line.addWidget(state_mark(STATE[finding.severity]), 0, Qt.AlignmentFlag.AlignTop)
    box = column(gap=1)
    if finding.where and go is not None:
        link = ElidedLink(finding.place(), translate("FindingEntry", "Go to this place"))
        link.clicked.connect(go)
        box.addWidget(link)
    elif finding.where:
        box.addWidget(label(finding.place(), "small", wrap=True))
    box.addWidget(label(sentence_case(finding.said()), wrap=True))
    if remedy is not None:
        mend = button(remedy.words)
        mend.setToolTip(remedy.tip)
        mend.clicked.connect(remedy.act)
        box.addSpacing(4)
        box.addWidget(mend, 0, Qt.AlignmentFlag.AlignLeft)
    line.addLayout(box, 1)
    return made
