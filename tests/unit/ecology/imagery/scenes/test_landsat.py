import datetime
import math
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.imagery.masks import decode
from missionplanner.ecology.imagery.scenes import recognise
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, MaskKind, ThermalQuantity
from tests import scene_files

SENSORS = {
    4: "landsat4-tm",
    5: "landsat5-tm",
    7: "landsat7-etm",
    8: "landsat8-oli",
    9: "landsat9-oli2",
}
ROW = 20
"""A row that is neither fill, cloud nor water."""


def values(file: BandFile) -> np.ndarray:
    with rasterio.open(file.path) as data:
        scale = 1.0 if file.scale is None else file.scale
        return data.read(file.band).astype(float) * scale + (file.offset or 0.0)


def assert_true_reflectances(epoch: Epoch, tolerance: float = 1e-4):
    for band, file in epoch.bands.items():
        truth = scene_files.TRUTH[band]
        assert values(file)[ROW].mean() == pytest.approx(truth, abs=tolerance), band


@pytest.mark.parametrize("mission", [4, 5, 7, 8, 9])
@pytest.mark.parametrize("collection", [1, 2])
def test_level_1_becomes_reflectance_at_the_top_of_the_atmosphere(
    tmp_path: Path, mission: int, collection: int
):
    epoch = recognise(scene_files.landsat(tmp_path, mission, collection=collection))
    assert epoch.sensor == SENSORS[mission]
    assert epoch.date == scene_files.DAY
    assert epoch.level is Level.TOA
    assert len(epoch.bands) == (8 if mission >= 8 else 6)
    # A step of the eight bits that are written is 0.0024.
    assert_true_reflectances(epoch, 2.4e-3 if mission < 8 else 1e-4)


@pytest.mark.parametrize("mission", [4, 5, 7])
def test_without_reflectance_gains_the_radiance_sun_and_distance_serve(
    tmp_path: Path, mission: int
):
    whole = recognise(scene_files.landsat(tmp_path / "a", mission))
    old = recognise(scene_files.landsat(tmp_path / "b", mission, reflectance_gains=False))
    for band, file in whole.bands.items():
        assert old.bands[band].scale == pytest.approx(file.scale, rel=5e-4)
        assert old.bands[band].offset == pytest.approx(file.offset, rel=5e-4)


@pytest.mark.parametrize("mission", [4, 5, 7, 8, 9])
def test_level_2_takes_its_own_gains_not_those_of_level_1_it_repeats(tmp_path: Path, mission: int):
    epoch = recognise(scene_files.landsat(tmp_path, mission, level=2))
    assert epoch.level is Level.SURFACE
    assert_true_reflectances(epoch)
    assert epoch.thermal is not None
    assert epoch.thermal.quantity is ThermalQuantity.SURFACE
    assert values(epoch.thermal.file)[ROW].mean() == pytest.approx(300.0, abs=0.01)


@pytest.mark.parametrize("mission", [4, 5, 7, 8, 9])
def test_the_thermal_band_gives_back_the_temperature(tmp_path: Path, mission: int):
    thermal = recognise(scene_files.landsat(tmp_path, mission)).thermal
    assert thermal is not None
    assert thermal.quantity is ThermalQuantity.RADIANCE
    assert thermal.k1 and thermal.k2
    radiance = values(thermal.file)[ROW].mean()
    assert thermal.k2 / math.log(thermal.k1 / radiance + 1) == pytest.approx(300.0, abs=0.5)


def test_metadata_padded_with_nul_is_read(tmp_path: Path):
    folder = scene_files.landsat(tmp_path, 5)
    plain = recognise(folder)
    path = next(folder.glob("*_MTL.txt"))
    path.write_bytes(path.read_bytes() + b"\0" * 5000)
    assert recognise(folder) == plain


def test_of_the_two_gains_of_etm_the_low_one_is_used_and_said(tmp_path: Path):
    epoch = recognise(scene_files.landsat(tmp_path, 7))
    assert epoch.thermal is not None
    assert epoch.thermal.file.path.endswith("B6_VCID_1.TIF")
    assert any("B6_VCID_1" in sentence(note) for note in epoch.notes)
    assert any("scan line corrector" in sentence(note) for note in epoch.notes)


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize("level", [1, 2])
def test_metadata_as_json_and_xml_say_the_same(tmp_path: Path, kind: str, level: int):
    folder = scene_files.landsat(tmp_path, level=level)
    text = recognise(folder)
    next(folder.glob("*_MTL.txt")).unlink()
    scene_files.landsat(tmp_path, level=level, mtl=kind)
    assert recognise(folder) == text
    assert recognise(next(folder.glob(f"*_MTL.{kind}"))) == text


