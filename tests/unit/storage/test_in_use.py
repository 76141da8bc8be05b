"""On Windows a file that somebody has open is not replaced: a moment is waited, then told."""

from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.storage import atomic


class Windows:
    """Renaming as Windows does it while a scanner has the old file open for a few looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self._rename = Path.replace

    def __call__(self, made: Path, path: Path) -> Path:
        if path.exists() and self.looks > 0:
            self.looks -= 1
            error = PermissionError(13, "The process cannot access the file", str(path))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return self._rename(made, path)


def test_a_file_open_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = Windows(looks=2)
    monkeypatch.setattr(Path, "replace", lambda made, path: windows(made, path))  # noqa: PLW0108
    monkeypatch.setattr(atomic, "_LOOK_S", 0.001)
    atomic.write_whole(tmp_path / "a", b"old")
    atomic.write_whole(tmp_path / "a", b"new")
    assert windows.looks == 0
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_save_of_several_waits_for_the_old_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(text: bytes) -> None:
        atomic.replace_together(tmp_path, {"a": lambda path: path.write_bytes(text)}, ("a",))

    monkeypatch.setattr(atomic, "_LOOK_S", 0.001)
    write(b"old")
    rename, looks = Path.replace, []

    def as_windows(made: Path, path: Path) -> Path:
        if made == tmp_path / "a" and len(looks) < 2:
            looks.append(path)
            error = PermissionError(13, "The process cannot access the file", str(made))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return rename(made, path)

    monkeypatch.setattr(Path, "replace", as_windows)
    write(b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a.bak").read_bytes() == b"old"
    assert looks == [tmp_path / "a.bak"] * 2


def test_a_file_that_stays_open_is_told_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = Windows(looks=10_000)
    monkeypatch.setattr(Path, "replace", lambda made, path: windows(made, path))  # noqa: PLW0108
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.01)
    monkeypatch.setattr(atomic, "_LOOK_S", 0.002)
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError):
        atomic.write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_another_refusal_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def refused(made: Path, path: Path) -> Path:
        asked.append(path)
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OutputError):
        atomic.write_whole(tmp_path / "a", b"new")
    assert len(asked) == 1
