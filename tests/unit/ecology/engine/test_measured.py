"""Point measurements on a study's lattice: maps, limits, and the index held against them."""

import csv

import numpy as np
import pytest
import rasterio
from pyproj import Transformer

from missionplanner.errors import InputError
from missionplanner.operations.measurements import TABLE, measurements
from missionplanner.operations.studies import OpenStudy
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import NORTH_WEST, said

PLACES = {"a": (10, 10), "b": (30, 60), "c": (70, 20), "d": (55, 90), "e": (80, 80), "f": (5, 100)}
CELL = 30.0


def degrees(row, column):
    to_degrees = Transformer.from_crs(32616, 4326, always_xy=True)
    x, y = NORTH_WEST[0] + CELL * (column + 0.5), NORTH_WEST[1] - CELL * (row + 0.5)
    return to_degrees.transform(x, y)


def written(folder, study, more=""):
    """Write one value a place and epoch: 10 and more by place, 5 more each epoch."""
    rows = ["place,lon,lat,date,value,unit,quantity"]
    for k, epoch in enumerate(study.epochs):
        for i, (name, cell) in enumerate(PLACES.items()):
            lon, lat = degrees(*cell)
            rows.append(f"{name},{lon:.8f},{lat:.8f},{epoch.date},{10 + i + 5 * k},mg/l,Fe / Mn")
    path = folder / "water.csv"
    path.write_text("\n".join(rows) + "\n" + more, encoding="utf-8")
    return path


def opened(study, place):
    return OpenStudy(place.folder / "study.json", study, place)


def test_maps_meet_the_values_and_stay_between_them(make_study, tmp_path):
    study, place = make_study(epochs=3)
    table = written(tmp_path, study)
    limits = {"Fe / Mn": (None, 22.0)}
    result = measurements(opened(study, place), table, limits, 2.0, False, silent())
    days = [epoch.date for epoch in study.epochs]
    assert set(result.files) == {f"Fe_Mn_{day}" for day in days}
    with rasterio.open(place.out / result.files[f"Fe_Mn_{days[1]}"]) as data:
        values = data.read(1)
        assert (data.width, data.height) == (result.grid.width, result.grid.height)
        assert data.tags()["UNIT"] == "mg/l"
    assert np.isfinite(values).all() and values.min() >= 15.0 and values.max() <= 20.0
    for i, (row, column) in enumerate(PLACES.values()):
        assert values[row, column] == pytest.approx(15 + i, abs=0.01)
    (iron,) = result.quantities
    assert [place.beyond for place in iron.places] == [None] * 3 + ["above"] * 3
    assert sum("beyond the limit of 22" in line for line in said(result.warnings)) == 3
    assert iron.against == ()
    with (place.out / TABLE).open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + len(PLACES)


def test_index_and_indicators_are_held_against_the_measurements(make_study, tmp_path):
    study, place = make_study(epochs=3)
    result = measurements(opened(study, place), written(tmp_path, study), {}, 2.0, True, silent())
    against = {one.layer: one for one in result.quantities[0].against}
    assert {"irsei", "greenness"} <= set(against)
    assert against["irsei"].n == len(PLACES) * len(study.epochs)
    assert -1.0 <= against["irsei"].rho <= 1.0


def test_what_makes_no_map_and_what_lies_beside_is_told(make_study, tmp_path):
    study, place = make_study(epochs=1)
    table = written(tmp_path, study, "far,-87.0,37.0,2001-01-01,3,mg/l,Fe / Mn\n")
    result = measurements(opened(study, place), table, {}, 2.0, False, silent())
    lines = said(result.told)
    assert any("1 places make no map" in line for line in lines)
    assert any("far lie beside the rasters" in line for line in lines)
    assert len(result.files) == 1


@pytest.mark.parametrize(("limits", "power"), [({"pH": (6.0, 9.0)}, 2.0), ({}, 0.0)])
def test_wrong_asking_is_refused(make_study, tmp_path, limits, power):
    study, place = make_study(epochs=1)
    with pytest.raises(InputError, match=r"--limit|--power"):
        measurements(opened(study, place), written(tmp_path, study), limits, power, False, silent())
    assert not (place.out / "measurements").exists()


def test_of_many_places_the_better_way_makes_the_map_and_both_are_told(make_study, tmp_path):
    study, place = make_study(epochs=1)
    day = study.epochs[0].date
    rng = np.random.default_rng(2)
    rows = ["place,lon,lat,date,value,unit"]
    for k, (row, column) in enumerate(rng.uniform((2, 2), (88, 108), (24, 2))):
        lon, lat = degrees(row, column)
        value = 50 + 10 * np.sin(row / 30) + 8 * np.cos(column / 35)
        rows.append(f"p{k},{lon:.8f},{lat:.8f},{day},{value:.4f},ug/m3")
    table = tmp_path / "dust.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    maps = {}
    for way in ("auto", "distance", "kriging"):
        result = measurements(opened(study, place), table, {}, 2.0, False, silent(), way)
        (file,) = result.files.values()
        assert result.quantities[0].maps == {day: file}
        with rasterio.open(place.out / file) as data:
            maps[way] = data.read(1)
        told = [line for line in said(result.told) if "off a place left out" in line]
        assert [line.split(": ")[1].split(";")[0] for line in told] == (
            [] if way == "distance" else ["by kriging"]
        )
    np.testing.assert_array_equal(maps["auto"], maps["kriging"])
    rows_at, columns_at = np.mgrid[10:80, 10:100]
    true = 50 + 10 * np.sin((rows_at) / 30) + 8 * np.cos(columns_at / 35)
    off = {way: np.abs(made[10:80, 10:100] - true).mean() for way, made in maps.items()}
    assert off["kriging"] < 0.5 * off["distance"]
