"""What the map offers beside the plan: tape, menu, grid, units, backgrounds, pictures."""

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from rasterio.transform import from_origin

from missionplanner.geo.frames import SiteFrame
from missionplanner.settings import load_settings
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.dialogs.settings import SettingsDialog
from missionplanner.ui.map.backdrops import GROUP as BACKDROPS
from missionplanner.ui.map.shapes import pen
from missionplanner.ui.map.tools.tape import Tape
from missionplanner.ui.plan.dock import Dock
from missionplanner.ui.plan.take_dialog import TakeDialog
from missionplanner.ui.shell import overlay as overlay_module
from missionplanner.ui.shell.layer_panel import LayerRow
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.map_sheet import picture_of
from missionplanner.ui.shell.overlay import degree_lines, metre_lines
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.widgets.measures import LengthUnit, Measures, SpeedUnit
from tests.ui import factory
from tests.ui.conftest import drag, drawn

X, Y = factory.X0 + 1200.0, factory.Y0 + 1200.0


def space_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def tape_of(window: MainWindow) -> Tape:
    tape = space_of(window).map.tape
    assert tape is not None
    return tape


@pytest.mark.reads
def test_the_tape_tells_length_bearing_height_and_area(planned: MainWindow, qtbot: QtBot) -> None:
    space, tape = space_of(planned), tape_of(planned)
    before = space.map.canvas.hand
    planned.actions_["measure"].trigger()
    assert tape.working and space.map.canvas.hand is tape
    for x, y in ((X, Y), (X + 300, Y), (X + 300, Y + 400)):
        assert tape.click(x, y, free=False)
    length, leg, area = tape.lines()
    metres = float(length.split()[0])
    assert metres == pytest.approx(700.0, rel=1e-3), "on the ellipsoid, not on the grid"
    assert metres != 700.0
    climb = float(space.map._height_at(X + 300, Y + 400) - space.map._height_at(X, Y))
    assert f"{abs(climb):.1f} m" in leg and "° true" in leg
    assert area == "encloses 6.00 ha"
    qtbot.keyClick(space.map.canvas, Qt.Key.Key_Backspace)
    assert tape.lines()[2] == ""
    qtbot.keyClick(space.map.canvas, Qt.Key.Key_Escape)
    assert not tape.working and space.map.canvas.hand is before


@pytest.mark.reads
def test_a_bow_tie_has_no_area(planned: MainWindow) -> None:
    tape = tape_of(planned)
    tape.begin((X, Y))
    for x, y in ((X + 100, Y + 100), (X + 100, Y), (X, Y + 100)):
        tape.click(x, y, free=False)
    assert tape.lines()[2] == "crosses itself"
    tape.end()


@pytest.mark.reads
def test_a_right_click_tells_what_is_there(planned: MainWindow) -> None:
    menu = space_of(planned).map.menu
    assert menu is not None
    told = menu.told(factory.X0 + 1600, factory.Y0 + 900)
    assert "° E" in told[0] and told[1].startswith("Ground ") and "slope" in told[1]
    assert any(words.startswith("Zone ") for words in told)
    assert "no terrain here" in menu.told(factory.X0 - 9000, factory.Y0)
    shown = menu.menu_of(QPointF(X, Y))
    copies = next(a.menu() for a in shown.actions() if a.menu() is not None)
    copies.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text().startswith("49S"), "the last is MGRS"
    shown.deleteLater()


def test_units_and_coordinates_are_a_setting(planned: MainWindow, qtbot: QtBot) -> None:
    planned.actions_["settings"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, SettingsDialog)
    for box, key in ((dialog.form, "utm"), (dialog.length, "ft"), (dialog.speed, "kn")):
        box.setCurrentIndex(box.findData(key))
    dialog.grid.setCurrentIndex(2)
    dialog.go.click()
    assert planned.focusWidget() is planned.centralWidget(), (
        "no button gets it with the dialog gone"
    )
    drawn(planned, qtbot)
    space = space_of(planned)
    space.status.show_place(X, Y)
    assert space.status._place.text().startswith("49N 587900.00")
    height = float(space.map._height_at(X, Y)) / 0.3048
    assert space.status._ground.text() == f"Ground {height:,.0f} ft EGM96"
    assert planned.session.memory.grid == "degrees"
    assert planned.session.memory.measures["speed"] == "kn"


