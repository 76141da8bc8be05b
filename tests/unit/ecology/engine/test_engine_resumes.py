"""A killed run goes on where it was; a cluster gives what threads give, with a worker killed."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import box

from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.epoch_work import EpochWork
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.geo.frames import SiteFrame
from missionplanner.tasks.progress import Progress, silent
from missionplanner.vector.files import write_features
from tests.clusters import local_cluster, worker_processes
from tests.unit.ecology.engine.conftest import assert_same_rasters, rasters

DIES = """
import os, signal, sys
from pathlib import Path
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.model.study import Study
from missionplanner.tasks.progress import Progress

def emit(step):
    if step.words == sys.argv[4] and step.share > float(sys.argv[5]):
        os.kill(os.getpid(), signal.SIGKILL)

study = Study.model_validate_json(Path(sys.argv[1]).read_text())
place = RunPlace(Path(sys.argv[2]), Path(sys.argv[3]), block_cells=32, workers=1)
run_index(PreparedStudy(study, place), Progress(emit))
"""


def killed(study, place, words, share):
    """Run the index in a process of its own that kills itself at this step."""
    file = place.folder / "study.json"
    file.write_text(study.model_dump_json())
    arguments = [str(file), str(place.folder), str(place.out), words, str(share)]
    done = subprocess.run([sys.executable, "-c", DIES, *arguments], timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert not (place.out / "irsei.json").exists()


def counting(monkeypatch):
    """Return a list that grows by every block whose bands are read."""
    made, real = [], EpochWork._first

    def first(self, block):
        made.append((self.epoch.date, block))
        return real(self, block)

    monkeypatch.setattr(EpochWork, "_first", first)
    return made


def test_a_killed_run_goes_on_with_the_blocks_it_had_done(make_study, monkeypatch):
    study, place = make_study()
    killed(study, place, "indicators 2015-07-01", 0.3)
    kept = list(place.out.glob(".work/*/*/first/*.json"))
    # Ten blocks of rows an epoch: all of the first epoch's, some of the second's.
    assert 10 < len(kept) < 20
    made = counting(monkeypatch)
    result = run_index(PreparedStudy(study, place), silent())
    assert len(made) == 20 - len(kept)
    other = replace(place, out=place.out.with_name("straight"))
    straight = run_index(PreparedStudy(study, other), silent())
    assert result == straight
    assert_same_rasters(rasters(result, place.out), rasters(straight, other.out))
    kept = sorted(path.name for path in (place.out / ".work").iterdir())
    assert kept == ["hashes.json"]


def test_a_run_killed_while_writing_rasters_leaves_none_of_them(make_study, monkeypatch):
    study, place = make_study(epochs=1)
    killed(study, place, "rasters 2014-07-01", 0.85)
    assert not list(place.out.glob("irsei/*.tif"))
    made = counting(monkeypatch)
    result = run_index(PreparedStudy(study, place), silent())
    assert made == []
    assert rasters(result, place.out).keys() == result.files.keys()
    # What the killed run had begun to write is gone too.
    assert len(list((place.out / "irsei").iterdir())) == 3


def test_what_a_killed_run_with_other_settings_left_is_removed(make_study):
    study, place = make_study(epochs=1)
    killed(study, place, "rasters 2014-07-01", 0.8)
    left = list((place.out / ".work").glob("irsei-*"))
    assert len(left) == 1 and list((place.out / "irsei").glob(".writing-*"))
    options = study.index.model_copy(update={"components": 1})
    run_index(PreparedStudy(study.model_copy(update={"index": options}), place), silent())
    kept = sorted(path.name for path in (place.out / ".work").iterdir())
    assert kept == ["hashes.json"]
    assert not list((place.out / "irsei").glob(".*"))


@pytest.fixture(scope="module")
def cluster():
    with local_cluster() as address:
        yield address


@pytest.mark.cluster
def test_a_cluster_gives_the_same_also_with_a_worker_killed(make_study, cluster):
    study, place = make_study()
    here = run_index(PreparedStudy(study, place), silent())
    there_place = replace(place, out=place.out.with_name("cluster"), scheduler=cluster)
    there = run_index(PreparedStudy(study, there_place), silent())
    assert there == here
    assert_same_rasters(rasters(there, there_place.out), rasters(here, place.out))

    victims = worker_processes(cluster)
    assert len(victims) == 2
    shot = threading.Event()

    def shoot(step):
        if step.words.startswith("indicators 2015") and not shot.is_set():
            shot.set()
            os.kill(victims[0], signal.SIGKILL)

    third_place = replace(there_place, out=place.out.with_name("killed"))
    third = run_index(PreparedStudy(study, third_place), Progress(shoot))
    assert shot.is_set()
    assert third == here
    assert_same_rasters(rasters(third, third_place.out), rasters(here, place.out))


@pytest.mark.cluster
def test_workers_elsewhere_find_folders_named_from_here(make_study, cluster, monkeypatch):
    study, place = make_study(epochs=3, zones="zones.geojson")
    corners = SiteFrame(32616).unproject(box(500_300, 3_998_000, 501_500, 3_999_500))
    write_features(place.folder / "zones.geojson", "zones", [corners], {"name": ["Pit"]})
    monkeypatch.chdir(place.folder)
    here = replace(place, folder=Path(), out=Path("here"))
    there = replace(here, out=Path("there"), scheduler=cluster)
    assert run_zones(PreparedStudy(study, there), silent()) == run_zones(
        PreparedStudy(study, here), silent()
    )
    trends = [run_trend(PreparedStudy(study, one), silent()) for one in (there, here)]
    assert_same_rasters(rasters(trends[0], there.out), rasters(trends[1], here.out))


def test_memory_does_not_grow_with_the_height(tmp_path):
    """Peak resident memory of a run on a raster four times as high, each in its own process."""
    peaks = [
        int(
            subprocess.run(
                [sys.executable, "-c", TALL, str(tmp_path / str(rows)), str(rows)],
                capture_output=True,
                text=True,
                timeout=120,
                check=True,
            ).stdout.split()[-1]
        )
        for rows in (512, 2560)
    ]
    # 2048 more rows of 512 columns: all layers held at once would be 25 bytes and more a cell.
    assert peaks[1] - peaks[0] < 2048 * 512 * 25 / 1024


TALL = """
import datetime, resource, sys
from pathlib import Path
import numpy as np, rasterio
from rasterio.transform import from_origin
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.model.study import Study
from missionplanner.tasks.progress import silent

folder, rows, columns = Path(sys.argv[1]), int(sys.argv[2]), 512
folder.mkdir()
profile = dict(driver="GTiff", width=columns, height=rows, crs="EPSG:32616", count=4,
               dtype="float32", transform=from_origin(500000, 4000000, 10, 10), tiled=True)
rng = np.random.default_rng(1)
with rasterio.open(folder / "bands.tif", "w", **profile) as data:
    for row in range(0, rows, 256):
        window = rasterio.windows.Window(0, row, columns, 256)
        data.write(rng.uniform(0.05, 0.5, (4, 256, columns)).astype("float32"), window=window)
layers = {name: {"path": "bands.tif", "band": i + 1}
          for i, name in enumerate(("greenness", "wetness", "dryness", "heat"))}
study = Study.model_validate({
    "epochs": [{"date": "2020-01-01", "sensor": "landsat8-oli", "layers": layers}],
    "index": {"indicators": list(layers), "mask_water": False}})
place = RunPlace(folder, folder / "out", block_cells=256, workers=1)
run_index(PreparedStudy(study, place), silent())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
