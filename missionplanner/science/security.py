"""Ecological security: standardised indicators, constant and variable weights, the index."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.security import standardise
from missionplanner.ecology.security.ahp import priorities
from missionplanner.ecology.security.grades import grade_codes
from missionplanner.ecology.security.index import SecurityIndex, recipe
from missionplanner.ecology.security.index import security_index as of_recipe
from missionplanner.ecology.security.variable import ADJUSTMENT, ALPHA, state
from missionplanner.model.security import SECURITY_BREAKS, Consistency, Judgements, Sign
from missionplanner.science.arrays import Doubles, Floats, doubles, floats


def standardised(stack: ArrayLike, more_is_better: Sequence[bool]) -> Floats:
    """Return indicators from 0 (worst) to 1 (best), by least and greatest value of all years.

    Parameters
    ----------
    stack : array_like, shape (k, ...)
        k indicators in their own units, all years together (an axis of years behind the first);
        NaN is nodata.
    more_is_better : sequence of bool, length k

    Returns
    -------
    float32 or float64, same shape
        0 to 1; NaN stays.

    Raises
    ------
    InputError
        No pixel has every indicator, or one is constant (told by its number).
    ValueError
        As many signs as indicators are needed.

    Notes
    -----
    The second paper, equations 3 and 4. Only pixels with every indicator set the limits.

    Examples
    --------
    >>> standardised([[1.0, 2.0, 3.0], [10.0, 30.0, 20.0]], [True, False]).tolist()
    [[0.0, 0.5, 1.0], [1.0, 0.0, 0.5]]
    """
    values = floats(stack)
    if len(more_is_better) != len(values):
        raise ValueError(f"{len(values)} indicators need {len(values)} signs")
    numbers = [str(number) for number in range(len(values))]
    scale = standardise.checked_limits(standardise.limits(values), numbers)
    signs = [Sign.POSITIVE if better else Sign.NEGATIVE for better in more_is_better]
    return standardise.standardised(values, scale, signs)


def ahp_weights(
    judgements: ArrayLike, names: Sequence[str] = (), random_index: str = "saaty-1980"
) -> Consistency:
    """Return the weights of a matrix of judgements, and how consistent it is.

    Parameters
    ----------
    judgements : array_like, shape (n, n)
        a_ij > 0: how many times i is as important as j; a_ii = 1, a_ij a_ji = 1 within 2 %.
    names : sequence of str, length n, optional
        By default the numbers from 1.
    random_index : str
        Table of the random index; they differ, and CR with them.

    Returns
    -------
    Consistency
        `weights`, `lambda_max`, `ci`, `cr` (accepted below 0.1), `suspects`.

    Raises
    ------
    InputError
        Not square, not positive, reciprocity broken, or larger than the table.

    Notes
    -----
    Saaty (1980): the right eigenvector of the greatest eigenvalue.

    Examples
    --------
    >>> found = ahp_weights([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    >>> [round(weight, 3) for weight in found.weights], round(found.cr, 4)
    ([0.648, 0.23, 0.122], 0.0032)
    """
    matrix = doubles(judgements)
    known = tuple(names) or tuple(str(number + 1) for number in range(len(matrix)))
    rows = tuple(tuple(float(value) for value in row) for row in np.atleast_2d(matrix))
    return priorities(Judgements(names=known, values=rows), random_index)


def variable_state(
    x: ArrayLike,
    thresholds: Sequence[float],
    adjustment: float = ADJUSTMENT,
    alpha: float = ALPHA,
) -> Doubles:
    """Return the state function S(x) that penalises bad values of one indicator.

    Parameters
    ----------
    x : array_like
        Standardised values, 0 to 1; NaN is nodata.
    thresholds : three floats
        0 < d1 < d2 < d3 < 1.
    adjustment : float
        C, the value between d2 and d3.
    alpha : float
        Strength of the variation, above 0, up to 10.

    Returns
    -------
    float64, same shape
        C at least: falls to d2, is C up to d3, rises behind it.

    Raises
    ------
    InputError
        Thresholds that do not rise, C or alpha beyond what can be.

    Notes
    -----
    The second paper, equation 2, with x = 1 included.

    Examples
    --------
    >>> variable_state([0.0, 0.3, 0.6, 1.0], (0.2, 0.4, 0.8)).round(3).tolist()
    [1.3, 0.762, 0.6, 0.95]
    """
    return state(x, thresholds, adjustment, alpha)


def variable_weights(
    stack: ArrayLike,
    weights: ArrayLike,
    thresholds: ArrayLike,
    adjustment: float = ADJUSTMENT,
    alpha: float = ALPHA,
) -> Doubles:
    """Return the weight of each indicator in each pixel, W = W0 S / sum(W0 S).

    Parameters
    ----------
    stack : array_like, shape (k, ...)
        Standardised indicators, 0 to 1; NaN is nodata.
    weights : array_like, shape (k,)
        Constant weights W0, sum 1.
    thresholds : array_like, shape (k, 3)
        d1, d2, d3 of each indicator.
    adjustment, alpha : float
        See `variable_state`.

    Returns
    -------
    float64, shape (k, ...)
        Sum 1 over the indicators; NaN where a pixel lacks one of them.

    Raises
    ------
    InputError
        Weights that do not sum to 1, thresholds that do not rise, C or alpha beyond what can be.
    ValueError
        As many weights as indicators are needed.

    Notes
    -----
    The second paper, equation 1.

    Examples
    --------
    A bad second indicator gains weight:

    >>> stack, limits = [[0.6, 0.6], [0.6, 0.0]], [(0.2, 0.4, 0.8)] * 2
    >>> variable_weights(stack, [0.7, 0.3], limits).round(3).tolist()
    [[0.7, 0.519], [0.3, 0.481]]
    """
    how = recipe(weights, thresholds, adjustment, alpha)
    layers = doubles(stack)
    if len(layers) != how.weights.size:
        raise ValueError(f"{how.weights.size} weights, {len(layers)} indicators")
    states = [
        w * state(x, d, how.adjustment, how.alpha)
        for x, w, d in zip(layers, how.weights, how.thresholds.tolist(), strict=True)
    ]
    found: Doubles = np.array(states) / np.sum(states, axis=0)
    return found


def security_index(
    stack: ArrayLike,
    weights: ArrayLike,
    thresholds: ArrayLike,
    adjustment: float = ADJUSTMENT,
    alpha: float = ALPHA,
) -> SecurityIndex:
    """Return the ecological security index, by constant and by variable weights.

    Parameters
    ----------
    stack, weights, thresholds, adjustment, alpha
        As for `variable_weights`.

    Returns
    -------
    SecurityIndex
        `constant`, `variable` and their `difference`, shape (...); 0 (worst) to 1, NaN where a
        pixel lacks an indicator.

    Raises
    ------
    InputError, ValueError
        As `variable_weights`.

    Notes
    -----
    The second paper, equations 1, 2 and 5, in one pass.

    Examples
    --------
    >>> stack, limits = [[0.6, 0.6], [0.6, 0.0]], [(0.2, 0.4, 0.8)] * 2
    >>> found = security_index(stack, [0.7, 0.3], limits)
    >>> found.constant.round(3).tolist(), found.variable.round(3).tolist()
    ([0.6, 0.42], [0.6, 0.311])
    """
    return of_recipe(floats(stack), recipe(weights, thresholds, adjustment, alpha))


def security_levels(
    index: ArrayLike, breaks: Sequence[float] = SECURITY_BREAKS
) -> NDArray[np.uint8]:
    """Return levels 1 (very insecure) to 5 (very secure); 0 where the index is NaN.

    Parameters
    ----------
    index : array_like
        0 to 1; NaN is nodata.
    breaks : sequence of float
        Upper ends of the first four levels; a value on a break belongs to the lower one.

    Notes
    -----
    The second paper, Table II.

    Examples
    --------
    >>> security_levels([0.2, 0.26, 0.5, 0.9, float("nan")]).tolist()
    [1, 1, 4, 5, 0]
    """
    return grade_codes(floats(index), breaks)
