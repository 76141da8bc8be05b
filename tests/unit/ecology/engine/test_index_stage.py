import json
from dataclasses import replace

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.index.irsei import irsei
from missionplanner.ecology.index.orientation import EXPECTED
from missionplanner.errors import InputError
from missionplanner.model.ecology import IndexResult
from missionplanner.model.study import Indicator
from missionplanner.tasks.progress import Cancelled, Progress, silent
from tests.unit.ecology.engine.conftest import (
    COLUMNS,
    NORTH_WEST,
    ROWS,
    assert_same_rasters,
    rasters,
    said,
    write_band,
)


def index_of(made, name="out"):
    study, place = made
    place = replace(place, out=place.out.with_name(name))
    result = run_index(PreparedStudy(study, place), silent())
    return result, rasters(result, place.out)


def tables(result):
    return json.loads(result.model_dump_json())


def assert_close(a, b):
    """Compare tables number by number: sums over other blocks differ in their last digits."""
    if isinstance(a, dict):
        assert a.keys() == b.keys()
        for key in a:
            assert_close(a[key], b[key])
    elif isinstance(a, list):
        assert len(a) == len(b)
        for left, right in zip(a, b, strict=True):
            assert_close(left, right)
    elif isinstance(a, float):
        assert a == pytest.approx(b, rel=1e-9, abs=1e-12)
    else:
        assert a == b


@pytest.mark.parametrize("limits", ["min-max", "percentile"])
def test_the_size_of_blocks_changes_nothing(make_study, limits):
    made = make_study(index={"limits": limits})
    study, place = made
    whole, whole_rasters = index_of((study, replace(place, block_cells=1024)), "whole")
    cut, cut_rasters = index_of((study, replace(place, block_cells=23)), "cut")
    assert_close(tables(whole), tables(cut))
    for name, values in whole_rasters.items():
        if name.startswith("grade"):
            assert (values != cut_rasters[name]).mean() < 1e-3
        else:
            assert cut_rasters[name] == pytest.approx(values, abs=2e-7, nan_ok=True)


@pytest.mark.parametrize("pooled", [True, False])
def test_blocks_give_what_the_index_in_memory_gives(make_study, pooled):
    options = {"normalise": "pooled" if pooled else "epoch", "limits": "min-max"}
    study, place = make_study(index=options)
    place = replace(place, dtype="float64", block_cells=40)
    stages = rasters(run_indicators(PreparedStudy(study, place), silent()), place.out)
    days = [str(epoch.date) for epoch in study.epochs]
    stacks = [np.stack([stages[f"{name}_{day}"] for name in Indicator]) for day in days]
    result = run_index(PreparedStudy(study, place), silent())
    found = rasters(result, place.out)
    if pooled:
        expected = irsei(np.concatenate(stacks, axis=1))
        assert result.epochs[0].eigenvalues == pytest.approx(expected.components.eigenvalues)
        parts = zip(np.split(expected.index, 2), np.split(expected.index_pc1, 2), strict=True)
    else:
        each = [irsei(stack) for stack in stacks]
        parts = ((one.index, one.index_pc1) for one in each)
    for day, (index, first) in zip(days, parts, strict=True):
        assert found[f"irsei_{day}"] == pytest.approx(index, abs=1e-9)
        assert found[f"irsei_pc1_{day}"] == pytest.approx(first, abs=1e-9)


def test_the_tables_agree_with_the_rasters(make_study):
    result, found = index_of(make_study(epochs=3))
    cell = result.grid.cell_m**2
    assert result.grid.width * result.grid.height == ROWS * COLUMNS
    for epoch in result.epochs:
        values, codes = found[f"irsei_{epoch.date}"], found[f"grade_{epoch.date}"]
        assert epoch.valid_m2 == np.isfinite(values).sum() * cell
        assert epoch.valid_m2 + epoch.masked_m2 == values.size * cell
        assert epoch.mean == pytest.approx(np.nanmean(values.astype(float)), rel=1e-6)
        assert sum(epoch.grades_m2.values()) == epoch.valid_m2
        assert epoch.grades_m2["excellent"] == (codes == 5).sum() * cell
        assert sum(epoch.histogram) * cell == epoch.valid_m2
    first, last = found[f"grade_{result.epochs[0].date}"], found[f"grade_{result.epochs[-1].date}"]
    assert result.transitions_m2[3][1] == ((first == 4) & (last == 2)).sum() * cell
    assert sum(map(sum, result.transitions_m2)) == ((first > 0) & (last > 0)).sum() * cell


