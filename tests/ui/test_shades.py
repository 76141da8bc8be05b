"""Colours that mean the same while time goes by; grades or none; figures that add up."""

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QScrollBar
from pytestqt.qtbot import QtBot
from shapely.geometry import Point

from missionplanner.model.ecology import Grade
from missionplanner.raster.files import read_window
from missionplanner.ui.ecology.hand_on import difference
from missionplanner.ui.ecology.layers import SwipedLayer, _free
from missionplanner.ui.ecology.open import open_rasters
from missionplanner.ui.ecology.reads import scale
from missionplanner.ui.ecology.result import adding_up
from missionplanner.ui.ecology.views import ZoneOutline
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.widgets.legend_box import Shading
from tests.ui import eco_factory
from tests.ui.test_rasters import raster, silent

WAIT = 30_000


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def idle(qtbot: QtBot, window: MainWindow) -> None:
    def done() -> bool:
        return not window.ecology.busy and window.ecology.errands.idle

    qtbot.waitUntil(done, timeout=WAIT)


def layer_of(window: MainWindow, key: str) -> SwipedLayer:
    rasters = workspace(window).map.scene.ecology.rasters
    return next(layer for layer in rasters if layer.key == key)


def test_a_ramp_keeps_its_scale_from_epoch_to_epoch(studied: MainWindow, qtbot: QtBot) -> None:
    heat = layer_of(studied, "heat")
    workspace(studied).map.scene.set_visible(heat, True)
    idle(qtbot, studied)
    assert heat.drawn == 2 and heat.limits == (295.0, 315.0)
    studied.ecology.pick_epochs(2, 4)
    idle(qtbot, studied)
    assert heat.drawn == 2 and heat.limits == (295.0, 315.0)


def test_the_scale_spans_all_epochs(tmp_path: Path) -> None:
    cool = raster(tmp_path / "a.tif", np.linspace(290, 300, 400, dtype=np.float32).reshape(20, 20))
    warm = raster(tmp_path / "b.tif", np.linspace(310, 330, 400, dtype=np.float32).reshape(20, 20))
    low, high = scale([cool, warm], 32650, "heat", silent())
    assert 290 <= low < 292 and 328 < high <= 330


def shades_of(window: MainWindow) -> list[str]:
    return [box.key() for box in workspace(window).layers.findChildren(Shading)]


def test_the_index_is_shown_by_grades_or_continuously(studied: MainWindow, qtbot: QtBot) -> None:
    idle(qtbot, studied)
    shading = workspace(studied).layers.findChildren(Shading)
    assert shades_of(studied) == ["grades"]
    shading[0].chosen.emit("continuous")
    index = layer_of(studied, "irsei")
    assert (
        index.continuous
        and index.legend
        and index.legend.kind == "ramp"
        and index.limits == (0.0, 1.0)
    )
    qtbot.waitUntil(lambda: shades_of(studied) == ["continuous"])  # rows are made once a turn
    bars = workspace(studied).layers.findChildren(QScrollBar)
    assert all(bar.value() == bar.minimum() for bar in bars), "the list stays where it was"
    studied.toggle_theme()
    idle(qtbot, studied)
    assert layer_of(studied, "irsei").continuous, "a change of theme keeps it"
    studied.toggle_theme()


@pytest.mark.reads
def test_the_name_of_a_map_follows_its_kind(studied: MainWindow) -> None:
    studied.actions_["export_map"].trigger()
    dialog = studied.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.filterSelected.emit("PDF (*.pdf)")
    assert [Path(name).name for name in dialog.selectedFiles()] == ["irsei.pdf"]
    dialog.reject()


@pytest.mark.reads
def test_the_chart_of_zones_names_its_epochs(studied: MainWindow) -> None:
    zones = workspace(studied).dock_of("ecology").zones
    before = zones.note.text()
    zones.turn(1)
    assert zones.note.text() == "2013 | 2025"
    zones.turn(0)
    assert zones.note.text() == before != "2013 | 2025"


def test_what_is_shown_of_a_whole_adds_up() -> None:
    shown = adding_up([0.0266, 0.0266, 0.9468])
    assert sum(shown) == pytest.approx(100.0)
    assert shown == [2.7, 2.6, 94.7]
    assert adding_up([1 / 3] * 3) == [33.4, 33.3, 33.3]
    assert adding_up([0.0, 0.0]) == [0.0, 0.0]


def test_area_by_grade_of_an_index_made_elsewhere(tmp_path: Path) -> None:
    values = np.full((10, 10), 0.5, np.float32)
    values[:2], values[2, 0], values[9] = 0.2, 1.0, np.nan
    path = raster(tmp_path / "rsei_2013.tif", values)
    view = open_rasters((("rsei", "irsei", path),), None, silent())
    index = view.found.index
    assert index is not None and not view.stale
    (epoch,) = index.epochs
    cell_m2 = index.grid.cell_m**2
    assert epoch.date == datetime.date(2013, 7, 1)
    assert epoch.valid_m2 == pytest.approx(90 * cell_m2, rel=1e-3)
    counts = {grade: round(area / cell_m2) for grade, area in epoch.grades_m2.items()}
    assert counts == {
        Grade.BAD: 0, Grade.POOR: 20, Grade.MODERATE: 69, Grade.GOOD: 0, Grade.EXCELLENT: 1,
    }  # fmt: skip
    assert epoch.mean == pytest.approx((20 * 0.2 + 69 * 0.5 + 1.0) / 90)
    assert sum(epoch.histogram) == 90


def test_a_difference_is_written_later_less_earlier(tmp_path: Path) -> None:
    before = raster(tmp_path / "a.tif", np.full((4, 4), 0.2, np.float32))
    after = raster(tmp_path / "b.tif", np.full((4, 4), 0.7, np.float32))
    days = (datetime.date(2013, 7, 1), datetime.date(2016, 7, 1))
    (out,) = difference(None, days, (before, after), tmp_path / "d.tif", "en", silent())
    assert read_window(out, 0, 0, 4, 4) == pytest.approx(np.full((4, 4), 0.5))
    (sheet,) = difference(None, days, (before, after), tmp_path / "d.png", "zh", silent())
    assert sheet.read_bytes()[:4] == b"\x89PNG"


def test_a_pit_in_its_buffer_keeps_a_name_of_its_own() -> None:
    pit = ZoneOutline("pit", Point(0, 0).buffer(10))
    buffer = ZoneOutline("buffer", Point(0, 0).buffer(20))
    place = _free(buffer, [buffer, pit]).representative_point()
    assert buffer.polygon_m.covers(place) and not pit.polygon_m.covers(place)
    assert _free(pit, [buffer, pit]).equals(pit.polygon_m)


def test_a_new_study_tells_of_sensors_that_differ(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.actions_["new_study"].trigger()
    dialog = window.studies.dialog
    assert dialog is not None and dialog.go.toolTip()
    dialog.add_files([tmp_path])
    idle(qtbot, window)
    assert "differ" not in dialog._state.text() and not dialog.go.toolTip()
    scene = eco_factory.scenes()[0]
    assert scene.epoch is not None
    day = datetime.date(2024, 6, 1)
    other = replace(scene, epoch=replace(scene.epoch, date=day, sensor="Sentinel-2 MSI"))
    dialog.scenes.show_scenes([scene, other])
    assert "sensors differ" in dialog._state.text()
    dialog.reject()
