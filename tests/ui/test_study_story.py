"""An ecologist's way through the window, with nothing made up."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from missionplanner.raster.files import read_window
from missionplanner.ui.plan.datum_dialog import DatumDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.stories.small_study import write_raster, write_study
from tests.ui.conftest import compared

WAIT = 50_000


def idle(qtbot: QtBot, window: MainWindow) -> None:
    def done() -> bool:
        return not window.ecology.busy and window.ecology.errands.idle

    qtbot.waitUntil(done, timeout=WAIT)


def test_from_a_study_to_its_history(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, ecology = real_window, real_window.ecology
    window.open_path(write_study(tmp_path / "summers"))
    idle(qtbot, window)
    assert ecology.view is not None, window.dialog
    assert all(epoch.look is not None for epoch in ecology.view.epochs)
    assert ecology.view.found.index is None
    window.actions_["analyse"].trigger()
    idle(qtbot, window)
    view = ecology.view
    index = view.found.index
    assert index is not None, window.dialog
    compared(window, qtbot)
    assert window.workspace is not None
    shown = window.workspace.map.scene.ecology.shown
    assert shown is not None and shown.key == "irsei"
    path = view.files["irsei", view.dates[-1]]
    values = read_window(path, 0, 0, index.grid.height, index.grid.width)
    row, column = np.argwhere(np.isfinite(values))[7]
    x = index.grid.west_m + (column + 0.5) * index.grid.cell_m
    y = index.grid.north_m - (row + 0.5) * index.grid.cell_m
    with qtbot.waitSignal(ecology.pixel_changed, timeout=WAIT):
        ecology.pick_pixel(float(x), float(y))
    assert ecology.series is not None
    assert ecology.series.values[-1] == pytest.approx(values[row, column], abs=1e-6)
    out = tmp_path / "irsei.tif"
    ecology.export_map("irsei", out, "en")
    idle(qtbot, window)
    assert out.read_bytes() == path.read_bytes()
    fly_to_the_pit(window, qtbot, tmp_path / "summers")


def fly_to_the_pit(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    """From a zone to a project over it: one button, and the datum that a study need not know."""
    ecology, found = window.ecology, window.ecology.view
    assert found is not None and found.found.zones is not None and window.workspace is not None
    panel = window.workspace.panels["ecology"]
    warned = [row.name for row in found.found.zones.zones if row.warnings]
    ecology.pick_zone("")
    assert ecology.zone_to_fly() == (warned[0] if warned else "")
    assert panel.fly.isHidden() == (not warned)
    ecology.pick_zone("pit")
    assert not panel.fly.isHidden() and "pit" in panel.fly.toolTip()
    panel.fly.click()
    qtbot.waitUntil(lambda: isinstance(window.dialog, DatumDialog), timeout=WAIT)
    assert not (home / "pit.mplan").exists()
    dialog = window.dialog
    assert isinstance(dialog, DatumDialog)
    dialog.field.show_value("egm96", None)
    dialog.go.click()
    qtbot.waitUntil(lambda: window.session.project is not None, timeout=WAIT)
    project = window.session.project
    assert project is not None and project.folder == (home / "pit.mplan").resolve()
    assert project.document.sensors == ("rededge-m", "xt2")
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=WAIT)
    assert window.workspace.stage == "plan", "a flight was asked for, and no study is open"
    assert project.area.name == "pit" and project.document.title == "pit · Small pit"


def write_scenes(folder: Path) -> Path:
    """Two Landsat 8 scenes by their names, one folder a date."""
    random = np.random.default_rng(5)
    for day in ("20160715", "20190720"):
        scene = folder / f"LC08_L2SP_123032_{day}_{day}_02_T1"
        scene.mkdir(parents=True)
        for band in ("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7", "ST_B10"):
            stored = random.integers(9_000, 20_000, (40, 40)).astype(np.uint16)
            write_raster(scene / f"{scene.name}_{band}.TIF", stored, nodata=0)
    return folder


def test_scenes_become_a_study(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, ecology = real_window, real_window.ecology
    window.actions_["new_study"].trigger()
    dialog = window.studies.dialog
    assert dialog is not None and not dialog.go.isEnabled()
    dialog.add_files([write_scenes(tmp_path / "scenes")])
    idle(qtbot, window)
    found = [scene.epoch for scene in dialog.scenes.chosen() if scene.epoch]
    assert [f"{epoch.date}" for epoch in found] == ["2016-07-15", "2019-07-20"]
    assert all(epoch.look is not None for epoch in found)
    assert "red" in found[0].bands and "Landsat 8" in found[0].sensor
    dialog.file.setText(str(tmp_path / "again.json"))
    dialog.go.click()
    idle(qtbot, window)
    assert ecology.view is not None, dialog._problem.text()
    assert ecology.view.path == tmp_path / "again.json"
    assert window.studies.dialog is None
    compared(window, qtbot)
