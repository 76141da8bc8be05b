import errno
import json
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from missionplanner.errors import InputError, OutputError
from missionplanner.storage.atomic import (
    LIST,
    clear_unfinished,
    copy_whole,
    finish,
    put_in_place,
    remove,
    replace_together,
    write_by,
    write_whole,
)

NAMES = ("a.json", "b.gpkg")


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def writers(text: str) -> dict:
    return {name: lambda path: path.write_text(text) for name in NAMES}


def save(folder: Path, files: dict) -> None:
    replace_together(folder, files, NAMES)


def test_all_files_are_replaced_and_the_old_ones_kept(tmp_path: Path) -> None:
    save(tmp_path, writers("1"))
    save(tmp_path, writers("2"))
    save(tmp_path, writers("3"))
    assert texts(tmp_path) == {"a.json": "3", "b.gpkg": "3", "a.json.bak": "2", "b.gpkg.bak": "2"}


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    save(tmp_path, writers("1"))

    def full(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        save(tmp_path, {**writers("2"), "b.gpkg": full})
    assert texts(tmp_path) == {"a.json": "1", "b.gpkg": "1"}


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("survived", range(8))
def test_a_crash_at_any_rename_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    save(tmp_path, writers("1"))
    left = [survived]
    rename = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise Crash
        left[0] -= 1
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        try:
            save(tmp_path, writers("2"))
        except Crash:
            pass
        else:
            assert survived >= 5  # the list, and twice two files
    finish(tmp_path, NAMES)
    found = texts(tmp_path)
    expected = "1" if survived == 0 else "2"
    assert (found["a.json"], found["b.gpkg"]) == (expected, expected)
    assert LIST not in found
    if expected == "2":
        assert (found["a.json.bak"], found["b.gpkg.bak"]) == ("1", "1")


def test_what_a_crash_left_aside_does_not_get_into_the_next_save(tmp_path: Path) -> None:
    left = tmp_path / ".saving-0123456789abcdef"
    left.mkdir()
    (left / "a.json").write_text("never listed")
    save(tmp_path, writers("1"))
    assert texts(tmp_path) == {"a.json": "1", "b.gpkg": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


ASIDE = ".saving-0123456789abcdef"


def broken_off(folder: Path, said: object) -> Path:
    """Make `folder` look as a crash right after the list leaves it."""
    save(folder, writers("1"))
    (folder / ASIDE).mkdir()
    for name in NAMES:
        (folder / ASIDE / name).write_text("2")
    words = said if isinstance(said, bytes) else json.dumps(said).encode()
    (folder / LIST).write_bytes(words)
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_a_listed_save_is_finished_by_whoever_comes_next(tmp_path: Path) -> None:
    folder = broken_off(tmp_path, {"aside": ASIDE, "names": list(NAMES)})
    finish(folder, NAMES)
    assert texts(folder) == {"a.json": "2", "b.gpkg": "2", "a.json.bak": "1", "b.gpkg.bak": "1"}


DEEP = 200_000


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0" * 40,
        b"{",
        b"\xff\xfe",
        b"[" * DEEP,
        b'{"a":' * DEEP,
        b"null",
        ["a.json"],
        {"names": ["a.json"]},
        {"aside": ASIDE, "names": "a.json"},
        {"aside": ASIDE, "names": [["a.json"]]},
        {"aside": ASIDE, "names": ["a.json", "../victim"]},
        {"aside": ASIDE, "names": ["/etc/passwd"]},
        {"aside": ASIDE, "names": ["c.json"]},
        {"aside": ASIDE, "names": [""]},
        {"aside": ASIDE, "names": ["a.json\0"]},
        {"aside": "../elsewhere", "names": ["a.json"]},
        {"aside": "..", "names": ["a.json"]},
        {"aside": 3, "names": ["a.json"]},
        {"aside": f"{ASIDE}\n", "names": ["a.json"]},
    ],
)
def test_a_list_that_says_otherwise_is_refused_and_touches_nothing(
    tmp_path: Path, said: object
) -> None:
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "p").mkdir()
    folder = broken_off(tmp_path / "p", said)
    before = everything(tmp_path)
    for act in (lambda: finish(folder, NAMES), lambda: save(folder, writers("3"))):
        with pytest.raises(InputError, match="damaged") as caught:
            act()
        assert "\n" not in str(caught.value)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("link", [LIST, ASIDE, f"{ASIDE}/a.json"])
