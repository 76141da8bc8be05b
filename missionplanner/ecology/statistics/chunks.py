"""Long arrays by chunks that stay in a core's cache, over threads that hold no lock."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

CHUNK_PIXELS = 65_536
"""A dozen float32 layers of so many pixels stay in the cache between two kernels."""


def over_chunks(task: Callable[[int, int], T], pixels: int, workers: int | None = None) -> list[T]:
    """Return task(start, stop) of every chunk, in the order of the chunks.

    The chunks do not depend on the number of threads, so neither does a sum over the list.

    Parameters
    ----------
    task : callable of two integers
        Works on the pixels from start up to but without stop; may be called from any thread.
    pixels : int
        Length of the arrays.
    workers : int or None
        Threads; None: one a core.
    """
    starts = range(0, pixels, CHUNK_PIXELS)
    stops = [min(start + CHUNK_PIXELS, pixels) for start in starts]
    threads = min(workers or os.cpu_count() or 1, len(stops))
    if threads <= 1:
        return [task(start, stop) for start, stop in zip(starts, stops, strict=True)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(task, starts, stops))
