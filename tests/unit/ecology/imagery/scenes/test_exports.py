"""Rasters without metadata: what they are, told by the names of their bands and their numbers."""

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.imagery.scenes import recognise, scenes_in
from missionplanner.ecology.imagery.scenes.scales import given_scale
from missionplanner.errors import InputError, Undecided
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Band, Level, MaskKind, ThermalQuantity
from tests import scene_files

OLI = tuple(f"SR_B{i}" for i in range(1, 8))
TRUE = (0.05, 0.06, 0.10, 0.12, 0.35, 0.25, 0.18)
DAY = datetime.date(2020, 7, 15)


def field(factor=1.0, summand=0.0, dtype="float32", true=TRUE):
    shade = np.linspace(0.8, 1.2, 40 * 40).reshape(40, 40)
    return np.stack([(value * shade - summand) / factor for value in true]).astype(dtype)


def export(path: Path, values, names, nodata=None):
    return scene_files.raster(path, values, names=names, nodata=nodata)


def mean(file):
    with rasterio.open(file.path) as data:
        stored = data.read(file.band).astype(float)
    stored[np.isin(stored, file.fill)] = np.nan
    return np.nanmean(stored) * (file.scale or 1.0) + (file.offset or 0.0)


def test_reflectance_and_kelvin_are_known_by_their_names(tmp_path):
    heat = np.full((1, 40, 40), 300.0, "float32")
    values = np.concatenate([field(), heat])
    epoch = recognise(export(tmp_path / "gee_2020-07-15.tif", values, (*OLI, "ST_B10")))
    assert (epoch.sensor, epoch.level, epoch.date) == ("landsat8-oli", Level.SURFACE, DAY)
    assert mean(epoch.bands[Band.NIR]) == pytest.approx(0.35, abs=1e-3)
    assert epoch.thermal is not None and epoch.thermal.quantity is ThermalQuantity.SURFACE
    assert mean(epoch.thermal.file) == pytest.approx(300.0)


@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_digital_numbers_of_collection_2_are_scaled_and_told(tmp_path, dtype):
    heat = np.full((1, 40, 40), (300.0 - 149.0) / 0.00341802).astype(dtype)
    values = np.concatenate([field(2.75e-5, -0.2, dtype), heat])
    values[:, :5, :5] = 0
    epoch = recognise(export(tmp_path / "gee_2020-07-15.tif", values, (*OLI, "ST_B10")))
    assert mean(epoch.bands[Band.RED]) == pytest.approx(0.12, abs=2e-3)
    assert mean(epoch.thermal.file) == pytest.approx(300.0, abs=0.01)
    assert sum("digital number" in sentence(note) for note in epoch.notes) == 2


@pytest.mark.parametrize(
    ("name", "names", "sensor"),
    [
        ("LT05_127045_20080715", (*OLI[:5], "SR_B7", "ST_B6"), "landsat5-tm"),
        ("LE07_127045_20080715", (*OLI[:5], "SR_B7", "ST_B6"), "landsat7-etm"),
        ("tm_19950715", (*OLI[:5], "SR_B7"), "landsat5-tm"),
        ("etm_20200715", (*OLI[:5], "SR_B7"), "landsat7-etm"),
        ("LC09_127045_20220715", OLI, "landsat9-oli2"),
    ],
)
def test_the_mission_is_told_by_name_bands_and_date(tmp_path, name, names, sensor):
    values = np.full((len(names), 40, 40), 0.2, "float32")
    if names[-1].startswith("ST"):
        values[-1] = 300.0
    assert recognise(export(tmp_path / f"{name}.tif", values, names)).sensor == sensor


def test_tm_and_etm_of_one_time_are_asked(tmp_path):
    names = (*OLI[:5], "SR_B7")
    path = export(tmp_path / "a_2005-07-15.tif", np.full((6, 40, 40), 0.2, "float32"), names)
    with pytest.raises(Undecided) as asked:
        recognise(path)
    assert asked.value.option == "--sensor"
    assert asked.value.choices == ("landsat5-tm", "landsat7-etm")


