"""Dialogs that are as high as their content."""

from PySide6.QtWidgets import QDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from missionplanner.ui.widgets.roomy import fit, roomy


def test_a_dialog_grows_by_the_faults_it_tells(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box, _ = roomy(dialog)
    faults = [QLabel("must be more than 0") for _ in range(6)]
    for fault in faults:
        box.addWidget(QLabel("Mass, kg"))
        box.addWidget(fault)
        fault.hide()
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    before = dialog.height()
    for fault in faults:
        fault.show()
    fit(dialog)
    assert dialog.height() >= before + 6 * faults[0].sizeHint().height()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
