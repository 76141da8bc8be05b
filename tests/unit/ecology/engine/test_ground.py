from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.bands.edges import ground_warnings
from missionplanner.ecology.engine.bands.lattice import lattice
from missionplanner.ecology.engine.bands.reading import BlockScene, Reading
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.imagery.study_files import read_study
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import IndexOptions
from missionplanner.raster.grid import Block
from tests.stories.small_study import SIZE, write_raster, write_study
from tests.unit.ecology.engine.conftest import said


def told(path: Path) -> list[str]:
    study = read_study(path)
    grid = lattice(study, RunPlace(path.parent, path.parent / "out")).grid
    return list(said(ground_warnings(study, path.parent, grid)))


def test_whole_files_take_nothing(tmp_path):
    assert told(write_study(tmp_path)) == []


def test_small_dem_is_told_with_what_it_covers(tmp_path):
    path = write_study(tmp_path)
    write_raster(tmp_path / "dem.tif", np.ones((SIZE, SIZE // 2), np.float32))
    study = read_study(path)
    grid = lattice(study, RunPlace(path.parent, path.parent / "out")).grid
    (line,) = ground_warnings(study, path.parent, grid)
    assert "the DEM covers 50 %" in sentence(line)
    assert "高程数据只覆盖栅格的 50 %" in sentence(line, "zh")


def test_small_band_is_named_with_what_is_left(tmp_path):
    path = write_study(tmp_path)
    write_raster(tmp_path / "thermal_2018.tif", np.ones((SIZE // 4, SIZE), np.float32))
    line = told(path)[0]
    assert "only 25 %" in line
    assert "thermal_2018.tif" in line


def test_moist_forest_is_no_water(tmp_path):
    path = write_study(tmp_path)
    study = read_study(path)
    # MNDWI above 0 in both halves; NDVI 0.6 in the forest, below 0 in the water.
    forest, water = (400, 600, 300, 1200, 500, 300), (500, 600, 400, 200, 100, 50)
    bands = np.empty((6, SIZE, SIZE), np.uint16)
    bands[:, : SIZE // 2] = np.array(forest)[:, None, None]
    bands[:, SIZE // 2 :] = np.array(water)[:, None, None]
    write_raster(tmp_path / "bands_2016.tif", bands, nodata=0)
    grid = lattice(study, RunPlace(tmp_path, tmp_path / "out")).grid
    reading = Reading(study.epochs[0], tmp_path, grid, "nearest", "float32")
    masked = BlockScene(reading, Block(0, 0, SIZE, SIZE)).masked(IndexOptions())
    assert not masked[: SIZE // 2].any()
    assert masked[SIZE // 2 :].all()