def test_numbered_bands_and_colours_of_several_sensors_are_asked(tmp_path):
    plain = tuple(f"B{i}" for i in range(1, 8))
    colours = ("coastal", "blue", "green", "red", "nir", "swir1", "swir2")
    for name, names, cell_m in (("plain", plain, 30.0), ("colours", colours, 20.0)):
        path = tmp_path / f"{name}_2020-07-15.tif"
        scene_files.raster(path, field(), names=names, cell_m=cell_m)
        with pytest.raises(Undecided, match="--sensor") as asked:
            recognise(path)
        assert "landsat8-oli" in asked.value.choices
        assert recognise(path, sensor="landsat8-oli").bands.keys() == {
            *(Band.COASTAL, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
        }


def test_colours_with_a_coastal_band_in_landsats_cells_are_told(tmp_path):
    colours = ("coastal", "blue", "green", "red", "nir", "swir1", "swir2")
    epoch = recognise(export(tmp_path / "a_2020-07-15.tif", field(), colours))
    assert epoch.sensor == "landsat8-oli"
    assert any("cells of 30 m" in sentence(note) for note in epoch.notes)


def test_the_level_is_the_users_where_no_file_tells_it(tmp_path):
    plain = tuple(f"B{i}" for i in range(1, 8))
    path = export(tmp_path / "a_2020-07-15.tif", field(), plain)
    levels = {
        given: recognise(path, sensor="landsat8-oli", level=given)
        for given in (None, Level.TOA, Level.SURFACE)
    }
    assert [epoch.level for epoch in levels.values()] == [Level.TOA, Level.TOA, Level.SURFACE]
    guesses = [
        sum("nothing tells that it is surface" in sentence(note) for note in epoch.notes)
        for epoch in levels.values()
    ]
    assert guesses == [1, 0, 0]


def test_a_level_that_the_metadata_contradict_is_told(tmp_path):
    epoch = recognise(scene_files.landsat(tmp_path, 8, level=2), level=Level.TOA)
    assert epoch.level is Level.SURFACE
    assert any("the level was given as toa" in sentence(note) for note in epoch.notes)


def test_ten_thousandths_are_told_and_their_untagged_fill_is_no_data(tmp_path):
    values = field(1e-4, 0.0, "int16")
    values[:, :8, :8] = -9999
    path = export(tmp_path / "mos_2020-07-15.tif", values, tuple(f"B{i}" for i in range(1, 8)))
    epoch = recognise(path, sensor="landsat8-oli")
    assert {(file.scale, file.offset, file.fill) for file in epoch.bands.values()} == {
        (1e-4, 0.0, (-9999.0,))
    }
    assert any("-9999 in 64 cells is no reflectance" in sentence(note) for note in epoch.notes)
    assert any("ten-thousandths" in sentence(note) for note in epoch.notes)
    assert mean(epoch.bands[Band.RED]) == pytest.approx(0.12, rel=0.02)


@pytest.mark.parametrize(("dtype", "level"), [("uint16", 9000), ("uint8", 60), ("float32", 35.0)])
def test_numbers_that_no_rule_knows_are_asked_and_the_answer_is_taken(tmp_path, dtype, level):
    names = tuple(f"B{i}" for i in range(1, 8))
    path = export(tmp_path / "x_2020-07-15.tif", np.full((7, 40, 40), level, dtype), names)
    if dtype == "float32":  # reflectance in per cent lies in no range of numbers that are told
        path = export(path, np.full((7, 40, 40), 12.0, dtype), names)
    with pytest.raises(Undecided, match="--scale") as asked:
        recognise(path, sensor="landsat8-oli")
    assert asked.value.option == "--scale"
    epoch = recognise(path, sensor="landsat8-oli", scale="0.01,-0.05")
    assert {(file.scale, file.offset) for file in epoch.bands.values()} == {(0.01, -0.05)}
    assert any("as given" in sentence(note) for note in epoch.notes)


@pytest.mark.parametrize("text", ["", "a", "0", "1,2,3", "nan", "1,inf", "collection-3"])
def test_a_scale_that_is_none_is_refused(text):
    with pytest.raises(InputError, match="is no scale"):
        given_scale(text)


def test_sentinel_2_is_known_by_its_band_8a_and_its_classes(tmp_path):
    names = ("B2", "B3", "B4", "B8", "B8A", "B11", "B12", "SCL")
    values = field(1e-4, 0.0, "uint16", (0.06, 0.10, 0.12, 0.35, 0.36, 0.25, 0.18))
    scl = np.full((1, 40, 40), 4, "uint16")
    stack = np.concatenate([values, scl])
    epoch = recognise(export(tmp_path / "s2_2020-07-15.tif", stack, names))
    assert (epoch.sensor, epoch.level) == ("sentinel2-msi", Level.SURFACE)
    assert epoch.mask is not None and (epoch.mask.kind, epoch.mask.file.band) == (MaskKind.SCL, 8)
    assert mean(epoch.bands[Band.NIR]) == pytest.approx(0.35, rel=0.02)


def test_of_a_late_sentinel_2_the_offset_is_asked_unless_numbers_or_name_tell(tmp_path):
    names = ("B2", "B3", "B4", "B8", "B8A", "B11", "B12")
    true = (0.06, 0.10, 0.12, 0.35, 0.36, 0.25, 0.18)
    late = field(1e-4, -0.1, "uint16", true)
    path = export(tmp_path / "s2_2023-07-15.tif", late, names)
    with pytest.raises(Undecided, match="--scale"):
        recognise(path)
    assert mean(recognise(path, scale="1e-4,-0.1").bands[Band.RED]) == pytest.approx(0.12, rel=0.02)
    plain = export(tmp_path / "a_2023-07-15.tif", field(1e-4, 0.0, "uint16", true), names)
    assert recognise(plain).bands[Band.RED].offset == 0.0
    named = export(tmp_path / "S2_HARMONIZED_2023-07-15.tif", late, names)
    assert recognise(named).bands[Band.RED].offset == 0.0


def test_floating_bands_under_landsats_own_names_are_not_scaled_again(tmp_path):
    for number, values in enumerate(field(), 1):
        scene_files.raster(tmp_path / f"LC08_127045_20200715_SR_B{number}.tif", values)
    epoch = recognise(tmp_path)
    assert mean(epoch.bands[Band.NIR]) == pytest.approx(0.35, abs=1e-3)


def test_digital_number_0_of_a_product_is_fill_whatever_its_tag(tmp_path):
    for number, level in ((8, 1), (8, 2), (5, 1)):
        scene_files.landsat(tmp_path / f"{number}{level}", number, level=level)
        epoch = recognise(tmp_path / f"{number}{level}")
        assert epoch.thermal is not None
        files = [*epoch.bands.values(), epoch.thermal.file]
        assert {file.fill for file in files} == {(0.0,)}
    scene_files.sentinel2(tmp_path / "s2")
    assert {file.fill for file in recognise(tmp_path / "s2").bands.values()} == {(0.0,)}


def test_elevation_beside_a_scene_is_no_scene_and_that_is_told(tmp_path):
    scene_files.landsat(tmp_path / "scene", 8, level=2)
    scene_files.raster(tmp_path / "scene" / "dem_20200708.tif", np.ones((9, 9), np.float32))
    scene_files.raster(tmp_path / "scene" / "n30.tif", np.ones((9, 9), np.float32), unit="m")
    (scene,) = scenes_in(tmp_path)
    notes = [sentence(note) for note in recognise(*scene).notes]
    assert [note for note in notes if "passed over" in note] == [
        "dem_20200708.tif is elevation and no scene: passed over",
        "n30.tif is elevation and no scene: passed over",
    ]
    with pytest.raises(InputError, match="no scene is recognised"):
        scene_files.raster(tmp_path / "alone" / "dem.tif", np.ones((9, 9), np.float32))
        recognise(tmp_path / "alone")
