"""The comparison that keeps the manual's pictures true: what it lets pass, and what it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import drawn
from tests.ui.likeness import UNLIKE, unlikeness

Take = Callable[[str], Path]
SIZE = (1280, 720)


@pytest.fixture
def take(planned: MainWindow, qtbot: QtBot, tmp_path: Path) -> Take:
    """Takes a picture of the window at the stage Plan."""
    planned.resize(*SIZE)
    assert planned.workspace is not None
    planned.workspace.show_stage("plan")
    drawn(planned, qtbot)

    def taken(name: str) -> Path:
        for _ in range(6):
            QApplication.processEvents()
        path = tmp_path / f"{name}.png"
        assert planned.grab().save(str(path))
        return path

    return taken


@pytest.mark.reads
def test_a_line_of_the_panel_that_is_gone_or_longer_is_seen(
    planned: MainWindow, take: Take
) -> None:
    before = take("before")
    assert unlikeness(before, take("again"))[0] == 0.0
    parts = {part.text(): part for part in planned.findChildren(QLabel) if part.isVisible()}
    for word in ("Ceiling", "Expected", "Speed", "Seen"):
        parts[word].setVisible(False)
        difference, (left, top, right, bottom) = unlikeness(before, take("gone"))
        parts[word].setVisible(True)
        assert difference > UNLIKE, word
        assert 900 < left < right < SIZE[0] and 100 < top < bottom, "the place is in the panel"
    parts["Ceiling"].setText("Ceiling there")
    assert unlikeness(before, take("longer"))[0] > UNLIKE
    parts["Ceiling"].setText("Ceiling")


def test_other_hinting_of_letters_is_not(planned: MainWindow, take: Take) -> None:
    before = take("before")
    differences = []
    for hinting in (
        QFont.HintingPreference.PreferNoHinting,
        QFont.HintingPreference.PreferFullHinting,
    ):
        for part in (*planned.findChildren(QLabel), *planned.findChildren(QAbstractButton)):
            font = part.font()
            font.setHintingPreference(hinting)
            part.setFont(font)
        differences.append(unlikeness(before, take("hinted"))[0])
    assert 0.0 < max(differences) < UNLIKE


def test_what_is_ignored_may_differ_and_another_size_may_not(tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.png", tmp_path / "marked.png"
    picture = Image.new("RGB", (320, 160), "white")
    picture.save(plain)
    ImageDraw.Draw(picture).rectangle((40, 40, 139, 69), fill="black")
    picture.save(marked)
    difference, (left, top, right, bottom) = unlikeness(plain, marked)
    assert difference > 200.0
    assert left < 90 < right and top < 55 < bottom
    assert unlikeness(plain, marked, [(40, 40, 140, 70)])[0] == 0.0
    picture.resize((160, 80)).save(marked)
    assert unlikeness(plain, marked)[0] == 255.0
