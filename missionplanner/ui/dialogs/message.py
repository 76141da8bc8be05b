"""Errors: one line for the user, the traceback of a fault of ours behind a button."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from missionplanner.tasks.runner import Failed


class FailureBox(QMessageBox):
    """Opens without blocking; the window behind it stays as it was."""

    def __init__(self, failure: Failed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("That did not work"))
        self.setText(failure.message)
        if failure.detail:
            self.setInformativeText(
                self.tr("This is a fault of the program. Please report it with the details.")
            )
            self.setDetailedText(failure.detail)
        self.setStandardButtons(QMessageBox.StandardButton.Ok)


class AboutBox(QMessageBox):
    """What this is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About"))
        self.setText("Osprey Mission Planner")
        self.setInformativeText(
            self.tr("Verified survey missions over steep ground. Free software, GPL 3 or later.")
        )


class LeaveBox(QMessageBox):
    """Asks before what was changed is lost; `leave` is done where the user wants it."""

    def __init__(self, leave: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not saved"))
        self.setText(self.tr("What you changed is not saved. Leave all the same?"))
        go = self.addButton(self.tr("Leave"), QMessageBox.ButtonRole.DestructiveRole)
        self.addButton(QMessageBox.StandardButton.Cancel)
        go.clicked.connect(leave)
