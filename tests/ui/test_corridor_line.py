"""The line of a corridor: drawn on the map in the stage Plan, changed there, read from a file."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent
from missionplanner.project.outlines import Drawn
from missionplanner.ui.plan import session as session_module
from missionplanner.ui.plan.plan import PlanPanel
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets.fold import Fold
from tests.ui import factory
from tests.ui.test_drawing_tools import Pilot

START, BEND, END = (600.0, 900.0), (1200.0, 1250.0), (1650.0, 1000.0)


@pytest.fixture
def pilot(planned: MainWindow, qtbot: QtBot) -> Pilot:
    planned.activateWindow()
    assert planned.workspace is not None
    planned.workspace.show_stage("plan")
    planned.session.edit_intent("Change pattern", pattern=Pattern.CORRIDOR.value)
    return Pilot(planned, qtbot)


def panel_of(pilot: Pilot) -> PlanPanel:
    assert pilot.window.workspace is not None
    panel = pilot.window.workspace.panels["plan"]
    assert isinstance(panel, PlanPanel)
    return panel


def asked(pilot: Pilot) -> PlanIntent:
    return pilot.project.document.intent


def line_m(pilot: Pilot) -> np.ndarray:
    """Return the corners of the line, metres from the corner of the ground."""
    sheet = pilot.drawing.sheet()
    assert sheet is not None
    (shape,) = [s for s in sheet.shapes if s.key.kind is Drawn.FLIGHT_LINE]
    return shape.corners_m - [factory.X0, factory.Y0]


def test_a_line_is_drawn_changed_taken_back_and_thrown_away(pilot: Pilot) -> None:
    details = panel_of(pilot).ask.details
    assert details.draw.isVisible()
    details.draw.click()
    pilot.click(START, BEND)
    pilot.double_click(END)
    pixel_m = pilot.window.workspace.map.canvas.metres_per_pixel()
    assert line_m(pilot) == pytest.approx(np.array([START, BEND, END]), abs=2 * pixel_m)
    assert asked(pilot).pattern is Pattern.CORRIDOR and len(asked(pilot).views.line) == 3
    scene = pilot.window.workspace.map.scene
    assert not scene.flights.line.empty and scene.flights.line in scene.layers()
    pilot.qtbot.waitUntil(lambda: "3" in details._line_told.text())
    assert details.middle.isVisible()

    elsewhere = (1200.0, 700.0)
    pilot.drag(tuple(line_m(pilot)[1]), (1200.0, 900.0), elsewhere)
    assert line_m(pilot)[1] == pytest.approx(elsewhere, abs=2 * pixel_m)
    pilot.window.session.undo()
    assert line_m(pilot)[1] == pytest.approx(BEND, abs=2 * pixel_m)
    pilot.click(START)
    pilot.key(Qt.Key.Key_Escape)
    assert pilot.drawing.chosen is None

    details.middle.click()
    assert asked(pilot).views.line == () and scene.flights.line.empty


def test_a_click_beside_the_line_still_chooses_a_route(pilot: Pilot) -> None:
    panel_of(pilot).ask.details.draw.click()
    pilot.click(START)
    pilot.double_click(END)
    pilot.key(Qt.Key.Key_Escape)
    session = pilot.window.session
    session.pick_all()
    waypoints = session.plan_shown.sorties[2].waypoints
    middle = len(waypoints) // 2
    x = (waypoints.x_m[middle] + waypoints.x_m[middle + 1]) / 2 - factory.X0
    y = (waypoints.y_m[middle] + waypoints.y_m[middle + 1]) / 2 - factory.Y0
    pilot.click((float(x), float(y)))
    assert session.focused and pilot.drawing.chosen is None


def test_esc_leaves_the_plan_as_it_was(pilot: Pilot) -> None:
    before = asked(pilot)
    panel_of(pilot).ask.details.draw.click()
    pilot.click(START, BEND)
    pilot.key(Qt.Key.Key_Escape)
    assert asked(pilot) == before and pilot.drawing.tool is None


def test_a_line_comes_from_a_file(
    pilot: Pilot, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_REMOTE", "missionplanner.ui.plan.open")
    road = tmp_path / "road.csv"
    road.write_text("longitude,latitude\n111.985,37.795\n111.99,37.8\n111.995,37.795\n")
    dialog = panel_of(pilot).choose_line()
    dialog.fileSelected.emit(str(road))
    dialog.close()
    session = pilot.window.session
    qtbot.waitUntil(lambda: not session.busy, timeout=30_000)
    assert [p.lon_deg for p in asked(pilot).views.line] == [111.985, 111.99, 111.995]
    assert session.undo_words is not None and "corridor" in session.undo_words


def test_a_corridor_is_asked_for_no_direction(pilot: Pilot) -> None:
    ask = panel_of(pilot).ask
    pilot.qtbot.waitUntil(lambda: not ask.direction.isEnabled())
    assert pilot.drawing.direction.empty
    pilot.window.session.undo()
    pilot.qtbot.waitUntil(ask.direction.isEnabled)
    assert not pilot.drawing.direction.empty


def test_the_plan_button_stays_in_sight_however_much_is_asked(pilot: Pilot) -> None:
    panel = panel_of(pilot)
    pilot.qtbot.waitUntil(lambda: panel.foot.indexOf(panel.go) >= 0)
    assert panel.foot.indexOf(panel.work) == panel.foot.indexOf(panel.go) + 1, "so does Cancel"
    assert panel.foot.indexOf(panel.change) < panel.foot.indexOf(panel.go), "it stays put"
    pilot.qtbot.waitUntil(lambda: panel.go.visibleRegion().boundingRect() == panel.go.rect())
    pilot.window.session.undo()
    pilot.qtbot.waitUntil(lambda: panel.body.indexOf(panel.go) >= 0)
    assert panel.body.indexOf(panel.work) == panel.body.indexOf(panel.go) + 2, "a gap between"
    assert panel.body.indexOf(panel.result) == panel.body.indexOf(panel.work) + 2


def test_the_plan_button_stays_in_sight_when_a_part_is_unfolded(pilot: Pilot) -> None:
    panel = panel_of(pilot)
    pilot.window.session.undo()
    pilot.qtbot.waitUntil(lambda: panel.body.indexOf(panel.go) >= 0)
    for _ in range(2):  # what lies in a fold is made when it is opened
        for fold in panel.ask.findChildren(Fold):
            fold.open()
    pilot.qtbot.waitUntil(lambda: panel.foot.indexOf(panel.go) >= 0)