def test_a_fresh_result_is_not_made_again_and_a_stale_one_is(make_study):
    study, place = make_study(epochs=1)
    first = run_index(PreparedStudy(study, place), silent())
    raster = place.out / first.files["irsei_2014-07-01"]
    stamp = raster.stat().st_mtime_ns
    titled = study.model_copy(update={"title": "another title"})
    assert run_index(PreparedStudy(titled, place), silent()) == first
    assert raster.stat().st_mtime_ns == stamp
    options = study.index.model_copy(update={"components": 1})
    changed = run_index(PreparedStudy(study.model_copy(update={"index": options}), place), silent())
    assert changed.epochs[0].mean != first.epochs[0].mean
    assert raster.stat().st_mtime_ns != stamp


def test_a_changed_input_is_noticed(make_study):
    study, place = make_study(epochs=1)
    before = run_index(PreparedStudy(study, place), silent())
    kelvin = np.random.default_rng(1).normal(300, 5, (ROWS, COLUMNS)).astype("float32")
    write_band(place.folder / "2014-07-01_heat.tif", kelvin)
    assert run_index(PreparedStudy(study, place), silent()).epochs != before.epochs


def test_the_rasters_tell_what_they_were_made_of(make_study):
    study, place = make_study(epochs=1)
    result = run_index(PreparedStudy(study, place), silent())
    with rasterio.open(place.out / result.files["irsei_2014-07-01"]) as data:
        tags = data.tags()
        assert data.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    hashes = json.loads(tags["MISSIONPLANNER_INPUTS_SHA256"])
    assert len(hashes) == 8 and len(hashes["dem.tif"]) == 64
    assert json.loads(tags["MISSIONPLANNER_PARAMETERS"])["index"]["components"] == 2
    assert IndexResult.model_validate_json((place.out / "irsei.json").read_bytes()) == result
    assert {path.name for path in (place.out / ".work").iterdir()} == {"hashes.json"}


def test_a_cancelled_run_leaves_nothing_half_written_and_goes_on_later(make_study):
    study, place = make_study()
    told = []
    with pytest.raises(Cancelled):
        run_index(PreparedStudy(study, place), Progress(told.append, lambda: len(told) > 20))
    assert not (place.out / "irsei.json").exists()
    assert not list(place.out.glob("irsei/*"))
    again = run_index(PreparedStudy(study, place), silent())
    straight, values = index_of((study, place), "straight")
    assert tables(again) == tables(straight)
    assert_same_rasters(rasters(again, place.out), values)


def test_water_and_cloud_are_left_out(make_study):
    mask = np.zeros((ROWS, COLUMNS), "uint8")
    mask[:10], mask[10:30], mask[30:33] = 1, 4, 255

    def change(data, folder):
        write_band(folder / "fmask.tif", mask)
        data["epochs"][0]["mask"] = {"file": {"path": "fmask.tif"}, "kind": "fmask"}

    study, place = make_study(epochs=1, change=change)
    found = rasters(run_index(PreparedStudy(study, place), silent()), place.out)["irsei_2014-07-01"]
    assert np.isnan(found[:33]).all() and np.isfinite(found[33:]).all()
    options = study.index.model_copy(update={"mask_water": False})
    study = study.model_copy(update={"index": options})
    found = rasters(run_index(PreparedStudy(study, place), silent()), place.out)["irsei_2014-07-01"]
    assert np.isfinite(found[:10]).all() and np.isnan(found[10:33]).all()


