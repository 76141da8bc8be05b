"""Another theme or language makes all panels anew: nothing typed goes with the old ones."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from tests.ui.conftest import drawn

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {"theme": Qt.Key.Key_T, "language": Qt.Key.Key_L}


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def typed(qtbot: QtBot, window: MainWindow, field: QWidget, words: str) -> None:
    """Type over what a field holds, and stay in it."""
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field, words)


@pytest.mark.parametrize("key", KEYS)
def test_a_seed_half_typed_is_settled(planned: MainWindow, qtbot: QtBot, key: str) -> None:
    session, old = planned.session, workspace(planned)
    assert session.project is not None
    seed = old.panels["plan"].ask.seed
    typed(qtbot, planned, seed, "99")
    assert session.project.document.intent.seed == 42
    qtbot.keyClick(seed, KEYS[key], CTRL)
    assert session.project.document.intent.seed == 99
    assert workspace(planned) is not old
    assert session.undo_words is not None
    drawn(planned, qtbot)
    assert workspace(planned).panels["plan"].ask.seed.value() == 99


@pytest.mark.parametrize("key", KEYS)
def test_a_list_that_is_open_is_shut_and_nothing_is_chosen(
    planned: MainWindow, qtbot: QtBot, key: str
) -> None:
    old = workspace(planned)
    old.show_stage("sensors")
    box = old.panels["sensors"].findChild(QComboBox)
    assert box is not None
    before = box.currentText()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    planned.actions_[key].trigger()
    drawn(planned, qtbot)
    assert not any(w.isVisible() and w is not planned for w in planned._app.topLevelWidgets())
    again = workspace(planned).panels["sensors"].findChild(QComboBox)
    assert again is not None and again.currentText() == before
    assert planned.session.undo_words is None


def test_numbers_go_to_stages_in_chinese(planned: MainWindow, qtbot: QtBot) -> None:
    planned.toggle_language()
    space = workspace(drawn(planned, qtbot))
    planned.activateWindow()
    qtbot.waitUntil(planned.isActiveWindow)
    for place, (key, stage) in enumerate(space.stages.items(), 1):
        assert planned.actions_[f"go_{key}"].text() == stage.words()
        qtbot.keyClick(planned, Qt.Key(Qt.Key.Key_0 + place % 10), CTRL)  # the tenth is 0
        assert space.stack.currentWidget() is space.panels[key]
    assert list(space.stages)[6] == "export" and space.stages["export"].words() == "导出"


def test_undo_by_key_from_a_settled_field_takes_the_edit_back(
    planned: MainWindow, qtbot: QtBot
) -> None:
    session, ask = planned.session, workspace(planned).panels["plan"].ask
    line = ask.fields[0].edit
    typed(qtbot, planned, line, "100")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert session.undo_words is None, "the field's own text goes first"
    typed(qtbot, planned, line, "100")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.undo_words is not None
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert session.undo_words is None
    qtbot.waitUntil(lambda: line.text() == "", timeout=2000)
