"""Every action is opened once; a disabled one says why."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.shell.actions import stage_key
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import STAGES
from tests.ui import eco_factory

KEYS = [
    "new",
    "open",
    "demo",
    "save",
    "save_as",
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
    "timetable",
    "new_study",
    "open_study",
    "edit_study",
    "analyse",
    "open_results",
    "report",
    "export_map",
    "measurements",
    "district_figures",
    "help",
    "about",
    "find",
    "next_part",
    "measure",
    "backdrop",
    "save_view",
    "copy_view",
    "fold_layers",
    "fold_dock",
    "fold_panel",
    "settings",
    "plugins",
    "pack",
    "unpack",
    *(tool.value for tool in Tool),
    *(stage_key(stage) for stage in STAGES),
]
# One needs two plans: see test_flight; one a printer: see test_map_tools; one leaves the map alive
# beside its dialog: see test_rest.
ELSEWHERE = ("compare", "print_view", "resume")
STUDY = {"analyse", "edit_study", "open_results", "report", "export_map", "measurements"}
STUDY |= {"district_figures"}
STUDY_DIALOGS = {
    "new_study",
    "edit_study",
    "open_study",
    "open_results",
    "report",
    "export_map",
    "measurements",
    "district_figures",
}
READERS = {"new", "open", "save_as", "about", "new_study", "open_study"}
READERS |= {"fit", "zoom_in", "zoom_out"}
VIEW_DIALOGS = {
    "find",
    "backdrop",
    "save_view",
    "settings",
    "plugins",
    "pack",
    "unpack",
    "timetable",
}
READERS |= VIEW_DIALOGS
DIALOGS = {"new", "open", "save_as", "about"} | STUDY_DIALOGS | VIEW_DIALOGS


@pytest.mark.reads
def test_the_list_here_is_whole(planned: MainWindow) -> None:
    assert sorted([*KEYS, *ELSEWHERE]) == sorted(planned.actions_.by_key)


@pytest.mark.parametrize(
    "key", [pytest.param(key, marks=pytest.mark.reads if key in READERS else ()) for key in KEYS]
)
def test_each_action_can_be_opened(
    key: str, planned: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    session = planned.session
    if key in {"undo", "save", "redo"}:
        session.edit_intent("Change seed", seed=9)
    if key in STUDY:
        planned.ecology.show_study(eco_factory.view(tmp_path / "study.json"))
    if key == "redo":
        session.undo()
    if key == "cancel":
        session.edit_intent("Change seed", seed=8)
        session.plan()
    action = planned.actions_[key]
    assert action.isEnabled(), action.toolTip()
    action.trigger()
    qtbot.waitUntil(lambda: not session.busy and not planned.ecology.busy, timeout=30_000)
    dialog = planned.dialog
    assert (dialog is not None) == (key in DIALOGS)
    if isinstance(dialog, QDialog):
        assert dialog.isVisible()
        dialog.reject()
    if key.startswith("go_"):
        assert planned.workspace is not None
        shown = planned.workspace.stack.currentWidget()
        assert shown is planned.workspace.panels[key.removeprefix("go_")]
    if key == "quit":
        assert not planned.isVisible()


def test_disabled_actions_say_why(window: MainWindow) -> None:
    disabled = {k: a.toolTip() for k, a in window.actions_.by_key.items() if not a.isEnabled()}
    assert "plan" in disabled
    assert all(": " in tip for tip in disabled.values())
    assert disabled["plan"] == "Plan: no project is open"


@pytest.mark.reads
def test_shortcuts_are_not_given_twice(planned: MainWindow) -> None:
    given = [a.shortcut().toString() for a in planned.actions_.by_key.values()]
    given = [words for words in given if words]
    assert len(given) == len(set(given))


@pytest.mark.reads
def test_every_action_stands_in_a_menu(planned: MainWindow) -> None:
    shown = {verb.menu for verb in planned.actions_.verbs.values()}
    assert shown <= {"file", "edit", "view", "plan", "ecology", "help"}
