"""A disk that is full or may not be written: one line that helps, and nothing is lost."""

import os
import shutil
import subprocess
from dataclasses import replace

import pytest

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.errors import PlannerError
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import assert_same_rasters, rasters


def mount(*words):
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("another disk needs root")
    if subprocess.run(["mount", *words], capture_output=True, check=False).returncode:
        pytest.skip("another disk needs the right to mount")


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


# From nothing to almost enough: it fills in the hashes, the block files or the rasters.
@pytest.mark.parametrize("left_kib", [0, 8, 260, 600, 1000])
def test_a_disk_that_is_full_is_told_and_the_run_goes_on_later(
    make_study, disk, tmp_path, left_kib
):
    study, place = make_study()
    here = replace(place, out=disk / "out")
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - left_kib * 1024))
    try:
        run_index(PreparedStudy(study, here), silent())
    except PlannerError as error:
        assert "room" in str(error) and str(disk) in str(error) and "\n" not in str(error)
    else:
        assert left_kib > 600
    ballast.unlink()
    result = run_index(PreparedStudy(study, here), silent())
    straight = run_index(PreparedStudy(study, replace(place, out=tmp_path / "straight")), silent())
    assert result == straight
    assert_same_rasters(rasters(result, here.out), rasters(straight, tmp_path / "straight"))
    assert not [path for path in here.out.rglob(".*") if path.name != ".work"]


@pytest.mark.parametrize("there", [False, True])
def test_a_place_that_may_not_be_written_is_told(make_study, disk, there):
    study, place = make_study(epochs=1)
    here = replace(place, out=disk / "out")
    if there:
        here.out.mkdir()
    mount("-o", "remount,ro", str(disk))
    with pytest.raises(PlannerError, match=r"Read-only file system\); make the folder writable"):
        run_index(PreparedStudy(study, here), silent())
