"""The Security stage in the window: rail, map, dock, history, pictures."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.ui.ecology import pictures as shelf_module
from missionplanner.ui.ecology import session as ecology_session_module
from missionplanner.ui.shell.layer_panel import LayerRow
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from tests.ui import eco_factory
from tests.ui.conftest import drawn
from tests.ui.security import sec_factory
from tests.ui.security.conftest import FAKE, idle

STEPS = ("indicators", "weights", "index", "drivers")


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def settled(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Wait until everything is read and drawn."""
    idle(qtbot, window.security)
    qtbot.waitUntil(lambda: workspace(window).complete)
    qtbot.waitUntil(lambda: not workspace(window).map.canvas.moving)
    return window


def quiet(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the study's own session has nothing left to do."""
    session = window.ecology
    qtbot.waitUntil(lambda: not session.busy and session.errands.idle, timeout=30_000)


@pytest.fixture
def secured(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on a planned project, its study analysed, the Security stage in front."""
    monkeypatch.setattr(shelf_module, "_RASTERS", FAKE)
    if planned.ecology.view is None:
        view = eco_factory.view(tmp_path / "study.json")
        study = view.study.model_copy(update={"security": sec_factory.inputs()})
        planned.ecology.show_study(replace(view, study=study))
    workspace(planned).show_stage("security")
    idle(qtbot, planned.security)
    planned.security.go_to("index")
    yield compared(planned, qtbot)
    idle(qtbot, planned.security)


def compared(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Wait until two pictures stand side by side."""
    scene = workspace(window).scene_of("security")
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.drawn == 2, timeout=30_000)
    return settled(window, qtbot)


@pytest.mark.reads
def test_the_stage_has_its_own_panel_dock_and_layers(secured: MainWindow) -> None:
    space = workspace(secured)
    assert space.rail.buttons["security"].state == "ok"
    assert space.docks.currentWidget() is space.dock_of("security")
    assert space.map.scene.front is space.scene_of("security")
    shown = [row.layer.words for row in space.layers.findChildren(LayerRow)]
    assert shown[0] == "Levels, VW 2013 | 2025"
    assert {"ESI, VW", "ESI, CW", "Levels, CW", "VW − CW", "Zones"} <= set(shown)
    assert not any(words.startswith("IRSEI") for words in shown)


def test_the_ecology_stage_keeps_its_own_rasters(secured: MainWindow, qtbot: QtBot) -> None:
    space = workspace(secured)
    space.show_stage("ecology")
    settled(secured, qtbot)
    assert all(layer.drawn == 0 for layer in space.scene_of("security").rasters)
    assert space.map.scene.ecology.names == ("2013", "2025") and space.map.swipe.active
    assert space.docks.currentWidget() is space.dock_of("ecology")
    space.show_stage("plan")
    assert not space.map.swipe.active and not space.map.scene.in_ecology
    space.show_stage("security")
    compared(secured, qtbot)
    assert space.map.swipe.active


def test_years_weights_and_an_image_are_compared(secured: MainWindow, qtbot: QtBot) -> None:
    scene, step = (
        workspace(secured).scene_of("security"),
        workspace(secured).panels["security"].index,
    )
    assert scene.names == ("2013", "2025")
    step.compare._clicked(1)
    compared(secured, qtbot)
    assert scene.names == ("CW 2025", "VW 2025")
    secured.ecology.pick_epochs(3, 3)
    compared(secured, qtbot)
    assert scene.names == ("CW 2018", "VW 2018")
    step.compare._clicked(2)
    compared(secured, qtbot)
    assert scene.names == ("Image 2018", "VW 2018")
    step.compare._clicked(0)
    settled(secured, qtbot)
    assert scene.names == ("", ""), "one year alone is compared with nothing"


@pytest.mark.reads
def test_the_breaks_in_force_stand_in_the_legend(secured: MainWindow) -> None:
    layer = workspace(secured).scene_of("security").rasters[0]
    assert layer.legend is not None
    spans = [layer.legend.span(item) for item in layer.legend.classes]
    assert spans == ["< 0.26", "0.26–0.40", "0.40–0.47", "0.47–0.57", "> 0.57"]


def test_an_indicator_becomes_a_layer(secured: MainWindow, qtbot: QtBot) -> None:
    secured.security.pick(indicator="P3")
    settled(secured, qtbot)
    scene = workspace(secured).scene_of("security")
    layer = next(layer for layer in scene.rasters if layer.key == "indicator")
    assert layer.words == "P3  Desertification difference index"
    workspace(secured).map.scene.set_visible(layer, True)
    qtbot.waitUntil(lambda: layer.drawn == 2, timeout=30_000)
    settled(secured, qtbot)
    assert layer.limits == secured.security.view.found.limits["P3"]  # type: ignore[union-attr]


def test_an_index_made_elsewhere_becomes_a_layer(
    secured: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace(secured).panels["security"].index.take_raster(str(tmp_path / "their_esi.tif"))
    scene = workspace(secured).scene_of("security")
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.words == "their_esi")
    qtbot.waitUntil(lambda: scene.shown.drawn == 1, timeout=30_000)
    settled(secured, qtbot)


@pytest.mark.reads
def test_the_map_on_show_is_what_is_exported(
    secured: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ecology_session_module, "_SHEETS", "tests.ui.fake_ecology")
    out = tmp_path / "levels.png"
    with qtbot.waitSignal(secured.ecology.written, timeout=30_000):
        workspace(secured).panels["security"].index.export.click()
        dialog = secured.dialog
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(out))
        dialog.reject()
    assert out.read_text().startswith("grade_vw ")
    assert "2025" in out.read_text()


