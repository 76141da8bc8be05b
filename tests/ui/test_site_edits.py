"""Terrain, weather, sensors and files of an open project are changed in the window, undoably."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.aircraft import catalogue
from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.weather import CALM
from missionplanner.project.changes import Part
from missionplanner.project.document import Project
from missionplanner.ui.dialogs.message import DropEntryBox, FailureBox, GoneBox
from missionplanner.ui.dialogs.strange import StrangeBox
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.plan.sensors import SensorsPanel
from missionplanner.ui.plan.site import SitePanel
from missionplanner.ui.plan.take_dialog import TakeDialog
from missionplanner.ui.plan.terrain_list import TerrainList
from missionplanner.ui.plan.weather import WeatherPanel
from missionplanner.ui.plan.weather_dialogs import HoursDialog, PasteDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory

METAR = "METAR ZBAA 010600Z 24006MPS 9999 FEW040 12/M05 Q1022 NOSIG"


def project_of(window: MainWindow) -> Project:
    assert window.session.project is not None
    return window.session.project


def panel_of(window: MainWindow, key: str):
    assert window.workspace is not None
    window.show_stage(key)
    return window.workspace.panels[key]


def rested(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=30_000)


@pytest.fixture
def terrain(planned: MainWindow) -> TerrainList:
    panel = panel_of(planned, "site")
    assert isinstance(panel, SitePanel)
    return panel.terrain


def test_terrain_is_added_and_taken_out_again(
    planned: MainWindow, terrain: TerrainList, qtbot: QtBot, tmp_path: Path
) -> None:
    before = project_of(planned)
    north = tmp_path / "north.tif"
    terrain.take([north])
    rested(planned, qtbot)
    assert [path.name for path in project_of(planned).dem_paths] == ["dem.tif", "north.tif"]
    assert planned.session.stale and planned.session.changed == {Part.TERRAIN}
    terrain.remove(north)
    assert project_of(planned) == before
    terrain.remove(before.dem_paths[0])
    assert project_of(planned) == before, "the last file stays"
    planned.actions_["undo"].trigger()
    planned.actions_["undo"].trigger()
    assert project_of(planned) == before and not planned.session.stale


def test_the_datum_is_changed(planned: MainWindow, terrain: TerrainList) -> None:
    dialog = terrain.ask_datum()
    assert dialog is not None and dialog.field.value() is None
    dialog.field.show_value("NAVD88-0.9", "ft")
    assert (dialog.field.value(), dialog.field.unit()) == ("NAVD88-0.9", "ft")
    dialog.go.click()
    document = project_of(planned).document
    assert (document.vertical_datum, document.dem_unit) == ("NAVD88-0.9", "ft")
    planned.actions_["undo"].trigger()
    assert project_of(planned).document.vertical_datum is None


@pytest.mark.parametrize("datum", [None, "egm96", "EGM2008+0.5", "China1985-0.35", "local+3"])
def test_a_datum_is_shown_as_it_was_given(planned: MainWindow, terrain, datum) -> None:
    dialog = terrain.ask_datum()
    dialog.field.show_value(datum, None)
    assert dialog.field.value() == datum
    dialog.reject()


def test_terrain_that_was_moved_is_located(
    planned: MainWindow, terrain: TerrainList, qtbot: QtBot, tmp_path: Path
) -> None:
    gone = project_of(planned).dem_paths[0]
    assert not gone.exists()
    terrain.put(gone, tmp_path / "elsewhere.tif")
    rested(planned, qtbot)
    assert project_of(planned).dem_paths == (tmp_path / "elsewhere.tif",)


def test_a_project_whose_terrain_is_gone_asks_where_it_is(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "moved.mplan"
    window.projects.open(folder)
    qtbot.waitUntil(lambda: isinstance(window.dialog, GoneBox), timeout=30_000)
    window.dialog.reject()
    window.projects.open_located(folder, folder / "dem.tif", tmp_path / "dem.tif")
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    assert project_of(window).dem_paths == (tmp_path / "dem.tif",)
    assert window.session.unsaved and window.session.undo_words


def test_weather_is_pasted(planned: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(planned, "weather")
    assert isinstance(panel, WeatherPanel)
    QGuiApplication.clipboard().setText("nothing of the kind \x07 🚁")
    dialog = panel.edits.ask_pasted()
    assert isinstance(dialog, PasteDialog)
    before = project_of(planned)
    dialog.go.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=30_000)
    assert project_of(planned) is before and "🚁" in dialog.text(), "what was typed stays"
    dialog.edit.setPlainText(METAR)
    dialog.go.click()
    qtbot.waitUntil(lambda: panel.edits.dialog is None, timeout=30_000)
    assert project_of(planned).weather.hours[0].wind[0].speed_mps == 6
    assert planned.session.changed == {Part.WEATHER}
    planned.actions_["undo"].trigger()
    assert project_of(planned) == before


def test_hours_are_typed(planned: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(planned, "weather")
    dialog = panel.edits.ask_typed()
    assert isinstance(dialog, HoursDialog)
    assert dialog.table.rowCount() == len(project_of(planned).weather.hours), "it begins with them"
    dialog.table.item(0, 1).setText("2.5")
    dialog.add()
    last = dialog.table.rowCount() - 1
    assert dialog.table.item(last, 0).text().endswith("16:00")
    dialog.table.item(last, 1).setText("fast")
    dialog.go.click()
    assert dialog.problem.isVisible() and not planned.session.busy
    assert dialog.problem.text() == f"Row {last + 1}, Wind, m/s: “fast” is no number"
    assert (dialog.table.currentRow(), dialog.table.currentColumn()) == (last, 1)
    dialog.take_out()
    dialog.go.click()
    qtbot.waitUntil(lambda: panel.edits.dialog is None, timeout=30_000)
    hours = project_of(planned).weather.hours
    assert hours[0].wind[0].speed_mps == 2.5
    assert hours[0].time == factory.hour(9, 0).time
    panel.edits.leave_out()
    assert not project_of(planned).weather.is_given


def test_of_the_hours_offered_only_those_typed_are_taken(qtbot: QtBot) -> None:
    dialog = HoursDialog(CALM, datetime(2026, 5, 3, 8, 20, tzinfo=UTC))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 4
    dialog.table.item(1, 1).setText("5,5")
    assert not dialog.wrong()
    assert dialog.text().splitlines()[1:] == ["2026-05-03T10:00:00+00:00,5.5,,10,,,,"]
    dialog.table.item(1, 1).setText("")
    dialog.table.item(1, 5).setText("18")
    assert dialog.wrong() == "Row 2, Wind, m/s: the wind is missing"


def test_zones_dropped_on_the_project_are_read_at_once(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    planned.take_files([tmp_path / "notam-zones.geojson"])
    rested(planned, qtbot)
    assert [zone.name for zone in project_of(planned).threats.zones] == ["notam-zones"]
    assert planned.session.undo_words == "Read notam-zones.geojson"


def test_what_a_file_leaves_open_is_asked(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    planned.take_files([tmp_path / "feet.openair"])
    qtbot.waitUntil(lambda: isinstance(planned.dialog, TakeDialog), timeout=30_000)
    dialog = planned.dialog
    assert isinstance(dialog, TakeDialog)
    unit = dialog.answers.fields["--threat-unit"]
    unit.setCurrentIndex(unit.findData("ft"))
    dialog.go.click()
    qtbot.waitUntil(lambda: not planned.projects.taking, timeout=30_000)
    assert [zone.name for zone in project_of(planned).threats.zones] == ["feet"]


def test_terrain_dropped_on_the_project_is_asked_about(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = project_of(planned)
    planned.take_files([tmp_path / "datum.tif", tmp_path / "readme.pdf"])
    dialog = planned.dialog
    assert isinstance(dialog, TakeDialog)
    kinds = {path.name: box.currentData() for path, box in dialog.kinds.items()}
    assert kinds == {"datum.tif": "dem", "readme.pdf": ""}
    dialog.go.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=30_000)
    assert dialog.datum.box.property("wrong") is True
    dialog.datum.show_value("egm96", None)
    dialog.go.click()
    qtbot.waitUntil(lambda: not planned.projects.taking, timeout=30_000)
    assert len(project_of(planned).dem_paths) == 2
    planned.actions_["undo"].trigger()
    assert project_of(planned) == before


def test_a_file_of_0_bytes_dropped_changes_nothing(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "zones.geojson"
    empty.touch()
    before = project_of(planned)
    planned.take_files([empty])
    qtbot.waitUntil(lambda: isinstance(planned.dialog, StrangeBox), timeout=30_000)
    assert isinstance(planned.dialog, QMessageBox) and "empty" in planned.dialog.text()
    assert project_of(planned) is before
    planned.dialog.reject()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "catalogue"
    monkeypatch.setattr(catalogue, "user_folder", lambda name: folder / name)
    monkeypatch.setattr(
        "missionplanner.operations.own_entry.user_folder", lambda name: folder / name
    )
    catalogue.forget()
    yield folder
    catalogue.forget()


def test_a_sensor_of_ones_own_is_typed_and_chosen(planned: MainWindow, own: Path) -> None:
    panel = panel_of(planned, "sensors")
    assert isinstance(panel, SensorsPanel)
    dialog = panel.ask_own()
    dialog.fields["focal_mm"].setText("0")
    dialog.fields["width_px"].setText("many")
    dialog.go.click()
    shown = [name for name, fault in dialog.faults.items() if fault.text()]
    assert shown == ["name", "focal_mm", "width_px"]
    dialog.fields["name"].setText("Phase One")
    dialog.fields["focal_mm"].setText("50")
    dialog.fields["width_px"].setText("11664")
    dialog.fields["frontlap"].setText("75")
    dialog.go.click()
    assert "own-phase-one" in project_of(planned).document.sensors
    assert sensor("own-phase-one").acquisition.frontlap == 0.75
    planned.actions_["undo"].trigger()
    assert "own-phase-one" not in project_of(planned).document.sensors


def test_an_aircraft_of_ones_own_is_typed_and_chosen(planned: MainWindow, own: Path) -> None:
    panel = panel_of(planned, "sensors")
    dialog = panel.ask_own_aircraft()
    dialog.fields["name"].setText("Hexa 12")
    dialog.fields["max_wind_mps"].setText("9")
    dialog.go.click()
    assert project_of(planned).document.aircraft == "own-hexa-12"
    assert catalogue.aircraft("own-hexa-12").max_wind_mps == 9
    planned.actions_["undo"].trigger()
    assert project_of(planned).document.aircraft == "m300-rtk"


def test_one_of_ones_own_is_corrected_and_deleted(
    planned: MainWindow, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[bool] = []
    monkeypatch.setattr(planned.session, "verify", lambda: judged.append(True))
    panel = panel_of(planned, "sensors")
    dialog = panel.ask_own_aircraft()
    dialog.fields["name"].setText("Hexa 12")
    dialog.go.click()
    dialog = panel.ask_own_aircraft()
    assert dialog.fields["name"].text() == "Hexa 12" and dialog.go.text() == "Replace"
    assert not dialog.drop.isEnabled(), "the project flies it"
    dialog.fields["max_wind_mps"].setText("8")
    dialog.go.click()
    assert catalogue.aircraft("own-hexa-12").max_wind_mps == 8
    assert judged == [True], "the plan is held against it"
    planned.actions_["undo"].trigger()
    dialog = panel.ask_own_aircraft()
    assert dialog.fields["name"].text() == "" and dialog.drop.isHidden()
    dialog.base.setCurrentIndex(dialog.base.findData("own-hexa-12"))
    dialog.begin()
    dialog.drop.click()
    (box,) = dialog.findChildren(DropEntryBox)
    next(button for button in box.buttons() if button.text() == "Delete").click()
    assert "own-hexa-12" not in catalogue.aircraft_keys()
    assert dialog.fields["name"].text() == ""
    dialog.reject()


def test_what_cannot_be_flown_is_not_offered_and_says_why(planned: MainWindow) -> None:
    panel = panel_of(planned, "sensors")
    assert isinstance(panel, SensorsPanel)
    assert "p1-50" in panel._boxes
    for key in ("m3m-rgb", "generic"):
        assert key not in panel._boxes
    told = [panel._others.itemAt(n).widget().text() for n in range(panel._others.count())]
    assert any("cannot be mounted" in words for words in told)
    assert any("published comparisons" in words for words in told)


def test_a_project_begins_with_terrain_alone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.actions_["new"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, NewProjectDialog)
    dialog.add_files([Path("dem.tif")])
    assert not dialog.sensors["m3m-rgb"].isEnabled() and not dialog.sensors["generic"].isEnabled()
    dialog.folder.setText(str(tmp_path / "new.mplan"))
    dialog.go.click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    assert window.workspace is not None
    drawing = window.workspace.drawing
    assert drawing.tool is Tool.AREA, "the area is drawn first"
    session = window.session
    assert session.unsaved and session.plan_refusal != ""
    assert not window.actions_["plan"].isEnabled()
    session.save()
    qtbot.waitUntil(lambda: isinstance(window.dialog, FailureBox), timeout=30_000)
    assert isinstance(window.dialog, QMessageBox)
    assert "no survey area" in window.dialog.text()
    window.dialog.reject()
    assert session.unsaved and drawing.tool is Tool.AREA, "what is being drawn goes on"
    canvas = window.workspace.map.canvas
    qtbot.waitUntil(lambda: not canvas.moving and canvas.width() > 200)
    for x, y in ((700.0, 700.0), (1500.0, 700.0), (1500.0, 1500.0)):
        drawing.click(factory.X0 + x, factory.Y0 + y, True)
    drawing.keep()
    assert not project_of(window).is_bare and session.plan_refusal == ""
    session.save()
    rested(window, qtbot)
    qtbot.waitUntil(lambda: not session.looks.working, timeout=30_000)
    assert not session.unsaved


def test_every_stage_is_shown_without_an_area(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.create(tmp_path / "new.mplan", {"area": None, "dem": ("dem.tif",)})
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    assert window.workspace is not None
    for key in window.workspace.stages:
        window.show_stage(key)
    window.show_stage("site")
    assert window.workspace.drawing.tool is None
    window.session.discard()
