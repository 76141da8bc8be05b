"""What the window reads of rasters, without a window."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from missionplanner.raster.files import write_geotiff
from missionplanner.tasks.progress import silent
from missionplanner.ui.ecology.open import open_rasters
from missionplanner.ui.ecology.reads import picture, series
from missionplanner.ui.widgets.numbers import p_value

DAYS = tuple(datetime.date(year, 7, 1) for year in (2016, 2018, 2020))


def raster(path: Path, values: np.ndarray, epsg: int = 32650) -> Path:
    write_geotiff(path, values, 500_015.0, 2_800_015.0, 30.0, epsg)
    return path


def test_a_raster_on_the_frame_keeps_its_cells(tmp_path: Path) -> None:
    values = np.arange(12, dtype=np.float32).reshape(3, 4)
    values[2, 3] = np.nan
    shown = picture(raster(tmp_path / "a.tif", values), 32650, "irsei", silent())
    np.testing.assert_array_equal(shown.values, values)
    assert shown.rect == (500_000.0, 2_800_000.0, 120.0, 90.0)


def test_a_large_raster_is_shrunk_and_codes_stay_codes(tmp_path: Path) -> None:
    codes = np.ones((20, 3200), dtype=np.uint8)
    codes[:, 1600:] = 3
    shown = picture(raster(tmp_path / "codes.tif", codes), 32650, "significance", silent())
    assert max(shown.values.shape) <= 1500
    assert set(np.unique(shown.values)) <= {0.0, 1.0, 3.0}


def test_rasters_made_elsewhere_are_opened_by_their_dates(tmp_path: Path) -> None:
    files = [
        raster(tmp_path / f"rsei_{year}.tif", np.full((4, 4), 0.5, np.float32))
        for year in (2016, 2013)
    ]
    given = tuple((path.stem, "irsei", path) for path in files)
    view = open_rasters(given, None, silent())
    assert view.made_elsewhere and view.epsg == 32650
    assert [day.year for day in view.dates] == [2013, 2016]
    assert view.files["irsei", datetime.date(2013, 7, 1)] == files[1]


def test_p_values_are_told_as_they_are() -> None:
    shown = [p_value(p) for p in (None, float("nan"), 0.0004, 0.011)]
    assert shown == ["–", "–", "<0.001", "0.011"]


def test_the_history_of_a_place_is_read_from_the_files(tmp_path: Path) -> None:
    paths = []
    for place, day in enumerate(DAYS):
        values = np.full((3, 4), 0.3 + 0.1 * place, dtype=np.float32)
        values[0, 0] = np.nan
        paths.append(raster(tmp_path / f"irsei_{day}.tif", values))
    read = series(paths, (None, None, None), DAYS, (32650, 500_050.0, 2_800_050.0), silent())
    assert read.values == pytest.approx((0.3, 0.4, 0.5))
    assert read.years[0] == pytest.approx(2016.5, abs=0.01)
    assert np.isnan(read.slope)
    # Three values bear no limits of 95 %.
    assert np.isnan(read.slope_low) and np.isnan(read.slope_high)
    corner = series(paths, (None, None, None), DAYS, (32650, 500_010.0, 2_800_010.0), silent())
    assert not corner.known
