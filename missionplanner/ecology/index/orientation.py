"""Which way a principal component points: an eigenvector's sign is arbitrary, the index's not."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

Orientation = Literal["expected", "ndvi", "agree", "printed"]
"""By the fixed rule, by NDVI, by both (else refused), or by none, as paper 1 is printed."""

EXPECTED = {
    Indicator.GREENNESS: 1.0,
    Indicator.WETNESS: 1.0,
    Indicator.DRYNESS: -1.0,
    Indicator.HEAT: -1.0,
    Indicator.EROSION: -1.0,
}
"""What a better ecology does to each indicator."""

UNSURE_COSINE = 0.1
"""Below this cosine between component and rule (within 6 degrees of square) the sign is a guess."""


def oriented(
    vectors: NDArray[np.float64], indicators: Sequence[Indicator], rule: Orientation = "expected"
) -> tuple[NDArray[np.float64], tuple[bool, ...], tuple[bool, ...]]:
    """Return the components turned so that more of each means a better ecology.

    Parameters
    ----------
    vectors : float64, shape (k, k)
        Columns are unit eigenvectors, of any sign.
    indicators : sequence of Indicator, length k
        What the rows stand for.
    rule : str
        "expected": the sum of +green +wet -dry -heat -erosion loadings is not negative;
        "ndvi": the loading of greenness is not; "agree": as "expected" (`refuse_unlike` asks
        whether NDVI agrees); "printed": as the vectors are given.

    Returns
    -------
    vectors : float64, shape (k, k)
        The same components; the signs given do not matter.
    flipped : tuple of bool, length k
        Turned against the sign in which its largest loading is positive.
    unsure : tuple of bool, length k
        The cosine between component and rule is below `UNSURE_COSINE`.

    Raises
    ------
    InputError
        The rule is "ndvi" and greenness is not among the indicators.
    """
    if rule == "printed":
        none = (False,) * vectors.shape[1]
        return vectors, none, none
    ruler = _ruler(indicators, rule)
    largest = np.abs(vectors).argmax(axis=0)
    # A fixed start, since an exact tie with the rule leaves the sign as it is.
    upright = vectors * np.where(vectors[largest, np.arange(vectors.shape[1])] < 0.0, -1.0, 1.0)
    cosines = ruler @ upright
    flipped = cosines < 0.0
    turned = upright * np.where(flipped, -1.0, 1.0)
    return turned, _bools(flipped), _bools(np.abs(cosines) < UNSURE_COSINE)


def refuse_unlike(
    loadings: NDArray[np.float64], indicators: Sequence[Indicator], count: int, where: str
) -> None:
    """Refuse components that the fixed rule and NDVI turn opposite ways.

    Parameters
    ----------
    loadings : float64, shape (k, k)
        Turned by the fixed rule.
    indicators : sequence of Indicator, length k
    count : int
        Components that are used.
    where : str
        The epoch, or "all epochs", for the message.

    Raises
    ------
    InputError
        The loading of greenness in one of them is negative, or there is no greenness.
    """
    greenness = _ruler(indicators, "ndvi") @ loadings[:, :count]
    for k in np.flatnonzero(greenness < 0.0):
        raise InputError("ecology.rules_disagree", where, component=k + 1, loading=greenness[k])


def _ruler(indicators: Sequence[Indicator], rule: Orientation) -> NDArray[np.float64]:
    """Return the unit vector that components are compared with, shape (k,)."""
    if rule != "ndvi":
        expected = np.array([EXPECTED[indicator] for indicator in indicators])
        unit: NDArray[np.float64] = expected / np.sqrt(len(expected))
        return unit
    if Indicator.GREENNESS not in indicators:
        raise InputError("ecology.orientation_without_greenness", "index.orientation")
    return np.array([float(indicator == Indicator.GREENNESS) for indicator in indicators])


def _bools(values: NDArray[np.bool_]) -> tuple[bool, ...]:
    return tuple(bool(value) for value in values)
