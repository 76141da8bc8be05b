"""Rasters made elsewhere."""

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.windows import Window

from missionplanner.model.ecology import Grade
from missionplanner.model.raster_source import BandChosen
from missionplanner.operations.foreign_bands import taken_out
from missionplanner.operations.foreign_rasters import bands_of, by_range, day_of, frame_of, index_of
from missionplanner.raster.files import write_geotiff
from missionplanner.tasks.progress import silent


def raster(path: Path, values: np.ndarray, epsg: int = 32650) -> Path:
    write_geotiff(path, values, 500_015.0, 2_800_015.0, 30.0, epsg)
    return path


def test_kinds_are_guessed_by_name_then_by_values(tmp_path: Path) -> None:
    kelvin = raster(tmp_path / "x1.tif", np.full((5, 5), 301.0, np.float32))
    named = raster(tmp_path / "mine_NDVI_2020.tif", np.full((5, 5), 0.4, np.float32))
    unknown = raster(tmp_path / "x2.tif", np.full((5, 5), -7.0, np.float32))
    found = bands_of((kelvin, named, unknown), silent())
    assert [band.legend for band in found] == ["heat", "greenness", ""]
    assert by_range(0.0, 1.0) == "irsei"


def stack(path: Path, *told: str) -> Path:
    with rasterio.open(
        path, "w", driver="GTiff", width=4, height=4, count=len(told), dtype="float32",
        crs="EPSG:32650", transform=rasterio.Affine(30, 0, 500_000, 0, -30, 2_800_000), nodata=-1,
    ) as out:  # fmt: skip
        out.write(np.stack([np.full((4, 4), 0.4 + band, np.float32) for band in range(len(told))]))
        out.write(np.full((1, 1), -1, np.float32), 2, window=Window(0, 0, 1, 1))
        out.descriptions = told
    return path


def test_bands_of_several_are_told_by_their_own_descriptions(tmp_path: Path) -> None:
    found = bands_of((stack(tmp_path / "rsei.tif", "NDVI", "", "LST"),), silent())
    assert [(band.band, band.count, band.words) for band in found] == [
        (1, 3, "NDVI"), (2, 3, ""), (3, 3, "LST"),
    ]  # fmt: skip
    assert [band.legend for band in found] == ["greenness", "", "heat"], (
        "a file's name tells nothing of one of its bands"
    )
    assert [band.typical for band in found] == pytest.approx([0.4, 1.4, 2.4])


def test_a_band_of_several_is_taken_out_once_and_anew_when_its_source_has_changed(
    tmp_path: Path,
) -> None:
    source, kept = stack(tmp_path / "all.tif", "b", "rsei 2016", ""), tmp_path / "kept"
    chosen = (
        BandChosen(source, 2, "rsei 2016", "irsei", single=False),
        BandChosen(source, 3, "", "heat", single=False),
        BandChosen(source, 1, "b", "erosion", single=True),
    )
    second, third, first = taken_out(chosen, kept, silent())
    assert first[2] == source and [name for name, *_ in (second, third)] == [
        "all · rsei 2016",
        "all · 3",
    ]
    assert day_of(second[2]) == datetime.date(2016, 7, 1)
    with rasterio.open(second[2]) as data:
        values = data.read(1)
        assert data.count == 1 and data.crs.to_epsg() == 32650
        assert data.transform == rasterio.Affine(30, 0, 500_000, 0, -30, 2_800_000)
    assert np.isnan(values[0, 0]) and np.nanmin(values) == np.nanmax(values) == np.float32(1.4)
    written = second[2].stat().st_ino
    assert taken_out(chosen, kept, silent())[0][2].stat().st_ino == written
    stack(source, "b", "rsei 2016", "", "one more")
    assert taken_out(chosen, kept, silent())[0][2] != second[2]


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


def test_the_band_beside_an_alpha_band_is_taken_out_whatever_its_number(tmp_path: Path) -> None:
    path = tmp_path / "index.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=4, height=4, count=2, dtype="uint8",
        crs="EPSG:32650", transform=rasterio.Affine(30, 0, 500_000, 0, -30, 2_800_000),
    ) as out:  # fmt: skip
        out.colorinterp = (ColorInterp.alpha, ColorInterp.gray)
        out.write(np.stack([np.full((4, 4), 255, np.uint8), np.full((4, 4), 3, np.uint8)]))
    (found,) = bands_of((path,), silent())
    assert (found.band, found.count) == (2, 1)
    one = BandChosen(path, found.band, "", "grade", single=found.count == found.band == 1)
    with rasterio.open(taken_out((one,), tmp_path / "kept", silent())[0][2]) as data:
        assert set(np.unique(data.read(1))) == {3.0}
