"""A pilot's way through the window, with nothing made up: the story of tests/stories again."""

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.operations.results import load_result
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.stories.small_site import write_site
from tests.ui.conftest import drawn

WAIT = 50_000


@pytest.fixture(scope="module")
def by_command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made and planned by the command line."""
    base = tmp_path_factory.mktemp("command")
    site, folder = write_site(base / "files"), base / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    assert run(["new", str(folder), *files, "--vertical-datum=egm96", "--sensor=p1-35"]) == 0
    assert run(["plan", str(folder), "--evaluations", "12"]) == 0
    return folder


def test_from_files_to_a_plan(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window, session = real_window, real_window.session
    site = write_site(tmp_path / "files")
    folder = tmp_path / "hill.mplan"

    def idle() -> None:
        qtbot.waitUntil(lambda: not session.busy, timeout=WAIT)

    window.take_files([site.dem, site.area, site.threats, site.weather])
    dialog = window.dialog
    assert isinstance(dialog, NewProjectDialog)
    for key, tick in dialog.sensors.items():
        tick.setChecked(key == "p1-35")
    dialog.folder.setText(str(folder))
    dialog.go.click()
    idle()
    assert dialog.datum.box.property("wrong") is True, "this DEM does not name its datum"
    assert not folder.exists()
    dialog.datum.box.setCurrentIndex(dialog.datum.box.findData("egm96"))
    dialog.go.click()
    idle()
    drawn(window, qtbot)
    workspace = window.workspace
    assert workspace is not None and session.site is not None
    assert [z.name for z in session.site.zones] == ["Mast"]
    assert session.site.area_m2 > session.site.wanted_m2

    workspace.panels["plan"].ask.budget.setValue(12)
    workspace.panels["plan"].ask.budget.editingFinished.emit()
    workspace.panels["plan"].go.click()
    idle()
    judged, plan = session.verification_shown, session.plan_shown
    assert judged is not None and plan is not None, window.dialog
    assert session.live, "the curve was drawn while the search ran"
    assert judged.seen_share >= 0.995
    assert judged.zone_m == 0
    assert workspace.dock_of("plan").table.rowCount() == len(plan.sorties)


def test_the_window_plans_what_the_command_line_plans(
    by_command: Path, real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = shutil.copytree(by_command.parent, tmp_path / "copy") / by_command.name
    session = real_window.session
    session.open(folder)
    qtbot.waitUntil(lambda: session.site is not None, timeout=WAIT)
    session.edit_intent("Change budget", evaluations=12)
    with qtbot.waitSignal(session.result_changed, timeout=WAIT):
        session.plan()
    plan, before = session.plan_shown, load_result(by_command)
    assert plan is not None and before is not None
    for ours, theirs in zip(plan.sorties, before.plans[0].sorties, strict=True):
        np.testing.assert_array_equal(ours.waypoints.lon_deg, theirs.waypoints.lon_deg)
        np.testing.assert_array_equal(ours.waypoints.egm96_m, theirs.waypoints.egm96_m)


def test_a_plan_made_by_command_is_there_and_exported(
    by_command: Path, real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = real_window.session
    session.open(by_command)
    qtbot.waitUntil(lambda: session.site is not None, timeout=WAIT)
    assert session.plan_shown is not None
    real_window.actions_["export"].trigger()
    assert real_window.workspace is not None
    panel = real_window.workspace.panels["export"]
    panel.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(session.written, timeout=WAIT):
        panel.go.click()
    assert len(session.files) == len(session.plan_shown.sorties)
    assert all(zipfile.is_zipfile(path) for path in session.files)
    assert {path.parent for path in session.files} == {tmp_path / "out"}
