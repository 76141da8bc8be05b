"""Files dropped, packed, written and remembered, as a pilot would do it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from missionplanner.extensions import formats
from missionplanner.ui.dialogs import choosing
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.strange import StrangeBox, is_mission, what_is
from missionplanner.ui.plan.mission_dialog import MissionDialog
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import drawn
from tests.unit.missions.sample import sample_mission


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=30_000)


def test_a_project_is_packed_and_a_packed_one_opened(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    planned.actions_["pack"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "hill.mpack"))
    dialog.reject()
    idle(qtbot, planned)
    assert planned.workspace is not None
    assert (tmp_path / "hill.mpack").is_file()
    assert planned.workspace.status.open_folder.isVisible(), "the file can be looked at"
    planned.take_files([tmp_path / "hill.mpack"])
    place = planned.dialog
    assert isinstance(place, QFileDialog)
    place.fileSelected.emit(str(tmp_path))
    place.reject()
    idle(qtbot, planned)
    assert planned.session.site is not None
    assert planned.session.site.folder == tmp_path / "hill.mplan"
    drawn(planned, qtbot)


def test_a_project_that_is_not_saved_is_not_packed(planned: MainWindow) -> None:
    planned.session.edit_intent("Change seed", seed=9)
    assert not planned.actions_["pack"].isEnabled()
    assert planned.actions_["pack"].toolTip().endswith("save the project first")


@pytest.mark.parametrize(
    ("name", "head", "told"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", "a photo; photos are read on Receive"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.zip", b"PK\x03\x04", "an archive (ZIP)"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "a film"),
        ("a.tif", b"", "an empty file"),
        ("a.odd", b"\x01\x02", "a file of a kind that is not known here"),
    ],
)
@pytest.mark.reads
def test_a_file_of_the_wrong_kind_says_what_it_is(
    name: str, head: bytes, told: str, planned: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    assert what_is(path) == told
    planned.take_files([path])
    assert isinstance(planned.dialog, StrangeBox)
    assert planned.dialog.text() == f"{name} is {told}"
    planned.dialog.accept()


def test_a_mission_dropped_in_is_shown_and_checked(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = formats().named("wpml").write(sample_mission(), tmp_path)[0]
    assert is_mission(path)
    planned.take_files([path])
    qtbot.waitUntil(lambda: isinstance(planned.dialog, MissionDialog))
    dialog = planned.dialog
    assert isinstance(dialog, MissionDialog) and dialog.go.isEnabled()
    # The open project is asked too; that of tests has no files, which is told and stops nothing.
    told = [entry.text() for entry in dialog.findChildren(QLabel)]
    assert any("Holds no project.json" in words for words in told)
    dialog.go.click()
    assert planned.workspace is not None
    layers = planned.workspace.map.backdrops.layers
    assert [layer.path for layer in layers] == [path] and layers[0].in_sight
    assert planned.session.memory.backdrops(str(planned.session.site.folder)) == []  # type: ignore[union-attr]


def test_a_dialog_opens_where_its_kind_was_chosen_last(planned: MainWindow, tmp_path: Path) -> None:
    there = tmp_path / "weather"
    there.mkdir()
    first = remembered(QFileDialog(planned, "Read weather"), "weather")
    first.filesSelected.emit([str(there / "now.metar")])
    again = remembered(QFileDialog(planned, "Read weather"), "weather")
    assert Path(again.directory().absolutePath()) == there
    save = QFileDialog(planned, "Save", str(tmp_path / "map.png"))
    save.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    remembered(save, "weather")
    assert Path(save.selectedFiles()[0]) == there / "map.png"
    for dialog in (first, again, save):
        dialog.deleteLater()


def test_the_first_file_is_saved_among_the_users_documents(
    planned: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, given = tmp_path / "own", tmp_path / "given"
    own.mkdir(), given.mkdir()
    monkeypatch.setattr(choosing.QStandardPaths, "writableLocation", lambda _place: str(own))
    first = remembered(QFileDialog(planned, "Save", "map.png"), "never chosen")
    told = remembered(QFileDialog(planned, "Save", str(given / "map.png")), "never chosen")
    assert [Path(d.directory().absolutePath()) for d in (first, told)] == [own, given]
    for dialog in (first, told):
        dialog.deleteLater()


def test_labels_of_file_dialogs_are_the_windows_own(
    planned: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "translate", lambda _context, words: words.upper())
    dialog = remembered(QFileDialog(planned, "Read weather"), "weather")
    labels = QFileDialog.DialogLabel
    assert dialog.labelText(labels.LookIn) == "LOOK IN:"
    assert dialog.labelText(labels.FileType) == "FILES OF TYPE:"
    dialog.deleteLater()


def test_photos_are_told_where_they_are_read(tmp_path: Path) -> None:
    assert what_is(tmp_path) == "a folder without a project in it"
    (tmp_path / "DJI_0001.JPG").write_bytes(b"\xff\xd8\xff\xe0")
    assert what_is(tmp_path) == "a folder of photos, which are read on Receive"
    assert what_is(tmp_path / "DJI_0001.JPG").startswith("a photo; ")
