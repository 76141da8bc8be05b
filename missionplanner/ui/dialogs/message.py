"""Errors: one line for the user, the traceback of a fault of ours behind a button."""

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
