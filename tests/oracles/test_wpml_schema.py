"""Our files against a schema read off DJI's files, and DJI's own waypoint files against it too.

The schema (tests/oracles/wpml) was written from the element order and presence in nine files that
DJI's software wrote; `xmlschema` applies it. That two real files pass shows that it is not ours
alone that fits.
"""

import re
import zipfile
from pathlib import Path

import pytest
import xmlschema

from missionplanner.aircraft.catalogue import sensor_keys
from missionplanner.extensions import formats
from tests.unit.missions.sample import sample_mission

HERE = Path(__file__).parent / "wpml"
NAMES = ("template.kml", "waylines.wpml")
DJI = ("psdk_waypoint_v3_test_file.29109dd0.kmz", "psdk_waypoint_v3_test_file.f33308c8.kmz")


@pytest.fixture(scope="module")
def schemas():
    return {n: xmlschema.XMLSchema(HERE / f"{Path(n).stem}.xsd") for n in NAMES}


def texts(path: Path) -> dict[str, str]:
    """Return both files, all versions of the namespace told to be the schema's."""
    with zipfile.ZipFile(path) as archive:
        read = {n: archive.read(f"wpmz/{n}").decode() for n in NAMES}
    return {n: re.sub(r"dji\.com/wpmz/1\.0\.\d", "dji.com/wpmz/1.0.6", t) for n, t in read.items()}


@pytest.mark.parametrize("name", DJI)
def test_dji_s_own_files_fit_the_schema(data_dir, schemas, name):
    for file, text in texts(data_dir / "wpml" / name).items():
        schemas[file].validate(text)


@pytest.mark.parametrize("key", sensor_keys())
@pytest.mark.parametrize("version", ["1.0.6", "1.0.2"])
def test_ours_fit_the_schema(tmp_path, schemas, key, version):
    (path,) = (
        formats().named("wpml").write(sample_mission(key), tmp_path, {"wpmz-version": version})
    )
    for file, text in texts(path).items():
        schemas[file].validate(text)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("waylines.wpml", "coordinateTurn", "sharpTurn"),
        ("template.kml", "<wpml:useGlobalHeight>0</wpml:useGlobalHeight>", ""),
        ("waylines.wpml", "<wpml:waypointSpeed>8", "<wpml:waypointSpeed>18"),
    ],
)
def test_the_schema_refuses_what_is_wrong(tmp_path, schemas, file, old, new):
    (path,) = formats().named("wpml").write(sample_mission(), tmp_path)
    text = texts(path)[file]
    assert old in text
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schemas[file].validate(text.replace(old, new, 1))
