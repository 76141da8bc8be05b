"""The window as a whole: opening, planning, errors, undo, theme and language."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.messages.message import text
from missionplanner.project.document import Saved
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.plan.layers.route_item import RouteLook
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory
from tests.ui.conftest import drawn

WAIT = 30_000


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=WAIT)


def test_the_start_opens_the_demo(window: MainWindow, qtbot: QtBot) -> None:
    assert window.start is not None and window.workspace is None
    qtbot.mouseClick(window.start.demo, Qt.MouseButton.LeftButton)
    assert not window.start.new.isEnabled(), "one thing at a time"
    idle(qtbot, window)
    assert window.workspace is not None
    assert window.windowTitle().startswith("Small pit")
    drawn(window, qtbot)


def test_a_recent_project_is_offered_and_opens(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "small.mplan"
    window.session.show_opened(factory.opened(folder))
    window.session.shut()
    assert window.start is not None
    assert [b.toolTip() for b in window.start.recent] == [str(folder.resolve())]
    qtbot.mouseClick(window.start.recent[0], Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.session.site is not None


def test_planning_shows_curves_progress_and_the_result(planned: MainWindow, qtbot: QtBot) -> None:
    session, workspace = planned.session, planned.workspace
    assert workspace is not None
    session.edit_intent("Change seed", seed=8)
    assert session.stale and session.unsaved
    qtbot.mouseClick(workspace.panels["plan"].go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(session.live), timeout=WAIT)
    assert workspace.panels["plan"].work.isVisible()
    assert not workspace.panels["plan"].go.isEnabled()
    assert not workspace.panels["plan"].ask.isEnabled()
    session.edit_intent("Change seed", seed=9)
    assert session.project is not None
    assert session.project.document.intent.seed == 8, "no edit while the project is written"
    qtbot.mouseClick(workspace.panels["plan"].work.cancel, Qt.MouseButton.LeftButton)
    idle(qtbot, planned)
    session.edit_intent("Change seed", seed=9)
    session.plan()
    idle(qtbot, planned)
    assert not session.stale and not session.unsaved
    assert workspace.dock_of("plan").table.rowCount() == 5
    qtbot.waitUntil(workspace.panels["plan"].go.isEnabled)


def test_a_crash_of_the_worker_leaves_the_window(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.edit_intent("Change seed", seed=7)
    planned.session.plan()
    idle(qtbot, planned)
    assert isinstance(planned.dialog, FailureBox)
    assert "ended with code 7" in planned.dialog.text()
    planned.dialog.accept()
    assert planned.session.result is not None, "the earlier plan stays"


def test_an_error_is_one_line_in_a_box(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.session.open(tmp_path / "broken.mplan")
    idle(qtbot, window)
    box = window.dialog
    assert isinstance(box, FailureBox)
    assert box.text().endswith("not a project; choose a folder ending in .mplan")
    assert not box.detailedText()
    box.accept()
    assert window.start is not None and window.isVisible()


def test_undo_and_redo_reach_the_form(planned: MainWindow, qtbot: QtBot) -> None:
    workspace = planned.workspace
    assert workspace is not None
    seed = workspace.panels["plan"].ask.seed
    seed.setValue(77)
    seed.editingFinished.emit()
    assert planned.session.project is not None
    assert planned.session.project.document.intent.seed == 77
    planned.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: seed.value() == 42)
    planned.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: seed.value() == 77)


def test_what_was_taken_back_leaves_the_plan_in_date(planned: MainWindow) -> None:
    session = planned.session
    session.edit_intent("Change seed", seed=77)
    assert session.stale
    session.undo()
    assert not session.stale


def test_a_saved_plan_of_other_settings_is_told_on_opening(
    window: MainWindow, tmp_path: Path
) -> None:
    opened = factory.opened(tmp_path / "small.mplan")
    window.session.show_opened(opened)
    assert not window.session.stale
    assert opened.result is not None
    told = replace(opened.result, changed=(text("the seed"),))
    window.session.show_opened(replace(opened, result=told))
    assert window.session.stale and window.session.refused


def test_after_a_cancelled_plan_nothing_counts_as_saved(planned: MainWindow, qtbot: QtBot) -> None:
    session = planned.session
    session.edit_intent("Change seed", seed=8)
    session.plan()
    qtbot.waitUntil(lambda: bool(session.live), timeout=WAIT)
    session.cancel()
    idle(qtbot, planned)
    session.undo()
    assert session.unsaved, "the disk may hold the seed that was taken back"


def test_a_saved_project_stays_saved_when_its_plan_is_cancelled(
    planned: MainWindow, qtbot: QtBot
) -> None:
    session = planned.session
    session.edit_intent("Change seed", seed=8)
    session.save()
    idle(qtbot, planned)
    session.plan()
    qtbot.waitUntil(lambda: bool(session.live), timeout=WAIT)
    session.cancel()
    idle(qtbot, planned)
    assert not session.unsaved and not planned.isWindowModified()


def test_what_planning_has_saved_is_saved(planned: MainWindow) -> None:
    session = planned.session
    assert session.project is not None
    session.edit_intent("Change seed", seed=9)
    session._on_event(Saved(session.project.folder, "now"))
    assert not session.unsaved and not planned.isWindowModified()


def test_another_project_is_not_opened_over_unsaved_edits(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    planned.session.edit_intent("Change seed", seed=77)
    for verb in ("demo", "new"):
        planned.actions_[verb].trigger()
        assert isinstance(planned.dialog, QMessageBox) and not planned.session.busy
        planned.dialog.reject()
    planned.take_files([tmp_path / "other.mplan"])
    assert isinstance(planned.dialog, QMessageBox) and not planned.session.busy
    leave = planned.dialog.buttons()
    next(b for b in leave if b.text() == "Leave without saving").click()
    idle(qtbot, planned)
    assert planned.session.site is not None
    assert planned.session.site.folder.name == "other.mplan"
    drawn(planned, qtbot)


def test_a_seed_still_being_typed_is_planned_with(planned: MainWindow, qtbot: QtBot) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None and session.project is not None
    planned.activateWindow()
    seed = workspace.panels["plan"].ask.seed
    seed.setFocus()
    qtbot.waitUntil(seed.hasFocus)
    seed.selectAll()
    qtbot.keyClicks(seed, "99")
    assert session.project.document.intent.seed == 42
    planned.actions_["plan"].trigger()
    assert session.project.document.intent.seed == 99
    idle(qtbot, planned)
    assert not workspace.panels["plan"].work.cancel.hasFocus()


def test_a_slider_makes_one_step_back(planned: MainWindow) -> None:
    workspace = planned.workspace
    assert workspace is not None
    slider = workspace.panels["plan"].ask.sliders["threat"]
    slider.setSliderDown(True)
    for value in (50, 60, 70):
        slider.setValue(value)
    slider.setSliderDown(False)
    assert planned.session.project is not None
    assert planned.session.project.document.intent.weights.threat == 0.7
    planned.session.undo()
    assert planned.session.undo_words is None


def test_saving_clears_the_mark(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.edit_intent("Change seed", seed=11)
    assert planned.isWindowModified()
    planned.actions_["save"].trigger()
    idle(qtbot, planned)
    assert not planned.isWindowModified()
    assert planned.session.site is not None
    assert (planned.session.site.folder / "saved.txt").read_text() == "11"


def test_leaving_with_changes_asks(planned: MainWindow) -> None:
    planned.session.edit_intent("Change seed", seed=11)
    planned.close()
    assert planned.isVisible()
    box = planned.dialog
    assert isinstance(box, QMessageBox)
    box.reject()
    planned.projects.close()
    again = planned.dialog
    assert isinstance(again, QMessageBox)
    leave = next(b for b in again.buttons() if b.text() == "Leave without saving")
    assert isinstance(leave, QPushButton)
    leave.click()
    assert planned.session.site is None


def test_theme_and_language_keep_the_place(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.workspace is not None
    planned.workspace.show_stage("check")
    planned.session.pick_sensor("xt2")
    planned.workspace.map.zoom_in()
    shown = planned.workspace.map.canvas.shown()
    for key in ("theme", "language", "theme", "language"):
        planned.actions_[key].trigger()
        drawn(planned, qtbot)
        assert planned.workspace.stack.currentWidget() is planned.workspace.panels["check"]
        assert planned.session.sensor == "xt2"
        canvas = planned.workspace.map.canvas
        qtbot.waitUntil(lambda c=canvas: c.shown() == pytest.approx(shown, rel=0.02))


def test_picking_a_sortie_moves_profile_and_aircraft(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    workspace.dock_of("plan").table.setCurrentCell(3, 0)
    assert session.sortie == 3 and session.focused
    session.flying.move(0.0)
    course, site = session.course, session.site
    assert course is not None and site is not None
    here = course.at_way(session.flying.along_m)
    assert (here.x_m, here.y_m) == pytest.approx(site.home_xyz_m[:2])
    assert not workspace.map.scene.flights.aircraft.empty
    looks = [layer.look for layer in workspace.map.scene.routes]
    assert looks == [RouteLook.PALE] * 3 + [RouteLook.CHOSEN] + [RouteLook.PALE]
    session.pick_all()
    assert {layer.look for layer in workspace.map.scene.routes} == {RouteLook.ALL}


def test_a_finding_leads_to_its_sensor(planned: MainWindow) -> None:
    workspace = planned.workspace
    assert workspace is not None
    link = next(
        b for b in workspace.panels["plan"].findChildren(QPushButton) if b.text() == "Open Check"
    )
    link.click()
    assert planned.session.sensor == "xt2"
    assert workspace.stack.currentWidget() is workspace.panels["check"]


def test_layers_are_hidden_and_stay_hidden(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.workspace is not None
    scene = planned.workspace.map.scene
    scene.set_visible(scene.zones, False)
    scene.set_opacity(scene.relief, 0.3)
    planned.toggle_theme()
    scene = planned.workspace.map.scene
    assert not scene.zones.visible
    assert scene.relief.opacity == 0.3
    planned.toggle_theme()
    drawn(planned, qtbot)


def test_dropped_files_go_where_they_belong(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def drop(*paths: Path, onto: QWidget = window) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
        move, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDropEvent(QPointF(QPoint(5, 5)), move, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(
            onto, QDragEnterEvent(event.position().toPoint(), move, data, left, event.modifiers())
        )
        QApplication.sendEvent(onto, event)

    drop(tmp_path / "dem.tif", tmp_path / "area.geojson")
    dialog = window.dialog
    assert isinstance(dialog, NewProjectDialog) and dialog.isVisible()
    drop(tmp_path / "zones.geojson", onto=dialog)
    assert dialog.threats.paths() == (tmp_path / "zones.geojson",)
    dialog.reject()
    drop(tmp_path / "some.mplan")
    idle(qtbot, window)
    assert window.session.site is not None


@pytest.mark.reads
def test_the_status_bar_tells_place_and_ground(planned: MainWindow) -> None:
    workspace = planned.workspace
    assert workspace is not None
    workspace.map.canvas.pointed.emit(factory.X0 + 1000, factory.Y0 + 1000)
    shown = [x.text() for x in workspace.status.findChildren(type(workspace.status._place))]
    assert any(words.startswith("111.9") and "° E" in words for words in shown)
    assert any(words.startswith("Ground ") and words.endswith("m EGM96") for words in shown)
    workspace.map.canvas.pointed.emit(factory.X0 - 9000, factory.Y0)
    assert workspace.status._ground.text() == "no terrain here"
