"""What nobody looks at is not made; what is made later is as it would have been at once."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from missionplanner.project.edits import set_ending
from missionplanner.ui.map.shapes import draw_segments, pen, segments_of
from missionplanner.ui.plan.drawing_card import DrawingCard
from missionplanner.ui.plan.layers.rasters import LateImage
from missionplanner.ui.plan.plan import PlanPanel
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets.fold import Fold

SIDE = 120


def test_a_fold_is_filled_once_when_it_is_first_opened(qtbot: QtBot) -> None:
    filled: list[str] = []
    fold = Fold("More", fill=lambda: (filled.append("x"), fold.box.addWidget(QLabel("inside"))))
    qtbot.addWidget(fold)
    assert filled == [] and fold.box.count() == 0
    fold.toggle.click()
    fold.toggle.click()
    fold.open()
    assert filled == ["x"] and fold.box.count() == 1


def test_what_stands_behind_more_is_made_with_what_is_asked(planned: MainWindow) -> None:
    assert planned.workspace is not None
    panel = planned.workspace.panels["plan"]
    assert isinstance(panel, PlanPanel)
    fold, session = panel.ask.more_fold, panel.session
    assert not fold.is_made and not panel.findChildren(DrawingCard)
    session.edit_intent("Change seed", seed=4711)
    panel.refresh()
    assert not fold.is_made, "its row tells what it holds"
    fold.toggle.click()
    assert fold.is_made and panel.ask.seed.value() == 4711
    assert fold.form.of_search.isVisibleTo(panel)
    fold.form.fields[0].type("nonsense")
    assert panel.ask.why_not, "fields made later are judged as the others"


def test_a_return_height_that_is_too_low_opens_more(
    planned: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert planned.workspace is not None
    panel = planned.workspace.panels["plan"]
    assert isinstance(panel, PlanPanel)
    fold = panel.ask.more_fold
    monkeypatch.setattr("missionplanner.ui.plan.ending_form._needed_m", lambda _session: [900.0])
    project = panel.session.project
    assert project is not None
    ending = project.document.ending.model_copy(update={"return_height_m": 50.0})
    panel.session.edit("Change return height", set_ending(project, ending))
    panel.refresh()
    assert fold.is_made and fold.toggle.isChecked() and fold.form.of_ending.toggle.isChecked()


def test_pieces_look_as_the_path_they_are_made_of(qapp: object) -> None:
    path = QPainterPath(QPointF(10, 10))
    for x, y in ((100, 20), (100, 32), (12, 24), (12, 36), (105, 60)):
        path.lineTo(x, y)
    path.moveTo(20, 100)
    path.lineTo(110, 80)
    pieces = segments_of(path)
    assert len(pieces) == 6, "no piece from one line to the next"
    whole = drawn(lambda painter: (painter.setPen(pen("#204080", 2.0)), painter.drawPath(path)))
    apart = drawn(lambda painter: draw_segments(painter, pieces, pen("#204080", 2.0)))
    inked = whole < 200
    assert 400 < inked.sum() < 2000
    assert np.abs(whole - apart).mean() < 1.0
    assert (apart[inked] < 250).mean() > 0.97


def drawn(draw: object) -> np.ndarray:
    """Return what is drawn on white, the red of each pixel."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)  # type: ignore[operator]
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, SIDE, 4)
    return pixels[..., 2].astype(float)


def test_a_hidden_raster_is_coloured_when_it_is_shown(qapp: object) -> None:
    made: list[int] = []

    def colours() -> np.ndarray:
        made.append(1)
        return np.full((4, 6, 4), 255, np.uint8)

    image = LateImage((0.0, 0.0, 60.0, 40.0), colours)
    image.setVisible(False)
    assert not made
    image.setVisible(True)
    image.setVisible(False)
    image.setVisible(True)
    assert made == [1]
    seen = image.mapRectToParent(image.boundingRect())
    assert (seen.width(), seen.height()) == (60.0, 40.0)
