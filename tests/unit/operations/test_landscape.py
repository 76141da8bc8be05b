import numpy as np
import pytest
from pyproj import CRS

from missionplanner.ecology.landscape.metrics import landscape, moving_window
from missionplanner.errors import InputError
from missionplanner.operations import landscape as operation
from missionplanner.operations.landscape import measure_landscape
from missionplanner.raster.files import RasterWriter, epsg_wkt, read_window
from missionplanner.raster.grid import Block, Grid
from missionplanner.tasks.progress import silent

ROWS, COLUMNS, CELL = 40, 30, 10.0


@pytest.fixture
def cover():
    codes = np.random.default_rng(4).integers(1, 4, (ROWS // 2, COLUMNS // 2))
    codes = codes.repeat(2, axis=0).repeat(2, axis=1)
    codes[:3, :3] = 0  # nodata
    codes[10:13, 10:20] = 9
    return codes


@pytest.fixture
def raster(tmp_path, cover):
    return written(tmp_path / "cover.tif", cover, Grid.north_up(
        500_000, 4_000_000, CELL, COLUMNS, ROWS, epsg_wkt(32650)
    ))  # fmt: skip


def written(path, codes, grid):
    with RasterWriter(path, grid, "uint8", 0) as out:
        out.write(Block(0, 0, ROWS, COLUMNS), codes.astype(np.uint8))
    return path


def test_a_whole_map_has_the_metrics_of_its_cells(raster, cover, tmp_path):
    found = measure_landscape(raster, None, 0, tmp_path, silent())
    whole = landscape(cover, CELL, 0)
    assert found.patch_density == pytest.approx(float(whole.patch_density))
    assert found.diversity == pytest.approx(float(whole.diversity))
    assert found.fractal_dimension == pytest.approx(float(whole.fractal_dimension))
    assert found.valid_m2 == (ROWS * COLUMNS - 9) * CELL**2
    assert found.classes_m2[9] == 30 * CELL**2 and not found.files
    less = measure_landscape(raster, 9, 0, tmp_path, silent())
    assert 9 not in less.classes_m2 and less.diversity < found.diversity


def test_windows_of_strips_are_those_of_the_whole_map(raster, cover, tmp_path, monkeypatch):
    monkeypatch.setattr(operation, "STRIP_CELLS", 8 * COLUMNS)
    found = measure_landscape(raster, None, 5, tmp_path / "out", silent())
    whole = moving_window(cover, CELL, 5, 0)
    for name, path in found.files.items():
        layer = read_window(tmp_path / "out" / path, 0, 0, ROWS, COLUMNS)
        np.testing.assert_allclose(layer, getattr(whole, name), rtol=1e-6)
    assert found.diversity == pytest.approx(float(np.nanmean(whole.diversity)))
    assert found.window == 5 and found.valid_m2 == (ROWS * COLUMNS - 9) * CELL**2


def test_what_cannot_be_measured_is_refused(raster, cover, tmp_path):
    degrees = written(
        tmp_path / "degrees.tif",
        cover,
        Grid.north_up(117, 36, 1e-4, COLUMNS, ROWS, CRS.from_epsg(4326).to_wkt()),
    )
    empty = written(tmp_path / "empty.tif", cover * 0, Grid.north_up(
        500_000, 4_000_000, CELL, COLUMNS, ROWS, epsg_wkt(32650)
    ))  # fmt: skip
    for path, window, code in (
        (degrees, 0, "landscape.not_metric"),
        (raster, 4, "landscape.window_without_middle"),
        (empty, 0, "landscape.no_class"),
        (empty, 3, "landscape.no_class"),
    ):
        with pytest.raises(InputError) as refused:
            measure_landscape(path, None, window, tmp_path, silent())
        assert refused.value.code == code
