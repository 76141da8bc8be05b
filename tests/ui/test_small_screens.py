"""Every stage on small screens: 1920 x 1080 at 200 % and 1366 x 768 at 125 %, in both languages.

MISSIONPLANNER_SHOTS names the folder of the pictures.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.folding import DOCK, LAYERS, PANEL, room_of
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from tests.ui.conftest import drawn
from tests.ui.measured import clipped, outside

SMALL = (960, 540)
MIDDLE = (1093, 614)


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def space_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def stages_reachable(window: MainWindow) -> bool:
    whole = QRect(QPoint(), window.size())
    buttons = space_of(window).rail.buttons.values()
    return all(
        whole.contains(QRect(b.mapTo(window, QPoint()), b.size())) and b.isVisible()
        for b in buttons
    )


def below_the_fold(space: Workspace) -> list[str]:
    """What a stage is for can be done without rolling its panel: its main button is whole."""
    panel = space.stack.currentWidget()
    return [
        f"below the fold: {button.text()}"
        for button in panel.findChildren(QPushButton, "primary")
        if button.isVisibleTo(panel) and panel.isVisible()
        if button.visibleRegion().boundingRect().height() < button.height()
    ]


@pytest.mark.parametrize("size", [SMALL, MIDDLE])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.reads
def test_every_stage_has_room(
    size: tuple[int, int], language: str, studied: MainWindow, qtbot: QtBot, shots: Path
) -> None:
    studied.resize(*size)
    if language != "en":
        studied.toggle_language()
        drawn(studied, qtbot)
    space = space_of(studied)
    wrong: dict[str, list[str]] = {}
    for stage in space.stages:
        space.show_stage(stage)
        for _ in range(4):  # a panel finds its size in several turns
            QApplication.processEvents()
        image = studied.grab().toImage()
        assert (image.width(), image.height()) == size
        assert image.save(str(shots / f"{stage}-{language}-{size[0]}.png"))
        wrong[stage] = clipped(studied) + outside(studied) + below_the_fold(space)
    assert stages_reachable(studied)
    if language != "en":
        studied.toggle_language()
        drawn(studied, qtbot)
    assert {stage: told for stage, told in wrong.items() if told} == {}


@pytest.mark.reads
def test_the_plan_button_stays_in_sight(planned: MainWindow) -> None:
    planned.resize(*SMALL)
    panel = space_of(planned).panels["plan"]
    QApplication.processEvents()
    foot = panel.go.mapTo(planned, QPoint(0, panel.go.height())).y()
    assert panel.go.isVisible() and foot < planned.height() - 24
    assert panel.go.visibleRegion().boundingRect().height() == panel.go.height()
    planned.resize(1366, 768)
    QApplication.processEvents()
    assert panel.body.indexOf(panel.go) == panel.body.indexOf(panel.work) - 2


def test_a_narrow_room_folds_and_a_wide_one_does_not() -> None:
    assert room_of(960, 476).folded == {LAYERS, DOCK}
    assert room_of(1093, 550).folded == {LAYERS, DOCK}
    assert room_of(1366, 728).folded == frozenset()
    assert room_of(1200, 728).folded == {LAYERS}


def test_what_is_folded_or_dragged_stays_so(planned: MainWindow, qtbot: QtBot) -> None:
    planned.resize(*SMALL)
    space = space_of(planned)
    assert space.folding.is_folded(DOCK)
    space.status.folds[DOCK].click()
    assert not space.folding.is_folded(DOCK)
    planned.resize(1366, 768)
    qtbot.waitUntil(lambda: not space.folding.is_folded(LAYERS))
    sides = space.stack.width()
    assert sides == 300
    space.folding.fold(PANEL, True)
    assert space.stack.isHidden()
    planned.toggle_theme()
    drawn(planned, qtbot)
    space = space_of(planned)
    assert space.folding.is_folded(PANEL), "another theme is the same room"
    planned.resize(*SMALL)
    qtbot.waitUntil(lambda: space.folding.is_folded(LAYERS))
    assert not space.folding.is_folded(DOCK), "what was unfolded in this room"


def test_the_rail_opens_the_panel_and_folds_it(planned: MainWindow) -> None:
    planned.resize(*SMALL)
    space = space_of(planned)
    button = space.rail.buttons["plan"]
    button.click()
    assert space.folding.is_folded(PANEL)
    button.click()
    assert not space.folding.is_folded(PANEL)
    space.rail.buttons["site"].click()
    assert not space.folding.is_folded(PANEL)
    assert space.stack.currentWidget() is space.panels["site"]
