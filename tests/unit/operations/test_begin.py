"""A project begins with its terrain alone; it is saved once its area is drawn."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from shapely.geometry import MultiPolygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.begin import BegunProject, bare_ground, begun_project
from missionplanner.operations.site import load_site
from missionplanner.project.edits import set_area
from missionplanner.project.store import load, save
from missionplanner.tasks.progress import silent

FRAME = SiteFrame(32632)
X0, Y0, CELLS, CELL_M = 500_000.0, 4_761_000.0, 150, 10.0


@pytest.fixture
def dem(tmp_path: Path) -> Path:
    """Ground whose middle is a void: 1.5 km, heights that rise to the east."""
    path = tmp_path / "dem.tif"
    heights = np.tile(np.linspace(400, 600, CELLS, dtype="float32"), (CELLS, 1))
    heights[70:80, 70:80] = -9999.0
    profile = {"driver": "GTiff", "dtype": "float32", "count": 1, "crs": f"EPSG:{FRAME.epsg}"}
    place = from_origin(X0, Y0 + CELLS * CELL_M, CELL_M, CELL_M)
    with rasterio.open(
        path, "w", width=CELLS, height=CELLS, transform=place, nodata=-9999.0, **profile
    ) as file:
        file.write(heights, 1)
    return path


def request(dem: Path, **more: object) -> BegunProject:
    given = {"dem": (dem,), "vertical_datum": "egm96", "title": "Pit", **more}
    return BegunProject.model_validate(given)


def test_all_of_the_ground_is_shown(dem: Path, tmp_path: Path) -> None:
    project = begun_project(tmp_path / "pit.mplan", request(dem), silent())
    assert project.is_bare and not project.folder.exists()
    ground = bare_ground(project, silent())
    rows, cols = ground.terrain.height_m.shape
    assert rows * ground.terrain.cell_m >= 1490 and cols * ground.terrain.cell_m >= 1490
    assert np.isfinite(ground.terrain.height_m).mean() > 0.9
    x, y = FRAME.forward(ground.middle.lon_deg, ground.middle.lat_deg)
    assert (float(x), float(y)) == pytest.approx((X0 + 750, Y0 + 750), abs=20)


def test_without_an_area_it_is_not_saved_and_with_one_it_is_a_project(
    dem: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pit.mplan"
    project = begun_project(folder, request(dem), silent())
    with pytest.raises(InputError) as caught:
        save(project)
    assert caught.value.code == "project.no_area" and not folder.exists()
    square = FRAME.unproject(box(X0 + 200, Y0 + 200, X0 + 500, Y0 + 500))
    drawn = set_area(project, replace(project.area, outer=MultiPolygon([square])))
    save(drawn)
    opened = load(folder)
    assert opened.document.dem == ("../dem.tif",) and opened.document.title == "Pit"
    site = load_site(opened, silent())
    assert site.scenario.wanted.area == pytest.approx(90_000, rel=0.01)


def test_a_project_that_is_there_is_not_begun_over(dem: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pit.mplan"
    folder.mkdir()
    (folder / "project.json").write_text("{}")
    with pytest.raises(InputError) as caught:
        begun_project(folder, request(dem), silent())
    assert caught.value.code == "project.there_already"


def test_a_sensor_that_cannot_be_carried_is_refused(dem: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        begun_project(tmp_path / "p.mplan", request(dem, sensors=("m3m-rgb",)), silent())
    assert caught.value.code == "aircraft.built_in"


def test_terrain_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "not.tif"
    path.write_text("no raster")
    project = begun_project(tmp_path / "p.mplan", request(path), silent())
    with pytest.raises(InputError):
        bare_ground(project, silent())
