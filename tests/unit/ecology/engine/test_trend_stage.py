import dataclasses
import datetime
import pickle

import numpy as np
import pytest

from missionplanner.ecology.change.trend import trend
from missionplanner.ecology.change.variation import temporal_cv
from missionplanner.ecology.engine.change import series as series_layers
from missionplanner.ecology.engine.change import trend as trend_stage
from missionplanner.ecology.engine.change.trend import LAYERS, never_significant, run_trend, side_of
from missionplanner.ecology.engine.freshness import TAG
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.errors import InputError
from missionplanner.model.ecology import Direction, Significance, TrendResult, Variation
from missionplanner.model.study import (
    BandFile,
    Epoch,
    IndexOptions,
    Indicator,
    Study,
    TrendOptions,
    decimal_year,
)
from missionplanner.raster.files import info, read_window
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Cancelled, Progress, silent
from tests.unit.ecology.engine.conftest import said
from tests.unit.ecology.engine.known_index import CELL_M, COLUMNS, ROWS, known, series, write


@pytest.fixture
def study(tmp_path, monkeypatch):
    made = known(tmp_path, series(), block_cells=20)
    monkeypatch.setattr(trend_stage, "run_index", made.run_index)
    return made


def raster(place, name):
    return read_window(place.out / f"trend/{name}.tif", 0, 0, ROWS, COLUMNS)


def files(place):
    return {name: (place.out / f"trend/{name}.tif").read_bytes() for name in LAYERS}


def test_rasters_are_those_of_the_whole_stack(study):
    run_trend(PreparedStudy(study.study, study.place), silent())
    years = [decimal_year(epoch.date) for epoch in study.study.epochs]
    whole = trend(study.index, years)
    for name in ("slope", "intercept", "z", "p"):
        np.testing.assert_array_equal(
            raster(study.place, name), getattr(whole, name).astype(np.float32)
        )
    cv = temporal_cv(study.index).cv.astype(np.float32)
    np.testing.assert_array_equal(raster(study.place, "cv"), cv)
    assert np.isnan(raster(study.place, "n")[:3, :5]).all()
    np.testing.assert_array_equal(np.nan_to_num(raster(study.place, "n")), whole.count)


def test_areas_are_those_of_the_rasters(study):
    found = run_trend(PreparedStudy(study.study, study.place), silent())
    direction, significance = (raster(study.place, n) for n in ("direction", "significance"))
    cell = CELL_M**2
    assert found.valid_m2 == (ROWS * COLUMNS - 15) * cell
    assert found.classes_m2[Direction.DEGRADING] == (direction == 1).sum() * cell
    assert found.significant_m2[Significance.IMPROVING] == (significance == 3).sum() * cell
    crossed = ((direction == 1) & (significance == 2)).sum() * cell
    assert found.cross_m2[Direction.DEGRADING][Significance.NONE] == crossed > 0
    assert sum(found.classes_m2.values()) == sum(found.significant_m2.values()) == found.valid_m2
    assert found.cv_m2[Variation.LOW] == (raster(study.place, "cv_class") == 1).sum() * cell
    slope = raster(study.place, "slope")
    assert found.mean_slope_per_year == pytest.approx(np.nanmean(slope), abs=1e-9)
    # Of eleven epochs a cell lacks one here and there: its p alone is exact.
    exact = (np.nan_to_num(raster(study.place, "n")) <= 10) & (direction > 0)
    assert 0 < found.exact_m2 == exact.sum() * cell < found.valid_m2
    assert not found.exact_null


def test_every_p_of_few_epochs_is_exact(tmp_path, monkeypatch):
    made = known(tmp_path, series(9))
    monkeypatch.setattr(trend_stage, "run_index", made.run_index)
    found = run_trend(PreparedStudy(made.study, made.place), silent())
    assert found.exact_null
    assert found.exact_m2 == found.valid_m2


def test_blocks_of_any_size_and_a_second_run_give_the_same_files(study, tmp_path):
    first = run_trend(PreparedStudy(study.study, study.place), silent())
    before = files(study.place)
    for file in (study.place.out / "trend").iterdir():
        file.unlink()
    other = dataclasses.replace(study.place, block_cells=1024, workers=1)
    again = run_trend(PreparedStudy(study.study, other), silent())
    assert again.cross_m2 == first.cross_m2
    assert again.mean_slope_per_year == pytest.approx(first.mean_slope_per_year, rel=1e-12)
    assert files(study.place) == before


def test_what_is_fresh_is_not_done_again(study, monkeypatch):
    first = run_trend(PreparedStudy(study.study, study.place), silent())
    monkeypatch.setattr(series_layers, "run_blocks", None)
    assert run_trend(PreparedStudy(study.study, study.place), silent()) == first
    # Thresholds of warnings change no raster.
    assert (
        run_trend(PreparedStudy(study.changed(warn_poor_share=0.1), study.place), silent()) == first
    )
    with pytest.raises(TypeError):
        run_trend(PreparedStudy(study.changed(significance=0.01), study.place), silent())


