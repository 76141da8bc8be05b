"""What the steps have in common: a column, and small arrangements in it."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.kit import column, label, row


class StepPage(QWidget):
    """A step of the panel. Subclasses fill `box` once and show the session in `refresh`."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self.session = session
        self.box = column(self)

    def refresh(self) -> None:
        """Show what the session holds."""

    def head(self, words: str, gap_above: int = 12) -> None:
        """Add a heading."""
        self.box.addSpacing(gap_above)
        self.box.addWidget(label(words, "head"))
        self.box.addSpacing(4)


def abreast(*buttons: QPushButton) -> QHBoxLayout:
    """Return a row of buttons of one width."""
    line = row(gap=8)
    for made in buttons:
        made.setProperty("tight", True)
        made.setMinimumWidth(40)
        line.addWidget(made, 1)
    return line
