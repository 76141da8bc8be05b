"""Files kept open make room for new ones, whichever thread keeps them: Windows asks for it."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.raster.files import shared


@pytest.fixture
def raster(tmp_path: Path) -> Path:
    return written(tmp_path / "index.tif", 1.0)


def written(path: Path, value: float) -> Path:
    profile = {"driver": "GTiff", "width": 4, "height": 3, "count": 1, "dtype": "float32"}
    place = {"crs": "EPSG:32650", "transform": from_origin(500_000, 2_800_000, 30, 30)}
    with rasterio.open(path, "w", **profile, **place) as file:
        file.write(np.full((1, 3, 4), value, np.float32))
    return path


class Beside:
    """Another thread, which does what it is told and lives on."""

    def __init__(self) -> None:
        self._asked: Queue[Callable[[], object] | None] = Queue()
        self._answers: Queue[object] = Queue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def do(self, act: Callable[[], object]) -> object:
        self._asked.put(act)
        return self._answers.get(timeout=20)

    def end(self) -> None:
        self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (act := self._asked.get()) is not None:
            self._answers.put(act())


def read(path: Path) -> shared.OpenRaster:
    with shared.source(path) as found:
        assert found.data.read(1).shape == (3, 4)
        return found


def test_a_file_that_another_thread_keeps_open_is_closed_before_it_is_replaced(
    raster: Path,
) -> None:
    beside = Beside()
    try:
        theirs, mine = beside.do(lambda: read(raster)), read(raster)
        assert isinstance(theirs, shared.OpenRaster)
        assert not theirs.data.closed and not mine.data.closed
        shared.forget(raster)
        assert theirs.data.closed and mine.data.closed
        assert not read(raster).data.closed
    finally:
        beside.end()
        shared.forget(raster)


def test_a_file_being_read_is_closed_by_its_reader(raster: Path) -> None:
    with shared.source(raster) as outer:
        with shared.source(raster) as inner:
            assert inner is outer
            other = threading.Thread(target=shared.forget, args=(raster,))
            other.start()
            other.join()
            assert not outer.data.closed
        assert not outer.data.closed, "the outer one reads on"
        assert float(outer.data.read(1)[0, 0]) == 1.0
    assert outer.data.closed


def test_a_file_that_changed_is_opened_anew(raster: Path) -> None:
    before = read(raster)
    written(raster, 2.0)
    os.utime(raster, (1, 1))
    after = read(raster)
    assert after is not before and before.data.closed
    with shared.source(raster) as found:
        assert float(found.data.read(1)[0, 0]) == 2.0
    shared.forget(raster)


def test_no_more_files_are_kept_than_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "KEPT_OPEN", 2)
    paths = [written(tmp_path / f"{n}.tif", float(n)) for n in range(4)]
    with shared.source(paths[0]) as first:
        opened = [read(path) for path in paths[1:]]
        assert not first.data.closed, "it is being read"
        assert [one.data.closed for one in opened] == [True, False, False]
    assert first.data.closed
    for path in paths:
        shared.forget(path)
