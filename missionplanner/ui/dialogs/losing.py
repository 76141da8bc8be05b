"""The question before a dialog loses what was done in it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QMessageBox

from missionplanner.ui.dialogs.message import MarkedBox

translate = QCoreApplication.translate  # a name that lupdate finds


def ask_before_losing(dialog: QDialog, what: str, stay: str) -> QMessageBox:
    """Ask whether a dialog is closed all the same; staying is the answer of Enter and Esc.

    Parameters
    ----------
    dialog : QDialog
        Is done, as rejected, where it is confirmed; not by its own `reject`, which asks.
    what : str
        What would be lost, as a sentence.
    stay : str
        Words of the button that goes on.
    """
    asked = MarkedBox("question", dialog)
    asked.setWindowTitle(dialog.windowTitle())
    asked.setText(what)
    lose = asked.addButton(
        translate("Losing", "Discard it"), QMessageBox.ButtonRole.DestructiveRole
    )
    going_on = asked.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(going_on)
    asked.setEscapeButton(going_on)
    lose.clicked.connect(lambda: dialog.done(QDialog.DialogCode.Rejected))
    asked.open()
    return asked