def test_rasters_made_elsewhere_ask_for_a_study(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.ecology.add_results([("theirs", "irsei", tmp_path / "irsei_2013-07-12.tif")])
    quiet(qtbot, window)
    workspace(window).show_stage("security")
    idle(qtbot, window.security)
    panel = workspace(window).panels["security"]
    assert panel.empty.isVisible() and not panel.full.isVisible()
    assert window.dialog is None
    workspace(window).show_stage("ecology")
    quiet(qtbot, window)


def test_zones_of_the_study_keep_off_the_plan(secured: MainWindow, qtbot: QtBot) -> None:
    space = workspace(secured)
    assert any(item.isVisible() for item in space.map.scene.ecology.zones._items)
    space.show_stage("plan")
    secured.toggle_theme()
    settled(secured, qtbot)
    zones = workspace(secured).map.scene.ecology.zones
    assert zones._items and not any(item.isVisible() for item in zones._items)
    secured.toggle_theme()
    workspace(secured).show_stage("security")
    compared(secured, qtbot)


def test_an_edit_is_saved_and_taken_back(secured: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    secured.security.edit_weights("Change C and α", adjustment=0.3)
    settled(secured, qtbot)
    assert '"adjustment":0.3' in (tmp_path / "study.json").read_text()
    assert workspace(secured).rail.buttons["security"].state == "warn"
    assert secured.actions_["undo"].toolTip() == "Undo: Change C and α (Ctrl+Z)"
    secured.actions_["undo"].trigger()
    settled(secured, qtbot)
    assert secured.security.options.weights.adjustment == 0.6
    assert workspace(secured).rail.buttons["security"].state == "ok"


def test_an_error_is_told_in_one_line(secured: MainWindow, qtbot: QtBot) -> None:
    secured.security.edit_weights("Change", alpha=9.0)
    settled(secured, qtbot)
    secured.actions_["analyse"].trigger()
    idle(qtbot, secured.security)
    box = secured.dialog
    assert isinstance(box, QMessageBox)
    assert "sum to 0.9" in box.text() and "\n" not in box.text()
    box.reject()


@pytest.mark.reads
@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "en"), ("light", "zh_CN")]
)
def test_every_step_is_drawn(
    theme: str,
    language: str,
    secured: MainWindow,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    shots = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path / "shots"))
    shots.mkdir(parents=True, exist_ok=True)
    if theme == "dark":
        secured.toggle_theme()
    if language == "zh_CN":
        secured.toggle_language()
    drawn(secured, qtbot)
    compared(secured, qtbot)
    for wide, high in ((1366, 768), (1920, 1080)):
        secured.resize(wide, high)
        drawn(secured, qtbot)
        for step in STEPS:
            secured.security.go_to(step)
            compared(secured, qtbot)
            qapp.processEvents()  # new rows are shown a moment later
            image = secured.grab().toImage()
            assert image.width() == wide
            assert image.save(str(shots / f"security-{step}-{theme}-{language}-{wide}.png"))
            left, foot = workspace(secured).layers.width() + 40, image.height() - 300
            colours = {image.pixel(x, y) for x in range(left, wide - 420, 9) for y in (200, foot)}
            assert len(colours) > 12, "the map shows levels"
    secured.resize(1366, 768)
    if theme == "dark":
        secured.toggle_theme()
    if language == "zh_CN":
        secured.toggle_language()
    compared(secured, qtbot)


@pytest.mark.parametrize("key", ["theme", "language"])
def test_weights_that_do_not_sum_to_one_yet_are_kept(
    secured: MainWindow, qtbot: QtBot, key: str
) -> None:
    security = secured.security
    security.go_to("weights")
    workspace(secured).panels["security"].weights.source._clicked(2)
    settled(secured, qtbot)
    table = workspace(secured).panels["security"].weights.given.table
    item = table.item(0, 2)
    assert item is not None
    secured.activateWindow()
    table.setCurrentItem(item)
    table.editItem(item)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    qtbot.waitUntil(editor.hasFocus)
    editor.selectAll()
    qtbot.keyClicks(editor, "0.5")
    before = dict(security.options.weights.given)
    secured.actions_[key].trigger()
    settled(secured, qtbot)
    step = workspace(secured).panels["security"].weights
    assert step.given.weights["D1"] == 0.5 and not step.given.complete
    again = step.given.table.item(0, 2)
    assert again is not None and again.text() == "0.5000"
    assert security.options.weights.given == before, "not yet weights"
    step.given.scale.click()
    settled(secured, qtbot)
    assert security.options.weights.given["D1"] > before["D1"]
    assert security.unsettled_weights == {}
    secured.actions_[key].trigger()
    settled(secured, qtbot)
