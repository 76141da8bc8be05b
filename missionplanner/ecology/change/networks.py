"""Comparator networks that bring the middle of a list to its place.

A network does the same exchanges whatever the numbers are, so that many pixels are worked on at
once. Source: Batcher's merge exchange, Knuth, The Art of Computer Programming 3, 5.2.2, Algorithm
M; comparators that no middle element depends on are left out.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@cache
def median_network(size: int) -> Ints:
    """Return the exchanges that leave the middle elements of a list of `size` in their places.

    Returns
    -------
    int64 (exchanges, 2)
        Places (a, b), a < b: the smaller of both goes to a. Afterwards the elements at
        `middle(size)` and below and above it by one are those of the sorted list.
    """
    wanted = {place for place in range(size) if abs(2 * place - (size - 1)) <= 2}
    kept: list[tuple[int, int]] = []
    for a, b in reversed(list(_merge_exchange(size))):
        if a in wanted or b in wanted:
            wanted |= {a, b}
            kept.append((a, b))
    return np.array(kept[::-1], dtype=np.int64).reshape(-1, 2)


def _merge_exchange(size: int) -> Iterator[tuple[int, int]]:
    top = 1 << max(0, (size - 1).bit_length() - 1)
    p = top if size > 1 else 0
    while p > 0:
        q, r, d = top, 0, p
        while True:
            yield from ((i, i + d) for i in range(size - d) if i & p == r)
            if q == p:
                break
            d, q, r = q - p, q >> 1, p
        p >>= 1
