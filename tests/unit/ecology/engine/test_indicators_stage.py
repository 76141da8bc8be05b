from dataclasses import replace

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.heat import emissivity, surface_temperature
from missionplanner.errors import InputError
from missionplanner.model.ecology import IndicatorsResult
from missionplanner.model.study import Indicator
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import (
    BANDS,
    COLUMNS,
    ROWS,
    assert_same_rasters,
    rasters,
    write_band,
)

DAY = "2014-07-01"


def reflectances(folder, day=DAY):
    found = {}
    for band in BANDS:
        with rasterio.open(folder / f"{day}_{band}.tif") as data:
            found[band] = data.read(1) * 1e-4
    return found


def brightness(data, folder):
    thermal = data["epochs"][0]["thermal"]
    thermal |= {"quantity": "brightness", "unit": "C", "wavelength_um": 10.9}
    kelvin = np.random.default_rng(3).uniform(20, 40, (ROWS, COLUMNS))
    write_band(folder / f"{DAY}_heat.tif", kelvin)


def test_layers_are_what_their_kernels_give_of_the_bands(make_study):
    study, place = make_study(epochs=1, change=brightness)
    place = replace(place, dtype="float64", block_cells=33)
    result = run_indicators(PreparedStudy(study, place), silent())
    found, bands = rasters(result, place.out), reflectances(place.folder)
    ndvi = greenness(bands["red"], bands["nir"])
    assert found[f"greenness_{DAY}"] == pytest.approx(ndvi, abs=1e-12)
    names = ("blue", "green", "red", "nir", "swir1")
    expected = dryness(*(bands[name] for name in names))
    assert found[f"dryness_{DAY}"] == pytest.approx(expected, abs=1e-12)
    with rasterio.open(place.folder / f"{DAY}_heat.tif") as data:
        kelvin = data.read(1) + 273.15
    assert found[f"brightness_{DAY}"] == pytest.approx(kelvin, abs=1e-9)
    expected = surface_temperature(kelvin, emissivity(ndvi), 10.9)
    assert found[f"heat_{DAY}"] == pytest.approx(expected, abs=1e-9)


def test_the_cover_factor_follows_from_the_quantiles_of_ndvi(make_study):
    study, place = make_study(index={"mask_water": False})
    place = replace(place, dtype="float64")
    found = rasters(run_indicators(PreparedStudy(study, place), silent()), place.out)
    days = [str(epoch.date) for epoch in study.epochs]
    ndvi = np.stack([found[f"greenness_{day}"] for day in days])
    low, high = np.quantile(ndvi, [0.05, 0.95])  # of both epochs together
    for i, day in enumerate(days):
        fraction = np.clip((ndvi[i] - low) / (high - low), 0, 1)
        assert found[f"fraction_{day}"] == pytest.approx(fraction, abs=1e-8)
        # log10(0) is looked at by np.select too, where it is not taken.
        with np.errstate(divide="ignore"):
            logged = np.clip(0.6508 - 0.3436 * np.log10(100 * fraction), 0, 1)
        percent = 100 * fraction
        cover = np.select([percent <= 0.0963, percent > 78.3], [1.0, 0.0], logged)
        assert found[f"cover_{day}"] == pytest.approx(cover, abs=1e-6)
        loss = found["ls"] * found[f"cover_{day}"]
        assert found[f"erosion_{day}"] == pytest.approx(loss, rel=1e-9)


def test_summaries_agree_with_the_rasters(make_study):
    study, place = make_study()
    result = run_indicators(PreparedStudy(study, place), silent())
    found = rasters(result, place.out)
    assert len(result.layers) == len(found) == 2 * 7 + 5
    for layer in result.layers:
        values = found[layer.name if layer.date is None else f"{layer.name}_{layer.date}"]
        assert layer.minimum == np.nanmin(values) and layer.maximum == np.nanmax(values)
        assert layer.mean == pytest.approx(np.nanmean(values.astype(float)), rel=1e-6)
        assert layer.valid_m2 == np.isfinite(values).sum() * 900
    units = {layer.name: layer.unit for layer in result.layers}
    assert units["heat"] == "K" and units["slope_angle"] == "deg"
    assert units["erosion"] == "relative"


def test_blocks_change_nothing_and_a_fresh_result_is_taken_up(make_study):
    study, place = make_study()
    whole_place = replace(place, out=place.out.with_name("whole"), block_cells=1024)
    whole = run_indicators(PreparedStudy(study, whole_place), silent())
    cut = run_indicators(PreparedStudy(study, place), silent())
    assert_same_rasters(rasters(cut, place.out), rasters(whole, whole_place.out))
    stamps = [(place.out / file).stat().st_mtime_ns for file in cut.files.values()]
    assert run_indicators(PreparedStudy(study, place), silent()) == cut
    assert stamps == [(place.out / file).stat().st_mtime_ns for file in cut.files.values()]
    assert IndicatorsResult.model_validate_json((place.out / "indicators.json").read_bytes()) == cut


def test_what_an_epoch_cannot_give_is_told_and_the_rest_is_made(make_study):
    def change(data, folder):
        for band in ("swir1", "swir2"):
            del data["epochs"][1]["bands"][band]

    study, place = make_study(change=change)
    result = run_indicators(PreparedStudy(study, place), silent())
    assert set(result.missing["2015-07-01"]) == {Indicator.WETNESS, Indicator.DRYNESS}
    assert "wetness_2014-07-01" in result.files
    assert "wetness_2015-07-01" not in result.files and "heat_2015-07-01" in result.files


def test_an_epoch_that_gives_nothing_is_refused(make_study):
    def change(data, folder):
        epoch = data["epochs"][0]
        epoch["bands"] = {"green": epoch["bands"]["green"]}
        epoch["thermal"] = None

    study, place = make_study(epochs=1, change=change)
    with pytest.raises(InputError, match="epoch 2014-07-01: no indicator can be computed"):
        run_indicators(PreparedStudy(study, place), silent())


def test_water_has_no_value_and_no_say_in_the_quantiles(make_study):
    def change(data, folder):
        mask = np.zeros((ROWS, COLUMNS), "uint8")
        mask[:40] = 1
        write_band(folder / "fmask.tif", mask)
        data["epochs"][0]["mask"] = {"file": {"path": "fmask.tif"}, "kind": "fmask"}

    study, place = make_study(epochs=1, change=change)
    place = replace(place, dtype="float64")
    found = rasters(run_indicators(PreparedStudy(study, place), silent()), place.out)
    ndvi = found[f"greenness_{DAY}"]
    assert np.isnan(ndvi[:40]).all() and np.isfinite(ndvi[40:]).all()
    low, high = np.quantile(ndvi[40:], [0.05, 0.95])
    expected = np.clip((ndvi - low) / (high - low), 0, 1)
    assert found[f"fraction_{DAY}"] == pytest.approx(expected, abs=1e-8, nan_ok=True)
