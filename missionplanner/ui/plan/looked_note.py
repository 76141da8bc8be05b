"""Whether the figures of the site are those of the project as it is now, and if not, why."""

from PySide6.QtWidgets import QWidget

from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, label, row


class LookedNote(QWidget):
    """Shown while figures are worked out, and where they cannot be."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = label("", "small", wrap=True)
        self.again = button(self.tr("Look again"), "text")
        box = column(self, (0, 4, 0, 0), 2)
        box.addWidget(self.words)
        foot = row()
        foot.addWidget(self.again)
        foot.addStretch()
        box.addLayout(foot)
        self.again.clicked.connect(session.looks.again)

    def refresh(self, quiet: bool = False) -> None:
        """Say where it stands; `quiet`: why it cannot be is told elsewhere."""
        looks = self._session.looks
        refused = looks.refused is not None and not looks.working
        self.setVisible(looks.working or (refused and not quiet))
        role = "error" if refused else "small"
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)
        words = self.tr("Looking at the ground and the threats again…")
        self.words.setText(looks.refused.line() if looks.refused and refused else words)
        self.again.setVisible(refused)
