"""Cut a continuous factor into strata, since the detector knows strata only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from missionplanner.ecology.geodetector.strata import Codes, Floats, strata
from missionplanner.ecology.statistics.breaks import natural_breaks
from missionplanner.errors import InputError, Where
from missionplanner.messages.message import message
from missionplanner.model.geodetector import Convention

_THE_FACTOR = message("geodetector.the_factor")


class Method(StrEnum):
    """Ways of cutting; `OPTIMAL` searches over the others and the number of classes."""

    NATURAL = "natural"  # least squared error (paper 2)
    QUANTILE = "quantile"
    EQUAL = "equal"
    GEOMETRIC = "geometric"
    DEVIATION = "sd"  # one standard deviation wide about the mean, the outer ones open
    OPTIMAL = "optimal"  # OPGD, Song et al. (2020): the cut with the greatest q


@dataclass(frozen=True, eq=False)
class StratifiedFactor:
    """A factor cut into strata.

    Attributes
    ----------
    codes : (n,) int64, from 0
    method : str
    breaks : tuple of float
        Upper ends of all strata but the last; a value on a break belongs to the lower stratum.
    """

    codes: Codes
    method: str
    breaks: tuple[float, ...]


def as_given(labels: Sequence[object]) -> StratifiedFactor:
    """Take labels as strata, in their sorted order."""
    _, codes = np.unique(np.asarray(labels), return_inverse=True)
    return StratifiedFactor(codes.astype(np.int64), "as given", ())


def cut(
    values: Floats, method: Method, classes: int, name: Where = _THE_FACTOR
) -> StratifiedFactor:
    """Cut finite values into at most `classes` strata.

    Parameters
    ----------
    values : (n,) float64
    classes : int, from 2

    Raises
    ------
    InputError
        The factor is constant.
    """
    if values.size == 0 or float(values.min()) == float(values.max()):
        raise InputError("geodetector.factor_constant", name)
    different = min(classes, int(np.unique(values).size))
    breaks = np.unique(_BREAKS[method](values, different))
    breaks = breaks[(breaks >= values.min()) & (breaks < values.max())]
    codes = np.searchsorted(breaks, values, side="left").astype(np.int64)
    return StratifiedFactor(codes, method.value, tuple(float(b) for b in breaks))


def best_cut(
    values: Floats,
    response: Floats,
    classes: Sequence[int],
    convention: Convention,
    name: Where = _THE_FACTOR,
) -> StratifiedFactor:
    """Return the cut with the greatest q over all methods and numbers of classes.

    The parameters-optimal geographical detector of Song et al. (2020, GIScience & Remote Sensing
    57:593). Since q was searched for, its p is too good; the first of equals is taken.

    Raises
    ------
    InputError
        The factor is constant.
    """
    tried = [cut(values, method, k, name) for k in classes for method in _BREAKS]
    return max(tried, key=lambda made: strata(response, made.codes, convention).q)


def _natural(values: Floats, k: int) -> Floats:
    return np.array(natural_breaks(values, k).inner)


def _quantile(values: Floats, k: int) -> Floats:
    return np.quantile(values, np.arange(1, k) / k)


def _equal(values: Floats, k: int) -> Floats:
    return np.linspace(values.min(), values.max(), k + 1)[1:-1]


def _geometric(values: Floats, k: int) -> Floats:
    # Widths grow by one ratio; values are moved to begin at 1 % of the range, so 0 is no trouble.
    low, high = float(values.min()), float(values.max())
    shift = low - 0.01 * (high - low)
    return np.geomspace(low - shift, high - shift, k + 1)[1:-1] + shift


def _deviation(values: Floats, k: int) -> Floats:
    mean, deviation = float(values.mean()), float(values.std())
    return np.array([mean + deviation * (i - k / 2) for i in range(1, k)])


_BREAKS: dict[Method, Callable[[Floats, int], Floats]] = {
    Method.NATURAL: _natural,
    Method.QUANTILE: _quantile,
    Method.EQUAL: _equal,
    Method.GEOMETRIC: _geometric,
    Method.DEVIATION: _deviation,
}
