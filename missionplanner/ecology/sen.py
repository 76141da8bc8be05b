"""Sen's slope: which epochs are compared, over how many years, and what its sign says."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.errors import InputError
from missionplanner.model.ecology import DIRECTION_CODES, Direction

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pairs:
    """The epochs that are compared.

    Attributes
    ----------
    first, last : int64 (pairs,)
        Indices of the earlier and the later epoch.
    gap : float64 (pairs,)
        Years between them, above 0.
    """

    first: Ints
    last: Ints
    gap: Floats


def decimal_year(day: datetime.date) -> float:
    """Return a date as a decimal year: 2020-07-02 is 2020.5."""
    begin, end = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    return day.year + (day - begin).days / (end - begin).days


def checked_years(years: ArrayLike) -> Floats:
    """Return decimal years (n,) float64, ascending.

    Raises
    ------
    InputError
        Fewer than two, two the same, or not ascending.
    """
    t = np.asarray(years, dtype=np.float64)
    if t.ndim != 1 or t.size < 2:
        raise InputError("a trend needs at least two epochs", remedy="add epochs to the study")
    if not np.all(np.diff(t) > 0):
        raise InputError(
            "the epochs of a trend must follow one another in time",
            remedy="give each its own date, the earliest first",
        )
    return t


def all_pairs(years: Floats, seasons: Sequence[int] | None = None) -> Pairs:
    """Return every pair i < j, or with `seasons` (n,) those of one season only.

    The paper divides by (j - i): here that is the true time between the epochs in YEARS, so that a
    slope is per year also where epochs are missing or unevenly spaced.
    """
    first, last = np.triu_indices(years.size, 1)
    if seasons is not None:
        same = np.asarray(seasons)[first] == np.asarray(seasons)[last]
        first, last = first[same], last[same]
    return Pairs(first.astype(np.int64), last.astype(np.int64), years[last] - years[first])


def directions(slope: NDArray[np.floating], stable_per_year: float) -> NDArray[np.uint8]:
    """Return codes of direction (paper 1, Table 4); 0 where the slope is NaN.

    The paper calls slopes "about 0" stable without a number: here up to `stable_per_year`.
    """
    codes = np.zeros(slope.shape, dtype=np.uint8)
    codes[np.abs(slope) <= stable_per_year] = DIRECTION_CODES[Direction.STABLE]
    codes[slope > stable_per_year] = DIRECTION_CODES[Direction.IMPROVING]
    codes[slope < -stable_per_year] = DIRECTION_CODES[Direction.DEGRADING]
    return codes
