"""Drawing on the map with the mouse: one edit each, undone and done again; nothing half done."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shapely.geometry import MultiPolygon

from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.model.airspace import PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.changes import Part
from missionplanner.project.document import Project
from missionplanner.project.outlines import Drawn, ShapeKey
from missionplanner.ui.plan.draw_tools import POINTS, ROUNDS, Tool
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.drawing_card import DrawingCard
from missionplanner.ui.plan.views import Opened
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory
from tests.ui.conftest import drawn as shown

FRAME = SiteFrame(32649)
LEFT = Qt.MouseButton.LeftButton
AREA, ZONE = ShapeKey(Drawn.AREA), ShapeKey(Drawn.ZONE, 0)

Places = Sequence[tuple[float, float]]


def opened(folder: Path) -> Opened:
    """The small project, its area and threats as they are on the map."""
    made = factory.opened(folder)
    site = made.site
    holes = tuple(Hole(h.name, FRAME.unproject(h.polygon_m)) for h in site.holes)
    zones = tuple(
        Zone(
            z.name,
            MultiPolygon([FRAME.unproject(z.polygon_m)]),
            z.floor or factory.agl(0),
            z.ceiling,
        )
        for z in site.zones
    )
    lines = tuple(
        PowerLine(w.name, FRAME.unproject(w.line_m), w.height_m, w.clearance_m) for w in site.lines
    )
    project = replace(
        made.project,
        area=SurveyArea(site.area_name, FRAME.unproject(site.outer_m), holes),
        threats=Threats(zones, lines),
    )
    return replace(made, project=project)


@pytest.fixture
def pilot(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> "Pilot":
    window.session.show_opened(opened(tmp_path / "small.mplan"))
    shown(window, qtbot)
    return Pilot(window, qtbot)


class Pilot:
    """A hand with a mouse; places are metres from the corner of the ground."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def drawing(self) -> Drawing:
        assert self.window.workspace is not None
        return self.window.workspace.drawing

    @property
    def project(self) -> Project:
        assert self.window.session.project is not None
        return self.window.session.project

    @property
    def card(self) -> DrawingCard:
        assert self.window.workspace is not None
        panel = self.window.workspace.stack.currentWidget()
        found = panel.findChildren(DrawingCard)
        assert len(found) == 1
        return found[0]

    def pixel(self, place: tuple[float, float]) -> QPoint:
        assert self.window.workspace is not None
        canvas = self.window.workspace.map.canvas
        return canvas.pixel_of(factory.X0 + place[0], factory.Y0 + place[1]).toPoint()

    @property
    def ground(self):
        assert self.window.workspace is not None
        return self.window.workspace.map.canvas.viewport()

    def move(self, place: tuple[float, float]) -> None:
        QTest.mouseMove(self.ground, self.pixel(place))
        QApplication.processEvents()

    def click(self, *places: tuple[float, float]) -> None:
        for place in places:
            self.move(place)
            QTest.mouseClick(self.ground, LEFT, pos=self.pixel(place))

    def double_click(self, place: tuple[float, float]) -> None:
        self.click(place)
        QTest.mouseDClick(self.ground, LEFT, pos=self.pixel(place))

    def press(self, place: tuple[float, float]) -> None:
        QTest.mousePress(self.ground, LEFT, pos=self.pixel(place))

    def release(self, place: tuple[float, float]) -> None:
        QTest.mouseRelease(self.ground, LEFT, pos=self.pixel(place))

    def drag(self, *way: tuple[float, float]) -> None:
        self.press(way[0])
        for place in way[1:]:
            self.move(place)
        self.release(way[-1])

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.ground, key, *modifiers)

    def begin(self, tool: Tool) -> None:
        self.window.actions_[tool.value].trigger()
        assert self.drawing.tool is tool

    def draw(self, tool: Tool, places: Places) -> None:
        self.begin(tool)
        self.click(*places[:-1])
        self.double_click(places[-1])


SQUARE = [(700.0, 700.0), (1500.0, 700.0), (1500.0, 1500.0), (700.0, 1500.0)]
INNER = [(1000.0, 900.0), (1300.0, 900.0), (1300.0, 1200.0)]