def test_names_on_the_brief_are_a_setting(
    planned: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    planned.actions_["settings"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, SettingsDialog)
    dialog.names.fields["pilot"].setText("Li Wei")
    dialog.names.fields["registration"].setText("UAS 12")
    text = tmp_path / "logo.png"
    text.write_bytes(b"no picture")
    dialog.names.logo.line.setText(str(text))
    dialog.go.click()
    assert dialog.isVisible() and "no PNG or JPEG" in dialog.names.wrong.text()
    assert load_settings().paper.pilot == ""
    QImage(8, 4, QImage.Format.Format_RGB32).save(str(text), "PNG")
    dialog.go.click()
    kept = load_settings().paper
    assert (kept.pilot, kept.registration, kept.logo) == ("Li Wei", "UAS 12", str(text.resolve()))
    again = SettingsDialog(planned.session.memory)
    assert again.names.fields["pilot"].text() == "Li Wei"
    again.deleteLater()


def test_measures_are_those_of_their_definitions() -> None:
    feet = Measures(length=LengthUnit.FEET, speed=SpeedUnit.KNOTS)
    assert feet.height_words(0.3048 * 400) == "400 ft"
    assert feet.length_words(1852.0) == "1.00 NM"
    assert feet.area_words(4046.8564224 * 3) == "3.0 ac"
    assert feet.speed_words(0.0, 1852 / 3600 * 20) == "0.0–20.0"
    assert Measures().area_words(2_250_000) == "2.25 km²"


def test_the_grid_has_round_numbers_and_the_graticule_bends() -> None:
    frame = SiteFrame(32649)
    view, px_m = (factory.X0, factory.Y0, 2400.0, 1500.0), 2.0
    upright = [line for line in metre_lines(view, px_m, frame) if line[2]]
    xs = [points[0][0] for points, _, _ in upright]
    assert xs and all(x % 500 == 0 for x in xs)
    lines = list(degree_lines(view, px_m, frame))
    points, words, _ = next(line for line in lines if not line[2])
    lat = [float(frame.inverse(x, y)[1]) for x, y in points]
    assert (np.ptp(lat) < 1e-9 and math.isclose(lat[0] * 3600 % 5, 0.0, abs_tol=1e-5)) or words
    assert len({y for _, y in points}) > 1, "a parallel is no straight line of the grid"


def orthophoto(path: Path) -> Path:
    values = np.zeros((3, 240, 240), dtype=np.uint8)
    values[0] = 230
    with rasterio.open(
        path, "w", driver="GTiff", width=240, height=240, count=3, dtype="uint8",
        crs="EPSG:32649", transform=from_origin(factory.X0, factory.Y0 + 2400, 10, 10),
    ) as out:  # fmt: skip
        out.write(values)
    return path


def test_backgrounds_lie_under_the_map_and_are_remembered(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = orthophoto(tmp_path / "ortho.tif")
    shapes = tmp_path / "roads.geojson"
    shapes.write_text('{"type": "LineString", "coordinates": [[111.99, 37.80], [112.0, 37.81]]}')
    for path in (photo, shapes):
        planned.views.take_backdrop(path)
    space = space_of(planned)
    backdrops = space.map.backdrops
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.path for layer in backdrops.layers] == [photo, shapes]
    image = space.map.grab().toImage()
    pixel = space.map.canvas.pixel_of(X, Y + 40).toPoint()
    assert image.pixelColor(pixel).red() > image.pixelColor(pixel).blue() + 60, "the photo is red"
    backdrops.move(backdrops.layers[0], 1)
    assert [layer.path for layer in backdrops.layers] == [shapes, photo]
    planned.toggle_theme()
    drawn(planned, qtbot)
    backdrops = space_of(planned).map.backdrops
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.path for layer in backdrops.layers] == [shapes, photo]
    backdrops.remove(backdrops.layers[1])
    assert [path.name for path in planned.session.memory.backdrops(
        str(planned.session.site.folder)  # type: ignore[union-attr]
    )] == ["roads.geojson"]  # fmt: skip


