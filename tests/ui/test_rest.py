"""An interrupted sortie is resumed in the window: asked, planned, drawn, written, dropped."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from missionplanner.ui.plan import rest_of_plan
from missionplanner.ui.plan.rest_dialog import RestDialog
from missionplanner.ui.receive.views import GapView
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import receive_session
from tests.ui import factory


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest_of_plan, "REMOTE", "tests.ui.fake_rest")


@pytest.fixture
def dialog(planned: MainWindow) -> RestDialog:
    return asked(planned)


def asked(window: MainWindow) -> RestDialog:
    window.actions_["resume"].trigger()
    made = window.views.rest
    assert made is not None and made.isVisible()
    return made


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=30_000)


def test_without_a_plan_it_says_why(window: MainWindow, tmp_path: Path) -> None:
    assert not window.actions_["resume"].isEnabled()
    window.session.show_opened(factory.opened(tmp_path / "small.mplan", planned=False))
    action = window.actions_["resume"]
    assert not action.isEnabled() and "nothing is planned yet" in action.toolTip()


def test_a_click_tells_the_place_and_the_rest_is_drawn_and_written(
    planned: MainWindow, dialog: RestDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = planned.workspace
    assert workspace is not None
    rest, layer = planned.session.rest, workspace.map.scene.flights.rest
    dialog.on_map.click()
    x, y, _ = planned.session.site.home_xyz_m if planned.session.site else (0.0, 0.0, 0.0)
    workspace.map.canvas.clicked.emit(x + 300.0, y)
    assert "E" in dialog.place.text() and not dialog.on_map.isChecked()
    dialog.sortie.setCurrentIndex(1)
    dialog.go.click()
    assert not dialog.go.isEnabled() and dialog.work.isVisible()
    wait(planned, qtbot)
    assert rest.view is not None and rest.view.sorties == 4 and not layer.empty
    assert layer in workspace.map.scene.layers()
    assert "40 % of the strips flown, 5.2 km left" in dialog.made.flights.text()
    assert dialog.made.flights.text().split("\n")[1].startswith("4 sorties")
    dialog.made.format.setCurrentIndex(dialog.made.format.count() - 1)
    ending = dialog.made.format.currentData()
    with qtbot.waitSignal(planned.session.written) as told:
        dialog.made.write(tmp_path / "rest")
    assert told.args == [(tmp_path / "rest" / f"rest-1.{ending}",)]
    assert "1 file written to" in dialog.made.kept.text()
    chooser = dialog.made.choose_folder()
    chooser.reject()
    dialog.made.drop.click()
    wait(planned, qtbot)
    assert rest.view is None and layer.empty and not dialog.made.isVisible()


def test_what_cannot_be_taken_is_told_in_the_dialog(
    planned: MainWindow, dialog: RestDialog, qtbot: QtBot
) -> None:
    dialog.go.click()
    assert dialog.wrong.text() == "Type or pick where the sortie broke off, or give a track"
    dialog.place.setText("nowhere")
    dialog.go.click()
    assert dialog.wrong.isVisible() and not planned.session.busy
    dialog.place.setText("0, 0")
    dialog.go.click()
    assert "outside of the DEM" in dialog.wrong.text()
    home = factory.HOME
    dialog.place.setText(f"{home.lat_deg}, {home.lon_deg}")
    dialog.go.click()
    assert "exchanged" in dialog.wrong.text() and dialog.offer.isVisible()
    dialog.offer.click()
    dialog.sortie.setCurrentIndex(4)
    dialog.go.click()
    wait(planned, qtbot)
    assert "sortie 5" in dialog.wrong.text() and planned.dialog is None
    dialog.sortie.setCurrentIndex(0)
    dialog.place.setText(f"{home.lon_deg}, {home.lat_deg}")
    assert not dialog.wrong.text()


def test_a_track_tells_it_too_and_can_be_called_off(
    planned: MainWindow, dialog: RestDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.track.add([tmp_path / "slow.gpx"])
    assert not dialog.place.isEnabled() and not dialog.sortie.isEnabled()
    dialog.go.click()
    dialog.work.cancel.click()
    wait(planned, qtbot)
    assert planned.session.rest.view is None and dialog.go.isEnabled()
    receive = planned.sessions.of(receive_session)
    receive.gap = GapView((factory.plan("xt2", 1),), (factory.verification("xt2", count=1),))
    dialog.track.add([tmp_path / "flown.csv"])
    dialog.go.click()
    wait(planned, qtbot)
    assert planned.session.rest.view is not None
    assert receive.gap is None, "the rest is kept in its place"


def test_it_is_the_saved_plan_that_is_resumed(planned: MainWindow, dialog: RestDialog) -> None:
    planned.session.edit_intent("Set the seed", seed=9)
    assert not dialog.go.isEnabled() and dialog.wrong.text() == "Save the project first"
    planned.session.undo()
    assert dialog.go.isEnabled() and not dialog.wrong.text()


def test_a_rest_of_yesterday_is_offered_and_may_break_off_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "small.mplan"
    (folder / "results").mkdir(parents=True)
    (folder / "results" / "rest.json").write_text("{}")
    window.session.show_opened(factory.opened(folder))
    qtbot.waitUntil(lambda: window.session.rest.view is not None, timeout=30_000)
    dialog = asked(window)
    assert "Planned 2026-05-31" in dialog.made.kept.text()
    assert dialog.sensor.count() == len(factory.SENSORS)
    dialog.again.click()
    assert dialog.sensor.count() == 1 and dialog.sortie.count() == 1
    window.toggle_theme()
    assert not window.session.rest.asking
    assert asked(window) is not dialog