def metres(shape) -> np.ndarray:
    x, y = np.array(FRAME.project(shape).exterior.coords)[:-1].T
    return np.column_stack([x - factory.X0, y - factory.Y0])


def test_an_area_with_a_hole_and_a_zone_each_one_step_back_and_forth(pilot: Pilot) -> None:
    before = pilot.project
    pilot.draw(Tool.AREA, SQUARE)
    with_area = pilot.project
    assert np.allclose(metres(with_area.area.outer.geoms[0]), SQUARE, atol=6)
    assert pilot.drawing.chosen == AREA and pilot.drawing.tool is None
    pilot.draw(Tool.HOLE, INNER)
    with_hole = pilot.project
    assert np.allclose(metres(with_hole.area.holes[-1].polygon), INNER, atol=6)
    pilot.draw(Tool.ZONE, [(1600.0, 1600.0), (1900.0, 1600.0), (1900.0, 1900.0)])
    with_zone = pilot.project
    assert [z.name for z in with_zone.threats.zones] == ["Magazine", "Crane", "Zone 3"]
    assert pilot.window.session.changed == {Part.AREA, Part.THREATS}
    assert pilot.window.session.stale
    for state in (with_hole, with_area, before):
        pilot.window.actions_["undo"].trigger()
        assert pilot.project == state
    assert not pilot.window.session.stale
    for state in (with_area, with_hole, with_zone):
        pilot.window.actions_["redo"].trigger()
        assert pilot.project == state