def test_a_row_is_dragged_to_another_place(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a.tif", "b.tif"):
        planned.views.take_backdrop(orthophoto(tmp_path / name))
    space = space_of(planned)
    qtbot.waitUntil(lambda: space.map.backdrops.idle)
    rows = backdrop_rows(space)
    assert [row.layer.path.name for row in rows] == ["b.tif", "a.tif"]
    drag(rows[0], rows[1])
    assert [layer.path.name for layer in space.map.backdrops.layers] == ["b.tif", "a.tif"]


def backdrop_rows(space: Workspace) -> list[LayerRow]:
    rows = space.layers.findChildren(LayerRow)
    return [row for row in rows if row.isVisible() and row.layer.group == BACKDROPS]


def test_a_file_that_is_no_background_is_told(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.tif"
    empty.write_bytes(b"")
    planned.views.take_backdrop(empty)
    qtbot.waitUntil(lambda: isinstance(planned.dialog, FailureBox))
    assert isinstance(planned.dialog, FailureBox)
    assert "the file is empty" in planned.dialog.text()
    planned.dialog.accept()
    backdrops = space_of(planned).map.backdrops
    assert backdrops.layers == [], "what was refused is not kept"
    orthophoto(empty)
    planned.views.take_backdrop(empty)
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.note for layer in backdrops.layers] == [""]


def test_a_background_that_has_gone_says_so_and_is_tried_again(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = orthophoto(tmp_path / "ortho.tif")
    place = str(planned.session.site.folder)  # type: ignore[union-attr]
    planned.session.memory.keep_backdrops(place, [photo])
    photo.rename(tmp_path / "elsewhere.tif")
    planned.views.set_up.emit()
    drawn(planned, qtbot)
    space = space_of(planned)
    backdrops = space.map.backdrops
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.note for layer in backdrops.layers] == ["cannot be read"]
    assert planned.dialog is None, "no box with every opening"
    space.map.canvas.zoom(8.0)  # another view, which would be read
    qtbot.waitUntil(lambda: backdrops.idle)
    (tmp_path / "elsewhere.tif").rename(photo)
    planned.views.take_backdrop(photo)
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.note for layer in backdrops.layers] == [""]


