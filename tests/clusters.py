"""A small dask cluster on this computer; the tests that start one are marked `cluster`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def local_cluster() -> Iterator[str]:
    """Start two worker processes and give the address of their scheduler."""
    # Imported late: it takes a second that every collection of tests would pay.
    with import_module("distributed").LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


def worker_processes(scheduler: str) -> list[int]:
    """Return the process numbers of a cluster's two workers."""
    with import_module("distributed").Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2)
        return list(client.run(os.getpid).values())
