"""Do one thing after another with several processors, and hand the answers on in their order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

# More threads would want more pictures in memory than they save time.
THREADS = min(os.cpu_count() or 1, 4)


def in_order(do: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Yield what `do` makes of each, in order, while the next ones are made.

    No more are begun than there are threads: what is made waits in memory until it is taken. What
    `do` raises is raised where its answer would stand; then no further one is begun.

    Parameters
    ----------
    do : callable
        Without the GIL for most of its time (OpenCV, Pillow, kernels); called from several threads.
    given : iterable
    """
    coming = iter(given)
    with ThreadPoolExecutor(THREADS) as pool:
        begun: deque[Future[Made]] = deque(pool.submit(do, one) for one in islice(coming, THREADS))
        try:
            while begun:
                made = begun.popleft().result()
                begun.extend(pool.submit(do, one) for one in islice(coming, 1))
                yield made
        finally:
            for one in begun:
                one.cancel()
