"""The Plan button and, below it, where the work stands."""

from PySide6.QtWidgets import QProgressBar, QWidget

from missionplanner.ui.ecology_session import EcologySession
from missionplanner.ui.panels.phrases import step_phrase
from missionplanner.ui.session import Session
from missionplanner.ui.widgets.kit import Elided, button, column, label, row


class WorkBar(QWidget):
    """Phrase, percent, *Cancel* and a thin bar; takes its room even when idle."""

    def __init__(self, session: Session | EcologySession) -> None:
        super().__init__()
        self._session = session
        self._words = Elided()
        self._percent = label("", "muted")
        self.cancel = button(self.tr("Cancel"), "text")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        box = column(self, gap=4)
        line = row(gap=8)
        line.addWidget(self._words, 1)
        line.addWidget(self._percent)
        line.addWidget(self.cancel)
        box.addLayout(line)
        box.addWidget(self.bar)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.cancel.clicked.connect(session.cancel)
        session.stepped.connect(self.show_step)
        session.work_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide."""
        self.setVisible(self._session.busy)
        self.show_step(0.0, "")

    def show_step(self, share: float, message: str) -> None:
        """Show where the work stands."""
        self._words.setText(step_phrase(message) if message else self.tr("Starting"))
        self._percent.setText(f"{100 * share:.0f} %")
        self.bar.setValue(round(1000 * share))
