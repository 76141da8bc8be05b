"""A circle stays a circle: few handles, its size typed, and corners where somebody wants them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.model.forms import FormKind
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.form_fields import SizeField
from missionplanner.units import FOOT_M
from tests.ui import factory
from tests.ui.test_drawing_tools import FRAME, Pilot, pilot  # noqa: F401

CENTRE, RIM = (1100.0, 1100.0), (1300.0, 1100.0)


@pytest.fixture
def rounded(pilot: Pilot) -> Pilot:  # noqa: F811
    """A round zone is drawn and chosen."""
    pilot.begin(Tool.CIRCLE)
    pilot.click(CENTRE, RIM)
    return pilot


def zone_of(pilot: Pilot):  # noqa: F811
    return pilot.project.threats.zones[2]


def type_in(field: SizeField, words: str) -> None:
    field.size_.setText(words)
    field.size_.setModified(True)
    field.size_.editingFinished.emit()


def test_a_circle_has_two_handles_and_its_radius_is_typed(rounded: Pilot, qtbot: QtBot) -> None:
    shape = rounded.drawing.shape()
    assert shape is not None and len(shape.handles_m) == 2 and len(shape.corners_m) > 60
    rounded.drag(RIM, (1200.0, 1150.0), (1100.0, 1250.0))
    assert zone_of(rounded).form.size_m == pytest.approx(150.0, abs=8)
    assert zone_of(rounded).radius_m == zone_of(rounded).form.size_m
    rounded.drag(CENTRE, (1000.0, 1000.0), (900.0, 900.0))
    made = FRAME.project(zone_of(rounded).polygon)
    middle = made.centroid
    assert made.area == pytest.approx(np.pi * 150**2, rel=0.12)
    shape = rounded.drawing.shape()
    assert np.allclose(shape.handles_m[0], (middle.x, middle.y), atol=0.5), "the rim follows it"

    fields = rounded.card.form
    assert fields.fields["radius"].isVisible() and not fields.fields["width"].isVisible()
    assert not rounded.card.delete_corner.isVisible()
    type_in(fields.fields["radius"], "80")
    assert zone_of(rounded).form.size_m == 80.0
    assert fields.fields["radius"].size_.text() == "80.00"
    assert FRAME.project(zone_of(rounded).polygon).area == pytest.approx(np.pi * 6400, rel=0.005)
    type_in(fields.fields["radius"], "0.2")
    assert "radius" in rounded.card.wrong.text() and zone_of(rounded).form.size_m == 80.0
    rounded.window.session.memory.keep(measures={"length": "ft"})
    fields.refresh()
    type_in(fields.fields["radius"], "100")
    assert zone_of(rounded).form.size_m == pytest.approx(100 * FOOT_M)
    rounded.window.actions_["undo"].trigger()
    assert zone_of(rounded).form.size_m == 80.0


def test_a_circle_is_turned_into_corners_and_back_by_undo(rounded: Pilot) -> None:
    before = rounded.project
    changed = rounded.window.session.changed
    rounded.card.form.free.click()
    shape = rounded.drawing.shape()
    assert shape is not None and shape.form is None and len(shape.handles_m) > 60
    assert zone_of(rounded).polygon == before.threats.zones[2].polygon
    assert rounded.window.session.changed == changed, "a plan does not mind"
    assert not rounded.card.form.isVisible()
    rounded.window.actions_["undo"].trigger()
    assert rounded.drawing.shape().form is not None


def test_the_radius_is_typed_while_a_circle_is_drawn(pilot: Pilot) -> None:  # noqa: F811
    pilot.begin(Tool.CIRCLE)
    pilot.click(CENTRE)
    type_in(pilot.card.form.fields["radius"], "120")
    assert zone_of(pilot).form.size_m == 120.0 and pilot.drawing.tool is None
    pilot.begin(Tool.CIRCLE)
    assert pilot.card.form.fields["radius"].size_.text() == "", "each circle has its own"
    type_in(pilot.card.form.fields["radius"], "40")
    pilot.click((600.0, 600.0))
    assert pilot.project.threats.zones[3].form.size_m == 40.0


def test_a_corridor_has_its_middle_line_and_a_width(pilot: Pilot) -> None:  # noqa: F811
    pilot.begin(Tool.CORRIDOR)
    pilot.click((700.0, 600.0))
    pilot.double_click((1300.0, 600.0))
    shape = pilot.drawing.shape()
    assert shape is not None and len(shape.handles_m) == 2
    pilot.drag((1000.0, 600.0), (1000.0, 700.0), (1000.0, 800.0))
    form = zone_of(pilot).form
    assert form.kind is FormKind.CORRIDOR and len(form.places) == 3 and form.size_m == 60.0
    type_in(pilot.card.form.fields["width"], "100")
    assert zone_of(pilot).form.size_m == 100.0
    x, y = pilot.drawing.shape().form.width_handle()
    at = (x - factory.X0, y - factory.Y0)
    pilot.drag(at, (at[0], at[1] + 20.0), (at[0] - 20.0, at[1] + 60.0))
    assert zone_of(pilot).form.size_m > 150.0
    assert pilot.card.delete_corner.isVisible() is False, "no corner of the line is chosen"
    pilot.drawing.choose_corner(1)
    pilot.key(Qt.Key.Key_Delete)
    assert len(zone_of(pilot).form.places) == 2


def test_a_rectangle_stays_one(pilot: Pilot) -> None:  # noqa: F811
    pilot.begin(Tool.RECTANGLE)
    pilot.click((700.0, 700.0), (1500.0, 900.0), (1500.0, 1500.0))
    form = pilot.project.area.form
    assert form is not None and form.kind is FormKind.RECTANGLE
    type_in(pilot.card.form.fields["length"], "600")
    type_in(pilot.card.form.fields["width"], "300")
    ground = FRAME.project(pilot.project.area.outer)
    assert ground.area == pytest.approx(180_000, rel=1e-3) and len(ground.geoms) == 1
    shape = pilot.drawing.shape()
    corner = shape.handles_m[2]
    pilot.drawing.choose_corner(2)
    assert pilot.drawing.scale(0.5) == "" and pilot.drawing.turn(10.0) == ""
    assert pilot.drawing.grow(10.0) == ""
    made = pilot.drawing.shape().form.measures()
    assert made == pytest.approx({"length": 320.0, "width": 170.0}, abs=0.01)
    assert not np.allclose(pilot.drawing.shape().handles_m[2], corner)
