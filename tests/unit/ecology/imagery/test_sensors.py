from pathlib import Path

import numpy as np
import pytest

from missionplanner.ecology.imagery.sensors import sensor, sensor_keys
from missionplanner.errors import InputError
from missionplanner.model.study import Band, Level

# What the published numbers, rounded to four decimals, come to.
DEPARTURE = {
    "landsat4-tm": 2e-4,
    "landsat5-tm": 2e-4,
    "landsat7-etm": 1e-4,
    "landsat8-oli": 2e-4,
    "landsat9-oli2": 2e-4,
    "sentinel2-msi": 1e-4,
    "modis": 1.4e-2,
}
CAMERAS = ("altum", "altum-pt", "rededge-m", "rededge-p")


def test_every_sensor_is_tabled_here():
    assert set(sensor_keys()) == {*DEPARTURE, *CAMERAS}


@pytest.mark.parametrize("key", DEPARTURE)
@pytest.mark.parametrize("level", list(Level))
def test_tasseled_caps_are_orthonormal(key: str, level: Level):
    rows = np.array(sensor(key).tasseled[level].rows)
    assert np.abs(rows @ rows.T - np.eye(3)).max() < DEPARTURE[key]


@pytest.mark.parametrize("key", sensor_keys())
def test_the_key_is_the_files_name_and_names_are_unlike(key: str):
    known = sensor(key)
    assert known.key == key
    assert len({note.name for note in known.bands.values()}) == len(known.bands)
    assert known.sources


@pytest.mark.parametrize(
    ("key", "level", "words"),
    [
        ("landsat5-tm", Level.SURFACE, ""),
        ("landsat5-tm", Level.TOA, "used on top-of-atmosphere reflectance"),
        ("landsat7-etm", Level.TOA, ""),
        ("landsat8-oli", Level.TOA, ""),
        ("landsat8-oli", Level.SURFACE, ""),
        ("landsat7-etm", Level.SURFACE, "used on surface reflectance"),
        ("landsat9-oli2", Level.SURFACE, "of the Landsat 8 OLI"),
        ("landsat9-oli2", Level.TOA, "of the Landsat 8 OLI"),
        ("sentinel2-msi", Level.SURFACE, "without B10"),
        ("modis", Level.SURFACE, "0.014"),
    ],
)
def test_a_table_used_beyond_its_own_says_so(key: str, level: Level, words: str):
    note = sensor(key).tasseled[level].note
    assert note == "" if not words else words in note


def test_level_2a_has_no_cirrus_band_to_weigh():
    known = sensor("sentinel2-msi")
    assert Band.CIRRUS in known.tasseled[Level.TOA].bands
    assert Band.CIRRUS not in known.tasseled[Level.SURFACE].bands
    assert len(known.tasseled[Level.SURFACE].wetness) == 12


@pytest.mark.parametrize("key", CAMERAS)
def test_drone_cameras_see_no_short_wave_infrared(key: str):
    known = sensor(key)
    assert known.tasseled == {}
    assert not {Band.SWIR1, Band.SWIR2} & set(known.bands)


def test_an_unknown_key_names_near_ones():
    with pytest.raises(InputError, match="did you mean landsat8-oli"):
        sensor("landsat8")


TABLE = """
key = "mine"
title = "A sensor of my own"
[bands]
blue = {{ name = "1", wavelength_um = 0.48 }}
green = {{ name = "2", wavelength_um = 0.56 }}
red = {{ name = "3", wavelength_um = 0.66 }}
nir = {{ name = "4", wavelength_um = 0.83 }}
swir1 = {{ name = "5", wavelength_um = 1.65 }}
swir2 = {{ name = "6", wavelength_um = 2.2 }}
[tasseled.surface]
bands = ["blue", "green", "red", "nir", "swir1", "swir2"]
brightness = [0.2043, 0.4158, 0.5524, 0.5741, 0.3124, 0.2303]
greenness = [-0.1603, -0.2819, -0.4934, 0.7940, -0.0002, -0.1446]
wetness = [0.0315, 0.2021, 0.3102, 0.1594, {fifth}, -0.6109]
source = "test"
"""


def test_a_table_of_the_users_own_is_read_by_its_path(tmp_path: Path):
    (tmp_path / "mine.toml").write_text(TABLE.format(fifth=-0.6806))
    known = sensor("mine.toml", tmp_path)
    assert known.title == "A sensor of my own"
    assert known.tasseled[Level.SURFACE].wetness[4] == -0.6806
    assert Level.TOA not in known.tasseled


def test_a_mistyped_coefficient_is_found(tmp_path: Path):
    # The sign that a well-known package prints.
    (tmp_path / "mine.toml").write_text(TABLE.format(fifth=0.6806))
    with pytest.raises(InputError, match="not orthonormal"):
        sensor("mine.toml", tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [("key = [", "not TOML"), ("key = 'x'", "title"), (None, "no such file")],
)
def test_a_bad_table_is_told_in_one_line(tmp_path: Path, text: str | None, words: str):
    path = tmp_path / "mine.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError, match=words) as told:
        sensor(str(path))
    assert "\n" not in str(told.value)
