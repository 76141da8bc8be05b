"""Several scenes of a season as one epoch: medians of what is clear, and how many that is."""

import datetime

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.bands.medians import median_of, most_say
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.periods import Period
from missionplanner.ecology.imagery.study_files import new_study, read_study, write_study
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import write_band

ROWS, COLUMNS = 30, 20
CLEAR, WATER, CLOUD = 21824, 21952, 22280


def test_medians_leave_out_what_is_not_clear():
    values = np.random.default_rng(5).random((5, 8, 9)).astype("float32")
    values[2, :3] = np.nan
    clear = np.random.default_rng(6).random((5, 8, 9)) > 0.4
    clear[:, 0, 0] = False
    found = median_of(list(values), list(clear))
    kept = np.where(clear, values, np.nan)
    known = np.isfinite(kept).any(axis=0)
    assert np.array_equal(np.isfinite(found), known)
    assert found[known] == pytest.approx(np.nanmedian(kept[:, known], axis=0), rel=1e-6)
    assert found.dtype == np.float32


def test_water_is_what_most_clear_scenes_say():
    said = [np.array([True, True, True]), np.array([False, True, True]), np.array([False] * 3)]
    clear = [np.array([True] * 3), np.array([True] * 3), np.array([True, True, False])]
    assert most_say(said, clear).tolist() == [False, True, True]


@pytest.fixture
def season(tmp_path):
    """Three scenes of July and August and one of December; a cloud in one, another in all three."""
    folder = tmp_path / "scenes"
    for day, red, cloudy in (
        ("20200705", 0.1, 10), ("20200721", 0.2, 0), ("20200806", 0.4, 0), ("20201212", 0.05, 0),
    ):  # fmt: skip
        name = f"LC08_L2SP_127045_{day}_20210101_02_T1"
        (folder / day).mkdir(parents=True)
        for band, value in (("SR_B4", red), ("SR_B5", 0.6)):
            stored = np.full((ROWS, COLUMNS), (value + 0.2) / 2.75e-5)
            write_band(folder / day / f"{name}_{band}.TIF", stored.astype("uint16"))
        codes = np.full((ROWS, COLUMNS), CLEAR)
        codes[:cloudy] = CLOUD
        codes[-3:] = CLOUD
        codes[15] = WATER
        write_band(folder / day / f"{name}_QA_PIXEL.TIF", codes.astype("uint16"))
    return folder


def ndvi(red):
    return (0.6 - red) / (0.6 + red)


def test_a_season_becomes_its_median_with_its_count(tmp_path, season):
    study = new_study(tmp_path / "s.json", [(None, (season,))], composite=Period.SEASON)
    write_study(tmp_path / "s.json", study)
    study = read_study(tmp_path / "s.json")
    summer, winter = study.epochs
    assert summer.combine == "median" and len(summer.pieces) == 2
    assert summer.date == datetime.date(2020, 7, 21)
    assert any("median of 3 scenes from 2020-07-05" in sentence(note) for note in summer.notes)
    assert winter.combine == "first" and winter.date.month == 12
    place = RunPlace(tmp_path, tmp_path / "out", workers=1)
    result = run_indicators(PreparedStudy(study, place), silent())

    def raster(name):
        with rasterio.open(place.out / result.files[f"{name}_2020-07-21"]) as data:
            return data.read(1)

    green, count = raster("greenness"), raster("observations")
    assert green[:10] == pytest.approx(ndvi(0.3), abs=1e-3)  # of two clear ones the mean
    assert green[10:15] == pytest.approx(ndvi(0.2), abs=1e-3)
    assert np.isnan(green[15]).all() and np.isnan(green[-3:]).all()
    assert [count[row, 0] for row in (0, 10, 15, -1)] == [2, 3, 3, 0]
    assert "observations_2020-12-12" not in result.files


def test_files_of_several_dates_are_one_epoch_only_where_that_is_asked(tmp_path, season):
    scenes = tuple(sorted(season.iterdir()))[:3]
    day = datetime.date(2020, 7, 15)
    with pytest.raises(InputError, match="--composite"):
        new_study(tmp_path / "s.json", [(None, scenes)])
    study = new_study(tmp_path / "s.json", [(day, scenes)], composite=Period.YEAR)
    (epoch,) = study.epochs
    assert (epoch.date, epoch.combine, len(epoch.pieces)) == (day, "median", 2)
    assert not any("the date was given" in sentence(note) for note in epoch.notes)


@pytest.mark.parametrize(
    ("period", "dates"),
    [
        (Period.YEAR, [(2020, 8, 6)]),
        (Period.SEASON, [(2020, 7, 21), (2020, 12, 12)]),
        (Period.MONTH, [(2020, 7, 21), (2020, 8, 6), (2020, 12, 12)]),
    ],
)
def test_years_seasons_and_months(tmp_path, season, period, dates):
    study = new_study(tmp_path / "s.json", [(None, (season,))], composite=period)
    assert [epoch.date for epoch in study.epochs] == [datetime.date(*date) for date in dates]


def test_december_is_of_the_next_winter(tmp_path, season):
    study = new_study(tmp_path / "s.json", [(None, (season,))])
    assert [Period.SEASON.of(epoch) for epoch in study.epochs][-1] == (2021, 0)
