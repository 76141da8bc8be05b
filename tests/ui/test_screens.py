"""Pictures of every stage at 1366 x 768, to be looked at: MISSIONPLANNER_SHOTS names the folder."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided
from tests.ui.conftest import compared, drawn

STAGES = ("site", "threats", "weather", "sensors", "plan", "check", "export", "receive")


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
@pytest.mark.reads
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
        assert image.pixelColor(1004, 700).name() == QColor(tokens().surface).name()
    if theme == "dark":
        planned.toggle_theme()
    if language == "zh_CN":
        planned.toggle_language()


def test_the_start_is_drawn(window: MainWindow, shots: Path) -> None:
    image = window.grab().toImage()
    assert image.save(str(shots / "start.png"))
    assert image.pixelColor(20, 400).name() == QColor(tokens().surface).name()


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "en"), ("dark", "en"), ("light", "zh_CN")]
)
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.reads
def test_the_ecology_stage_is_drawn_and_nothing_is_cut(
    size: tuple[int, int],
    theme: str,
    language: str,
    studied: MainWindow,
    qtbot: QtBot,
    shots: Path,
) -> None:
    studied.resize(*size)
    if theme == "dark":
        studied.toggle_theme()
    if language == "zh_CN":
        studied.toggle_language()
    drawn(studied, qtbot)
    compared(studied, qtbot)
    image = studied.grab().toImage()
    assert (image.width(), image.height()) == size
    assert image.save(str(shots / f"ecology-{theme}-{language}-{size[0]}.png"))
    assert studied.workspace is not None
    assert cut(studied.workspace) == []
    if theme == "dark":
        studied.toggle_theme()
    if language == "zh_CN":
        studied.toggle_language()


def cut(widget: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    labels = [
        x.text()
        for x in widget.findChildren(QLabel)
        if x.isVisible()
        and not isinstance(x, Elided)
        and not x.wordWrap()
        and x.text()
        and x.width() < x.sizeHint().width()
    ]
    buttons = [
        x.text()
        for x in widget.findChildren(QPushButton)
        if x.isVisible() and x.width() < x.fontMetrics().horizontalAdvance(x.text())
    ]
    return labels + buttons
