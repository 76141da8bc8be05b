"""The Ecology stage over a made-up result."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.model.study import epoch_names
from missionplanner.ui.ecology.open_results import ResultsDialog
from missionplanner.ui.shell.layer_panel import LayerRow
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from tests.ui import eco_factory, factory
from tests.ui.conftest import compared

WAIT = 30_000
LEFT = Qt.MouseButton.LeftButton


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def idle(qtbot: QtBot, window: MainWindow) -> None:
    def done() -> bool:
        return not window.ecology.busy and window.ecology.errands.idle

    qtbot.waitUntil(done, timeout=WAIT)


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


@pytest.mark.reads
def test_the_stage_tells_what_the_study_found(studied: MainWindow) -> None:
    panel = workspace(studied).panels["ecology"]
    shown = words_of(panel)
    assert "IRSEI · 7 epochs · 16 m" in shown
    assert "Weight in PC1 (71.4 %)" in shown
    assert {"+0.54", "−0.48", "Excellent", "Bad", "Mean IRSEI", "46.0"} <= set(shown)
    assert panel.go.text().strip() == "Analyse again"
    assert not panel.stale.isVisible()
    assert panel.change.width() >= panel.change.sizeHint().width(), "all its words are read"


@pytest.mark.reads
def test_grades_of_two_epochs_stand_side_by_side(studied: MainWindow) -> None:
    shown = words_of(workspace(studied).panels["ecology"].result.grades)
    assert shown[:3] == ["2013", "2025", "Change"]
    first, last = (eco_factory.shares(eco_factory.DATES[k]) for k in (0, -1))
    place = shown.index("Excellent")
    for told, share in zip(shown[place + 1 :], (first[4], last[4]), strict=False):
        assert float(told.removesuffix(" %")) == pytest.approx(100 * share, abs=0.1)


def test_two_epochs_are_cut_at_the_swipe_which_is_dragged(studied: MainWindow) -> None:
    frame = workspace(studied).map
    swipe = frame.swipe
    place = swipe.place_px()
    assert place == pytest.approx(frame.width() / 2)
    before = studied.grab().toImage()
    grip = QPoint(swipe.width() // 2, swipe.height() // 2)
    QTest.mousePress(swipe, LEFT, pos=grip)
    QTest.mouseMove(swipe, grip - QPoint(90, 0))
    QTest.mouseRelease(swipe, LEFT, pos=grip)
    moved = swipe.place_px()
    assert moved is not None and place is not None
    assert moved == pytest.approx(place - 90, abs=2)
    corner = frame.mapTo(studied, QPoint(0, 0))
    after = studied.grab().toImage()
    between = [(corner.x() + int(moved) + 30, corner.y() + y) for y in range(60, 400, 5)]
    assert any(before.pixel(x, y) != after.pixel(x, y) for x, y in between)


def test_each_side_shows_its_own_epoch(studied: MainWindow) -> None:
    scene = workspace(studied).map.scene.ecology
    assert scene.names == ("2013", "2025")
    studied.ecology.pick_epochs(2, 4)
    assert scene.names == ("2016", "2020")
    assert scene.shown is not None and scene.shown.words == "IRSEI 2016 | 2020"
    studied.ecology.pick_epochs(4, 4)
    assert scene.names == ("", "") and not workspace(studied).map.swipe.active


def test_the_bar_of_epochs_picks_and_plays(studied: MainWindow, qtbot: QtBot) -> None:
    bar = workspace(studied).map.ecology.time
    assert bar.isVisible()
    track = bar.track
    y = 24
    start, goal = QPoint(round(track.x_of(6)), y), QPoint(round(track.x_of(3)), y)
    QTest.mousePress(track, LEFT, pos=start)
    QTest.mouseMove(track, goal)
    QTest.mouseRelease(track, LEFT, pos=goal)
    assert (studied.ecology.left, studied.ecology.right) == (0, 3)
    QTest.keyClick(track, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert (studied.ecology.left, studied.ecology.right) == (1, 3)
    bar.play.click()
    assert bar.playing and studied.ecology.right == 4
    bar.play.click()
    assert not bar.playing
    idle(qtbot, studied)


def test_a_click_on_the_map_shows_the_history_of_the_place(
    studied: MainWindow, qtbot: QtBot
) -> None:
    space = workspace(studied)
    canvas = space.map.canvas
    x, y = factory.X0 + 850.0, factory.Y0 + 1900.0
    place = canvas.pixel_of(x, y).toPoint()
    with qtbot.waitSignal(studied.ecology.pixel_changed, timeout=WAIT):
        QTest.mouseClick(canvas.viewport(), LEFT, pos=place)
    series = studied.ecology.series
    assert series is not None
    assert (series.x_m, series.y_m) == pytest.approx((x, y), abs=8)
    assert not space.map.scene.ecology.pixel.empty
    assert space.status._pixel.text() == "IRSEI 2013 0.31 · 2025 0.58"
    assert space.dock_of("ecology").history.note.toolTip() == "North dump · +0.024/yr · p 0.011"


def test_one_raster_is_shown_at_a_time(studied: MainWindow, qtbot: QtBot) -> None:
    space = workspace(studied)
    scene = space.map.scene
    heat = next(layer for layer in scene.ecology.rasters if layer.key == "heat")
    scene.set_visible(heat, True)
    qtbot.waitUntil(lambda: heat.drawn == 2, timeout=WAIT)
    assert [layer.key for layer in scene.ecology.rasters if layer.visible] == ["heat"]
    assert scene.ecology.rasters[0].drawn == 0
    assert heat.limits[0] > 290, "kelvin, the scale of both epochs"
    idle(qtbot, studied)


@pytest.mark.reads
def test_the_other_stages_keep_their_own_layers(studied: MainWindow, qtbot: QtBot) -> None:
    space = workspace(studied)
    scene = space.map.scene
    assert not any(layer.visible for layer in scene.routes)
    assert scene.area.visible
    space.show_stage("plan")
    assert all(layer.visible for layer in scene.routes)
    assert not space.map.swipe.active and not space.map.ecology.time.isVisible()
    assert space.docks.currentWidget() is space.dock_of("plan")
    shown = [row.layer.group for row in space.layers.findChildren(LayerRow)]
    assert "ecology" not in shown
    space.show_stage("ecology")
    assert space.docks.currentWidget() is space.dock_of("ecology")
    compared(studied, qtbot)


def test_an_option_is_saved_at_once_and_taken_back(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    ecology, panel = studied.ecology, workspace(studied).panels["ecology"]
    panel.normalise._clicked(1)
    assert ecology.study is not None and ecology.study.index.normalise == "epoch"
    idle(qtbot, studied)
    assert '"epoch"' in (tmp_path / "study.json").read_text()
    assert panel.stale.isVisible() and ecology.stale
    assert studied.actions_["undo"].toolTip() == "Undo: Change normalisation (Ctrl+Z)"
    studied.actions_["undo"].trigger()
    assert ecology.study.index.normalise == "pooled" and not ecology.stale
    studied.actions_["redo"].trigger()
    assert ecology.study.index.normalise == "epoch"
    idle(qtbot, studied)
    workspace(studied).show_stage("plan")
    assert not studied.actions_["undo"].isEnabled(), "the plan has a history of its own"


def test_analysing_shows_the_new_results(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.ecology.show_study(eco_factory.view(tmp_path / "study.json", analysed=False, alone=True))
    qtbot.waitUntil(lambda: workspace(window).complete)
    panel = workspace(window).panels["ecology"]
    assert panel.go.text().strip() == "Analyse" and not panel.report.isEnabled()
    panel.go.click()
    assert panel.work.isVisibleTo(panel)
    idle(qtbot, window)
    assert workspace(window).panels["ecology"].report.isEnabled()
    compared(window, qtbot)


def test_analysing_is_cancelled(studied: MainWindow, qtbot: QtBot) -> None:
    studied.ecology.edit_index("Change formulas", paper_literal=True)
    idle(qtbot, studied)
    with qtbot.waitSignal(studied.ecology.stepped, timeout=WAIT):
        studied.actions_["analyse"].trigger()
    workspace(studied).panels["ecology"].work.cancel.click()
    idle(qtbot, studied)
    assert studied.ecology.stale, "the results are those of before"


def test_a_study_alone_has_its_own_stage_only(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "summers.json"
    path.write_text("{}")
    window.open_path(path)
    idle(qtbot, window)
    space = workspace(window)
    assert list(space.rail.buttons) == ["ecology", "security"]
    assert window.windowTitle().startswith("Luming, seven summers")
    space.map.canvas.pointed.emit(factory.X0 + 1000, factory.Y0 + 1000)
    assert space.status._place.text().startswith("111.9")
    assert window.actions_["close"].isEnabled() and not window.actions_["plan"].isEnabled()
    compared(window, qtbot)
    window.projects.close()
    assert window.workspace is None and window.start is not None


def test_a_project_opens_its_study(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "with.mplan"
    folder.mkdir()
    (folder / "study.json").write_text("{}")
    window.session.show_opened(factory.opened(folder))
    qtbot.waitUntil(lambda: window.ecology.view is not None)  # a turn later than the project
    idle(qtbot, window)
    assert window.ecology.view is not None and window.ecology.view.path == folder
    assert "plan" in workspace(window).rail.buttons
    window.session.shut()
    assert window.ecology.view is None


def test_a_broken_study_is_told_in_one_line(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    window.open_path(path)
    idle(qtbot, window)
    box = window.dialog
    assert isinstance(box, QMessageBox)
    assert box.text().endswith("is not JSON; correct that line") and "\n" not in box.text()
    box.reject()


@pytest.mark.reads
def test_the_table_of_zones_is_copied_and_written(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dock = workspace(studied).dock_of("ecology")
    key = QKeySequence(QKeySequence.StandardKey.Copy)[0]
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key.key(), key.keyboardModifiers())
    dock.table.keyPressEvent(event)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["Zone", "Area, ha", "2013", "2025", "Change", "p"]
    assert lines[2].split("\t") == ["North dump", "38.6", "0.30", "0.58", "+0.28", "0.011"]
    assert lines[5].split("\t")[-1] == "", "a p that is not known is empty, not a dash"
    dialog = dock.choose_csv()
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    dock.write_csv(str(tmp_path / "zones.csv"))
    with (tmp_path / "zones.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][0] == "Pit"
    dock.write_csv(str(tmp_path / "nowhere" / "zones.csv"))
    assert isinstance(studied.dialog, QMessageBox)
    studied.dialog.reject()


def test_a_zone_in_the_table_stands_out_on_the_map(studied: MainWindow) -> None:
    dock = workspace(studied).dock_of("ecology")
    dock.table.setCurrentCell(1, 0)
    assert studied.ecology.zone == "North dump"
    assert not workspace(studied).map.scene.ecology.warnings.empty


def test_rasters_made_elsewhere_become_layers(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / "lst_of_others.tif", tmp_path / "puzzle.tif"]
    studied.ecology.guess(files)
    idle(qtbot, studied)
    dialog = studied.dialog
    assert dialog is not None and dialog.isVisible()
    assert [box.currentData() for _, box in dialog.boxes] == ["heat", ""]
    assert not dialog.go.isEnabled() and dialog.go.toolTip()
    box = dialog.boxes[1][1]
    box.setCurrentIndex(box.findData("irsei"))
    dialog.go.click()
    scene = workspace(studied).map.scene.ecology
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.words == "puzzle")
    qtbot.waitUntil(lambda: scene.shown.drawn == 1, timeout=WAIT)
    shown = [row.layer.words for row in workspace(studied).layers.findChildren(LayerRow)]
    assert {"lst_of_others", "puzzle"} <= set(shown)


def test_of_several_bands_it_is_asked_which_and_what(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    stack = tmp_path / "stack.tif"
    studied.ecology.guess([stack])
    idle(qtbot, studied)
    dialog = studied.dialog
    assert isinstance(dialog, ResultsDialog)
    assert [box.currentData() for _, box in dialog.boxes] == ["", ""]
    assert not dialog.go.isEnabled(), "the first band is not taken for anything"
    assert "0.4" in dialog.boxes[0][1].accessibleName()
    box = dialog.boxes[1][1]
    box.setCurrentIndex(box.findData("heat"))
    dialog.go.click()
    idle(qtbot, studied)
    scene = workspace(studied).map.scene.ecology
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.words == "stack · LST")
    assert scene.shown is not None and scene.shown.name == "heat"
    assert [path.name for _, _, path in studied.ecology.foreign] == ["2.tif"]


def test_theme_and_language_keep_the_study(studied: MainWindow, qtbot: QtBot) -> None:
    studied.ecology.pick_epochs(2, 5)
    for key in ("theme", "language", "theme", "language"):
        studied.actions_[key].trigger()
        compared(studied, qtbot)
        assert workspace(studied).map.scene.ecology.names == ("2016", "2022")


def test_dates_are_as_short_as_they_stay_apart() -> None:
    days = eco_factory.DATES[:2]
    assert epoch_names(days) == ("2013", "2014")
    same_year = (days[0], days[0].replace(month=9))
    assert epoch_names(same_year) == ("2013-07", "2013-09")
    same_month = (days[0], days[0].replace(day=28))
    assert epoch_names(same_month) == ("2013-07-12", "2013-07-28")


def test_the_map_tells_clicks_from_drags(studied: MainWindow) -> None:
    canvas = workspace(studied).map.canvas
    clicks: list[tuple[float, float]] = []
    canvas.clicked.connect(lambda x, y: clicks.append((x, y)))
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, pos=QPoint(60, 200))
    QTest.mouseMove(view, QPoint(120, 240))
    QTest.mouseRelease(view, LEFT, pos=QPoint(120, 240))
    assert clicks == []
    QTest.mouseClick(view, LEFT, pos=QPoint(60, 200))
    assert len(clicks) == 1
    place = canvas.pixel_of(*clicks[0])
    assert (place.x(), place.y()) == pytest.approx((60, 200), abs=2)


def test_what_was_seen_but_left_out_is_covered(studied: MainWindow, qtbot: QtBot) -> None:
    scene = workspace(studied).map.scene
    mask = scene.ecology.mask
    qtbot.waitUntil(lambda: mask.drawn == 2, timeout=WAIT)
    scene.set_visible(mask, False)
    assert mask.drawn == 0 and mask in scene.layers()
    assert scene.ecology.shown is not None, "the mask is no raster among the others"


@pytest.mark.reads
def test_a_map_without_a_raster_of_its_own_is_not_exported(
    studied: MainWindow, tmp_path: Path
) -> None:
    studied.ecology.export_map("look", tmp_path / "map.png", "en")
    box = studied.dialog
    assert isinstance(box, QMessageBox) and "export" in box.text()
    box.reject()


@pytest.mark.reads
def test_a_report_and_a_map_are_written(studied: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for act, name in (("report", "r.html"), ("export_map", "m.png")):
        studied.actions_[act].trigger()
        dialog = studied.dialog
        assert isinstance(dialog, QFileDialog)
        out = tmp_path / name
        with qtbot.waitSignal(studied.ecology.written, timeout=WAIT) as told:
            dialog.fileSelected.emit(str(out))
        dialog.reject()
        assert told.args == [(out,)] and out.is_file()
    assert (tmp_path / "m.png").read_text() == "irsei irsei_2025-07-12.tif"


@pytest.mark.reads
def test_a_difference_is_written_as_a_map(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(studied.ecology.written, timeout=WAIT):
        studied.ecology.export_map("difference", tmp_path / "d.png", "en")
    assert (tmp_path / "d.png").read_text() == "irsei_2013-07-12.tif irsei_2025-07-12.tif"


def test_a_study_dropped_in_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"version": 1, "epochs": []}')
    window.take_files([path])
    idle(qtbot, window)
    assert window.ecology.view is not None
    assert window.session.memory.recent[0][0] == path.resolve()
    compared(window, qtbot)


def test_a_new_study_lists_what_it_found(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.actions_["new_study"].trigger()
    dialog = window.studies.dialog
    assert dialog is not None and not dialog.go.isEnabled()
    dialog.add_files([tmp_path, tmp_path / "zones.geojson"])
    idle(qtbot, window)
    assert dialog.zones.paths() == (tmp_path / "zones.geojson",)
    shown = [words for words in words_of(dialog.scenes) if words]
    assert "2013-07-12  ·  Landsat 8 OLI" in shown and "missing: LST" in shown
    assert "not a raster that GDAL can read" in shown
    assert dialog.go.isEnabled() and len(dialog.scenes.chosen()) == 3
    dialog.title_line.setText("twice")
    dialog.go.click()
    idle(qtbot, window)
    assert dialog.isVisible() and dialog._problem.text().endswith("keep one of them")
    dialog.title_line.setText("once")
    dialog.go.click()
    idle(qtbot, window)
    assert window.studies.dialog is None and window.ecology.view is not None
    compared(window, qtbot)


def test_a_study_that_was_asked_for_comes_to_the_front(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    space = workspace(planned)
    space.show_stage("plan")
    planned.studies._open_picked(tmp_path / "study.json")
    idle(qtbot, planned)
    assert planned.ecology.view is not None and planned._stage == "ecology"


def test_results_made_elsewhere_need_no_study(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dated, undated = tmp_path / "irsei_2013.tif", tmp_path / "theirs.tif"
    window.ecology.add_results([("a", "irsei", dated), ("theirs", "heat", undated)])
    idle(qtbot, window)
    space = workspace(window)
    scene = space.map.scene
    assert [layer.words for layer in scene.ecology.rasters][-1] == "theirs"
    assert not space.panels["ecology"].asked_for.isVisibleTo(space.panels["ecology"])
    assert window.actions_["analyse"].toolTip().endswith("these results were made elsewhere")
    scene.set_visible(scene.ecology.rasters[0], True)
    compared(window, qtbot)
    with qtbot.waitSignal(window.ecology.pixel_changed, timeout=WAIT):
        window.ecology.pick_pixel(factory.X0 + 900, factory.Y0 + 900)
    idle(qtbot, window)


@pytest.mark.reads
def test_the_worst_warning_stands_at_the_foot(studied: MainWindow) -> None:
    panel = workspace(studied).panels["ecology"]
    foot = [x for x in panel.findChildren(QLabel) if "pit: 81%" in x.toolTip()]
    assert foot and "no significance can be reached" in foot[0].toolTip()
    assert "1 more" in words_of(panel)


def test_the_index_is_shown_as_soon_as_there_is_one(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "study.json"
    planned.ecology.show_study(eco_factory.view(path, analysed=False))
    workspace(planned).show_stage("ecology")
    scene = workspace(planned).map.scene.ecology
    assert scene.shown is not None and scene.shown.key == "look"
    planned.ecology.show_study(eco_factory.view(path))
    assert scene.shown.key == "irsei"
    compared(planned, qtbot)
