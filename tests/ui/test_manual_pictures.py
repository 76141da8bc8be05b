"""The pictures of the manual and of the README: made from the demo, and held against it.

    pytest -m slow tests/ui/test_manual_pictures.py             fails where one of them is stale
    MISSIONPLANNER_SHOTS=docs/images pytest -m slow tests/...   makes them anew

MISSIONPLANNER_DEMO names the folder of a demo that is planned already (`demo --out`); without it
the demo is planned here.
"""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.extensions import formats
from missionplanner.operations.demo import demo
from missionplanner.tasks.progress import silent
from missionplanner.ui.shell.main_window import MainWindow
from tests.architecture.source import ROOT
from tests.ui.conftest import drawn
from tests.ui.likeness import UNLIKE, unlikeness

SIZE = (1280, 720)
MOST_BYTES = 150_000
COLOURS = (224, 128, 64, 48)
PATIENCE_MS = 600_000
IMAGES = ROOT / "docs" / "images"
NEXT_FLIGHT = (740, 0, 1140, 40)
"""Where the strip at the top tells the next flight: by the clock, so it is not compared."""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The demo mine, planned."""
    made = os.environ.get("MISSIONPLANNER_DEMO")
    if made is None:
        return demo("mine", tmp_path, formats(), silent()).project
    shutil.copytree(made, tmp_path / "made")  # with its terrain, which lies beside it
    return next((tmp_path / "made").rglob("mine.mplan"))


def opened(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.resize(*SIZE)
    window.open_path(folder)
    session = window.session
    qtbot.waitUntil(lambda: bool(session.site or window.dialog), timeout=PATIENCE_MS)
    assert window.dialog is None, "it opens without a question"
    assert session.result is not None, "the demo is planned"
    drawn(window, qtbot)
    qtbot.waitUntil(lambda: session.flying.flown is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.ecology.view is not None, timeout=PATIENCE_MS)


def pictured(window: MainWindow, path: Path) -> None:
    """Save what the window shows, in so few colours that a page loads it at once."""
    for _ in range(6):
        QApplication.processEvents()
    assert window.grab().save(str(path))
    picture = Image.open(path).convert("RGB")
    assert picture.size == SIZE
    for colours in COLOURS:
        few = picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size < MOST_BYTES:
            return
    raise AssertionError(f"{path} is large in few colours too")


@pytest.mark.slow
def test_the_manual_shows_the_window_of_today(
    mine: Path, real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shots = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path / "shots"))
    shots.mkdir(parents=True, exist_ok=True)
    window = real_window
    opened(window, mine, qtbot)

    def shown(stage: str) -> None:
        assert window.workspace is not None
        window.workspace.show_stage(stage)
        drawn(window, qtbot)

    shown("plan")
    window.session.pick_sortie(4)
    pictured(window, shots / "window-plan-light.png")
    shown("check")
    pictured(window, shots / "window-check-light.png")
    window.toggle_theme()
    shown("plan")
    pictured(window, shots / "window-plan-dark.png")
    window.toggle_theme()
    window.toggle_language()
    shown("plan")
    pictured(window, shots / "window-plan-zh.png")
    window.toggle_language()

    shown("ecology")
    window.ecology.analyse()
    qtbot.waitUntil(lambda: not window.ecology.busy, timeout=PATIENCE_MS)
    assert window.workspace is not None
    scene = window.workspace.map.scene.ecology
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.drawn == 2, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.ecology.errands.idle, timeout=PATIENCE_MS)
    pictured(window, shots / "window-ecology-light.png")
    window.toggle_language()
    shown("ecology")
    qtbot.waitUntil(lambda: window.ecology.errands.idle, timeout=PATIENCE_MS)
    pictured(window, shots / "window-ecology-zh.png")
    window.toggle_language()

    alike = {
        path.name: unlikeness(path, shots / path.name, [NEXT_FLIGHT])
        for path in sorted(IMAGES.glob("*.png"))
    }
    stale = {name: found for name, found in alike.items() if found[0] > UNLIKE}
    assert stale == {}, "look at them, then make them anew with MISSIONPLANNER_SHOTS=docs/images"
