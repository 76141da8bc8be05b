"""Thresholds d1, d2, d3 of the state function, from the data by exact one-dimensional k-means.

The paper names K-means and gives no more. Here: four classes of least squared error (global
optimum, no seeds) of the standardised values of all years together; the thresholds are the three
midpoints between neighbouring centres, which is where k-means divides its classes. Fewer than four
different values have no such classes: `thresholds` and `thresholds_of` refuse them, and whoever
asks for a whole study takes `QUARTERS` and says so (`few_valued`).
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.statistics.breaks import Binned, binned, breaks_of, natural_breaks
from missionplanner.errors import InputError
from missionplanner.model.security import Thresholds

CLASSES = 4

QUARTERS: Thresholds = (0.25, 0.5, 0.75)
"""What is taken where there are no four values to class: VHI of two epochs has 0, 1/2 and 1."""


def thresholds(values: ArrayLike, name: str = "") -> Thresholds:
    """Return d1, d2, d3 of one indicator from its standardised values in memory.

    Raises
    ------
    InputError
        Fewer than four different values, or centres that give no 0 < d1 < d2 < d3 < 1.
    """
    try:
        return _checked(natural_breaks(values, CLASSES).midpoints, name)
    except InputError as error:
        raise _told(error, name) from error


def thresholds_of(bins: Binned, name: str = "") -> Thresholds:
    """Return d1, d2, d3 of one indicator from bins of all its blocks; errors as `thresholds`."""
    try:
        return _checked(breaks_of(bins, CLASSES).midpoints, name)
    except InputError as error:
        raise _told(error, name) from error


def unit_bins(stack: NDArray[np.floating]) -> tuple[Binned, ...]:
    """Count one standardised block (k, ...) into bins, an indicator each; merged over blocks.

    Only pixels where all indicators are valid count.
    """
    flat = stack.reshape(stack.shape[0], -1)
    valid = np.isfinite(flat).all(axis=0)
    return tuple(binned(values[valid], 0.0, 1.0) for values in flat)


def all_thresholds(
    names: Sequence[str], bins: Sequence[Binned], given: dict[str, Thresholds]
) -> dict[str, Thresholds]:
    """Return the thresholds of all indicators: those given by the user, the others from bins."""
    unknown = [name for name in given if name not in names]
    if unknown:
        raise InputError("security.thresholds_of_unknown", name=unknown[0], known=names)
    return {
        name: _checked(given[name], name) if name in given else thresholds_of(part, name)
        for name, part in zip(names, bins, strict=True)
    }


def few_valued(
    names: Sequence[str], bins: Sequence[Binned], given: Mapping[str, Thresholds]
) -> dict[str, int]:
    """Return how many values those indicators have that k-means cannot part into four classes.

    Those whose thresholds are given are left out.
    """
    counts = {
        name: int(np.count_nonzero(part.count))
        for name, part in zip(names, bins, strict=True)
        if name not in given
    }
    return {name: count for name, count in counts.items() if count < CLASSES}


def _checked(found: Sequence[float], name: str) -> Thresholds:
    d1, d2, d3 = (float(value) for value in found)
    if not 0 < d1 < d2 < d3 < 1:
        raise InputError("security.found_thresholds_do_not_rise", name, d1=d1, d2=d2, d3=d3)
    return d1, d2, d3


def _told(error: InputError, name: str) -> InputError:
    if error.where:
        return error
    return InputError("security.thresholds_not_found", name, reason=error.message)
