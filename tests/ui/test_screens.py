"""Pictures of every stage at 1366 x 768, to be looked at: MISSIONPLANNER_SHOTS names the folder."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.style.theme import tokens
from tests.ui.conftest import drawn

STAGES = ("site", "threats", "weather", "sensors", "plan", "check", "export")


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(260, 960, 7) for y in range(60, 540, 7)}


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "en"), ("light", "zh_CN")]
)
def test_every_stage_is_drawn(
    theme: str, language: str, planned: MainWindow, qtbot: QtBot, shots: Path
) -> None:
    if theme == "dark":
        planned.toggle_theme()
    if language == "zh_CN":
        planned.toggle_language()
    drawn(planned, qtbot)
    assert planned.workspace is not None
    for stage in STAGES:
        planned.workspace.show_stage(stage)
        image = planned.grab().toImage()
        assert (image.width(), image.height()) == (1366, 768)
        assert image.save(str(shots / f"{stage}-{theme}-{language}.png"))
        assert len(colours(image)) > 200, "the map shows relief"
        assert image.pixelColor(1020, 700).name() == QColor(tokens().surface).name()
    if theme == "dark":
        planned.toggle_theme()
    if language == "zh_CN":
        planned.toggle_language()


def test_the_start_is_drawn(window: MainWindow, shots: Path) -> None:
    image = window.grab().toImage()
    assert image.save(str(shots / "start.png"))
    assert image.pixelColor(20, 400).name() == QColor(tokens().surface).name()