def test_no_part_of_a_broken_off_save_may_be_a_link(tmp_path: Path, link: str) -> None:
    (tmp_path / "p").mkdir()
    folder = broken_off(tmp_path / "p", {"aside": ASIDE, "names": list(NAMES)})
    (folder / link).rename(tmp_path / "moved")
    (folder / link).symlink_to(tmp_path / "moved")
    before = everything(tmp_path)
    with pytest.raises(InputError, match="damaged"):
        finish(folder, NAMES)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    [".a.part.json", ".saving.part.json", ".b.part.gpkg", "a.json", "a.json.bak", "b.gpkg-journal"],
)
def test_a_link_prepared_in_the_folder_is_never_written_through(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / name).symlink_to(victim)
    for text in "12":
        save(folder, writers(text))
    assert victim.read_text() == "mine"
    assert texts(folder)["a.json"] == "2"
    assert not (folder / "a.json").is_symlink()


def test_one_file_is_replaced_whole_and_a_link_of_its_name_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "a.txt").symlink_to(victim)
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert victim.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "victim"]


def test_one_file_that_cannot_be_flushed_leaves_the_former_one(tmp_path, monkeypatch) -> None:
    write_whole(tmp_path / "a.txt", b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="make room"):
        write_whole(tmp_path / "a.txt", b"new")
    assert everything(tmp_path) == {"a.txt": b"old"}


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "make room"), (errno.EROFS, "writable"), (errno.EIO, "another name or place")],
)
def test_the_remedy_fits_the_reason(tmp_path: Path, number: int, says: str) -> None:
    def failing(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(OutputError, match=says) as caught:
        save(tmp_path, {"a.json": failing})
    assert ("room" in str(caught.value)) == (number == errno.ENOSPC)


def test_a_file_is_filled_by_its_writer_or_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    assert write_by(path, lambda stream: stream.write(b"1"), lasting=False) == path

    def breaks(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match="make room"):
        write_by(path, breaks)
    assert texts(tmp_path) == {"a.npy": "1"}


def test_a_copy_of_what_cannot_be_read_blames_the_source(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        copy_whole(tmp_path / "none", tmp_path / "a")
    assert told.value.where == str(tmp_path / "none")
    assert texts(tmp_path) == {}


@pytest.mark.parametrize("write", ["whole", "copy", "place"])
def test_a_link_in_the_place_of_a_file_is_replaced(tmp_path: Path, write: str) -> None:
    other, path, source = tmp_path / "own", tmp_path / "a", tmp_path / "s"
    other.write_text("own")
    source.write_text("new")
    path.symlink_to(other)
    if write == "whole":
        write_whole(path, memoryview(b"new"))
    elif write == "copy":
        copy_whole(source, path)
    else:
        put_in_place(source, path)
    assert other.read_text() == "own" and path.read_text() == "new" and not path.is_symlink()


def test_what_cannot_be_put_in_place_or_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder" / "full").mkdir(parents=True)
    (tmp_path / "a").write_text("a")
    with pytest.raises(OutputError, match="folder: cannot be written"):
        put_in_place(tmp_path / "a", tmp_path / "folder")
    with pytest.raises(OutputError, match="folder: cannot be removed"):
        remove(tmp_path / "folder")
    remove(tmp_path / "a")
    remove(tmp_path / "a")
    assert texts(tmp_path) == {}


def test_what_killed_writers_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    own, folder = tmp_path / "own", tmp_path / "out"
    own.mkdir()
    (own / f".a.{'0' * 16}.part").write_text("own")
    (folder / f".writing-{'1' * 16}" / "deep").mkdir(parents=True)
    (folder / f".a.tif.{'0' * 16}.part").write_text("half")
    (folder / ".a.part").write_text("a name of the user's")
    (folder / f".writing-{'2' * 16}").symlink_to(own)
    clear_unfinished(folder)
    assert {path.name for path in folder.iterdir()} == {".a.part", f".writing-{'2' * 16}"}
    (tmp_path / "way").symlink_to(own)
    clear_unfinished(tmp_path / "way")
    clear_unfinished(tmp_path / "absent")
    assert len(list(own.iterdir())) == 1
