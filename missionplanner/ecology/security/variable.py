"""Variable weights: the penalty-dominated state function and W = W0 S / sum(W0 S).

Paper 2, equations (1) and (2), with x = 1 included, since min-max scaling always makes one. With
t = max(d2 - x, x - d3, 0) every branch is e^(alpha t) + C - 1, but below d1

    e^(alpha (d1 - x)) + e^(alpha (d2 - d1)) + C - 2 = e^(alpha t) / g + g + C - 2,

g = e^(alpha (d2 - d1)): one exponential for each indicator and pixel serves all four branches.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.security.kernels import state_value
from missionplanner.errors import InputError

Floats = NDArray[np.float64]

ADJUSTMENT = 0.6
"""C of equation (2), after the paper's 200 trials."""

ALPHA = 1.5


def state(
    x: ArrayLike,
    thresholds: Sequence[float],
    adjustment: float = ADJUSTMENT,
    alpha: float = ALPHA,
) -> Floats:
    """Return S(x) of equation (2) for one indicator.

    Parameters
    ----------
    x : array of any shape
        Standardised values, 0 to 1; NaN gives NaN.
    thresholds : (3,)
        0 < d1 < d2 < d3 < 1.
    adjustment : float
        C, the value between d2 and d3.
    alpha : float
        Strength of the variation.

    Returns
    -------
    array like x, float64
        C at least; falls from 0 to d2, is C from d2 to d3, rises from d3 to 1; continuous.
    """
    limits = checked_thresholds([thresholds])[0]
    values = np.asarray(x, dtype=np.float64)
    found = state_value(values.ravel(), limits, *checked_strength(adjustment, alpha))
    return found.reshape(values.shape)


def checked_thresholds(thresholds: ArrayLike, names: Sequence[str] = ()) -> Floats:
    """Return thresholds (k, 3) as float64.

    Raises
    ------
    InputError
        Not 0 < d1 < d2 < d3 < 1; the indicator is named where `names` are given.
    """
    limits = np.asarray(thresholds, dtype=np.float64).reshape(-1, 3)
    for place, (d1, d2, d3) in enumerate(limits):
        if not 0 < d1 < d2 < d3 < 1:
            where = names[place] if names else ""
            raise InputError("security.thresholds_do_not_rise", where, d1=d1, d2=d2, d3=d3)
    return np.ascontiguousarray(limits)


def checked_weights(constant: ArrayLike, count: int) -> Floats:
    """Return constant weights (k,) as float64.

    Raises
    ------
    InputError
        A weight not above 0, or a sum off 1 by more than 1e-6 (the sum is told).
    """
    weights = np.ascontiguousarray(constant, dtype=np.float64)
    if weights.shape != (count,):
        raise ValueError(f"{count} indicators need {count} weights, not {weights.shape}")
    total = float(weights.sum())
    if not bool(np.all(weights > 0)) or abs(total - 1) > 1e-6:
        raise InputError("security.variable_weights_sum", total=total)
    return weights


def checked_strength(adjustment: float, alpha: float) -> tuple[float, float]:
    """Return C and alpha, or tell which of them cannot be."""
    if not 0 < adjustment < np.inf:
        raise InputError("security.adjustment_not_positive", c=adjustment)
    if not 0 < alpha <= 10:
        raise InputError("security.alpha_beyond", alpha=alpha)
    return float(adjustment), float(alpha)
