"""Fill is not data, an outlier is not the scale, and what is left out is told."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
from shapely.geometry import box

from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.study import Indicator
from missionplanner.tasks.progress import silent
from missionplanner.vector.files import write_features
from tests.unit.ecology.engine.conftest import (
    COLUMNS,
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


def all_nodata(data, folder):
    day = data["epochs"][-1]["date"]
    write_band(folder / f"{day}_nir.tif", np.zeros((ROWS, COLUMNS), "uint16"), nodata=0)


def test_an_only_epoch_that_is_all_nodata_is_named(make_study):
    study, place = make_study(epochs=1, change=all_nodata)
    with pytest.raises(InputError, match="epoch 2014-07-01: has no valid pixel"):
        run_index(PreparedStudy(study, place), silent())


def test_an_epoch_without_a_clear_cell_is_left_out_and_the_others_are_as_without_it(make_study):
    study, place = make_study(epochs=3, change=all_nodata)
    result = run_index(PreparedStudy(study, place), silent())
    assert [str(epoch.date) for epoch in result.epochs] == ["2014-07-01", "2015-07-01"]
    assert [bool(fact.left_out) for fact in result.facts] == [False, False, True]
    (line,) = [line for line in said(result.told) if line.startswith("epoch 2016-07-01")]
    assert "left out, no value of greenness" in line and line in said(result.warnings)
    two = study.model_copy(update={"epochs": study.epochs[:2]})
    alone = run_index(PreparedStudy(two, replace(place, out=place.out.with_name("two"))), silent())
    assert alone.epochs == result.epochs and alone.limits == result.limits


def test_trend_and_zones_go_on_without_the_epoch_that_is_left_out(make_study):
    def change(data, folder):
        all_nodata(data, folder)
        corner = box(500_300, 3_998_000, 501_500, 3_999_500)
        square = SiteFrame(32616).unproject(corner)
        write_features(folder / "zones.geojson", "zones", [square], {"name": ["pit"]})
        data["zones"] = "zones.geojson"

    study, place = make_study(epochs=4, change=change)
    found = run_zones(PreparedStudy(study, place), silent())
    assert [day.year for day in found.dates] == [2014, 2015, 2016]
    assert len(found.zones[0].means) == len(found.zones[0].grades_m2) == 3
    trend = run_trend(PreparedStudy(study, place), silent())
    assert trend.n_epochs == 3
    left = "epoch 2017-07-01: left out, no value of"
    assert any(line.startswith(left) for line in said(trend.warnings))
    assert any(line.startswith(left) for line in said(found.told))


def test_a_reflectance_that_cannot_be_is_no_data_and_told_with_its_area(make_study):
    def change(data, folder):
        path = folder / "2014-07-01_red.tif"
        with rasterio.open(path) as red:
            values = red.read(1)
        values[:10, :10] = 60_000
        write_band(path, values, nodata=0)

    study, place = make_study(epochs=1, change=change)
    result, found = index_of((study, place), "holed")
    assert np.isnan(found["irsei_2014-07-01"][:10, :10]).all()
    assert result.facts[0].beyond_m2 == {"red": 100 * 900.0}
    (line,) = [line for line in said(result.told) if "red is beyond" in line]
    assert "100 cells (9.0 ha" in line and line in said(result.warnings)


def test_heat_that_no_ground_has_is_no_data(make_study):
    def change(data, folder):
        path = folder / "2014-07-01_heat.tif"
        with rasterio.open(path) as heat:
            kelvin = heat.read(1)
        kelvin[:10, :10] = 149.0
        write_band(path, kelvin)

    study, place = make_study(epochs=1, change=change)
    result = run_index(PreparedStudy(study, place), silent())
    assert result.limits["all"][Indicator.HEAT][0] > 290
    assert any(
        "heat is beyond 175 to 400 K in 100 cells (9.0 ha" in line for line in said(result.told)
    )


def test_nothing_is_said_to_be_no_data_where_all_is_well(make_study):
    study, place = make_study()
    result = run_index(PreparedStudy(study, place), silent())
    assert not [line for line in said(result.told) if "no data" in line or "no value" in line]
    assert all(not fact.beyond_m2 and not fact.left_out for fact in result.facts)


def test_one_hot_cell_is_told_and_moves_no_grade(make_study):
    def hot(data, folder):
        path = folder / "2014-07-01_heat.tif"
        with rasterio.open(path) as heat:
            kelvin = heat.read(1)
        kelvin[5, 5] = 370.0
        write_band(path, kelvin)

    _, plain = index_of(make_study(epochs=1), "plain")
    study, place = make_study(epochs=1, change=hot)
    result, found = index_of((study, place), "hot")
    assert any("heat goes from" in line and "370 K" in line for line in said(result.told))
    day = "2014-07-01"
    moved = (found[f"grade_{day}"] != plain[f"grade_{day}"]).mean()
    assert moved < 0.005
    least = study.index.model_copy(update={"limits": "min-max"})
    result, found = index_of((study.model_copy(update={"index": least}), place), "least")
    assert (found[f"grade_{day}"] != plain[f"grade_{day}"]).mean() > 0.05
    assert any("least and greatest value" in line for line in said(result.told))


def test_a_hole_of_the_dem_that_no_tag_tells_is_no_height(make_study):
    def holed(tagged):
        def change(data, folder):
            with rasterio.open(folder / "dem.tif") as dem:
                heights = dem.read(1)
            heights[20:40, 30:50] = -9999
            more = {"nodata": -9999.0} if tagged else {}
            # Off the lattice by half a cell: a hole must not be blended with what lies beside it.
            write_band(folder / "dem.tif", heights, (499_985.0, 4_000_015.0), **more)

        return change

    (told, with_tag), (untold, without) = (
        index_of(make_study(epochs=1, change=holed(tagged)), str(tagged))
        for tagged in (True, False)
    )
    assert_same_rasters(with_tag, without)
    assert any("400 of its 9,900 cells hold -9999" in line for line in said(untold.told))
    assert any("no value of erosion on" in line for line in said(told.told))


def test_a_wrong_scale_factor_is_refused(make_study):
    def change(data, folder):
        data["epochs"][1]["bands"]["swir1"]["scale"] = 1e-2

    study, place = make_study(change=change)
    with pytest.raises(InputError, match=r"epoch 2015-07-01: swir1 is beyond .* scale factor"):
        run_index(PreparedStudy(study, place), silent())


def test_a_scale_factor_that_is_hardly_right_is_warned_of(make_study):
    def change(data, folder):
        data["epochs"][1]["bands"]["swir1"]["scale"] = 5e-4

    study, place = make_study(change=change)
    warnings = said(run_index(PreparedStudy(study, place), silent()).warnings)
    bright = [line for line in warnings if "scale factor" in line]
    assert len(bright) == 1 and bright[0].startswith("epoch 2015-07-01: swir1 is above 1.5")
