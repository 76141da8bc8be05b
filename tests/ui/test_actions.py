"""Every action is opened once; a disabled one says why."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from missionplanner.ui.main_window import MainWindow

KEYS = [
    "new",
    "open",
    "demo",
    "save",
    "close",
    "quit",
    "undo",
    "redo",
    "fit",
    "zoom_in",
    "zoom_out",
    "theme",
    "language",
    "plan",
    "cancel",
    "verify",
    "export",
    "tables",
    "about",
]
DIALOGS = {"new", "open", "about"}


def test_the_list_here_is_whole(planned: MainWindow) -> None:
    assert sorted(KEYS) == sorted(planned.actions_.by_key)


@pytest.mark.parametrize("key", KEYS)
def test_each_action_can_be_opened(
    key: str, planned: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    session = planned.session
    if key in {"undo", "save", "redo"}:
        session.edit_intent("Change seed", seed=9)
    if key == "redo":
        session.undo()
    if key == "cancel":
        session.edit_intent("Change seed", seed=8)
        session.plan()
    action = planned.actions_[key]
    assert action.isEnabled(), action.toolTip()
    action.trigger()
    qtbot.waitUntil(lambda: not session.busy, timeout=30_000)
    dialog = planned.dialog
    assert (dialog is not None) == (key in DIALOGS)
    if isinstance(dialog, QDialog):
        assert dialog.isVisible()
        dialog.reject()
    if key == "quit":
        assert not planned.isVisible()


def test_disabled_actions_say_why(window: MainWindow) -> None:
    disabled = {k: a.toolTip() for k, a in window.actions_.by_key.items() if not a.isEnabled()}
    assert "plan" in disabled
    assert all(": " in tip for tip in disabled.values())
    assert disabled["plan"] == "Plan: no project is open"


def test_shortcuts_are_not_given_twice(planned: MainWindow) -> None:
    given = [a.shortcut().toString() for a in planned.actions_.by_key.values()]
    given = [words for words in given if words]
    assert len(given) == len(set(given))


def test_every_action_stands_in_a_menu(planned: MainWindow) -> None:
    shown = {verb.menu for verb in planned.actions_.verbs.values()}
    assert shown <= {"file", "edit", "view", "plan", "help"}