@pytest.mark.parametrize(
    ("collection", "kind", "water"), [(2, MaskKind.QA_PIXEL, True), (1, MaskKind.QA_C1, False)]
)
def test_the_quality_band_masks_what_was_put_in(
    tmp_path: Path, collection: int, kind: MaskKind, water: bool
):
    mask = recognise(scene_files.landsat(tmp_path, collection=collection)).mask
    assert mask is not None
    assert mask.kind is kind
    masked = decode(values(mask.file).astype(np.int32), mask.kind)
    assert not masked.clear[scene_files.CLOUD_ROWS].any()
    assert not masked.clear[scene_files.FILL_ROWS].any()
    assert masked.clear[scene_files.FILL_ROWS.stop :].all()
    assert masked.water[scene_files.WATER_ROWS].all() == water


def test_level_2_files_without_metadata_are_told_by_their_names(tmp_path: Path):
    scene_files.landsat(tmp_path / "with", 9, level=2)
    scene_files.landsat(tmp_path / "without", 9, level=2, mtl="none")
    whole, bare = recognise(tmp_path / "with"), recognise(tmp_path / "without")
    assert bare.sensor == "landsat9-oli2"
    assert bare.date == whole.date
    assert {b: (f.scale, f.offset) for b, f in bare.bands.items()} == {
        b: (f.scale, f.offset) for b, f in whole.bands.items()
    }
    assert bare.mask is not None and bare.mask.kind is MaskKind.QA_PIXEL
    assert_true_reflectances(bare)


def test_collection_1_surface_reflectance_is_told_by_names(tmp_path: Path):
    scene = "LT05_L1TP_127045_20050704_20161125_01_T1"
    for tail, value in (("sr_band3", 1200), ("sr_band4", 3500), ("bt_band6", 3000)):
        stored = np.full((4, 4), value, np.int16)
        scene_files.raster(tmp_path / f"{scene}_{tail}.tif", stored, nodata=-9999)
    scene_files.raster(tmp_path / f"{scene}_pixel_qa.tif", np.full((4, 4), 66, np.uint16))
    # The Level 1 MTL file comes along, and names files that do not.
    (tmp_path / f"{scene}_MTL.txt").write_text('GROUP = X\n SPACECRAFT_ID = "LANDSAT_5"\n')
    epoch = recognise(tmp_path)
    assert epoch.sensor == "landsat5-tm"
    assert epoch.level is Level.SURFACE
    assert values(epoch.bands[Band.RED])[0, 0] == pytest.approx(0.12)
    assert epoch.thermal is not None
    assert epoch.thermal.quantity is ThermalQuantity.BRIGHTNESS
    assert values(epoch.thermal.file)[0, 0] == pytest.approx(300.0)
    assert epoch.mask is not None and epoch.mask.kind is MaskKind.QA_C1_SURFACE


def test_level_1_without_its_metadata_says_what_is_missing(tmp_path: Path):
    scene_files.landsat(tmp_path, 8, mtl="none")
    with pytest.raises(InputError, match=r"_MTL\.txt"):
        recognise(tmp_path)


def test_a_band_that_is_not_there_is_noted_and_none_at_all_refused(tmp_path: Path):
    folder = scene_files.landsat(tmp_path, 5)
    next(folder.glob("*_B5.TIF")).unlink()
    epoch = recognise(folder)
    assert Band.SWIR1 not in epoch.bands
    assert any("swir1" in sentence(note) for note in epoch.notes)
    for path in folder.glob("*.TIF"):
        path.unlink()
    with pytest.raises(InputError, match="beside"):
        recognise(folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("SUN_ELEVATION = 55.0", "SUN_ELEVATION = -3.0", "above 0"),
        ("SUN_ELEVATION = 55.0", "SUN_ELEVATION = high", "no number"),
        ("LANDSAT_8", "LANDSAT_3", "Landsat 4, 5"),
        ("REFLECTANCE_MULT_BAND_4", "OTHER", "band 4"),
    ],
)
def test_broken_metadata_is_told_in_one_line(tmp_path: Path, old: str, new: str, words: str):
    folder = scene_files.landsat(tmp_path, 8)
    path = next(folder.glob("*_MTL.txt"))
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(InputError, match=words) as told:
        recognise(folder)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a_MTL.json", "{"), ("a_MTL.json", "[]"), ("a_MTL.xml", "<a><b></a>"), ("a_MTL.txt", "")],
)
def test_metadata_that_cannot_be_read_is_told(tmp_path: Path, name: str, text: str):
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError):
        recognise(tmp_path / name)


