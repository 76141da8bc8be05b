import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.imagery.scenes import recognise, resolve, scenes_in
from missionplanner.ecology.imagery.scenes.band_names import Other, meaning
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.errors import InputError, Undecided
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, MaskKind, ThermalQuantity
from tests import scene_files

DAY = datetime.date(2024, 6, 12)
DRONE = {Band.BLUE, Band.GREEN, Band.RED, Band.RED_EDGE, Band.NIR}


def middle(file: BandFile) -> float:
    with rasterio.open(file.path) as data:
        value = float(data.read(file.band)[20, 20])
    return value * (1.0 if file.scale is None else file.scale) + (file.offset or 0.0)


def assert_true(epoch: Epoch):
    assert set(epoch.bands) == DRONE
    for band, file in epoch.bands.items():
        assert middle(file) == pytest.approx(scene_files.TRUTH[band], abs=2e-5), band


@pytest.mark.parametrize("nir_last", [True, False])
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_a_mosaic_of_five_bands_is_a_rededge(
    tmp_path: Path, nir_last: bool, named: bool, dtype: str
):
    path = tmp_path / "mine_20240612.tif"
    epoch = recognise(scene_files.micasense(path, named=named, nir_last=nir_last, dtype=dtype))
    assert (epoch.sensor, epoch.date, epoch.level) == ("rededge-m", DAY, Level.SURFACE)
    assert_true(epoch)
    # Guessing is told.
    assert any("brighter of 4 and 5" in sentence(note) for note in epoch.notes) != named


@pytest.mark.parametrize("named", [True, False])
def test_a_sixth_band_in_hundredths_of_a_kelvin_makes_it_an_altum(tmp_path: Path, named: bool):
    path = tmp_path / "mine_2024-06-12.tif"
    epoch = recognise(scene_files.micasense(path, "altum", named=named))
    assert epoch.sensor == "altum"
    assert_true(epoch)
    assert epoch.thermal is not None
    assert epoch.thermal.quantity is ThermalQuantity.SURFACE
    assert epoch.thermal.unit == "K"
    assert middle(epoch.thermal.file) == pytest.approx(300.0)


@pytest.mark.parametrize("name", ["Altum-PT_20240612", "altum_pt_20240612", "altumpt_20240612"])
def test_the_files_name_may_tell_the_camera(tmp_path: Path, name: str):
    assert recognise(scene_files.micasense(tmp_path / f"{name}.tif", "altum")).sensor == "altum-pt"


def test_the_alpha_band_says_what_is_valid(tmp_path: Path):
    epoch = recognise(scene_files.micasense(tmp_path / "a_20240612.tif", alpha=True))
    assert epoch.mask is not None
    assert (epoch.mask.kind, epoch.mask.file.band) == (MaskKind.VALID, 6)


def test_pix4d_writes_a_file_a_band(tmp_path: Path):
    folder = scene_files.pix4d(tmp_path)
    epoch = recognise(folder)
    assert (epoch.sensor, epoch.date) == ("rededge-m", DAY)
    assert_true(epoch)
    assert recognise(*sorted(folder.iterdir())) == epoch


@pytest.mark.parametrize(
    ("unit", "tagged", "kept", "scale"),
    [
        ("C", False, "C", None),
        ("C", True, "C", None),
        ("K", False, "K", None),
        ("K", True, "K", None),
        ("cK", False, "K", 0.01),
    ],
)
def test_a_thermal_camera_joins_the_mosaic_of_its_date(
    tmp_path: Path, unit: str, tagged: bool, kept: str, scale: float | None
):
    mosaic = scene_files.micasense(tmp_path / "mosaic_20240612.tif")
    name = "xt2" if tagged else "xt2_thermal"
    heat = scene_files.thermal_camera(tmp_path / f"{name}.tif", unit, tagged=tagged)
    epoch = recognise(mosaic, heat, day=DAY)
    assert_true(epoch)
    assert epoch.thermal is not None
    assert (epoch.thermal.unit, epoch.thermal.file.scale) == (kept, scale)
    assert epoch.thermal.quantity is ThermalQuantity.SURFACE
    assert (
        any("is taken as" in note and name in note for note in map(sentence, epoch.notes)) != tagged
    )