def test_what_is_drawn_is_shown_on_the_map_and_in_the_panel(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    site = pilot.window.session.site
    assert site is not None
    assert site.outer_m.area == pytest.approx(640_000, rel=0.03)
    assert "Holes" not in [h.name for h in site.holes]
    pilot.window.actions_["undo"].trigger()
    again = pilot.window.session.site
    assert again is not None and again.outer_m.equals(factory.outline())


def test_a_click_on_the_first_corner_closes_the_ring(pilot: Pilot) -> None:
    pilot.begin(Tool.ZONE)
    pilot.click(*INNER, INNER[0])
    assert pilot.drawing.tool is None
    assert len(pilot.project.threats.zones) == 3


def test_escape_at_any_moment_changes_nothing(pilot: Pilot) -> None:
    before = pilot.project
    for tool in Tool:
        ends = {**dict.fromkeys(POINTS, 0), **dict.fromkeys(ROUNDS, 1), Tool.RECTANGLE: 2}
        for clicks in range(ends.get(tool, 3) + 1):
            pilot.begin(tool)
            pilot.click(*INNER[:clicks])
            pilot.move((1000.0, 1300.0))
            pilot.key(Qt.Key.Key_Escape)
            assert pilot.project is before and pilot.drawing.tool is None, (tool, clicks)
            assert pilot.window.session.undo_words is None
            assert pilot.drawing.corners_placed() == 0


def test_escape_while_a_corner_is_dragged_puts_it_back(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    before = pilot.project
    pilot.press(SQUARE[2])
    pilot.move((1600.0, 1600.0))
    pilot.key(Qt.Key.Key_Escape)
    pilot.move((1700.0, 1700.0))
    pilot.release((1700.0, 1700.0))
    assert pilot.project is before and pilot.drawing.chosen == AREA


def test_a_corner_is_dragged_and_the_others_keep_their_degrees(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    old = np.array(pilot.project.area.outer.geoms[0].exterior.coords)[:-1]
    pilot.drag(SQUARE[2], (1600.0, 1560.0), (1700.0, 1620.0))
    new = np.array(pilot.project.area.outer.geoms[0].exterior.coords)[:-1]
    assert np.array_equal(new[[0, 1, 3]], old[[0, 1, 3]])
    assert np.allclose(metres(pilot.project.area.outer.geoms[0])[2], (1700, 1620), atol=6)
    assert pilot.drawing.corner == 2


def remarks(window: MainWindow) -> list[str]:
    """Return the words in the status bar."""
    assert window.workspace is not None
    return [part.text() for part in window.workspace.status.findChildren(QLabel)]


def test_a_corner_dragged_over_another_edge_is_refused_and_put_back(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    before, said = pilot.project, []
    pilot.window.session.said.connect(lambda told: told and said.append(sentence(told)))
    pilot.press(SQUARE[2])
    pilot.move((900.0, 500.0))
    sketch = pilot.drawing.sketched()
    assert sketch.refused == "the edges would cross" and sketch.crossing is not None
    pilot.release((900.0, 500.0))
    assert pilot.project is before and said == ["the edges would cross"]
    assert "the edges would cross" in remarks(pilot.window)


def test_edges_do_not_cross_while_drawing(pilot: Pilot) -> None:
    pilot.begin(Tool.ZONE)
    pilot.click((700.0, 700.0), (1500.0, 700.0), (1500.0, 1500.0), (1000.0, 500.0))
    assert pilot.drawing.corners_placed() == 3
    assert pilot.drawing.sketched().refused


def test_a_corner_is_put_in_on_an_edge_and_deleted_again(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    before = pilot.project
    pilot.drag((1500.0, 1100.0), (1600.0, 1100.0), (1800.0, 1100.0))
    assert len(metres(pilot.project.area.outer.geoms[0])) == 5
    pilot.key(Qt.Key.Key_Delete)
    assert pilot.project == before


def test_the_last_three_corners_stay(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, INNER)
    before, said = pilot.project, []
    pilot.window.session.said.connect(lambda told: told and said.append(sentence(told)))
    pilot.click(INNER[0])
    pilot.drag(INNER[1], INNER[1])
    pilot.drawing.corner = 1
    pilot.drawing.delete_corner()
    assert pilot.project is before and "at least 3 corners" in said[0]


def test_a_shape_is_moved_as_a_whole_and_deleted(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    pilot.drag((1100.0, 1100.0), (1150.0, 1150.0), (1300.0, 1200.0))
    moved = metres(pilot.project.threats.zones[2].polygon.geoms[0])
    assert np.allclose(moved, np.add(SQUARE, (200.0, 100.0)), atol=8)
    pilot.drawing.corner = None
    pilot.key(Qt.Key.Key_Delete)
    assert len(pilot.project.threats.zones) == 2 and pilot.drawing.chosen is None


def test_a_shape_is_chosen_by_a_click(pilot: Pilot) -> None:
    pilot.window.show_stage("threats")
    pilot.click((1600.0, 900.0))
    assert pilot.drawing.chosen == ZONE and pilot.card.name.text() == "Magazine"
    assert pilot.card.isVisible()
    pilot.click((300.0, 200.0))
    assert pilot.drawing.chosen is None and not pilot.card.isVisible()


def test_a_circle_and_a_corridor_and_a_line(pilot: Pilot) -> None:
    pilot.begin(Tool.CIRCLE)
    pilot.click((1100.0, 1100.0), (1300.0, 1100.0))
    circle = pilot.project.threats.zones[2]
    assert circle.radius_m == pytest.approx(200.0, abs=8)
    pilot.begin(Tool.CORRIDOR)
    pilot.card.width_.metres.setText("100")
    pilot.card.width_.metres.editingFinished.emit()
    pilot.click((700.0, 600.0))
    pilot.double_click((1300.0, 600.0))
    corridor = FRAME.project(pilot.project.threats.zones[3].polygon)
    assert corridor.area == pytest.approx(60_000, rel=0.03)
    pilot.begin(Tool.LINE)
    pilot.card.height_.metres.setText("42")
    pilot.card.height_.metres.editingFinished.emit()
    pilot.click((600.0, 1700.0))
    pilot.double_click((1700.0, 1800.0))
    line = pilot.project.threats.power_lines[1]
    assert (line.name, line.height_m, line.clearance_m) == ("Power line 2", 42.0, 20.0)
    assert len(line.line.coords) == 2


def test_heights_are_typed_with_their_datum(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    card = pilot.card
    card.ceiling.datum.setCurrentIndex(1)
    card.ceiling.metres.setText("900")
    card.ceiling.metres.editingFinished.emit()
    zone = pilot.project.threats.zones[2]
    assert zone.ceiling == Altitude(value_m=900.0, datum=Datum.EGM96)
    pilot.window.actions_["undo"].trigger()
    assert pilot.project.threats.zones[2].ceiling is None
    assert card.ceiling.metres.text() == ""


def test_a_ceiling_under_the_floor_is_refused_beside_its_field(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    before, card = pilot.project, pilot.card
    card.floor.metres.setText("100")
    card.ceiling.metres.setText("50")
    card.ceiling.metres.editingFinished.emit()
    assert pilot.project is before
    assert "the ceiling (50 m) is under the floor (100 m)" in card.wrong.text()


def test_home_is_set_by_a_click_and_told_where_it_lies_in_a_zone(pilot: Pilot) -> None:
    said: list[str] = []
    pilot.window.session.said.connect(lambda told: told and said.append(sentence(told)))
    pilot.begin(Tool.HOME)
    pilot.click((1600.0, 1240.0))
    home = pilot.project.document.home
    assert home is not None and not said
    x, y = FRAME.forward(home.lon_deg, home.lat_deg)
    assert (float(x) - factory.X0, float(y) - factory.Y0) == pytest.approx((1600, 1240), abs=6)
    pilot.draw(Tool.ZONE, [(1550.0, 1180.0), (1700.0, 1180.0), (1700.0, 1300.0), (1550.0, 1300.0)])
    assert len(said) == 1 and "home lies in Zone 3" in said[0]
    assert len(pilot.project.threats.zones) == 3, "it is told, and still allowed"


def test_a_place_is_typed_for_the_chosen_corner(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    pilot.drag(SQUARE[0], SQUARE[0])
    card = pilot.card
    lon, lat = FRAME.inverse(factory.X0 + 650.0, factory.Y0 + 640.0)
    card.place.setText(f"{lon:.7f}, {lat:.7f}")
    card.place.returnPressed.emit()
    assert np.allclose(
        metres(pilot.project.threats.zones[2].polygon.geoms[0])[0], (650, 640), atol=0.1
    )
    before = pilot.project
    card.place.setText(f"{lat - 0.001:.7f}, {lon:.7f}")
    card.place.returnPressed.emit()
    assert pilot.project is before and card.offer.isVisible()
    card.offer.click()
    assert pilot.project is not before and not card.offer.isVisible()
    card.place.setText("over there")
    card.place.returnPressed.emit()
    assert "this is not a place; type longitude, latitude (" in card.wrong.text()


def test_the_mouse_is_drawn_to_corners_and_with_alt_to_nothing(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    corner = pilot.project.threats.zones[2].polygon.geoms[0].exterior.coords[2]
    near = (1500.0 + 3 * metre_per_pixel(pilot), 1500.0)
    pilot.draw(Tool.ZONE, [near, (1900.0, 1500.0), (1900.0, 1900.0)])
    assert pilot.project.threats.zones[3].polygon.geoms[0].exterior.coords[0] == corner
    pilot.begin(Tool.ZONE)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.mouseClick(pilot.ground, LEFT, alt, pilot.pixel(near))
    assert tuple(pilot.drawing.sketched().corners[0] - (factory.X0, factory.Y0)) != (1500.0, 1500.0)
    assert pilot.drawing.corners_placed() == 1


def metre_per_pixel(pilot: Pilot) -> float:
    assert pilot.window.workspace is not None
    return pilot.window.workspace.map.canvas.metres_per_pixel()


def test_backspace_and_undo_take_one_corner_back(pilot: Pilot) -> None:
    pilot.begin(Tool.ZONE)
    pilot.click(*SQUARE)
    pilot.key(Qt.Key.Key_Backspace)
    assert pilot.drawing.corners_placed() == 3
    pilot.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pilot.drawing.corners_placed() == 2
    assert pilot.window.session.undo_words is None
    pilot.click(SQUARE[2])
    pilot.key(Qt.Key.Key_Return)
    assert len(pilot.project.threats.zones) == 3


def test_another_stage_ends_the_drawing(pilot: Pilot) -> None:
    before = pilot.project
    pilot.begin(Tool.AREA)
    pilot.click(*SQUARE)
    pilot.window.show_stage("plan")
    assert pilot.drawing.tool is None and pilot.project is before
    pilot.click((1000.0, 1000.0))
    assert pilot.project is before and pilot.drawing.chosen is None


def test_undo_while_a_corner_is_dragged_drops_the_drag(pilot: Pilot) -> None:
    before = pilot.project
    pilot.draw(Tool.AREA, SQUARE)
    pilot.press(SQUARE[2])
    pilot.move((1600.0, 1600.0))
    pilot.window.session.undo()
    assert pilot.project is before
    pilot.move((1700.0, 1700.0))
    pilot.release((1700.0, 1700.0))
    assert pilot.project is before


def test_the_window_closes_in_the_midst_of_drawing(pilot: Pilot) -> None:
    pilot.begin(Tool.CORRIDOR)
    pilot.click(*INNER)
    pilot.window.close()
    assert not pilot.window.isVisible()


def test_theme_and_language_change_in_the_midst_of_drawing(pilot: Pilot, qtbot: QtBot) -> None:
    before = pilot.project
    pilot.begin(Tool.ZONE)
    pilot.click(*INNER)
    pilot.window.toggle_theme()
    shown(pilot.window, qtbot)
    assert pilot.drawing.tool is None and pilot.project is before
    pilot.draw(Tool.ZONE, INNER)
    assert len(pilot.project.threats.zones) == 3


def test_nothing_is_drawn_while_the_project_is_written(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    pilot.draw(Tool.ZONE, SQUARE)
    before = pilot.project
    pilot.window.session.said.connect(lambda told: told and said.append(sentence(told)))
    monkeypatch.setattr(type(pilot.window.session), "locked", property(lambda _self: True))
    pilot.drag(SQUARE[2], (1600.0, 1600.0))
    pilot.drawing.begin(Tool.ZONE)
    assert pilot.project is before and pilot.drawing.tool is None
    assert said == ["wait until the work is done"] * 2


def test_work_that_begins_while_a_zone_is_drawn_does_not_lose_it(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pilot.project
    pilot.begin(Tool.ZONE)
    pilot.click(*SQUARE[:3])
    with monkeypatch.context() as patch:
        patch.setattr(type(pilot.window.session), "locked", property(lambda _self: True))
        pilot.double_click(SQUARE[3])
        assert pilot.project is before and pilot.drawing.corners_placed() == 4
    pilot.key(Qt.Key.Key_Return)
    assert len(pilot.project.threats.zones) == 3


def test_holes_outside_are_refused_and_left_out_of_another_area(pilot: Pilot) -> None:
    pilot.draw(Tool.HOLE, [(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)])
    assert pilot.drawing.tool is Tool.HOLE, "it goes on until it is drawn elsewhere"
    assert pilot.drawing.sketched().refused == "the hole would lie outside the survey area"
    pilot.key(Qt.Key.Key_Escape)
    assert [hole.name for hole in pilot.project.area.holes] == ["Tailings pond"]
    pilot.draw(Tool.AREA, [(1300.0, 1300.0), (1700.0, 1300.0), (1700.0, 1700.0)])
    assert pilot.project.area.holes == ()


def test_a_dragged_map_draws_nothing(pilot: Pilot) -> None:
    pilot.begin(Tool.AREA)
    left = pilot.window.workspace.map.canvas.shown()[0]
    pilot.drag((1000.0, 1000.0), (1100.0, 1000.0), (1300.0, 1000.0))
    assert pilot.drawing.corners_placed() == 0
    assert pilot.window.workspace.map.canvas.shown()[0] != left


def test_one_corner_is_no_area(pilot: Pilot) -> None:
    pilot.begin(Tool.AREA)
    pilot.double_click((1000.0, 1000.0))
    assert pilot.drawing.tool is Tool.AREA
    assert "at least 3 corners" in pilot.drawing.sketched().refused