def test_bands_of_other_size_and_system_come_onto_one_lattice(make_study):
    def change(data, folder):
        heat = np.full((60, 70), 300.0) + np.arange(70)
        write_band(folder / "2014-07-01_heat.tif", heat, (500_100.0, 3_999_900.0), 41.0)
        with rasterio.open(folder / "2015-07-01_red.tif") as red:
            values, bounds = red.read(1), red.bounds
        west, south, east, north = rasterio.warp.transform_bounds(32616, 4326, *bounds)
        size = max((east - west) / values.shape[1], (north - south) / values.shape[0])
        write_band(folder / "2015-07-01_red.tif", values, (west, north), size, 4326, nodata=0)

    study, place = make_study(change=change)
    result, found = index_of((study, place))
    assert result.grid.resampled == ("2014-07-01_heat.tif", "2015-07-01_red.tif")
    assert result.grid.cell_m == 30 and result.grid.epsg == 32616
    # What all files share lies on the first epoch's lattice: whole cells from its corner.
    assert (result.grid.west_m - NORTH_WEST[0]) % 30 == 0
    assert result.grid.width == 95 and result.grid.height == 81
    assert np.isfinite(found["irsei_2014-07-01"]).mean() > 0.9
    assert any("resampled (bilinear)" in line for line in said(result.warnings))
    other, _ = index_of((study, replace(place, block_cells=19)), "other")
    assert_close(tables(result), tables(other))


def test_epochs_without_common_ground_are_refused(make_study):
    def change(data, folder):
        for band in data["epochs"][1]["bands"].values():
            with rasterio.open(folder / band["path"]) as red:
                values = red.read(1)
            write_band(folder / band["path"], values, (600_000.0, 4_000_000.0))

    study, place = make_study(change=change)
    with pytest.raises(InputError, match=r"epoch 2015-07-01, .*has no ground in common"):
        run_index(PreparedStudy(study, place), silent())


def test_a_truncated_band_is_told_in_one_line(make_study):
    study, place = make_study(epochs=1)
    path = place.folder / "2014-07-01_green.tif"
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(InputError, match=r"2014-07-01_green\.tif: ") as caught:
        run_index(PreparedStudy(study, place), silent())
    assert "\n" not in str(caught.value)


def test_a_constant_indicator_is_named(make_study):
    def change(data, folder):
        write_band(folder / "2014-07-01_heat.tif", np.full((ROWS, COLUMNS), 300.0, "float32"))

    study, place = make_study(epochs=1, change=change)
    with pytest.raises(InputError, match="heat has the same value everywhere"):
        run_index(PreparedStudy(study, place), silent())


def without_swir(data, folder):
    for band in ("swir1", "swir2"):
        del data["epochs"][1]["bands"][band]


def test_what_a_sensor_cannot_give_is_refused_unless_accepted(make_study):
    study, place = make_study(change=without_swir)
    with pytest.raises(InputError, match="epoch 2015-07-01: wetness cannot be computed"):
        run_index(PreparedStudy(study, place), silent())
    options = study.index.model_copy(update={"accept_missing": True})
    result = run_index(PreparedStudy(study.model_copy(update={"index": options}), place), silent())
    # Pooled: no epoch may use what another lacks.
    assert result.indicators == (Indicator.GREENNESS, Indicator.HEAT, Indicator.EROSION)
    assert set(result.missing["2015-07-01"]) == {Indicator.WETNESS, Indicator.DRYNESS}
    assert "all epochs: the index is made without wetness, dryness" in said(result.warnings)


def test_epochs_by_themselves_use_what_each_has(make_study):
    options = {"accept_missing": True, "normalise": "epoch"}
    study, place = make_study(change=without_swir, index=options)
    result = run_index(PreparedStudy(study, place), silent())
    assert [len(epoch.loadings) for epoch in result.epochs] == [5, 3]
    assert set(result.limits) == {"2014-07-01", "2015-07-01"}
    assert "epoch 2015-07-01: the index is made without wetness, dryness" in said(result.warnings)


