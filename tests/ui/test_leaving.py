"""Nothing that was done is lost: by leaving, by edits while work runs, by a Tab that is caught."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QTableWidget
from pytestqt.qtbot import QtBot

from missionplanner.model.security import Judgements
from missionplanner.storage.presence import Holder, Presence, take
from missionplanner.ui.dialogs.message import FailureBox, HeldBox, LeaveBox, StopBox
from missionplanner.ui.plan.sortie_table import SortieTable
from missionplanner.ui.security.dock.word_table import WordTable
from missionplanner.ui.security.judging.grid import JudgementGrid
from missionplanner.ui.security.steps.given import WeightTable
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import button, column, filled
from tests.english import english
from tests.ui import factory
from tests.ui.test_window import WAIT, idle


def press(box: object, words: str) -> None:
    assert isinstance(box, QMessageBox)
    next(b for b in box.buttons() if b.text() == words).click()


def planning(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Start a plan that runs until it is stopped."""
    window.session.edit_intent("Change seed", seed=8)
    window.session.plan()
    qtbot.waitUntil(lambda: bool(window.session.live), timeout=WAIT)
    return window


def test_enter_saves_and_then_leaves(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.session.site is not None
    saved = planned.session.site.folder / "saved.txt"
    planned.session.edit_intent("Change seed", seed=11)
    planned.close()
    box = planned.dialog
    assert isinstance(box, LeaveBox)
    assert box.defaultButton() is not None and box.defaultButton().text() == "Save"
    assert box.escapeButton().text() == "Cancel"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not planned.isVisible(), timeout=WAIT)
    assert saved.read_text() == "11"