def test_a_scene_of_1988_agrees_with_the_reference_script(data_dir: Path):
    """irsei_reference.R: gains and ESUN as there, d = 1.01288, sun 49.75588889 degrees high."""
    epoch = recognise(data_dir / "multispectral" / "landsat5_1988")
    assert (epoch.date, epoch.sensor) == (datetime.date(1988, 8, 14), "landsat5-tm")
    gains = (0.671, 1.322, 1.044, 0.876, 0.120, 0.066)
    biases = (-2.19134, -4.16220, -2.21398, -2.38602, -0.49035, -0.21555)
    esun = (1983, 1796, 1536, 1031, 220, 83.44)
    bands = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
    factor = math.pi * 1.01288**2 / math.cos(math.radians(90 - 49.75588889))
    for band, gain, bias, sun in zip(bands, gains, biases, esun, strict=True):
        file = epoch.bands[band]
        with rasterio.open(file.path) as data:
            stored = data.read(1).astype(float)
        expected = factor / sun * (gain * stored + bias)
        np.testing.assert_allclose(values(file), expected, rtol=1e-3)
    thermal = epoch.thermal
    assert thermal is not None
    assert (thermal.k1, thermal.k2, thermal.wavelength_um) == (607.76, 1260.56, 11.457)
    assert (thermal.file.scale, thermal.file.offset) == (0.055, 1.18243)


OLD = """GROUP = L1_METADATA_FILE
  GROUP = PRODUCT_METADATA
    SPACECRAFT_ID = "Landsat{mission}"
    ACQUISITION_DATE = 2008-07-15
{files}
  END_GROUP = PRODUCT_METADATA
  GROUP = MIN_MAX_RADIANCE
{radiance}
  END_GROUP = MIN_MAX_RADIANCE
  GROUP = MIN_MAX_PIXEL_VALUE
{stored}
  END_GROUP = MIN_MAX_PIXEL_VALUE
  GROUP = PRODUCT_PARAMETERS
    SUN_ELEVATION = 60.0
  END_GROUP = PRODUCT_PARAMETERS
END_GROUP = L1_METADATA_FILE
END
"""


@pytest.mark.parametrize(("mission", "heat"), [(5, "6"), (7, "61")])
def test_metadata_of_the_form_before_2012_is_read(tmp_path: Path, mission: int, heat: str):
    bands = ("1", "2", "3", "4", "5", "7", heat)
    for band in bands:
        scene_files.raster(tmp_path / f"L5_B{band}0.TIF", np.full((8, 8), 100, np.uint8))
    text = OLD.format(
        mission=mission,
        files="\n".join(f'    BAND{b}_FILE_NAME = "L5_B{b}0.TIF"' for b in bands),
        radiance="\n".join(f"    LMAX_BAND{b} = 193.0\n    LMIN_BAND{b} = -1.5" for b in bands),
        stored="\n".join(f"    QCALMAX_BAND{b} = 255\n    QCALMIN_BAND{b} = 1" for b in bands),
    )
    (tmp_path / "L5_MTL.txt").write_text(text)
    epoch = recognise(tmp_path)
    assert (str(epoch.date), epoch.level) == ("2008-07-15", Level.TOA)
    assert epoch.sensor == {5: "landsat5-tm", 7: "landsat7-etm"}[mission]
    assert len(epoch.bands) == 6
    assert any("not surface reflectance" in sentence(note) for note in epoch.notes)
    # L = LMIN + (LMAX - LMIN) (Q - QMIN) / (QMAX - QMIN); rho = pi L d2 / (ESUN sin(60 deg)).
    radiance = -1.5 + 194.5 * 99 / 254
    assert epoch.thermal is not None
    file = epoch.thermal.file
    assert 100 * file.scale + file.offset == pytest.approx(radiance)
    red, esun = epoch.bands[Band.RED], sensor(epoch.sensor).bands[Band.RED].esun
    expected = math.pi * radiance * 1.01646**2 / (esun * math.sin(math.radians(60)))
    assert 100 * red.scale + red.offset == pytest.approx(expected, rel=1e-3)