def test_the_cameras_own_file_goes_before_the_mosaics_thermal_band(tmp_path: Path):
    mosaic = scene_files.micasense(tmp_path / "mosaic_20240612.tif", "altum")
    heat = scene_files.thermal_camera(tmp_path / "xt2_thermal.tif")
    thermal = recognise(mosaic, heat).thermal
    assert thermal is not None
    assert thermal.file.path.endswith("xt2_thermal.tif")


def test_values_that_are_no_temperature_are_refused(tmp_path: Path):
    mosaic = scene_files.micasense(tmp_path / "mosaic_20240612.tif")
    odd = scene_files.raster(tmp_path / "thermal.tif", np.full((9, 9), 7000, np.uint16))
    with pytest.raises(InputError, match="median is 7000"):
        recognise(mosaic, odd)


def test_the_date_may_be_given_and_must_come_from_somewhere(tmp_path: Path):
    path = scene_files.micasense(tmp_path / "mosaic.tif")
    assert recognise(path, day=DAY).date == DAY
    with pytest.raises(InputError, match="--epoch DATE=FILE"):
        recognise(path)


def test_a_date_unlike_the_names_is_noted(tmp_path: Path):
    path = scene_files.micasense(tmp_path / "mosaic_20240612.tif")
    epoch = recognise(path, day=datetime.date(2024, 6, 13))
    assert epoch.date == datetime.date(2024, 6, 13)
    assert any("2024-06-12" in sentence(note) for note in epoch.notes)


@pytest.mark.parametrize("bands", [3, 4, 6, 7])
def test_bands_that_cannot_be_told_apart_are_refused(tmp_path: Path, bands: int):
    values = np.full((bands, 8, 8), 9000, np.uint16)
    path = scene_files.raster(tmp_path / "mosaic_20240612.tif", values)
    with pytest.raises(InputError, match="name the bands"):
        recognise(path)


def test_a_band_given_twice_is_refused(tmp_path: Path):
    first = scene_files.micasense(tmp_path / "a_20240612.tif")
    second = scene_files.micasense(tmp_path / "b_20240612.tif")
    with pytest.raises(InputError, match="blue is twice there"):
        recognise(first, second)


def test_nothing_known_says_what_was_looked_for(tmp_path: Path):
    scene_files.raster(tmp_path / "dem_20240612.tif", np.ones((8, 8), np.float32))
    with pytest.raises(InputError, match=r"Sentinel-2 \.SAFE") as told:
        recognise(tmp_path)
    assert "--sensor" in str(told.value)


@pytest.mark.parametrize("path", ["none.tif", "none"])
def test_a_path_that_is_not_there_is_told(tmp_path: Path, path: str):
    with pytest.raises(InputError, match="no such file"):
        recognise(tmp_path / path)


def test_a_real_scene_of_seven_named_bands_needs_only_its_sensor_and_date(data_dir: Path):
    path = data_dir / "multispectral" / "landsat7_7band_utah_30m.tif"
    with pytest.raises(Undecided, match="--scale"):  # 8-bit numbers are no reflectance
        recognise(path, sensor="landsat7-etm", day=datetime.date(2000, 7, 1))
    epoch = recognise(path, sensor="landsat7-etm", day=datetime.date(2000, 7, 1), scale="0.0039")
    assert {file.scale for file in epoch.bands.values()} == {0.0039}
    assert {band: file.band for band, file in epoch.bands.items()} == {
        Band.BLUE: 1,
        Band.GREEN: 2,
        Band.RED: 3,
        Band.NIR: 4,
        Band.SWIR1: 5,
        Band.SWIR2: 7,
    }
    assert epoch.thermal is None
    assert any("no gain of the thermal band" in sentence(note) for note in epoch.notes)


