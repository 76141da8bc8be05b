"""Places that are marked, shapes turned, scaled, grown, cut and joined, lengths that are typed."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from missionplanner.geo.coordinates import CoordinateForm
from missionplanner.project.changes import Part
from missionplanner.project.outlines import Drawn, ShapeKey
from missionplanner.ui.map.tools.handles import TURN_STEM_PX
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.edit_effects import effects
from missionplanner.ui.plan.shapes_dock import ShapesDock
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory
from tests.ui.conftest import drawn as shown
from tests.ui.test_drawing_tools import (
    FRAME,
    SQUARE,
    Pilot,
    metre_per_pixel,
    metres,
    opened,
)


@pytest.fixture
def pilot(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Pilot:
    window.session.show_opened(opened(tmp_path / "small.mplan"))
    shown(window, qtbot)
    return Pilot(window, qtbot)


def local(place) -> tuple[float, float]:
    x, y = FRAME.forward(place.lon_deg, place.lat_deg)
    return float(x) - factory.X0, float(y) - factory.Y0


def enter(field, words: str) -> None:
    field.setText(words)
    field.returnPressed.emit()


@pytest.mark.parametrize(
    ("tool", "field", "name"),
    [
        (Tool.STATION, "stations", "Station 1"),
        (Tool.CONTROL_POINT, "control_points", "CP 1"),
    ],
)
def test_a_place_is_marked_named_moved_and_deleted(
    pilot: Pilot, tool: Tool, field: str, name: str
) -> None:
    before = pilot.project
    pilot.begin(tool)
    pilot.click((1800.0, 1800.0))
    made = getattr(pilot.project.document, field)
    assert [place.name for place in made] == [name]
    assert local(made[0]) == pytest.approx((1800, 1800), abs=8)
    assert not pilot.window.session.stale, "a plan stands on none of them"
    pilot.card.name.setText("North gate")
    pilot.card.name.editingFinished.emit()
    pilot.drag(local(made[0]), (1850.0, 1900.0), (1900.0, 2000.0))
    moved = getattr(pilot.project.document, field)[0]
    assert moved.name == "North gate" and local(moved) == pytest.approx((1900, 2000), abs=8)
    pilot.key(Qt.Key.Key_Delete)
    assert not getattr(pilot.project.document, field)
    for _ in range(4):
        pilot.window.actions_["undo"].trigger()
    assert pilot.project == before


def test_a_launch_site_is_asked_of_the_plan(pilot: Pilot) -> None:
    pilot.begin(Tool.LAUNCH_SITE)
    pilot.click((1800.0, 1800.0))
    sites = pilot.project.document.intent.launch_sites
    assert len(sites) == 1 and local(sites[0]) == pytest.approx((1800, 1800), abs=8)
    assert pilot.window.session.changed == {Part.INTENT}
    pilot.drag(local(sites[0]), (1850.0, 1900.0), (1900.0, 2000.0))
    moved = pilot.project.document.intent.launch_sites
    assert local(moved[0]) == pytest.approx((1900, 2000), abs=8)
    pilot.key(Qt.Key.Key_Delete)
    assert not pilot.project.document.intent.launch_sites


def test_marks_are_layers_of_the_map(pilot: Pilot) -> None:
    assert pilot.window.workspace is not None
    layers = {layer.key: layer for layer in pilot.window.workspace.map.scene.layers()}
    assert layers["control_points"].empty
    pilot.begin(Tool.CONTROL_POINT)
    pilot.click((1800.0, 1800.0))
    assert not layers["control_points"].empty
    pilot.window.actions_["undo"].trigger()
    assert layers["control_points"].empty


def test_home_is_dragged_and_left_to_the_planner(pilot: Pilot) -> None:
    pilot.window.show_stage("site")
    home = pilot.project.document.home
    assert home is not None
    pilot.click(local(home))
    assert pilot.drawing.chosen == ShapeKey(Drawn.HOME)
    pilot.drag(local(home), (300.0, 1100.0), (260.0, 1200.0))
    moved = pilot.project.document.home
    assert moved is not None and local(moved) == pytest.approx((260, 1200), abs=8)
    pilot.key(Qt.Key.Key_Delete)
    assert pilot.project.document.home is None


def test_an_area_from_a_rectangle_a_circle_and_along_a_line(pilot: Pilot) -> None:
    pilot.begin(Tool.RECTANGLE)
    pilot.click((700.0, 700.0), (1500.0, 900.0), (1500.0, 1500.0))
    ring = metres(pilot.project.area.outer.geoms[0])
    sides = np.roll(ring, -1, axis=0) - ring
    assert len(ring) == 4
    assert np.abs(np.sum(sides * np.roll(sides, -1, axis=0), axis=1)).max() < 1.0
    pilot.begin(Tool.ROUND)
    pilot.click((1100.0, 1100.0), (1400.0, 1100.0))
    assert FRAME.project(pilot.project.area.outer).area == pytest.approx(np.pi * 9e4, rel=0.05)
    pilot.begin(Tool.BAND)
    pilot.card.width_.metres.setText("100")
    pilot.card.width_.metres.editingFinished.emit()
    pilot.click((700.0, 600.0))
    pilot.double_click((1300.0, 600.0))
    assert FRAME.project(pilot.project.area.outer).area == pytest.approx(60_000, rel=0.03)
    assert pilot.window.session.changed == {Part.AREA}


def test_a_shape_is_turned_by_its_handle(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    out = TURN_STEM_PX * metre_per_pixel(pilot)
    handle = (1100.0, 1100.0 + out)
    pilot.drag(handle, (1100.0 + 0.7 * out, 1100.0 + 0.7 * out), (1100.0 + 9 * out, 1100.0))
    turned = metres(pilot.project.threats.zones[2].polygon.geoms[0])
    assert np.allclose(turned, np.roll(SQUARE, 1, axis=0), atol=25)


def test_a_shape_is_turned_scaled_and_grown_by_numbers(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    whole = pilot.card.whole
    for place, words, area in ((1, "50", 160_000.0), (2, "10", 420.0**2)):
        whole.fill()
        whole.menu.actions()[place].trigger()
        enter(whole.number, words)
        made = FRAME.project(pilot.project.threats.zones[2].polygon)
        assert made.area == pytest.approx(area, rel=0.03)
    before = pilot.project
    whole.fill()
    whole.menu.actions()[2].trigger()
    enter(whole.number, "-500")
    assert pilot.project is before and "holds no ground" in whole.wrong.text()
    enter(whole.number, "wide")
    assert pilot.project is before and whole.wrong.text() == "Type a number"


def test_a_zone_is_cut_out_of_the_area_and_another_joined(pilot: Pilot) -> None:
    pilot.draw(Tool.AREA, SQUARE)
    others = {name: key for key, name in pilot.drawing.others()}
    assert {"Magazine", "Crane"} <= set(others)
    before = FRAME.project(pilot.project.area.outer).area
    pilot.draw(Tool.ZONE, [(1400.0, 1400.0), (1900.0, 1400.0), (1900.0, 1900.0), (1400.0, 1900.0)])
    zone = pilot.drawing.chosen
    assert zone is not None
    pilot.window.show_stage("site")
    pilot.click((800.0, 1450.0))
    assert pilot.drawing.chosen == ShapeKey(Drawn.AREA)
    assert not pilot.drawing.cut(zone)
    cut = FRAME.project(pilot.project.area.outer).area
    assert cut == pytest.approx(before - 100.0**2, rel=0.02)
    assert not pilot.drawing.join(zone)
    joined = FRAME.project(pilot.project.area.outer).area
    assert joined == pytest.approx(before + 500.0**2 - 100.0**2, rel=0.02)


def test_an_edge_gets_a_length_and_a_line_goes_on_by_length_and_bearing(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    pilot.drag(SQUARE[1], SQUARE[1])
    places = pilot.card.places
    enter(places.edges[-1].metres, "500")
    ring = metres(pilot.project.threats.zones[2].polygon.geoms[0])
    assert np.hypot(*(ring[1] - ring[0])) == pytest.approx(500, abs=0.01)
    pilot.begin(Tool.LINE)
    pilot.click((600.0, 1700.0))
    places = pilot.card.places
    enter(places.ahead, "250, 90")
    enter(places.ahead, "over there")
    assert "no length with a bearing" in pilot.card.wrong.text()
    enter(places.ahead, "100 m 0°")
    pilot.drawing.keep()
    line = np.array(FRAME.project(pilot.project.threats.power_lines[1].line).coords)
    steps = np.diff(line, axis=0)
    assert np.allclose(steps, [(250, 0), (0, 100)], atol=0.01)


@pytest.mark.parametrize("form", list(CoordinateForm))
def test_a_place_is_written_and_typed_in_every_form(pilot: Pilot, form: CoordinateForm) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    pilot.drag(SQUARE[0], SQUARE[0])
    places = pilot.card.places
    places.form.setCurrentIndex(places.form.findData(form))
    places.form.activated.emit(places.form.currentIndex())
    hint = pilot.drawing.read(places.place.placeholderText())
    assert pilot.window.session.site is not None
    assert hint.lat_deg == pytest.approx(pilot.window.session.site.home.lat_deg, abs=1e-4)
    words = pilot.drawing.corner_words()
    assert places.place.text() == words
    before = metres(pilot.project.threats.zones[2].polygon.geoms[0])[0]
    enter(places.place, "112.0, 37.8")
    enter(places.place, words)
    after = metres(pilot.project.threats.zones[2].polygon.geoms[0])[0]
    assert np.allclose(before, after, atol=1.5 if form is CoordinateForm.MGRS else 0.02)


def test_the_mouse_is_drawn_to_a_right_angle(pilot: Pilot) -> None:
    pilot.begin(Tool.ZONE)
    pilot.click((150.0, 200.0), (380.0, 200.0))
    near = (380.0 + 4 * metre_per_pixel(pilot), 420.0)
    pilot.move(near)
    ahead = pilot.drawing.sketched().ahead
    assert ahead is not None
    placed = pilot.drawing.sketched().corners
    assert np.dot(placed[1] - placed[0], np.subtract(ahead, placed[1])) == pytest.approx(0, abs=1)


def test_nonsense_from_the_clipboard_changes_nothing(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    pilot.drag(SQUARE[0], SQUARE[0])
    before, places = pilot.project, pilot.card.places
    for words in ("", "\x00\x07", "=1+1", "<b>3</b>", "9" * 5000, "1e400, 1e400", "🚁, 🚁"):
        enter(places.place, words)
        enter(places.edges[1].metres, words)
        enter(pilot.card.whole.number, words)
        assert pilot.project is before
        assert pilot.card.wrong.text()


def test_the_direction_of_the_strips_is_turned_on_the_map(pilot: Pilot) -> None:
    pilot.window.show_stage("plan")
    handle = pilot.drawing.direction
    at, centre = handle._at(), handle._centre()
    assert at is not None and centre is not None
    here = (at[0] - factory.X0, at[1] - factory.Y0)
    middle = (centre[0] - factory.X0, centre[1] - factory.Y0)
    east = (middle[0] + 400.0, middle[1])
    pilot.press(here)
    pilot.move(east)
    assert handle.held and pilot.project.document.intent.direction_deg is None
    pilot.key(Qt.Key.Key_Escape)
    pilot.release(east)
    assert pilot.project.document.intent.direction_deg is None
    pilot.drag(here, east)
    assert pilot.project.document.intent.direction_deg == pytest.approx(90, abs=1)
    assert pilot.window.session.changed == {Part.INTENT}
    pilot.window.actions_["undo"].trigger()
    assert pilot.project.document.intent.direction_deg is None
    pilot.window.show_stage("check")
    assert handle.empty and not handle.take(at)


def dock_of(pilot: Pilot) -> ShapesDock:
    assert pilot.window.workspace is not None
    made = pilot.window.workspace.docks.currentWidget()
    assert isinstance(made, ShapesDock)
    return made


def test_the_table_lists_shapes_then_corners_and_takes_what_is_typed(pilot: Pilot) -> None:
    pilot.window.show_stage("threats")
    table = dock_of(pilot).table
    assert [table.text(n, 1) for n in range(table.rowCount())] == ["Magazine", "Crane", "110 kV"]
    pilot.draw(Tool.ZONE, SQUARE)
    assert table.rowCount() == 4 and table.text(0, 3) == "90°"
    assert table.text(0, 2).startswith(("79", "80"))
    lon, lat = FRAME.inverse(factory.X0 + 650.0, factory.Y0 + 640.0)
    table.item(0, 1).setText(f"{lon:.7f}, {lat:.7f}")
    ring = metres(pilot.project.threats.zones[2].polygon.geoms[0])
    assert np.allclose(ring[0], (650, 640), atol=0.1)
    before = pilot.project
    table.item(2, 1).setText("over there")
    assert pilot.project is before and dock_of(pilot).wrong.text() == "this is not a place"
    assert table.text(2, 1) != "over there"


def test_corners_are_pasted_and_nonsense_is_not(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, SQUARE)
    dock, before = dock_of(pilot), pilot.project
    clipboard = QGuiApplication.clipboard()
    for words in ("", "nonsense", "=1+1\t2", "\x00" * 9, "112,37.8\n112.01,37.8", "🚁\n" * 50):
        clipboard.setText(words)
        dock.paste.click()
        assert pilot.project is before and dock.wrong.text()
    lon, lat = FRAME.inverse(
        np.add(factory.X0, [600, 800, 800]), np.add(factory.Y0, [300, 300, 500])
    )
    rows = [f"C{n}\t{x:.7f}\t{y:.7f}" for n, (x, y) in enumerate(zip(lon, lat, strict=True))]
    clipboard.setText("\n".join(["Name\tLon\tLat", *rows]))
    dock.paste.click()
    ring = metres(pilot.project.threats.zones[2].polygon.geoms[0])
    assert np.allclose(ring, [(600, 300), (800, 300), (800, 500)], atol=0.1)
    pilot.window.actions_["undo"].trigger()
    assert pilot.project == before


def test_what_edits_do_is_told(pilot: Pilot) -> None:
    pilot.draw(Tool.ZONE, [(900.0, 500.0), (1300.0, 500.0), (1300.0, 900.0), (900.0, 900.0)])
    told = effects(pilot.window.session)
    assert any("through Zone 3" in words for words in told)
    pilot.draw(Tool.AREA, SQUARE)
    told = effects(pilot.window.session)
    assert told[0].startswith("Survey area ") and any("beyond the area" in words for words in told)
    for _ in range(2):
        pilot.window.actions_["undo"].trigger()
    assert effects(pilot.window.session) == []


def test_the_window_closes_while_something_is_drawn_or_dragged(pilot: Pilot) -> None:
    pilot.begin(Tool.AREA)
    pilot.click(*SQUARE[:2])
    pilot.window.close()
    assert not pilot.window.isVisible()
    assert pilot.window.session.undo_words is None, "what was not ended has changed nothing"


def test_a_project_is_closed_while_a_corner_is_dragged(pilot: Pilot) -> None:
    pilot.window.show_stage("threats")
    pilot.click((1600.0, 900.0))
    pilot.press((1500.0, 800.0))
    pilot.move((1450.0, 700.0))
    pilot.window.session.shut()
    assert pilot.window.workspace is None and pilot.window.session.project is None
