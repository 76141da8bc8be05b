import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from missionplanner.errors import InputError, OutputError
from missionplanner.model.airspace import Threats
from missionplanner.project.autosaves import autosave, recover
from missionplanner.project.document import Project
from missionplanner.project.edits import set_threats, set_title
from missionplanner.project.store import Beginning, create, load, save

FILES = ("project.json", "layers.gpkg", "weather.json")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def again(project: Project, **changed: object) -> Project:
    document = project.document
    words = {
        "title": "Other",
        "dem": project.dem_paths,
        "vertical_datum": document.vertical_datum,
        "area": project.area,
        "threats": project.threats,
        "weather": project.weather,
        "home": document.home,
        "aircraft": document.aircraft,
        "sensors": document.sensors,
    }
    over = bool(changed.pop("over", False))
    return create(project.folder, Beginning(**{**words, **changed}), over=over)


def test_what_was_saved_is_what_is_loaded(project: Project) -> None:
    assert load(project.folder) == project
    assert sorted(contents(project.folder)) == sorted(FILES)


def test_paths_in_the_document_are_relative_and_move_with_the_folder(
    project: Project, tmp_path: Path
) -> None:
    raw = json.loads((project.folder / "project.json").read_text("utf-8"))
    assert raw["dem"] == ["../dem.tif"]
    assert raw["risks"] == [{"name": "gusts", "path": "../risk.tif"}]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(project.folder, elsewhere)
    moved = load(elsewhere / "a.mplan")
    assert moved.dem_paths == ((elsewhere / "dem.tif").resolve(),)
    assert moved.threats.risks[0].path == (elsewhere / "risk.tif").resolve()


def test_a_dem_can_be_copied_into_the_project(project: Project) -> None:
    copied = again(project, over=True, copy_dem=True)
    assert copied.document.dem == ("rasters/dem.tif",)
    assert copied.dem_paths[0].read_bytes() == b"heights"


def test_saving_keeps_one_backup_of_each_file(project: Project) -> None:
    before = contents(project.folder)
    save(set_title(project, "New"))
    after = contents(project.folder)
    assert {name: after[f"{name}.bak"] for name in FILES} == before
    assert load(project.folder).document.title == "New"


def test_an_older_project_is_replaced_only_when_asked(project: Project) -> None:
    (project.folder / "results").mkdir()
    (project.folder / "results" / "plan.json").write_text("{}")
    with pytest.raises(InputError, match="already"):
        again(project)
    assert load(project.folder) == project
    again(project, over=True)
    assert load(project.folder).document.title == "Other"
    assert not (project.folder / "results").exists()


def test_a_folder_under_a_file_cannot_be_made(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        again(replace(project, folder=tmp_path / "file" / "b.mplan"))


def test_a_failed_create_leaves_no_folder(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "b.mplan"
    with pytest.raises(InputError, match="no such file"):
        again(replace(project, folder=folder), dem=(tmp_path / "gone.tif",), copy_dem=True)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("project.json", "{", "damaged"),
        ("project.json", "[]", "damaged"),
        ("project.json", "{}", "no format version"),
        ("project.json", '{"versions": {"project": 1}, "title": 3}', "title"),
        ("weather.json", '{"hours": []}', "hours"),
        ("layers.gpkg", "no database", "layers.gpkg"),
    ],
)
def test_damaged_files_are_told_in_one_line(
    project: Project, name: str, text: str, says: str
) -> None:
    (project.folder / name).write_text(text)
    with pytest.raises(InputError, match=says) as caught:
        load(project.folder)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_missing_files_are_told(project: Project, name: str) -> None:
    (project.folder / name).unlink()
    with pytest.raises(InputError, match=name):
        load(project.folder)


def test_no_project_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such project"):
        load(tmp_path / "nowhere.mplan")


def test_the_autosave_waits_beside_the_project_until_it_is_saved(project: Project) -> None:
    assert recover(project.folder) is None
    edited = set_threats(set_title(project, "Edited"), Threats())
    autosave(edited)
    assert load(project.folder) == project
    found = recover(project.folder)
    assert found is not None
    assert (found.document.title, found.threats) == ("Edited", Threats())
    assert found.dem_paths == project.dem_paths
    save(found)
    assert load(project.folder).document.title == "Edited"
    assert recover(project.folder) is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount = tmp_path / "disk"
    mount.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(mount)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small disk needs root")
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


# From nothing left to almost enough: the disk may fill in any of the three files.
@pytest.mark.parametrize("left_kib", [0, 4, 92, 156, 160, 164, 168, 220])
def test_a_full_disk_while_saving_loses_nothing(
    project: Project, small_disk: Path, left_kib: int
) -> None:
    folder = small_disk / "a.mplan"
    shutil.copytree(project.folder, folder)
    here = load(folder)
    before = contents(folder)
    with (small_disk / "ballast").open("wb") as ballast:
        free = shutil.disk_usage(small_disk).free
        ballast.write(b"x" * (free - left_kib * 1024))
    try:
        save(set_title(here, "New"))
    except OutputError as error:
        assert left_kib < 220
        assert contents(folder) == before
        assert "space" in str(error) or "disk" in str(error)
        assert load(folder) == here
    else:
        assert left_kib > 156
        assert load(folder).document.title == "New"


def test_making_a_project_on_a_full_disk_leaves_nothing(project: Project, small_disk: Path) -> None:
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * (free - 20 * 1024))
    with pytest.raises(OutputError, match="cannot be saved"):
        again(replace(project, folder=small_disk / "b.mplan"))
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]
