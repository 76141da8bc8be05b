"""Rasters made elsewhere."""

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.model.ecology import Grade
from missionplanner.operations.foreign_rasters import by_range, day_of, frame_of, guess, index_of
from missionplanner.raster.files import write_geotiff
from missionplanner.tasks.progress import silent


def raster(path: Path, values: np.ndarray, epsg: int = 32650) -> Path:
    write_geotiff(path, values, 500_015.0, 2_800_015.0, 30.0, epsg)
    return path


def test_kinds_are_guessed_by_name_then_by_values(tmp_path: Path) -> None:
    kelvin = raster(tmp_path / "x1.tif", np.full((5, 5), 301.0, np.float32))
    named = raster(tmp_path / "mine_NDVI_2020.tif", np.full((5, 5), 0.4, np.float32))
    unknown = raster(tmp_path / "x2.tif", np.full((5, 5), -7.0, np.float32))
    assert [kind for _, kind in guess((kelvin, named, unknown), silent())] == [
        "heat",
        "greenness",
        "",
    ]
    assert by_range(0.0, 1.0) == "irsei"


def test_the_first_band_of_several_is_told_by_its_own_description(tmp_path: Path) -> None:
    guessed = []
    for number, told in enumerate(("NDVI", "")):
        path = tmp_path / f"rsei_{number}.tif"
        with rasterio.open(
            path, "w", driver="GTiff", width=4, height=4, count=2, dtype="float32",
            crs="EPSG:32650", transform=rasterio.Affine(30, 0, 500_000, 0, -30, 2_800_000),
        ) as out:  # fmt: skip
            out.write(np.full((2, 4, 4), 0.4, np.float32))
            out.descriptions = (told, "LST")
        guessed.append(guess((path,), silent())[0][1])
    assert guessed == ["greenness", ""], "a file's name tells nothing of one of its bands"


def test_the_date_is_read_from_the_name() -> None:
    assert day_of(Path("lst_20160812_final.tif")) == datetime.date(2016, 8, 12)
    assert day_of(Path("lst_12345.tif")) is None
    assert day_of(Path("rsei_2013.tif")) == datetime.date(2013, 7, 1)


def test_an_index_is_graded_and_what_is_not_known_of_it_is_left_out(tmp_path: Path) -> None:
    values = np.full((4, 5), 0.5, np.float32)
    values[0] = (0.1, 0.3, 0.7, 0.9, np.nan)
    day = datetime.date(2016, 7, 1)
    path = raster(tmp_path / "rsei_2016.tif", values)
    found = index_of({day: path}, frame_of(path), silent())
    assert found is not None
    (epoch,) = found.epochs
    assert epoch.mean == pytest.approx((15 * 0.5 + 2.0) / 19)
    assert epoch.masked_m2 == 900.0
    assert epoch.grades_m2 == {
        Grade.BAD: 900.0,
        Grade.POOR: 900.0,
        Grade.MODERATE: 15 * 900.0,
        Grade.GOOD: 900.0,
        Grade.EXCELLENT: 900.0,
    }
    assert not epoch.loadings
    assert index_of({}, 32650, silent()) is None