def test_what_cannot_be_saved_is_not_left(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.edit_intent("Change seed", seed=11)
    assert planned.session.site is not None
    (planned.session.site.folder / "saved.txt").mkdir()  # in the way of the file
    planned.projects.close()
    press(planned.dialog, "Save")
    idle(qtbot, planned)
    assert planned.session.site is not None and planned.session.unsaved
    assert planned.session.project is not None
    assert planned.session.project.document.intent.seed == 11
    assert isinstance(planned.dialog, FailureBox)
    planned.dialog.reject()


def test_a_save_that_ends_meanwhile_answers_the_question(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.edit_intent("Change seed", seed=11)
    planned.projects.close()
    box = planned.dialog
    assert isinstance(box, LeaveBox)
    ended: list[int] = []
    box.finished.connect(ended.append)
    planned.session.save()  # as by Ctrl+S just before
    qtbot.waitUntil(lambda: planned.session.site is None, timeout=WAIT)
    assert len(ended) == 1, "nothing is left to ask"


def test_a_save_that_ends_stops_no_other_work(studied: MainWindow, qtbot: QtBot) -> None:
    studied.ecology.edit_index("Change", paper_literal=True)  # analysed until it is stopped
    studied.ecology.analyse()
    studied.close()
    box = studied.dialog
    assert isinstance(box, StopBox)
    with qtbot.waitSignal(studied.session.saved, timeout=WAIT):
        studied.session.save()
    assert studied.isVisible() and studied.ecology.busy and box.isVisible()
    with qtbot.waitSignal(box.finished, timeout=WAIT):
        studied.ecology.cancel()
    assert studied.isVisible()


def test_work_that_ends_meanwhile_takes_its_question_along(
    planned: MainWindow, qtbot: QtBot
) -> None:
    planning(planned, qtbot)
    planned.close()
    box = planned.dialog
    assert isinstance(box, StopBox)
    with qtbot.waitSignal(box.finished, timeout=WAIT):
        planned.session.cancel()
    assert planned.isVisible() and planned.session.unsaved, "what came of it is seen first"


def test_esc_stays(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.edit_intent("Change seed", seed=11)
    planned.close()
    box = planned.dialog
    assert isinstance(box, LeaveBox)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert planned.isVisible() and planned.session.unsaved and not planned.session.busy


def test_quitting_while_planning_asks(planned: MainWindow, qtbot: QtBot) -> None:
    planning(planned, qtbot)
    planned.actions_["quit"].trigger()
    box = planned.dialog
    assert isinstance(box, StopBox) and planned.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert planned.isVisible() and planned.session.busy, "Enter goes on working"
    planned.actions_["quit"].trigger()
    press(planned.dialog, "Stop and leave")
    assert not planned.session.busy
    assert isinstance(planned.dialog, LeaveBox), "the edit is still asked about"
    press(planned.dialog, "Leave without saving")
    assert not planned.isVisible()


def test_ticks_cannot_be_lost_while_planning(planned: MainWindow, qtbot: QtBot) -> None:
    workspace = planned.workspace
    assert workspace is not None
    workspace.show_stage("sensors")
    panel = workspace.panels["sensors"]
    planning(planned, qtbot)
    ticks = panel.findChildren(type(next(iter(panel._boxes.values()))))  # type: ignore[attr-defined]
    assert ticks and not any(tick.isEnabled() for tick in ticks)
    assert all(tick.toolTip() == "Wait until the work is done" for tick in ticks)
    assert panel.note.toolTip() == "Wait until the work is done"
    planned.session.cancel()
    idle(qtbot, planned)
    assert all(tick.isEnabled() for tick in panel._boxes.values())  # type: ignore[attr-defined]


def test_a_refused_edit_is_told(planned: MainWindow, qtbot: QtBot) -> None:
    planning(planned, qtbot)
    with qtbot.waitSignal(planned.session.said) as told:
        planned.session.edit_intent("Change seed", seed=9)
    assert english(told.args) == ("wait until the work is done",)


def test_a_study_at_work_refuses_an_edit_aloud(studied: MainWindow, qtbot: QtBot) -> None:
    ecology = studied.ecology
    assert ecology.study is not None
    ecology.analyse()
    assert ecology.busy
    before = ecology.study
    with qtbot.waitSignal(ecology.said) as told:
        ecology.edit_index("Change", components=1)
    assert english(told.args) == ("wait until the work is done",) and ecology.study == before
    ecology.give_up()


def tables() -> list[QTableWidget]:
    sorties = SortieTable()
    result = factory.result()
    sorties.show_plan(result.plans[0], result.verifications[0], 0)
    data, words, weights = DataTable("Zones"), WordTable("Driver", (1, 1)), WeightTable()
    data.show_rows(["a", "b"], [["x", "1"], ["y", "2"]])
    words.show_rows(["a", "b"], [["x", "1"], ["y", "2"]], "x")
    weights.show_weights({"P1": 0.5, "P2": 0.5}, {}, editable=True)
    return [sorties, data, words, weights]


@pytest.mark.parametrize("place", range(4))
def test_tab_leaves_a_table(qtbot: QtBot, place: int) -> None:
    root = filled("root")
    qtbot.addWidget(root)
    box = column(root)
    table, after = tables()[place], button("after")
    box.addWidget(table)
    box.addWidget(after)
    root.show()
    root.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_tab_walks_through_judgements_and_leaves(qtbot: QtBot) -> None:
    root = filled("root")
    qtbot.addWidget(root)
    box = column(root)
    grid = JudgementGrid(Judgements(names=("a", "b"), values=((1.0, 3.0), (1 / 3, 1.0))))
    after = button("after")
    box.addWidget(grid)
    box.addWidget(after)
    root.show()
    root.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    grid.setCurrentCell(0, 0)
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Tab)
        assert grid.hasFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_project_that_another_window_holds_is_told_and_left_to_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "small.mplan"
    folder.mkdir()
    other = take(folder)
    assert isinstance(other, Presence)
    window.session.show_opened(factory.opened(folder))
    qtbot.waitUntil(lambda: isinstance(window.dialog, HeldBox))
    box = window.dialog
    assert isinstance(box, HeldBox)
    assert "since 20" in box.text() and "You may look" in box.informativeText()
    box.done(0)
    asked: list[object] = []
    autosave = window.leaving.autosave
    autosave.errands.ask = lambda *given: asked.append(given)  # type: ignore[method-assign]
    window.session.edit_intent("Change seed", seed=12)
    autosave.keep()
    assert not asked, "it would be written over what the other has not saved"
    other.leave()
    autosave.keep()
    assert asked, "the other is gone: now it is this window's"
    assert isinstance(take(folder), Holder)
    window.session.undo()
