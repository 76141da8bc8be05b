"""Rasters read onto a metric frame."""

from pathlib import Path

import numpy as np
import pytest

from missionplanner.raster.files import write_geotiff
from missionplanner.raster.overviews import coarse_onto, outline, picture_onto


def raster(path: Path, values: np.ndarray, epsg: int = 32650) -> Path:
    write_geotiff(path, values, 500_015.0, 2_800_015.0, 30.0, epsg)
    return path


def test_a_raster_of_another_zone_lies_where_it_belongs(tmp_path: Path) -> None:
    there, cell_m = outline(raster(tmp_path / "a.tif", np.ones((30, 30), np.float32)), 32649)
    assert cell_m == pytest.approx(30, rel=0.02)
    # 117 E is three degrees from the next zone's meridian, 111 E: about 300 km further east.
    assert 1_080_000 < there[0] < 1_130_000
    assert there[2] == pytest.approx(900, rel=0.1)


def test_a_picture_keeps_the_cells_of_its_own_frame_with_the_south_first(tmp_path: Path) -> None:
    values = np.arange(12, dtype=np.float32).reshape(3, 4)
    shown, rect = picture_onto(raster(tmp_path / "a.tif", values), 32650, 100, "average")
    np.testing.assert_array_equal(shown, values)
    assert rect == (500_000.0, 2_800_000.0, 120.0, 90.0)


def test_a_picture_covers_what_does_not_divide_and_a_coarse_look_leaves_it_out(
    tmp_path: Path,
) -> None:
    path = raster(tmp_path / "a.tif", np.arange(48, dtype=np.float32).reshape(3, 16))
    shown, rect = picture_onto(path, 32650, 8, "nearest")
    assert shown.shape == (2, 8)
    assert rect == (500_000.0, 2_800_000.0, 480.0, 120.0)
    assert coarse_onto(path, 32650, 8).shape == (1, 8)
    assert set(coarse_onto(path, 32650, 8).ravel()) <= set(range(48))
