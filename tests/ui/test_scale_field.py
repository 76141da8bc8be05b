"""The scale of a scene is chosen or typed, and told once."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.ui.ecology.scale_field import ScaleField


def test_a_scale_is_chosen_or_typed(qtbot: QtBot) -> None:
    field = ScaleField()
    qtbot.addWidget(field)
    told: list[str | None] = []
    field.changed.connect(lambda: told.append(field.value()))
    assert field.value() is None
    field.setCurrentIndex(1)
    field.activated.emit(1)
    line = field.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "2e-5,-0.2")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.editingFinished.emit()
    assert told == ["collection-2", "2e-5,-0.2"]
    line.clear()
    line.editingFinished.emit()
    assert field.value() is None and told[-1] is None