def test_shapes_of_another_place_say_so(planned: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    far = tmp_path / "far.geojson"
    far.write_text('{"type": "LineString", "coordinates": [[110.0, 37.80], [110.1, 37.81]]}')
    planned.views.take_backdrop(far)
    space = space_of(planned)
    (layer,) = space.map.backdrops.layers
    with qtbot.waitSignal(planned.session.said) as said:
        pass
    assert layer.note == "not here" and said.args == ["far.geojson: not here"]
    x, y = SiteFrame(32649).forward(110.05, 37.805)
    space.map.show_rect(float(x) - 4000, float(y) - 4000, 8000.0, 8000.0)
    assert layer.note == "", "the map was moved to it"


def test_tiles_dropped_on_a_map_lie_under_it(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "pit.mbtiles"
    rasterio.shutil.copy(orthophoto(tmp_path / "ortho.tif"), path, driver="MBTiles")
    planned.take_files([path])
    backdrops = space_of(planned).map.backdrops
    qtbot.waitUntil(lambda: backdrops.idle)
    assert [layer.path for layer in backdrops.layers] == [path]
    photo = tmp_path / "ortho.tif"
    planned.take_files([photo])
    dialog = planned.dialog
    assert isinstance(dialog, TakeDialog)
    box = dialog.kinds[photo]
    box.setCurrentIndex(box.findData("backdrop"))
    dialog.go.click()
    assert [layer.path for layer in backdrops.layers] == [path, photo]
    assert not planned.session.unsaved, "it is no part of the project"


@pytest.mark.reads
def test_the_view_is_saved_as_a_picture_and_as_pdf(planned: MainWindow, tmp_path: Path) -> None:
    planned.views.write_view(tmp_path / "map.png")
    image = QImage(str(tmp_path / "map.png"))
    assert image.size() == space_of(planned).map.size()
    planned.views.write_view(tmp_path / "map.pdf")
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    planned.views.write_view(tmp_path / "no folder" / "map.png")
    assert isinstance(planned.dialog, FailureBox)
    planned.dialog.accept()
    planned.views.write_view(tmp_path / "map.tif")
    assert isinstance(planned.dialog, FailureBox) and ".png" in planned.dialog.text()
    assert not (tmp_path / "map.tif").exists(), "a name does not lie about what is in a file"
    planned.dialog.accept()


@pytest.mark.reads
def test_what_is_clicked_is_on_no_picture_of_the_map(planned: MainWindow) -> None:
    space = space_of(planned)
    seen = space.map.grab().toImage()
    zoom = space.map.controls()[0]
    corner = zoom.geometry().center()
    bare = picture_of(space.map).toImage()
    assert bare.size() == seen.size() and not zoom.isHidden()
    zoom.hide()
    assert bare.pixelColor(corner) == space.map.grab().toImage().pixelColor(corner)
    zoom.show()
    planned.actions_["copy_view"].trigger()
    assert QGuiApplication.clipboard().image().size() == bare.size()


@pytest.mark.reads
def test_the_view_can_be_printed(planned: MainWindow, tmp_path: Path) -> None:
    planned.actions_["print_view"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    out = tmp_path / "paper.pdf"
    dialog.printer().setOutputFileName(str(out))
    dialog.accepted[QPrinter].emit(dialog.printer())
    assert out.read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_figures_of_all_stages_follow_the_settings(planned: MainWindow, qtbot: QtBot) -> None:
    session = planned.session
    session.memory.keep(measures={"form": "utm", "length": "ft", "speed": "kn"})
    planned.views.set_up.emit()
    drawn(planned, qtbot)
    space = space_of(planned)
    told = {}
    for key in ("site", "weather", "plan", "check"):
        space.show_stage(key)
        words = [label.text() for label in space.panels[key].findChildren(QLabel)]
        told[key] = [one for one in words if one]
    for key, wanted, gone in (
        ("site", ("ac", "ft", "49N"), ("km²", "m", "° E")),
        ("weather", (" kn · Bft", "328 ft"), ()),
        ("plan", (" ac",), ("km²",)),
        ("check", ("ft", "ft AGL"), ("m", "m AGL")),
    ):
        assert all(any(part in one for one in told[key]) for part in wanted), told[key]
        assert not any(one == part or (" " in part and part in one) for one in told[key]
                       for part in gone), told[key]  # fmt: skip
    box = space.map.scene.relief.legend_box()
    assert [one.text() for one in box.findChildren(QLabel) if one.text().endswith(" ft")]
    box.deleteLater()


def test_no_number_of_the_grid_lies_on_the_scale_bar(planned: MainWindow) -> None:
    overlay = space_of(planned).map._overlay
    overlay.grid, written = "lines", []
    left, bottom, width, height = space_of(planned).map.canvas.shown()
    low = bottom + 12 * overlay._px_m()
    lines = [([(left, y), (left + width, y)], f"{y}", False) for y in (low, bottom + height / 2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay_module, "metre_lines", lambda *_: lines)
        patch.setattr(overlay_module, "_words", lambda *given: written.append(given[2]))
        overlay.grab()
    assert f"{bottom + height / 2}" in written and f"{low}" not in written
    assert len(written) == 2, "the length of the bar stands alone there"


def test_a_plans_figures_follow_the_settings(planned: MainWindow, qtbot: QtBot) -> None:
    session = planned.session
    session.memory.keep(measures={"form": "degrees", "length": "ft", "speed": "kn"})
    planned.views.set_up.emit()
    drawn(planned, qtbot)
    space, judged = space_of(planned), session.verification_shown
    assert judged is not None
    dock = space.docks.currentWidget().findChild(Dock) or space.findChild(Dock)
    assert dock is not None
    cells = [dock.table.item(0, place).text() for place in range(6)]
    first = judged.sorties[0]
    assert cells[1] == f"{first.length_m / 1852:.1f} NM"
    assert cells[2] == f"{round(first.climb_m / 0.3048):,} ft"
    assert " ft above ground" in dock._note._whole
    panel = space.panels["plan"]
    space.show_stage("plan")
    told = [part.text() for part in panel.findChildren(QLabel)]
    assert "NM" in told and "ft" in told
    space.map.plan.click(*place_on_route(planned))
    rows = [part.text() for part in space.map.plan.card.findChildren(QLabel)]
    assert any(words.endswith(" kn") for words in rows)
    assert any(" ft EGM96" in words for words in rows)


def place_on_route(window: MainWindow) -> tuple[float, float]:
    course = window.session.course
    assert course is not None
    at = int(course.passed[2])
    return float(course.x_m[at]), float(course.y_m[at])


def test_lines_are_as_wide_on_a_scaled_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pen("#000000", 2.0).widthF() == 2.0
    screen = SimpleNamespace(devicePixelRatio=lambda: 2.0)
    monkeypatch.setattr(QGuiApplication, "primaryScreen", lambda: screen)
    assert pen("#000000", 2.0).widthF() == 4.0, "pixels of the screen, half as large"