def test_a_real_scene_without_names_is_taken_in_the_sensors_order(data_dir: Path):
    path = data_dir / "multispectral" / "L7_ETMs_olinda_6band.tif"
    day = datetime.date(2000, 8, 5)
    epoch = recognise(path, sensor="landsat7-etm", day=day, scale="0.0039")
    assert list(epoch.bands) == list(sensor("landsat7-etm").bands)
    assert [file.band for file in epoch.bands.values()] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(InputError, match="6 bands without names"):
        recognise(path, day=datetime.date(2000, 8, 5))


def test_a_folder_of_dates_holds_that_many_scenes(tmp_path: Path):
    for day in ("20230612", "20240612"):
        scene_files.micasense(tmp_path / f"mosaic_{day}.tif")
        scene_files.thermal_camera(tmp_path / f"thermal_{day}.tif")
    scene_files.raster(tmp_path / "dem.tif", np.ones((8, 8), np.float32))
    scenes = scenes_in(tmp_path)
    assert [recognise(*scene).date.year for scene in scenes] == [2023, 2024]
    assert recognise(tmp_path, day=DAY).date == DAY
    with pytest.raises(InputError, match="2 scenes in one folder"):
        recognise(tmp_path)


def test_scenes_are_found_in_folders_of_folders(tmp_path: Path):
    scene_files.landsat(tmp_path / "a", 5, day=datetime.date(1999, 7, 1))
    scene_files.landsat(tmp_path / "b" / "c", 8)
    scene_files.sentinel2(tmp_path / "d")
    # Two Landsat scenes side by side.
    scene_files.landsat(tmp_path / "a", 9, level=2, day=datetime.date(2023, 7, 1))
    found = sorted(recognise(*scene).date.year for scene in scenes_in(tmp_path))
    assert found == [1999, 2020, 2023, 2024]


def test_a_folder_without_imagery_holds_no_scene(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(InputError, match="no scene is recognised"):
        scenes_in(tmp_path)


def test_resolving_fills_the_bands_of_a_scene_and_leaves_named_ones(tmp_path: Path):
    scene_files.landsat(tmp_path / "scene", 8)
    epoch = Epoch(date=scene_files.DAY, sensor="landsat8-oli", scene="scene")
    found = resolve(epoch, tmp_path)
    assert found.bands == recognise(tmp_path / "scene").bands
    assert found.thermal is not None and found.mask is not None
    own = epoch.model_copy(update={"bands": {Band.RED: BandFile(path="red.tif")}})
    assert resolve(own, tmp_path) == own


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Red edge", Band.RED_EDGE),
        ("site_transparent_reflectance_red edge", Band.RED_EDGE),
        ("RedEdge-717", Band.RED_EDGE),
        ("Blue (475 nm)", Band.BLUE),
        ("NIR", Band.NIR),
        ("near infrared", Band.NIR),
        ("LWIR [K]", Other.THERMAL),
        ("mine_thermal_ir", Other.THERMAL),
        ("Panchro", Other.PANCHROMATIC),
        ("scored", None),
        ("bored_blues", None),
        ("B4", None),
        ("", None),
    ],
)
def test_words_are_understood(text: str, what: Band | Other | None):
    assert meaning(text, None) == what


@pytest.mark.parametrize(
    ("key", "text", "what"),
    [
        ("landsat8-oli", "B4", Band.RED),
        ("landsat8-oli", "x_SR_B5", Band.NIR),
        ("landsat8-oli", "band 10", Other.THERMAL),
        ("landsat5-tm", "B4", Band.NIR),
        ("landsat7-etm", "B6_VCID_2", Other.THERMAL),
        ("sentinel2-msi", "T48_B8A", Band.NIR_NARROW),
        ("sentinel2-msi", "B08", Band.NIR),
        ("sentinel2-msi", "B8", Band.NIR),
        ("rededge-m", "B4", None),
    ],
)
def test_numbers_mean_what_the_sensor_says(key: str, text: str, what: Band | Other | None):
    assert meaning(text, sensor(key)) == what
