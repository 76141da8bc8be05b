"""Quantiles of what lies in block files, found by ever narrower histograms."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.quantiles import Histogram, mixed, ranks, windows

Windows = tuple[tuple[float, float], ...]
Again = Callable[[Windows], Sequence[Histogram]]
"""One more pass over the data: a histogram of all of it in each window."""


def refined(
    first: Histogram, count: int, probabilities: Sequence[float], again: Again, passes: int = 2
) -> NDArray[np.float64]:
    """Return quantiles (R type 7) of data that is read again for each pass.

    Parameters
    ----------
    first : Histogram
        Of all the data.
    count : int
        Values, those outside the window too.
    probabilities : sequence of float
    again : callable
    passes : int
        Each narrows the error by the number of bins.
    """
    narrow = windows(first, count, probabilities)
    found = again(narrow)
    wanted = [rank for p in probabilities for rank in ranks(count, p)[:2]]
    for _ in range(passes - 1):
        narrow = tuple(one.bin_of(rank) for one, rank in zip(found, wanted, strict=True))
        found = again(narrow)
    return mixed(found, count, probabilities)
