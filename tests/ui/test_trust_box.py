"""The verdict on an index in the window: what is said, what is not, and the hatched colours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene, QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.trust import Trust, Verdict
from missionplanner.ui.ecology.panel import EcologyPanel
from missionplanner.ui.map.swipe import SwipeImage
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import eco_factory
from tests.ui.conftest import drawn

LOOK = with_reasons(
    [
        reason("share", Verdict.LOOK, share=0.42, where="all epochs", asked=0.5),
        reason("sensors", Verdict.LOOK, sensors=("landsat5-tm", "landsat8-oli")),
    ]
)
DO_NOT = with_reasons(
    [
        reason(
            "weight_wrong", Verdict.DO_NOT, indicator="heat", where="all epochs", weight=0.43,
            share=0.24,
        ),
        *LOOK.reasons,
    ]
)  # fmt: skip


def told(window: MainWindow, qtbot: QtBot, folder: Path, trust: Trust) -> EcologyPanel:
    view = eco_factory.view(folder / "study.json")
    found = view.found
    assert found.index and found.trend
    found = replace(
        found,
        index=found.index.model_copy(update={"trust": trust}),
        trend=found.trend.model_copy(update={"trust": trust}),
    )
    window.resize(1366, 768)
    window.ecology.show_study(replace(view, found=found))
    assert window.workspace is not None
    window.workspace.show_stage("ecology")
    drawn(window, qtbot)
    scene = window.workspace.map.scene.ecology
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.drawn == 2)
    qtbot.waitUntil(lambda: window.ecology.errands.idle)
    return window.workspace.panels["ecology"]


def words_of(widget: QWidget) -> list[str]:
    return [x.text() for x in widget.findChildren(QLabel) if x.isVisibleTo(widget)]


def hatchings(window: MainWindow) -> int:
    assert window.workspace is not None
    shown = window.workspace.map.scene.ecology.shown
    assert shown is not None
    return sum(item.hatched for item in shown._items if isinstance(item, SwipeImage))


def test_a_trusted_index_is_plain_and_says_what_rose_and_fell(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = told(planned, qtbot, tmp_path, Trust(verdict=Verdict.TRUST))
    shown = words_of(panel)
    assert "Trust" in shown
    assert {"Change", "Improving", "Degrading"} <= set(shown)
    assert hatchings(planned) == 0


@pytest.mark.parametrize(
    ("trust", "title"), [(LOOK, "Look before you believe"), (DO_NOT, "Do not trust")]
)
def test_an_index_that_is_not_trusted_says_why_and_not_what_rose_or_fell(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path, trust: Trust, title: str
) -> None:
    panel = told(planned, qtbot, tmp_path, trust)
    shown = words_of(panel)
    assert title in shown and {one.text for one in trust.reasons} <= set(shown)
    assert not {"Change", "Improving", "Degrading"} & set(shown)
    assert ("Mean IRSEI" in shown) == trust.comparable
    assert hatchings(planned) == 2, "both sides of the swipe"
    assert planned.grab().toImage().save(str(tmp_path / f"trust-{trust.verdict.rank}.png"))


def test_lines_lie_over_values_and_over_nothing_else(qtbot: QtBot) -> None:
    rgba = np.zeros((40, 80, 4), np.uint8)
    rgba[:, :40] = (200, 0, 0, 255)  # the right half has no value
    image = SwipeImage(
        0, lambda: None, hatched=True, image=rgba, axisOrder="row-major",
        levels=(0, 255), autoLevels=False,
    )  # fmt: skip
    scene = QGraphicsScene()
    scene.addItem(image)
    picture = QImage(80, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    scene.render(painter, QRectF(0, 0, 80, 40), QRectF(0, 0, 80, 40))
    painter.end()
    left = {picture.pixelColor(x, y).green() > 100 for x in range(38) for y in range(40)}
    right = {picture.pixelColor(x, y).name() for x in range(42, 80) for y in range(40)}
    assert left == {True, False}, "lines with colours between them"
    assert right == {"#000000"}
