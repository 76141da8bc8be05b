"""What the window reads of rasters, without a window."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from missionplanner.raster.files import write_geotiff
from missionplanner.tasks.progress import silent
from missionplanner.ui.ecology_views import decimal_year
from missionplanner.ui.looks import stretched
from missionplanner.ui.remote_ecology import day_of, layer_key, open_rasters
from missionplanner.ui.remote_rasters import by_range, guess, outline, picture, series
from missionplanner.ui.widgets.words import p_value

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


def test_a_raster_of_another_zone_lies_where_it_belongs(tmp_path: Path) -> None:
    there, cell_m = outline(raster(tmp_path / "a.tif", np.ones((30, 30), np.float32)), 32649)
    assert cell_m == pytest.approx(30, rel=0.02)
    # 117 E is three degrees from the next zone's meridian, 111 E: about 300 km further east.
    assert 1_080_000 < there[0] < 1_130_000
    assert there[2] == pytest.approx(900, rel=0.1)


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


def test_names_of_results_give_legend_and_date() -> None:
    assert layer_key("irsei_pc1_2016-07-01") == ("irsei_pc1", datetime.date(2016, 7, 1))
    assert layer_key("cv_class") == ("cv_class", None)


def test_pictures_leave_nodata_out() -> None:
    bands = np.linspace(1, 100, 300, dtype=np.float32).reshape(3, 10, 10)
    bands[:, 0, 0] = np.nan
    rgba = stretched(bands)
    assert rgba[0, 0, 3] == 0 and rgba[5, 5, 3] == 255
    assert rgba[..., 0].max() == 255
    assert stretched(bands[:1]).shape == (10, 10, 4)


def test_years_and_p_values_are_told_as_they_are() -> None:
    assert decimal_year(datetime.date(2020, 1, 1)) == 2020.0
    assert decimal_year(datetime.date(2020, 7, 2)) == pytest.approx(2020.5)
    shown = [p_value(p) for p in (None, float("nan"), 0.0004, 0.011)]
    assert shown == ["–", "–", "<0.001", "0.011"]


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
    assert day_of(Path("lst_20160812_final.tif")) == datetime.date(2016, 8, 12)
    assert day_of(Path("lst_12345.tif")) is None
