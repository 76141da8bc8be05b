import os
from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.storage.folders import is_plain_name, made, made_in, staging, writable
from tests.own_words import WRONG


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    assert made(tmp_path / "a" / "b").is_dir()
    assert made_in(tmp_path, tmp_path / "a" / "c").is_dir()


def test_a_folder_under_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        made(tmp_path / "file" / "b")


@pytest.mark.parametrize("below", ["", "wpml", "wpml/deep"])
def test_no_folder_inside_home_is_reached_through_a_link(tmp_path: Path, below: str) -> None:
    home, elsewhere = tmp_path / "p.mplan", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (home / "missions").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="is a link"):
        made_in(home, home / "missions" / below)
    (home / "back").symlink_to(home)
    with pytest.raises(OutputError, match="is a link"):
        made_in(home, home / "back")
    assert list(elsewhere.iterdir()) == []


def test_links_that_the_user_follows_to_home_or_elsewhere_are_his_own(tmp_path: Path) -> None:
    home = tmp_path / "p.mplan"
    home.mkdir()
    (tmp_path / "way").symlink_to(home)
    assert made_in(tmp_path / "way", tmp_path / "way" / "missions").is_dir()
    assert made_in(home, tmp_path / "way" / "missions").is_dir()
    (tmp_path / "disk").mkdir()
    (tmp_path / "usb").symlink_to(tmp_path / "disk")
    assert made_in(home, tmp_path / "usb" / "missions").is_dir()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        *(("a.kmz", True), ("矿 1.kmz", True), ("", False), (".", False), ("..", False)),
        *((".bashrc", False), ("a/b", False), ("a\\b", False), ("C:a", False), ("a\0", False)),
        *((3, False), (None, False), ("x" * 300, False)),
    ],
)
def test_a_name_read_from_a_file_is_plain_or_not(name: object, plain: bool) -> None:
    assert is_plain_name(name) == plain


def test_a_staging_folder_goes_with_its_end(tmp_path: Path) -> None:
    with staging(tmp_path) as place:
        (place / "a").write_text("x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the right to write is root's")
def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="writable"):
        writable(tmp_path)


def test_an_error_names_the_place_that_the_user_knows(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as told, staging(tmp_path) as place:
        raise OutputError(WRONG, str(place / "a.kmz"), what="cannot be written", remedy="make room")
    assert told.value.where == str(tmp_path / "a.kmz")
