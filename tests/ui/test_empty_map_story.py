"""From an empty map to a saved project, with all rooms behind the window: no file but the DEM."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pytestqt.qtbot import QtBot
from rasterio.transform import from_origin
from shapely.geometry import box, mapping

from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.results import load_result
from missionplanner.project.store import load
from missionplanner.ui.dialogs.message import GoneBox
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui.conftest import drawn

FRAME = SiteFrame(32649)
X0, Y0, CELLS, CELL_M = 586_700.0, 4_182_700.0, 160, 10.0
SLOW_MS = 240_000


@pytest.fixture
def dem(tmp_path: Path) -> Path:
    """A gentle slope, 1.6 km wide."""
    path = tmp_path / "dem.tif"
    heights = np.tile(np.linspace(600, 640, CELLS, dtype="float32"), (CELLS, 1))
    profile = {"driver": "GTiff", "dtype": "float32", "count": 1, "crs": f"EPSG:{FRAME.epsg}"}
    place = from_origin(X0, Y0 + CELLS * CELL_M, CELL_M, CELL_M)
    with rasterio.open(path, "w", width=CELLS, height=CELLS, transform=place, **profile) as file:
        file.write(heights, 1)
    return path


def draw(window: MainWindow, tool: Tool, *places: tuple[float, float]) -> None:
    assert window.workspace is not None
    drawing = window.workspace.drawing
    if drawing.tool is not tool:
        window.draw(tool)
    for x, y in places:
        drawing.click(X0 + x, Y0 + y, True)
    if tool is not Tool.LAUNCH_SITE:
        drawing.keep()
    assert drawing.tool is None


def begun(window: MainWindow, qtbot: QtBot, dem: Path, folder: Path) -> None:
    request = {"area": None, "dem": (dem,), "vertical_datum": "egm96", "sensors": ("p1-35",)}
    window.session.create(folder, {**request, "aircraft": "m300-rtk", "title": "Pit"})
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=SLOW_MS)
    drawn(window, qtbot)  # how near is near enough to close a ring goes by the map's scale
    square = ((500.0, 500.0), (900.0, 500.0), (900.0, 900.0), (500.0, 900.0))
    draw(window, Tool.AREA, *square)


def looked(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.looks.working, timeout=SLOW_MS)
    assert window.session.looks.refused is None


def rested(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=SLOW_MS)


def test_a_project_is_drawn_changed_saved_and_found_again(
    real_window: MainWindow, qtbot: QtBot, dem: Path, tmp_path: Path
) -> None:
    window, folder = real_window, tmp_path / "pit.mplan"
    session = window.session
    begun(window, qtbot, dem, folder)
    draw(window, Tool.HOLE, (600.0, 600.0), (700.0, 600.0), (700.0, 700.0))
    draw(window, Tool.LAUNCH_SITE, (450.0, 450.0))
    looked(window, qtbot)
    assert session.site is not None
    assert session.site.wanted_m2 == pytest.approx(160_000 - 5_000, rel=0.01)
    assert np.nanmax(session.site.threat) >= 0
    zones = tmp_path / "notam-zones.geojson"
    zone = FRAME.unproject(box(X0 + 800, Y0 + 800, X0 + 1000, Y0 + 1000))
    feature = {"type": "Feature", "properties": {"name": "Blast"}, "geometry": mapping(zone)}
    zones.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    window.take_files([zones])
    rested(window, qtbot)
    looked(window, qtbot)
    assert session.site.wanted_m2 == pytest.approx(155_000 - 10_000, rel=0.01)
    session.save()
    rested(window, qtbot)
    assert not session.unsaved
    saved = load(folder)
    assert [zone.name for zone in saved.threats.zones] == ["Blast"]
    assert len(saved.document.intent.launch_sites) == 1
    session.shut()
    moved = tmp_path / "elsewhere" / "dem.tif"
    moved.parent.mkdir()
    shutil.move(dem, moved)
    window.projects.open(folder)
    qtbot.waitUntil(lambda: isinstance(window.dialog, GoneBox), timeout=SLOW_MS)
    assert window.dialog is not None
    window.dialog.reject()
    window.projects.open_located(folder, dem, moved)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=SLOW_MS)
    assert session.project is not None and session.project.dem_paths == (moved,)
    session.edit_by("Copy", "copy_dems")
    rested(window, qtbot)
    assert session.project.document.dem == ("rasters/dem.tif",)
    looked(window, qtbot)
    session.save()
    rested(window, qtbot)


@pytest.mark.slow
def test_an_empty_map_is_planned_for(
    real_window: MainWindow, qtbot: QtBot, dem: Path, tmp_path: Path
) -> None:
    window, folder = real_window, tmp_path / "pit.mplan"
    begun(window, qtbot, dem, folder)
    window.session.edit_intent("quick", evaluations=4)
    window.session.plan()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=SLOW_MS)
    assert window.session.result is not None and not window.session.unsaved
    result = load_result(folder)
    assert result is not None and result.verifications[0].seen_share > 0.99