def test_a_stopped_run_goes_on_where_it_was(study, monkeypatch):
    done = []
    stopped = Progress(stopped=lambda: len(done) > 3)
    real = series_layers._made
    monkeypatch.setattr(series_layers, "_made", lambda s, b: done.append(b) or real(s, b))
    with pytest.raises(Cancelled):
        run_trend(PreparedStudy(study.study, study.place), stopped)
    assert not (study.place.out / "trend.json").exists()
    began = len(done)
    run_trend(PreparedStudy(study.study, study.place), silent())
    blocks = -(-ROWS // 20) * -(-COLUMNS // 20)
    assert len({(b.row, b.column) for b in done}) == blocks
    assert len(done) <= blocks + 2 < blocks + began


def test_the_result_is_saved_and_tells_its_inputs(study):
    found = run_trend(PreparedStudy(study.study, study.place), silent())
    text = (study.place.out / "trend.json").read_bytes()
    assert TrendResult.model_validate_json(text) == found
    tags = info(study.place.out / found.files["slope"]).tags
    assert TAG in tags and "irsei_2014-07-01.tif" in tags["MISSIONPLANNER_INPUTS_SHA256"]
    assert not any((study.place.out / ".work").glob("*/*.npy"))


def test_a_task_can_be_sent_to_another_computer(study):
    prepared = PreparedStudy(study.study, study.place)
    where, index = prepared.lattice, study.run_index(prepared, silent())
    sent = trend_stage.series_of(study.study, study.place, where, index)
    block = Block(10, 20, 8, 9)
    there, here = (series_layers._made(s, block) for s in (pickle.loads(pickle.dumps(sent)), sent))
    np.testing.assert_array_equal(there[0], here[0])
    assert there[1] == here[1]


def test_one_epoch_is_refused(tmp_path, monkeypatch):
    made = known(tmp_path, series(1))
    monkeypatch.setattr(trend_stage, "run_index", made.run_index)
    with pytest.raises(InputError, match="a trend needs at least two epochs"):
        run_trend(PreparedStudy(made.study, made.place), silent())
    assert made.runs == 0


def test_too_few_epochs_for_any_significance_are_told(tmp_path, monkeypatch):
    made = known(tmp_path, series(3))
    made.pooled = False
    monkeypatch.setattr(trend_stage, "run_index", made.run_index)
    found = run_trend(PreparedStudy(made.study, made.place), silent())
    assert said(found.warnings)[0] == "3 epochs: no significance can be reached at 0.05"
    assert "normalised by epoch" in said(found.warnings)[1]
    assert found.significant_m2[Significance.NONE] == found.valid_m2


def test_an_index_of_nothing_is_refused(tmp_path, monkeypatch):
    index = series(3)
    index[1:] = np.nan
    made = known(tmp_path, index)
    monkeypatch.setattr(trend_stage, "run_index", made.run_index)
    with pytest.raises(InputError, match="no cell has 3 epochs"):
        run_trend(PreparedStudy(made.study, made.place), silent())


def test_seasons_with_one_epoch_are_told(study):
    dates = [epoch.date for epoch in study.study.epochs]
    odd = dates[-1].replace(month=9)
    epochs = (*study.study.epochs[:-1], study.study.epochs[-1].model_copy(update={"date": odd}))
    for kind in ("irsei", "grade"):
        old = study.place.out / f"irsei/{kind}_{dates[-1]}.tif"
        old.rename(study.place.out / f"irsei/{kind}_{odd}.tif")
    changed = study.changed(seasonal=True).model_copy(update={"epochs": epochs})
    found = run_trend(PreparedStudy(changed, study.place), silent())
    assert any("months with one epoch only add nothing: 9" in w for w in said(found.warnings))
    assert not found.exact_null


@pytest.mark.parametrize(("epochs", "never"), [(2, True), (4, True), (5, False), (11, False)])
def test_how_many_epochs_can_be_significant(epochs, never):
    assert never_significant(epochs, TrendOptions()) is never


def test_many_epochs_make_small_blocks(study):
    assert side_of(study.place, 11) == 20
    wide = dataclasses.replace(study.place, block_cells=1024)
    assert side_of(wide, 11) == 1024
    assert 128 <= side_of(wide, 423) <= 256


def test_it_begins_with_the_index(tmp_path):
    rng, epochs = np.random.default_rng(2), []
    for year in range(2018, 2022):
        green = rng.uniform(0.2, 0.8, (ROWS, COLUMNS)).astype(np.float32)
        heat = (320 - 30 * green + rng.normal(0, 1, green.shape)).astype(np.float32)
        write(tmp_path / f"green_{year}.tif", green)
        write(tmp_path / f"heat_{year}.tif", heat)
        layers = {
            Indicator.GREENNESS: BandFile(path=f"green_{year}.tif"),
            Indicator.HEAT: BandFile(path=f"heat_{year}.tif"),
        }
        day = datetime.date(year, 7, 1)
        epochs.append(Epoch(date=day, sensor="landsat5-tm", layers=layers))
    options = IndexOptions(indicators=(Indicator.GREENNESS, Indicator.HEAT))
    place = RunPlace(tmp_path, tmp_path / "out", workers=2)
    shares = []
    progress = Progress(lambda step: shares.append(step.share))
    found = run_trend(PreparedStudy(Study(epochs=tuple(epochs), index=options), place), progress)
    index = [
        read_window(place.out / f"irsei/irsei_{epoch.date}.tif", 0, 0, ROWS, COLUMNS)
        for epoch in epochs
    ]
    whole = trend(np.stack(index).astype(np.float32), found.years)
    np.testing.assert_array_equal(raster(place, "slope"), whole.slope.astype(np.float32))
    assert found.n_epochs == 4 and "no significance can be reached" in said(found.warnings)[0]
    assert shares[-1] == 1.0
