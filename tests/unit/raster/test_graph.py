import os
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from missionplanner.errors import InputError
from missionplanner.raster import graph
from missionplanner.raster.graph import ahead, run_blocks
from missionplanner.raster.grid import blocks
from missionplanner.tasks.progress import Cancelled, Progress, Step, silent
from tests.clusters import local_cluster
from tests.own_words import WRONG

BLOCKS = list(blocks(100, 100, 10))


def corner(factor, block):
    return factor * (1000 * block.row + block.column)


def failing(block):
    if block.row == 50:
        raise InputError(WRONG, "b4.tif", what="is cut short", remedy="copy it again")
    return block.row


def dying(folder, block):
    """End the process of the worker that comes to block (40, 40) first."""
    mark = Path(folder) / "died"
    if (block.row, block.column) == (40, 40) and not mark.exists():
        mark.touch()
        os._exit(1)
    return corner(1, block)


@pytest.fixture(scope="module")
def cluster():
    with local_cluster() as address:
        yield address


def test_results_come_in_the_order_of_the_blocks():
    expected = [corner(3, b) for b in BLOCKS]
    for workers in (1, 2, 7):
        found = run_blocks(partial(corner, 3), BLOCKS, workers=workers, progress=silent())
        assert found == expected
    assert run_blocks(partial(corner, 3), [], progress=silent()) == []


def test_every_block_is_told():
    told = []
    run_blocks(partial(corner, 1), BLOCKS, progress=Progress(told.append), words="index")
    assert all(isinstance(step, Step) and step.words == "index" for step in told)
    assert [step.share for step in told] == sorted(step.share for step in told)
    assert len(told) == 101 and told[-1].share == 1


def test_an_error_of_a_task_comes_home_as_it_is():
    with pytest.raises(InputError, match=r"b4\.tif: is cut short; copy it again"):
        run_blocks(failing, BLOCKS, workers=2, progress=silent())


def test_a_stop_ends_the_work_between_blocks():
    done, stop = [], threading.Event()

    def task(block):
        done.append(block)
        if len(done) == 5:
            stop.set()

    with pytest.raises(Cancelled):
        run_blocks(task, BLOCKS, workers=2, progress=Progress(stopped=stop.is_set))
    assert len(done) < 20


@pytest.mark.cluster
def test_a_cluster_gives_the_same(cluster):
    told = []
    found = run_blocks(
        partial(corner, 3), BLOCKS, scheduler=cluster, progress=Progress(told.append)
    )
    assert found == [corner(3, b) for b in BLOCKS]
    assert told[-1].share == 1
    with pytest.raises(InputError, match=r"b4\.tif: is cut short; copy it again"):
        run_blocks(failing, BLOCKS, scheduler=cluster, progress=silent())


@pytest.mark.cluster
def test_a_worker_that_dies_is_made_good_by_the_others(cluster, tmp_path):
    found = run_blocks(partial(dying, str(tmp_path)), BLOCKS, scheduler=cluster, progress=silent())
    assert (tmp_path / "died").exists()
    assert found == [corner(1, b) for b in BLOCKS]


@pytest.mark.cluster
def test_a_stop_ends_the_work_of_a_cluster(cluster):
    began = time.monotonic()
    with pytest.raises(Cancelled):
        run_blocks(
            partial(slow, 1.0),
            BLOCKS,
            scheduler=cluster,
            progress=Progress(stopped=lambda: time.monotonic() > began + 0.3),
        )


def slow(seconds, block):
    time.sleep(seconds)
    return block.row


def test_a_scheduler_that_is_not_there_is_told():
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9: no dask scheduler answers"):
        run_blocks(partial(corner, 1), BLOCKS, scheduler="tcp://127.0.0.1:9", progress=silent())


def test_an_address_that_is_none_is_told():
    with pytest.raises(InputError, match="no dask scheduler answers"):
        run_blocks(partial(corner, 1), BLOCKS, scheduler="nonsense://x", progress=silent())


def test_a_cluster_without_its_package_is_told(monkeypatch):
    def missing(*_):
        raise RuntimeError("distributed is not installed")

    monkeypatch.setattr(graph, "import_required", missing)
    with pytest.raises(InputError, match=r"pip install missionplanner\[cluster\]"):
        run_blocks(partial(corner, 1), BLOCKS, scheduler="tcp://127.0.0.1:9", progress=silent())


def test_results_made_ahead_come_in_order_and_are_not_hoarded():
    begun = []

    def task(block):
        begun.append(block)
        return corner(1, block)

    given = ahead(task, BLOCKS, workers=2)
    assert next(given) == 0
    assert len(begun) <= 6
    assert list(given) == [corner(1, b) for b in BLOCKS[1:]]
