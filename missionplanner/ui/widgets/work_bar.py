"""The Plan button and, below it, where the work stands."""

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QProgressBar, QWidget

from missionplanner.ui.widgets.kit import Elided, button, column, label, row


class Working(Protocol):
    """A session whose work can be followed and cancelled."""

    @property
    def busy(self) -> bool:
        """True while work runs."""
        ...

    @property
    def stepped(self) -> SignalInstance:
        """Share done and what is being done."""
        ...

    @property
    def work_changed(self) -> SignalInstance:
        """Work has begun or ended."""
        ...

    def cancel(self) -> None:
        """Ask the work to stop."""
        ...


class WorkBar(QWidget):
    """Phrase, percent, *Cancel* and a thin bar; takes its room even when idle."""

    def __init__(self, session: Working) -> None:
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
        if self.cancel.hasFocus() and not self._session.busy:
            # What is hidden would hand its focus on to whatever comes next.
            self.window().setFocus()
        self.setVisible(self._session.busy)
        self.show_step(0.0, "")

    def show_step(self, share: float, words: str) -> None:
        """Show where the work stands."""
        self._words.setText(words or self.tr("Starting"))
        self._percent.setText(f"{100 * share:.0f} %")
        self.bar.setValue(round(1000 * share))
