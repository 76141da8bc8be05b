"""The dialog for a new project."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from missionplanner.errors import InputError
from missionplanner.tasks.runner import Failed, failed_by
from missionplanner.ui.dialogs.files import kind_of, sort_files
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import drawn


@pytest.fixture
def dialog(window: MainWindow) -> NewProjectDialog:
    window.actions_["new"].trigger()
    assert isinstance(window.dialog, NewProjectDialog)
    return window.dialog


def test_an_unknown_datum_is_asked_for_and_nothing_typed_is_lost(
    dialog: NewProjectDialog, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.add_files([Path("dem.tif"), Path("area.kml"), Path("zones.kml"), Path("wind.csv")])
    dialog.title_line.setText("Pit")
    dialog.folder.setText(str(tmp_path / "pit.mplan"))
    dialog.go.click()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=30_000)
    assert dialog.isVisible()
    assert dialog.datum.box.property("wrong") is True
    assert "heights are counted from" in dialog._problem.text()
    dialog.datum.box.setCurrentIndex(dialog.datum.box.findData("egm96"))
    dialog.go.click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    drawn(window, qtbot)


def test_what_is_missing_is_said_before_any_work(
    dialog: NewProjectDialog, window: MainWindow
) -> None:
    for missing, files in (
        ("Choose the terrain", []),
        ("Choose at least one sensor", [Path("dem.tif")]),
    ):
        dialog.add_files(files)
        if missing.endswith("sensor"):
            for tick in dialog.sensors.values():
                tick.setChecked(False)
        dialog.go.click()
        assert dialog._problem.text().startswith(missing)
        assert not window.session.busy
    dialog.reject()


def test_a_terrain_that_is_not_there_is_told_at_its_field(dialog: NewProjectDialog) -> None:
    error = InputError("operations.dem_gone", "/no/dem.tif", document=Path("/p/project.json"))
    dialog.show_failure(failed_by(error))
    assert dialog._problem.text() == "/no/dem.tif: there is no such file"
    assert dialog.dem.line.property("wrong") is True
    dialog.show_failure(Failed("another"))
    assert dialog.dem.line.property("wrong") is False
    dialog.reject()


def test_home_is_read_or_refused(dialog: NewProjectDialog) -> None:
    dialog.add_files([Path("dem.tif"), Path("area.kml")])
    dialog.home.setText("111.99, 37.81")
    assert dialog.request()["home"] == {"lon_deg": 111.99, "lat_deg": 37.81}
    dialog.home.setText("37°48'36\"N 111°59'24\"E")
    assert dialog.request()["home"] == pytest.approx({"lon_deg": 111.99, "lat_deg": 37.81})
    for nonsense in ("north", "448552 4420049"):  # no site yet whose UTM zone it could be in
        dialog.home.setText(nonsense)
        with pytest.raises(ValueError, match="Home: "):
            dialog.request()
    dialog.reject()


def test_a_home_with_latitude_first_is_turned_round_and_told(dialog: NewProjectDialog) -> None:
    dialog.show()
    dialog.home.setText("37.806, 111.99")
    dialog.home.editingFinished.emit()
    assert dialog.home.text() == "111.990000, 37.806000"
    assert dialog.note.isVisible() and "exchanged" in dialog.note.text()
    dialog.home.setText("111.99, 37.81")
    dialog.home.editingFinished.emit()
    assert dialog.home.text() == "111.99, 37.81" and not dialog.note.isVisible()
    dialog.reject()


def test_the_datum_can_be_an_offset(dialog: NewProjectDialog) -> None:
    assert dialog.datum.value() is None
    dialog.datum.box.setCurrentIndex(dialog.datum.box.findData("offset"))
    dialog.datum.offset.setText("-0.45")
    assert dialog.datum.value() == "local-0.45"
    dialog.reject()


def test_the_title_makes_the_folder(dialog: NewProjectDialog) -> None:
    dialog.title_line.textEdited.emit("Open pit, June")
    assert Path(dialog.folder.text()).name == "open-pit-june.mplan"
    dialog.reject()


def test_files_are_chosen_without_blocking(dialog: NewProjectDialog) -> None:
    chooser = dialog.dem.choose()
    assert isinstance(chooser, QFileDialog)
    chooser.filesSelected.emit(["/a/one.tif", "/a/two.tif"])
    chooser.reject()
    assert dialog.dem.paths() == (Path("/a/one.tif"), Path("/a/two.tif"))
    dialog.dem.add([Path("/a/one.tif")])
    assert len(dialog.dem.paths()) == 2
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("N37E111.hgt", "dem"),
        ("survey.geojson", "shape"),
        ("my-area.json", "area"),
        ("no-fly.kml", "threats"),
        ("germany.txt", "threats"),
        ("metar.txt", "weather"),
        ("weather.json", "weather"),
        ("photo.jpg", ""),
    ],
)
def test_files_are_known_by_ending_and_name(name: str, kind: str) -> None:
    assert kind_of(Path(name)) == kind


def test_the_first_shape_is_the_area() -> None:
    found = sort_files([Path("one.kml"), Path("two.kml")])
    assert (found.area, found.threats) == ([Path("one.kml")], [Path("two.kml")])
    assert sort_files([Path("one.kml")], has_area=True).threats == [Path("one.kml")]
