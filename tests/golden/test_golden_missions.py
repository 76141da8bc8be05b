"""Golden missions: both files of small fixed missions, byte for byte.

After a wanted change of the format write them anew and look at the difference before committing:

    OSPREY_GOLDEN=write python -m pytest tests/golden
"""

import os
import zipfile
from pathlib import Path

import pytest

from missionplanner.extensions import formats
from tests.unit.missions.sample import sample_mission

HERE = Path(__file__).parent / "missions"
CASES = {
    "p1-35-m300": ("p1-35", "m300-rtk", {}),
    "rededge-m-m300": ("rededge-m", "m300-rtk", {}),
    "xt2-m350-old-firmware": ("xt2", "m350-rtk", {"wpmz-version": "1.0.2"}),
}


@pytest.mark.parametrize("case", CASES)
def test_missions_are_written_as_they_were(tmp_path, case):
    sensor, aircraft, options = CASES[case]
    (path,) = formats().named("wpml").write(sample_mission(sensor, aircraft), tmp_path, options)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            golden = HERE / case / Path(name).name
            if os.environ.get("OSPREY_GOLDEN") == "write":
                golden.parent.mkdir(parents=True, exist_ok=True)
                golden.write_bytes(archive.read(name))
            assert archive.read(name) == golden.read_bytes(), f"{golden} differs"
