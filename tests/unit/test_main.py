"""What a desktop hands over opens the window; anything else is the command line's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from missionplanner import __main__ as face
from missionplanner.cli import main as cli


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    seen: list[Path | None] = []
    monkeypatch.setattr(face, "_open_window", lambda path: seen.append(path) or 0)
    monkeypatch.setattr(cli, "run", lambda arguments, _: 7)
    return seen


def started(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["missionplanner", *arguments])
    return face.main()


def test_without_arguments_the_window_opens(monkeypatch, opened) -> None:
    assert started(monkeypatch) == 0
    assert opened == [None]


@pytest.mark.parametrize("name", ["矿 $x.mplan", "a.mpack", "B.MPACK", "nowhere.mplan"])
def test_a_project_clicked_twice_opens_in_the_window(monkeypatch, opened, tmp_path, name) -> None:
    assert started(monkeypatch, str(tmp_path / name)) == 0
    assert opened == [tmp_path / name], "also one that is gone: the window says so"


@pytest.mark.parametrize(
    "arguments", [("plan",), ("a.mplan",), ("--version",), ("plan", "/a.mplan")]
)
def test_verbs_stay_the_command_lines(monkeypatch, opened, arguments) -> None:
    assert started(monkeypatch, *arguments) == 7
    assert opened == []


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (("--language", "zh", "open", "a"), "zh"),
        (("open", "--language=en"), "en"),
        (("open", "a"), None),
    ],
)
def test_the_window_speaks_the_language_that_is_named(monkeypatch, arguments, language) -> None:
    told: list[str | None] = []

    def shown(path: Path | None, language: str | None = None) -> int:
        told.append(language)
        return 0

    monkeypatch.setattr(face, "_open_window", shown)
    monkeypatch.setattr(cli, "run", lambda arguments, opener: opener(None))
    assert started(monkeypatch, *arguments) == 0
    assert told == [language]


def test_a_module_of_another_program_in_the_place_of_ours_is_one_line(tmp_path, root) -> None:
    (tmp_path / "click.py").write_text("raise ImportError('built for Python 3.8\\nsee https://x')")
    paths = os.pathsep.join((str(tmp_path), str(root)))
    done = subprocess.run(
        [sys.executable, "-m", "missionplanner", "plugins"],
        env={**os.environ, "PYTHONPATH": paths, "LC_ALL": "C"}, cwd=tmp_path,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "built for Python 3.8" in done.stderr
    assert "PYTHONPATH" in done.stderr
