import datetime
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.imagery.masks import decode
from missionplanner.ecology.imagery.scenes import recognise, scenes_in
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Band, Level, MaskKind
from tests import scene_files


def reflectances(epoch):
    found = {}
    for band, file in epoch.bands.items():
        with rasterio.open(file.path) as data:
            found[band] = data.read(1)[-1, -1] * file.scale + file.offset
    return found


@pytest.mark.parametrize("level", ["1C", "2A"])
@pytest.mark.parametrize(("baseline", "offset"), [("05.11", True), ("02.08", False)])
def test_reflectances_come_back_whatever_the_processing_baseline(
    tmp_path: Path, level: str, baseline: str, offset: bool
):
    epoch = recognise(scene_files.sentinel2(tmp_path, level, baseline=baseline, offset=offset))
    assert epoch.sensor == "sentinel2-msi"
    assert epoch.date == datetime.date(2024, 8, 30)
    assert epoch.level is (Level.SURFACE if level == "2A" else Level.TOA)
    found = reflectances(epoch)
    expected = {b: v for b, v in scene_files.TRUTH.items() if level == "1C" or b != Band.CIRRUS}
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_finest_file_of_a_band_is_taken(tmp_path: Path):
    bands = recognise(scene_files.sentinel2(tmp_path)).bands
    assert bands[Band.RED].path.endswith("_B04_10m.tif")
    assert bands[Band.SWIR1].path.endswith("_B11_20m.tif")


def test_an_offset_that_the_metadata_forgot_is_taken_and_said(tmp_path: Path):
    safe = scene_files.sentinel2(tmp_path)
    path = safe / "MTD_MSIL2A.xml"
    path.write_text(path.read_text().replace("BOA_ADD_OFFSET", "OTHER"))
    epoch = recognise(safe)
    assert reflectances(epoch)[Band.NIR] == pytest.approx(0.35)
    assert any("-1000" in sentence(note) for note in epoch.notes)


def test_the_scene_classification_masks(tmp_path: Path):
    mask = recognise(scene_files.sentinel2(tmp_path)).mask
    assert mask is not None
    assert mask.kind is MaskKind.SCL
    with rasterio.open(mask.file.path) as data:
        masked = decode(data.read(1).astype(np.int32), mask.kind)
    assert masked.water[:2].all()
    assert not masked.clear[2:5].any()
    assert masked.clear[5:].all()


def test_level_1c_has_no_clouds_to_mask_and_says_so(tmp_path: Path):
    epoch = recognise(scene_files.sentinel2(tmp_path, "1C"))
    assert epoch.mask is not None
    assert epoch.mask.kind is MaskKind.VALID
    assert any("not masked" in sentence(note) for note in epoch.notes)


def test_jpeg_2000_files_are_found_by_their_names(tmp_path: Path):
    epoch = recognise(scene_files.sentinel2(tmp_path, suffix="jp2"))
    assert all(file.path.endswith(".jp2") for file in epoch.bands.values())


def test_the_product_is_found_by_folder_file_and_parent(tmp_path: Path):
    safe = scene_files.sentinel2(tmp_path)
    assert recognise(safe / "MTD_MSIL2A.xml") == recognise(safe) == recognise(tmp_path)
    assert scenes_in(tmp_path) == ((safe,),)


def test_loose_bands_are_refused_for_want_of_their_offset(tmp_path: Path):
    safe = scene_files.sentinel2(tmp_path)
    with pytest.raises(InputError, match=r"\.SAFE"):
        recognise(*safe.glob("GRANULE/*/IMG_DATA/R10m/*.tif"))


@pytest.mark.parametrize(
    "text", ["<a>", "<a/>", "<a><BOA_QUANTIFICATION_VALUE>x</BOA_QUANTIFICATION_VALUE></a>"]
)
def test_damaged_metadata_is_told(tmp_path: Path, text: str):
    safe = scene_files.sentinel2(tmp_path)
    (safe / "MTD_MSIL2A.xml").write_text(text)
    with pytest.raises(InputError, match="download the product again"):
        recognise(safe)


def test_a_product_of_several_tiles_is_one_epoch(tmp_path: Path):
    safe = scene_files.sentinel2(tmp_path)
    (first,) = (safe / "GRANULE").iterdir()
    shutil.copytree(first, safe / "GRANULE" / "other")
    epoch = recognise(safe)
    assert len(epoch.pieces) == 1 and epoch.pieces[0].bands.keys() == epoch.bands.keys()


def test_the_sun_over_a_tile_is_that_of_its_metadata(tmp_path: Path):
    safe = scene_files.sentinel2(tmp_path)
    assert recognise(safe).sun is None
    (tile,) = (safe / "GRANULE").iterdir()
    (tile / "MTD_TL.xml").write_text(
        "<a><Mean_Sun_Angle><ZENITH_ANGLE>30.5</ZENITH_ANGLE>"
        "<AZIMUTH_ANGLE>141.0</AZIMUTH_ANGLE></Mean_Sun_Angle></a>"
    )
    sun = recognise(safe).sun
    assert sun is not None and (sun.elevation_deg, sun.azimuth_deg) == (59.5, 141.0)
