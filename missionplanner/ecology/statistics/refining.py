"""Quantiles of what lies in block files, found by ever narrower histograms."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.statistics.quantiles import Histogram, mixed, ranks, windows

Windows = tuple[tuple[float, float], ...]
Again = Callable[[Windows], Sequence[Histogram]]
"""One more pass over the data: a histogram of all of it in each window."""

AgainLayers = Callable[[tuple[Windows, ...]], Sequence[Sequence[Histogram]]]
"""The same of several layers, each in its own windows."""


def refined(
    first: Histogram, count: int, probabilities: Sequence[float], again: Again, passes: int = 2
) -> NDArray[np.float64]:
    """Return quantiles of one layer, shape (probabilities,); see `refined_layers`."""
    found = refined_layers([first], count, probabilities, lambda narrow: [again(narrow[0])], passes)
    quantiles: NDArray[np.float64] = found[0]
    return quantiles


def refined_layers(
    first: Sequence[Histogram],
    count: int,
    probabilities: Sequence[float],
    again: AgainLayers,
    passes: int = 2,
) -> NDArray[np.float64]:
    """Return quantiles (R type 7) of layers that are read again for each pass.

    Parameters
    ----------
    first : sequence of Histogram
        Of all the data of each layer.
    count : int
        Values of a layer, those outside the window too.
    probabilities : sequence of float
    again : callable
    passes : int
        Each narrows the error by the number of bins.

    Returns
    -------
    float64, shape (layers, probabilities)
    """
    wanted = [rank for p in probabilities for rank in ranks(count, p)[:2]]
    found = again(tuple(windows(layer, count, probabilities) for layer in first))
    for _ in range(passes - 1):
        found = again(
            tuple(
                tuple(one.bin_of(rank) for one, rank in zip(layer, wanted, strict=True))
                for layer in found
            )
        )
    return np.array([mixed(layer, count, probabilities) for layer in found])
