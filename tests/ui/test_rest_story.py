"""A flight broke off: resumed on the map, written, found again, dropped; nothing made up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import receive_session
from tests.stories.small_site import write_site

WAIT = 90_000


@pytest.fixture
def opened(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window on a planned project, the stage of photos in front."""
    site, project = write_site(tmp_path / "files"), tmp_path / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--weather={site.weather}"]
    assert run(["new", str(project), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    plan = ["plan", str(project), "--evaluations", "4", "--agl=110", "--overlap=60,60"]
    assert run(plan) == 0
    real_window.session.open(project)
    qtbot.waitUntil(lambda: real_window.session.site is not None, timeout=WAIT)
    assert real_window.workspace is not None
    real_window.workspace.show_stage("receive")
    return real_window


def after(qtbot: QtBot, act: Callable[[], object], done: Callable[[], bool]) -> None:
    act()
    qtbot.waitUntil(done, timeout=WAIT)


@pytest.mark.slow
def test_a_sortie_broken_off_is_resumed_and_its_files_are_written(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, site = opened.session, opened.session.site
    assert site is not None and session.plan_shown is not None and opened.workspace is not None
    plan = session.plan_shown
    way = plan.sorties[-1].waypoints
    opened.actions_["resume"].trigger()
    dialog = opened.views.rest
    assert dialog is not None
    dialog.sortie.setCurrentIndex(len(plan.sorties) - 1)
    # Picked on the map of the plan, whichever stage was in front.
    dialog.on_map.click()
    middle = len(way.x_m) // 2
    opened.workspace.map.canvas.clicked.emit(float(way.x_m[middle]), float(way.y_m[middle]))
    after(qtbot, dialog.go.click, lambda: not session.busy)
    made = session.rest.view
    assert dialog.wrong.text() == "" and made is not None
    assert made.flown_share is not None and 0.0 < made.flown_share < 1.0
    after(qtbot, lambda: dialog.made.write(tmp_path / "rest"), lambda: not session.busy)
    assert len(session.rest.written) == made.sorties
    assert all(path.is_file() for path in session.rest.written)
    # Opened again, the project offers it, and the stage of photos takes it for no gap.
    after(qtbot, lambda: session.open(site.folder), lambda: _found_again(opened))
    receive = opened.sessions.of(receive_session)
    qtbot.waitUntil(lambda: not receive.earlier.busy, timeout=WAIT)
    assert receive.gap is None
    opened.actions_["resume"].trigger()
    again = opened.views.rest
    assert again is not None and again.made.isVisible()
    after(qtbot, again.made.drop.click, lambda: not session.busy)
    assert session.rest.view is None and not list((site.folder / "results").glob("rest.*"))


def _found_again(window: MainWindow) -> bool:
    view = window.session.rest.view
    return view is not None and view.planned_at is not None
