"""A survey's mosaics become an epoch by one button; what is wrong is told where it was asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Indicator
from missionplanner.operations.survey_epoch import SurveyFiles
from missionplanner.tasks.progress import Progress, silent
from missionplanner.ui.receive.epoch import run as run_module
from missionplanner.ui.receive.epoch import work as work_module
from missionplanner.ui.receive.epoch.dialog import EpochDialog
from missionplanner.ui.receive.epoch.views import EpochAsked
from missionplanner.ui.receive.epoch.work import AddingEpoch

DAY = date(2026, 6, 1)


@pytest.fixture
def dialog(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EpochDialog]:
    monkeypatch.setattr(work_module, "_REMOTE", "tests.ui.receive.fake_epoch")
    around = QWidget()
    shot = ("p1-35", "rededge-p", "xt2")
    made = EpochDialog(AddingEpoch(tmp_path, around), DAY, shot, around, tmp_path / "card")
    made.show()
    yield made
    made.done(0)
    around.deleteLater()


def test_one_press_adds_the_epoch_and_the_next_shows_the_study(
    dialog: EpochDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not dialog.go.isEnabled() and "mosaic of reflectance" in dialog.go.toolTip()
    dialog.multispectral.add([tmp_path / "quick.tif"])
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.work.trouble))
    assert "it holds brightness" in dialog.wrong.text()
    dialog.multispectral.line.setText(str(tmp_path / "ms.tif"))
    assert not dialog.wrong.isVisible(), "another was chosen"
    dialog.add_files([tmp_path / name for name in ("edge.tif", "xt2-lst.tif", "LC08", "z.gpkg")])
    asked = dialog.asked()
    assert (asked.day, asked.camera) == (DAY, "rededge-p")
    assert asked.multispectral == (tmp_path / "ms.tif", tmp_path / "edge.tif")
    assert asked.thermal == tmp_path / "xt2-lst.tif" and asked.zones == tmp_path / "z.gpkg"
    assert asked.scene == tmp_path / "LC08"
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.work.added is not None)
    assert "wetness" in dialog.said.text()
    with qtbot.waitSignal(dialog.study_asked) as heard:
        dialog.go.click()
    assert heard.args == [tmp_path / "study.json"] and not dialog.isVisible()


def test_a_scene_is_chosen_as_a_folder_or_as_a_file(dialog: EpochDialog, tmp_path: Path) -> None:
    (browse,) = dialog.scene.findChildren(QToolButton)
    folder, file = browse.menu().actions()
    assert (folder.text(), file.text()) == ("Choose a folder…", "Choose a file…")
    asked = dialog.scene.choose_folder()
    assert asked.fileMode() is QFileDialog.FileMode.Directory
    asked.filesSelected.emit([str(tmp_path / "LC08")])
    asked.close()
    assert dialog.asked().scene == tmp_path / "LC08"
    (browse,) = dialog.zones.findChildren(QToolButton)
    assert browse.menu() is None, "zones are a file"


def test_maps_are_made_of_the_photos_and_those_that_hold_a_measure_are_taken(
    dialog: EpochDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.maps.click()
    qtbot.waitUntil(lambda: bool(dialog.work.maps) and not dialog.work.busy)
    assert dialog.multispectral.paths() == (tmp_path / "mosaic-rededge-p.tif",)
    assert dialog.thermal.paths() == (tmp_path / "mosaic-xt2.tif",)
    assert dialog.go.isEnabled() and dialog.said.text().count("card") == 3
    around = QWidget()
    unread = EpochDialog(AddingEpoch(tmp_path, around), DAY, ("p1-35",), around)
    assert not unread.maps.isEnabled() and "Read the photos" in unread.maps.toolTip()


def test_all_that_is_asked_reaches_the_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[SurveyFiles, bool]] = []

    def epoch(_folder: Path, files: SurveyFiles, _progress: Progress, *, again: bool) -> object:
        given.append((files, again))
        return SimpleNamespace(
            study=tmp_path / "study.json", files=("a", "b"), cell_m=0.5, told=(),
            read_bytes=8, seconds=1.0, lacking={Indicator.WETNESS: "no SWIR"},
        )  # fmt: skip

    monkeypatch.setattr(run_module, "survey_epoch", epoch)
    paths = [tmp_path / name for name in ("ms.tif", "t.tif", "scene", "z.gpkg")]
    asked = EpochAsked(
        DAY, (paths[0],), "altum", paths[1], paths[2], paths[3], scale="1e-4", again=True
    )
    added = run_module.add(tmp_path, asked, silent())
    ((files, again),) = given
    assert again and (files.thermal, files.scene, files.zones) == tuple(paths[1:])
    assert (files.day, files.camera, files.scale) == (DAY, "altum", "1e-4")
    first, lacks = map(sentence, added.told)
    assert "2 layers on one grid of 50" in first and "wetness" in lacks.lower()
