import math

import numpy as np
import pytest

from missionplanner.ecology.change.trend import trend
from missionplanner.errors import InputError
from missionplanner.model.ecology import Direction
from missionplanner.operations.stack_trend import trend_of_files
from missionplanner.raster.files import RasterWriter, epsg_wkt, info, read_window
from missionplanner.raster.grid import Block, Grid
from missionplanner.tasks.progress import silent

ROWS, COLUMNS, CELL = 30, 40, 30.0
YEARS = range(2012, 2022)


def grid(west=500_000.0):
    return Grid.north_up(west, 4_000_000.0, CELL, COLUMNS, ROWS, epsg_wkt(32650))


def write(path, values, west=500_000.0):
    with RasterWriter(path, grid(west), "float32", math.nan, {}) as out:
        out.write(Block(0, 0, ROWS, COLUMNS), values.astype(np.float32))
    return path


@pytest.fixture
def stack():
    """Return NDVI of ten years: noise, ground that falls steadily, and a pit that opens in 2016."""
    rng = np.random.default_rng(2)
    values = rng.normal(0.6, 0.01, (len(YEARS), ROWS, COLUMNS))
    values[:, :10, :10] -= 0.02 * np.arange(len(YEARS))[:, None, None]
    values[4:, 20:, 20:30] -= 0.5
    return values.astype(np.float32)


@pytest.fixture
def files(tmp_path, stack):
    names = [tmp_path / f"ndvi_{year}0715.tif" for year in YEARS]
    return [write(path, values) for path, values in zip(names, stack, strict=True)]


def of(files, dates="", out=None, **options):
    return trend_of_files(files, dates, options, out, None, silent())


def test_a_stack_of_ndvi_has_the_trend_of_its_cells(files, stack):
    found = of(files, stable_per_year=0.005)
    out = files[0].parent / "trend-results"
    whole = trend(stack, [2012 + i for i in range(10)])
    slope = read_window(out / found.files["slope"], 0, 0, ROWS, COLUMNS)
    np.testing.assert_allclose(slope, whole.slope, rtol=0.01, atol=1e-4)
    assert [day.year for day in found.dates] == list(YEARS) and found.grid.cell_m == CELL
    assert found.classes_m2[Direction.DEGRADING] >= 100 * CELL**2
    assert found.down_m2 >= 100 * CELL**2 and not found.grid.resampled
    losses = {part.last.year: part.loss_m2 / CELL**2 for part in found.abrupt}
    assert losses == {year: 100.0 if year == 2016 else 0.0 for year in YEARS if year > 2012}
    assert found.abrupt_step == 0.2 and not (out / ".work" / "trend-stack").exists()


def test_dates_may_be_given_in_any_order_of_files(files):
    dates = ",".join(str(year) for year in reversed(YEARS))
    turned = of(files[::-1], dates)
    assert [day.year for day in turned.dates] == list(YEARS)
    assert turned.mean_slope_per_year == pytest.approx(of(files).mean_slope_per_year, rel=0.01)


def test_steps_of_a_temperature_are_looked_for_when_asked(tmp_path, stack):
    files = [
        write(tmp_path / f"lst_{year}.tif", 290 + 20 * values)
        for year, values in zip(YEARS, stack, strict=True)
    ]
    assert not of(files).abrupt and math.isnan(of(files).abrupt_step)
    assert "engine.stack_no_step" in [one.code for one in of(files).warnings]
    assert sum(part.loss_m2 for part in of(files, abrupt_step=5.0).abrupt) == 100 * CELL**2


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ("2012,2013", "operations.stack_dates"),
        (",".join(["2012"] * 10), "engine.stack_same_date"),
        (",".join(["soon"] * 10), "operations.stack_date"),
        (",".join(["2012-13-40"] * 10), "operations.stack_date"),
    ],
)
def test_wrong_dates_are_refused(files, dates, code):
    with pytest.raises(InputError) as refused:
        of(files, dates)
    assert refused.value.code == code


def test_what_cannot_be_a_stack_is_refused(files, tmp_path, stack):
    undated = write(tmp_path / "ndvi.tif", stack[0])
    far = write(tmp_path / "ndvi_1999.tif", stack[0], west=700_000.0)
    for wrong, code in (
        ([files[0]], "engine.stack_one_date"),
        ([files[0], undated], "operations.stack_undated"),
        ([files[0], far], "engine.stack_elsewhere"),
    ):
        with pytest.raises(InputError) as refused:
            of(wrong)
        assert refused.value.code == code
    with pytest.raises(InputError) as refused:
        of(files, significance=2.0)
    assert refused.value.code == "ecology_operations.option_wrong"


def test_files_off_the_lattice_are_resampled_and_told(files, stack, tmp_path):
    files[3] = write(files[3], stack[3], west=500_010.0)
    found = of(files, out=tmp_path / "elsewhere")
    assert found.grid.resampled == (files[3].name,)
    assert info(tmp_path / "elsewhere" / found.files["p"]).grid.width == COLUMNS
