"""Starting the window, and what it remembers."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.errors import OutputError
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.shell import app as app_module
from missionplanner.ui.shell.app import build
from missionplanner.ui.style import language as language_module
from missionplanner.ui.work import memory as memory_module
from missionplanner.ui.work.memory import Memory

HEAVY = ("numba", "mealpy", "rasterio", "pyogrio", "scipy", "pandas", "matplotlib.pyplot")


def test_the_window_starts_without_heavy_rooms(root: Path) -> None:
    code = (
        f"import sys, missionplanner.ui.shell.app;print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=50
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_recent_projects_are_kept_latest_first(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    for name in ("a", "b", "a"):
        (tmp_path / name).mkdir(exist_ok=True)
        Memory(file).add_recent(tmp_path / name, name.upper())
    assert [title for _, title in Memory(file).recent] == ["A", "B"]
    (tmp_path / "a").rmdir()
    assert [title for _, title in Memory(file).recent] == ["B"]


def test_what_is_on_a_drive_that_is_away_is_not_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    away = tmp_path / "stick" / "a.mplan"
    away.mkdir(parents=True)
    Memory(file).add_recent(away, "A")
    away.rename(tmp_path / "gone")
    Memory(file).add_recent(tmp_path, "B")
    assert [title for _, title in Memory(file).recent] == ["B"]
    (tmp_path / "gone").rename(away)
    assert [title for _, title in Memory(file).recent] == ["B", "A"]


def test_a_drive_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    file, slow, there = tmp_path / "window.json", tmp_path / "slow", Path.exists
    Memory(file).add_recent(slow, "Slow")
    Memory(file).add_recent(tmp_path, "Here")
    monkeypatch.setattr(memory_module, "_PATIENCE_S", 0.05)
    monkeypatch.setattr(
        Path, "exists", lambda path: answers.wait(20) if path == slow else there(path)
    )
    recent = Memory(file).recent
    answers.set()
    assert [title for _, title in recent] == ["Here"]


def test_recent_ones_that_are_none(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    wrong = [["y" * 5000, "L"], ["\0", "C"], [3, 4], [["a"], "b"], "x", [str(tmp_path), 5], None]
    for recent in (wrong, {"a": 1}, 3, None):
        file.write_text(json.dumps({"recent": recent}))
        found = Memory(file).recent
        assert found == ([(tmp_path, "5")] if recent is wrong else [])


def test_without_a_screen_one_line_is_said(root: Path) -> None:
    code = "from missionplanner.ui.work.application import opened_application as o; o(['x'])"
    away = {**os.environ, "QT_QPA_PLATFORM": "nonsense", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, env=away, timeout=50
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert (
        done.stderr.startswith("Error: the window cannot be opened (") and "screen" in done.stderr
    )


def test_without_chinese_letters_the_window_speaks_english(
    qtbot: QtBot,
    qapp: QApplication,
    memory: Memory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language_module, "shows_chinese", lambda: False)
    memory.keep(language="zh_CN")
    assert app_module._language(memory, "en") == ("en", None), "named when it was started"
    window = build(qapp, memory, tmp_path)
    qtbot.addWidget(window)
    assert window.start is not None and window.start.new.text().strip() == "New project"
    window.toggle_language()
    assert isinstance(window.dialog, FailureBox)
    assert "no font with Chinese letters" in window.dialog.text()
    assert memory.language == "zh_CN", "it is spoken when there is a font"
    window.dialog.done(0)
    window.leave()


def test_a_memory_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    memory = Memory(tmp_path / "config" / "window.json")
    told: list[OutputError] = []
    memory.unkept = told.append
    memory.keep(theme="dark")
    memory.keep(theme="light")
    memory.add_recent(tmp_path, "A")
    assert memory.theme == "light" and len(told) == 1, "it is remembered as long as it runs"
    line = told[0].line()
    assert line.startswith(f"{tmp_path / 'config' / 'window.json'}: what is chosen in the window")
    assert "choose another name or place" in line and "\n" not in line


def test_a_damaged_memory_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    for damaged in ("{", "[]", json.dumps({"recent": ["x", 3], "theme": 5})):
        file.write_text(damaged)
        memory = Memory(file)
        assert memory.recent == []
        assert memory.language == ""
