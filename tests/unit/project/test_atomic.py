from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.project.atomic import LIST, finish, replace_together


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def writers(text: str) -> dict:
    return {name: lambda path: path.write_text(text) for name in ("a.json", "b.gpkg")}


def test_all_files_are_replaced_and_the_old_ones_kept(tmp_path: Path) -> None:
    replace_together(tmp_path, writers("1"))
    replace_together(tmp_path, writers("2"))
    replace_together(tmp_path, writers("3"))
    assert texts(tmp_path) == {"a.json": "3", "b.gpkg": "3", "a.json.bak": "2", "b.gpkg.bak": "2"}


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    replace_together(tmp_path, writers("1"))

    def full(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        replace_together(tmp_path, {**writers("2"), "b.gpkg": full})
    assert texts(tmp_path) == {"a.json": "1", "b.gpkg": "1"}


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("survived", range(8))
def test_a_crash_at_any_rename_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    replace_together(tmp_path, writers("1"))
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
            replace_together(tmp_path, writers("2"))
        except Crash:
            pass
        else:
            assert survived >= 5  # the list, and twice two files
    finish(tmp_path)
    found = texts(tmp_path)
    expected = "1" if survived == 0 else "2"
    assert (found["a.json"], found["b.gpkg"]) == (expected, expected)
    assert LIST not in found
    if expected == "2":
        assert (found["a.json.bak"], found["b.gpkg.bak"]) == ("1", "1")


def test_what_a_crash_left_aside_does_not_get_into_the_next_save(tmp_path: Path) -> None:
    (tmp_path / ".a.part.json").write_text("never listed")
    replace_together(tmp_path, writers("1"))
    assert texts(tmp_path) == {"a.json": "1", "b.gpkg": "1"}
