"""The pictures of the manual and of the README: made from the demo, and held against it.

    pytest -m slow tests/ui/test_manual_pictures.py             fails where one of them is stale
    MISSIONPLANNER_SHOTS=docs/images pytest -m slow tests/...   makes them anew

MISSIONPLANNER_DEMO names the folder of a demo that is planned already (`demo --out`); without it
the demo is planned here.

A picture tells in itself which plan it shows. Processors of another kind may plan a little
otherwise; there only what does not hang on the plan is compared, and that plans are about the same.
"""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.extensions import formats
from missionplanner.operations.demo import demo
from missionplanner.tasks.progress import silent
from missionplanner.ui.shell.main_window import MainWindow
from tests.architecture.source import ROOT
from tests.ui.conftest import drawn
from tests.ui.likeness import UNLIKE, Box, unlikeness

SIZE = (1280, 720)
MOST_BYTES = 150_000
COLOURS = (224, 128, 64, 48)
PATIENCE_MS = 600_000
IMAGES = ROOT / "docs" / "images"
NEXT_FLIGHT = (740, 0, 1140, 40)
"""Where the strip at the top tells the next flight: by the clock, so it is not compared."""
OF_THE_PLAN = [(0, 40, 910, 696), (911, 40, 1210, 696)]
"""Where a stage shows the plan and tells its figures: layers, map, dock and panel."""
PLAN_STAGES = ("plan", "check")
ABOUT = 0.03
"""Plans of one project on two processors differ by less than this share."""


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


def figures(window: MainWindow) -> list[int]:
    """Return the sorties of each sensor's plan, then the metres of its waypoints' legs."""
    result = window.session.result
    assert result is not None
    plans = [[sortie.waypoints for sortie in plan.sorties] for plan in result.plans]
    lengths = [
        round(sum(float(np.hypot(np.diff(p.x_m), np.diff(p.y_m)).sum()) for p in plan))
        for plan in plans
    ]
    return [len(plan) for plan in plans] + lengths


def told_in(path: Path) -> list[int]:
    """Return the figures of the plan that a picture shows."""
    with Image.open(path) as picture:
        return [int(word) for word in picture.info.get("Plan", "").split()]


def about(here: list[int], there: list[int]) -> bool:
    """Return whether two plans are about the same."""
    pairs = zip(here, there, strict=True)
    return len(here) == len(there) and all(abs(a - b) <= max(1, ABOUT * b) for a, b in pairs)


def beside(path: Path, plan: list[int]) -> list[Box]:
    """Return what is not compared of a picture of the manual where this plan was made here."""
    of_plan = any(f"-{stage}-" in path.name for stage in PLAN_STAGES)
    same = not of_plan or told_in(path) == plan
    return [NEXT_FLIGHT] if same else [NEXT_FLIGHT, *OF_THE_PLAN]


def pictured(window: MainWindow, path: Path) -> None:
    """Save what the window shows, in so few colours that a page loads it at once."""
    told = PngInfo()
    told.add_text("Plan", " ".join(str(figure) for figure in figures(window)))
    for _ in range(6):
        QApplication.processEvents()
    assert window.grab().save(str(path))
    picture = Image.open(path).convert("RGB")
    assert picture.size == SIZE
    for colours in COLOURS:
        few = picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(path, optimize=True, pnginfo=told)
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

    plan = figures(window)
    off = [path.name for path in sorted(IMAGES.glob("*.png")) if not about(plan, told_in(path))]
    assert off == [], "these show another plan: make them anew as below"
    alike = {
        path.name: unlikeness(path, shots / path.name, beside(path, plan))
        for path in sorted(IMAGES.glob("*.png"))
    }
    stale = {name: found for name, found in alike.items() if found[0] > UNLIKE}
    assert stale == {}, "look at them, then make them anew with MISSIONPLANNER_SHOTS=docs/images"
