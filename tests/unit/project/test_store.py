import json
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from missionplanner.errors import ChangedElsewhere, InputError, OutputError
from missionplanner.project.changes import changes_between
from missionplanner.project.document import Project
from missionplanner.project.edits import set_title
from missionplanner.project.history import History
from missionplanner.project.store import Beginning, create, load, save
from missionplanner.storage.lock import held
from tests.fuzz.mutations import COUNTS, fuzz, written

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


def test_a_byte_order_mark_is_no_damage(project: Project) -> None:
    for name in ("project.json", "weather.json"):
        path = project.folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(project.folder) == project


@pytest.mark.parametrize("name", ["project.json", "weather.json"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"[" * 200_000, "nested too deeply"),
        (b'{"versions": ' * 200_000, "nested too deeply"),
        (b'{"title": "\xff\xfe"}', "not UTF-8"),
        (b"", "damaged"),
        (b"\0" * 500, "damaged"),
        (b"1" * 5_000, "damaged"),
    ],
)
def test_json_that_no_parser_takes_is_told(
    project: Project, name: str, data: bytes, says: str
) -> None:
    (project.folder / name).write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        load(project.folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("key", ["layers", "weather"])
@pytest.mark.parametrize("name", ["../weather.json", "/etc/passwd", "other.gpkg"])
def test_a_document_cannot_send_the_reader_elsewhere(project: Project, key: str, name: str) -> None:
    path = project.folder / "project.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), key: name}))
    with pytest.raises(InputError, match=key):
        load(project.folder)


def test_a_backup_is_named_only_where_there_is_one(project: Project) -> None:
    (project.folder / "weather.json").write_text("{")
    with pytest.raises(InputError) as caught:
        load(project.folder)
    assert ".bak" not in str(caught.value)
    (project.folder / "weather.json.bak").write_text("{}")
    with pytest.raises(InputError, match=r"put weather\.json\.bak in its place"):
        load(project.folder)


def test_a_pipe_in_place_of_a_file_does_not_hang(project: Project) -> None:
    (project.folder / "weather.json").unlink()
    os.mkfifo(project.folder / "weather.json")
    with pytest.raises(InputError, match=r"weather\.json"):
        load(project.folder)


def test_a_save_over_somebody_elses_is_refused_and_can_be_forced(project: Project) -> None:
    mine, theirs = load(project.folder), load(project.folder)
    save(set_title(theirs, "Theirs"))
    with pytest.raises(ChangedElsewhere, match="changed by another program") as caught:
        save(set_title(mine, "Mine"))
    assert "room" not in str(caught.value)
    assert load(project.folder).document.title == "Theirs"
    save(set_title(mine, "Mine"), over=True)
    assert load(project.folder).document.title == "Mine"


def test_an_edit_of_the_layers_by_another_program_counts(project: Project) -> None:
    with closing(sqlite3.connect(project.folder / "layers.gpkg")) as layers:
        layers.execute("CREATE TABLE note (words TEXT)")
    assert load(project.folder) == project
    with pytest.raises(ChangedElsewhere):
        save(set_title(project, "Mine"))


def test_one_may_save_again_and_again(project: Project) -> None:
    for title in "abc":
        project = save(set_title(project, title))
    assert load(project.folder).document.title == "c"


def test_an_undone_state_may_be_saved_once_the_history_has_seen_the_save(project: Project) -> None:
    history, _ = (
        History(project, changes_between).mark_saved().apply("title", set_title(project, "New"))
    )
    history = history.each(partial(replace, seen=save(history.present).seen))
    back, _ = history.undo()
    assert save(back.present).document.title == "Pit"


def test_a_second_writer_is_refused_while_the_first_is_at_work(project: Project) -> None:
    told: list[BaseException | None] = []

    def second() -> None:
        try:
            save(set_title(project, "Second"))
        except OutputError as error:
            told.append(error)

    thread = threading.Thread(target=second)
    with held(project.folder):
        thread.start()
        thread.join()
    assert "another program is at work" in str(told[0])
    assert "room" not in str(told[0])
    assert load(project.folder) == project


@pytest.mark.parametrize("name", [".saving.json", ".weather.part.json", "weather.json.bak"])
def test_a_prepared_link_is_never_written_through(
    project: Project, tmp_path: Path, name: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text('["mine"]')
    (project.folder / name).symlink_to(victim)
    with suppress(InputError):
        load(project.folder)
    with suppress(InputError):
        save(set_title(project, "New"))
    assert victim.read_text() == '["mine"]'


def test_rasters_are_not_copied_through_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project.folder / "rasters").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        again(project, over=True, copy_dem=True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_called_results_is_removed_and_not_what_it_leads_to(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plan.json").write_text("mine")
    (project.folder / "results").symlink_to(tmp_path / "elsewhere")
    again(project, over=True)
    assert (tmp_path / "elsewhere" / "plan.json").read_text() == "mine"


@pytest.fixture
def read_only(project: Project) -> Iterator[Path]:
    folder = str(project.folder)
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a read-only mount needs root")
    for words in (["--bind", folder, folder], ["-o", "remount,bind,ro", folder]):
        if subprocess.run(["mount", *words], capture_output=True, check=False).returncode:
            pytest.skip("a read-only mount needs the right to mount")
    yield project.folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_project_opens_and_says_why_it_cannot_be_saved(read_only: Path) -> None:
    opened = load(read_only)
    with pytest.raises(OutputError, match="make the folder writable") as caught:
        save(set_title(opened, "New"))
    assert "room" not in str(caught.value)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", FILES)
def test_damaged_copies_of_each_file_are_told(project: Project, name: str, count: range) -> None:
    path = project.folder / name
    fuzz(path.read_bytes(), 8, count, lambda data: (written(path, data), load(project.folder)))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_lists_of_a_broken_off_save_are_told(project: Project, count: range) -> None:
    aside = project.folder / ".saving-0123456789abcdef"
    good = json.dumps({"aside": aside.name, "names": list(FILES)}).encode()
    before = contents(project.folder)

    def read(data: bytes) -> None:
        aside.mkdir(exist_ok=True)
        written(project.folder / ".saving.json", data)
        load(project.folder)

    fuzz(good, 9, count, read)
    (project.folder / ".saving.json").unlink(missing_ok=True)
    assert contents(project.folder) == before


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


def test_a_folder_where_the_copy_belongs_stops_no_save(project: Project) -> None:
    (project.folder / "project.json.bak").mkdir()
    saved = save(set_title(project, "Other"))
    assert load(project.folder) == saved
    assert (project.folder / "project.json.bak").is_dir()