def test_a_raster_stands_for_an_indicator(make_study):
    given = np.random.default_rng(8).uniform(0, 9, (ROWS, COLUMNS)).astype("float32")

    def change(data, folder):
        write_band(folder / "loss.tif", given)
        data["epochs"][0]["layers"] = {"erosion": {"path": "loss.tif"}}
        data["dem"] = None

    study, place = make_study(epochs=1, change=change, index={"limits": "min-max"})
    result = run_index(PreparedStudy(study, place), silent())
    low, high = result.limits["all"][Indicator.EROSION]
    assert (low, high) == (given.min(), given.max())


def test_paper_literal_scales_each_epoch_turns_no_component_and_says_which_way_it_points(
    make_study,
):
    study, place = make_study(index={"paper_literal": True})
    result = run_index(PreparedStudy(study, place), silent())
    assert result.paper_literal and not result.pooled
    told = next(one for one in result.trust.reasons if one.code == "printed")
    assert not result.trust.trusted
    for epoch in result.epochs:
        assert not any(epoch.flipped) and not any(epoch.unsure)
        points = sum(EXPECTED[name] * epoch.loadings[name][0] for name in result.indicators)
        way, other = ("along", "against") if points > 0 else ("against", "along")
        assert str(epoch.date) in told.values[way] and str(epoch.date) not in told.values[other]
    assert "--corrected" in told.text
    assert any("paper 1 names no rule of signs" in line for line in said(result.methods))


def test_a_corrected_index_says_nothing_of_a_printed_form(make_study):
    result = run_index(PreparedStudy(*make_study()), silent())
    assert not any(one.code == "printed" for one in result.trust.reasons)


@pytest.mark.parametrize("agree", [True, False])
def test_orientation_by_both_rules_is_refused_where_they_differ(make_study, agree):
    # The greenness of this ground loads against the rule in PC2, but not in PC1.
    options = {"orientation": "agree", "components": 1 if agree else 5}
    study, place = make_study(index=options)
    if agree:
        by_rule = make_study(index={"components": 1})[0]
        result = run_index(PreparedStudy(study, place), silent())
        assert by_rule.index.orientation == "expected"
        assert result.epochs[0].loadings[Indicator.GREENNESS][0] > 0
    else:
        with pytest.raises(InputError, match="do not agree which way PC"):
            run_index(PreparedStudy(study, place), silent())


def test_rows_are_blocks_of_files_stored_by_rows(make_study):
    study, place = make_study()
    squares, _ = index_of((study, replace(place, block_cells=64)), "squares")
    rows, _ = index_of((study, replace(place, block_cells=30)), "rows")
    assert_close(tables(squares), tables(rows))


def test_percentiles_are_those_of_the_indicators_in_memory(make_study):
    study, place = make_study(index={"limits": "percentile", "percentiles": (2.0, 97.0)})
    place = replace(place, dtype="float64")
    stages = rasters(run_indicators(PreparedStudy(study, place), silent()), place.out)
    limits = run_index(PreparedStudy(study, place), silent()).limits["all"]
    for name in Indicator:
        both = np.stack([stages[f"{name}_{epoch.date}"] for epoch in study.epochs])
        expected = np.quantile(both, [0.02, 0.97])
        width = both.max() - both.min()
        assert limits[name] == pytest.approx(expected, abs=2**-30 * width)


def test_the_share_told_never_goes_back(make_study):
    study, place = make_study(index={"limits": "percentile"})
    told = []
    run_index(PreparedStudy(study, place), Progress(told.append))
    shares = [step.share for step in told]
    assert shares == sorted(shares) and shares[-1] == 1
    told.clear()
    run_indicators(PreparedStudy(study, place), Progress(told.append))
    shares = [step.share for step in told]
    assert shares == sorted(shares) and shares[-1] == 1
