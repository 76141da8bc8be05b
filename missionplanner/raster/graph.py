"""Blocks worked on by one dask graph: by threads here, or by the computers of a cluster."""

import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from os import cpu_count
from typing import Any, TypeVar

from dask.callbacks import Callback
from dask.threaded import get as threaded_get
from dask.utils import import_required

from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

T = TypeVar("T")
Graph = dict[tuple[str, int], tuple[Callable[[Block], Any], Block]]

_REACH_S = 3
_LOOK_S = 0.05


def run_blocks(
    task: Callable[[Block], T],
    blocks: Sequence[Block],
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    progress: Progress,
    words: str | Message = "",
) -> list[T]:
    """Run a task on every block and return what it gives, in the order of the blocks.

    Parameters
    ----------
    task : callable
        Picklable where a scheduler is named: a function of a module, or `functools.partial` of one.
    blocks : sequence of Block
    scheduler : str, optional
        `tcp://HOST:PORT` of a dask.distributed scheduler, which is handed the same graph; its
        workers must see the same files under the same names. None: threads here.
    workers : int, optional
        Threads; None: one a processor.
    progress : Progress
        Told after each block; a stop ends the work between blocks.
    words : Message, optional
        What is told.

    Raises
    ------
    InputError
        What a task raises comes home as it is; also where the scheduler cannot be reached.
    Cancelled
    """
    # A scheduler remembers results by key: no two runs may share one.
    name = f"block-{uuid.uuid4().hex}"
    graph: Graph = {(name, i): (task, block) for i, block in enumerate(blocks)}
    progress.report(0.0, words)
    if not graph:
        return []
    if scheduler is None:
        return _here(graph, workers or cpu_count() or 1, progress, words)
    return _on_cluster(graph, scheduler, progress, words)


def _here(graph: Graph, workers: int, progress: Progress, words: str | Message) -> list[Any]:
    done = 0

    def told(*_: object) -> None:
        nonlocal done
        done += 1
        progress.report(done / len(graph), words)

    # A pool of its own: when it ends, its threads close the files they kept open.
    pool = ThreadPoolExecutor(min(workers, len(graph)))
    try:
        after: Any = Callback
        with after(posttask=told):
            return list(threaded_get(graph, list(graph), pool=pool))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _on_cluster(
    graph: Graph, scheduler: str, progress: Progress, words: str | Message
) -> list[Any]:
    distributed = _distributed()
    client = _client(distributed, scheduler)
    try:
        futures = client.get(graph, list(graph), sync=False)
        _watch(distributed.as_completed(futures, loop=client.loop), len(futures), progress, words)
        return [future.result() for future in futures]
    except (distributed.scheduler.KilledWorker, CancelledError, OSError) as error:
        raise InputError(
            f"the cluster gave up ({error})", scheduler, "look at the log of its workers"
        ) from error
    finally:
        client.close(timeout=_REACH_S)


def _distributed() -> Any:
    required: Any = import_required
    try:
        return required("distributed", "distributed is not installed")
    except RuntimeError as error:
        raise InputError(
            "a scheduler needs a package that is not installed",
            "distributed",
            "install the extra: pip install missionplanner[cluster]",
        ) from error


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=_REACH_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(
            "no dask scheduler answers there",
            scheduler,
            "check the address, as tcp://HOST:8786, and that it runs",
        ) from error


def _watch(finished: Any, count: int, progress: Progress, words: str | Message) -> None:
    """Tell the share done until all is; the first error of a task ends it."""
    done = 0
    while not finished.is_empty():
        batch = list(finished.next_batch(block=False))
        for future in batch:
            if future.status == "error":
                future.result()
        done += len(batch)
        if batch:
            progress.report(done / count, words)
        else:
            progress.check()
            time.sleep(_LOOK_S)


def ahead(
    task: Callable[[Block], T], blocks: Sequence[Block], workers: int | None = None
) -> Iterator[T]:
    """Yield what a task gives for each block, in their order, computed by threads a little ahead.

    For results too large to be kept until all are done: twice as many as threads are held.
    """
    threads = max(1, min(workers or cpu_count() or 1, len(blocks)))
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[T]] = deque()
        for block in blocks:
            waiting.append(pool.submit(task, block))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
