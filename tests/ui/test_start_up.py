"""Starting the window, and what it remembers."""

import json
import subprocess
import sys
from pathlib import Path

from missionplanner.ui.work.memory import Memory

HEAVY = ("numba", "mealpy", "rasterio", "pyogrio", "scipy", "pandas", "pvlib", "matplotlib.pyplot")


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


def test_a_damaged_memory_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    for damaged in ("{", "[]", json.dumps({"recent": ["x", 3], "theme": 5})):
        file.write_text(damaged)
        memory = Memory(file)
        assert memory.recent == []
        assert memory.language == ""
