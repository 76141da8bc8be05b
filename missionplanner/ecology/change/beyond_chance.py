"""Many tests at once: which p-values are still beyond chance, and how alike the cells are.

Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289; valid too where neighbours are alike
(positive dependence, Benjamini and Yekutieli 2001, Ann. Stat. 29:1165).
"""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.mann_kendall import null_table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FINE = 100
_LEAST_DECADE = -16
_LEAST_DATES = 8
"""Fewer residuals than this give a lag-1 correlation that is mostly its own bias, -1 / n."""


@cache
def edges() -> Floats:
    """Return the p-values that can be a limit, ascending to 1: exact ones, and 100 a decade."""
    fine = np.logspace(_LEAST_DECADE, 0, -_LEAST_DECADE * _FINE + 1)
    return np.unique(np.concatenate([[0.0], fine, null_table().ravel()]).clip(0.0, 1.0))


def counts_of(p: Floats, up: NDArray[np.bool_]) -> Ints:
    """Count tests by the first edge that is not below their p.

    Parameters
    ----------
    p : float64, any shape
        NaN where there is no test.
    up : bool, same shape
        Slopes above 0.

    Returns
    -------
    int64, shape (2, edges)
        Tests with a slope above 0, and all others.
    """
    known = np.isfinite(p)
    places = np.searchsorted(edges(), p[known], side="left")
    size = len(edges())
    return np.stack(
        [np.bincount(places[up[known] == way], minlength=size) for way in (True, False)]
    )


def limit(counts: Ints, rate: float) -> tuple[float, int, int]:
    """Return the greatest p that passes at a false discovery rate, and who passes.

    Parameters
    ----------
    counts : int64, shape (2, edges)
    rate : float

    Returns
    -------
    p_limit : float
        0 where none passes.
    up, down : int
        Tests that pass, by their slope.
    """
    through = counts.cumsum(axis=1)
    tests = int(through[:, -1].sum())
    passing = np.flatnonzero((tests * edges() <= rate * through.sum(axis=0)) & (counts.any(axis=0)))
    if not passing.size:
        return 0.0, 0, 0
    last = passing[-1]
    return float(edges()[last]), int(through[0, last]), int(through[1, last])


def neighbour_sums(layer: Floats) -> Floats:
    """Return what the correlation of adjacent cells is made of, shape (6,).

    Count, sums of both, sums of their squares, sum of their products; pairs side by side and one
    above the other. Sums of two blocks add up.

    Parameters
    ----------
    layer : float64, shape (rows, columns)
        NaN where there is none.
    """
    found = np.zeros(6)
    for a, b in ((layer[:, :-1], layer[:, 1:]), (layer[:-1], layer[1:])):
        both = np.isfinite(a) & np.isfinite(b)
        x, y = a[both], b[both]
        found += [x.size, x.sum(), y.sum(), x @ x, y @ y, x @ y]
    return found


def neighbour_r(sums: Floats) -> float:
    """Return the correlation of adjacent cells; NaN where they do not vary."""
    count, x, y, xx, yy, xy = sums.tolist()
    if count < 2:
        return math.nan
    spread = (xx - x * x / count) * (yy - y * y / count)
    return (xy - x * y / count) / math.sqrt(spread) if spread > 0 else math.nan


def independent(cells: int, r: float) -> float:
    """Return how many independent cells say as much of a mean as these that are alike.

    n ((1 - r) / (1 + r))^2: likeness that falls by the factor r with each cell, in rows and in
    columns (the AR(1) factor of Bayley and Hammersley 1946, once a direction).
    """
    if math.isnan(r):
        return math.nan
    r = min(max(r, 0.0), 1.0)
    return max(1.0, cells * ((1 - r) / (1 + r)) ** 2)


def lag_1(means: Sequence[float], years: Sequence[float]) -> float:
    """Return the lag-1 correlation of a series about its Sen line; NaN for fewer than 8 dates."""
    y, t = np.asarray(means, np.float64), np.asarray(years, np.float64)
    known = np.isfinite(y)
    y, t = y[known], t[known]
    if y.size < _LEAST_DATES:
        return math.nan
    first, last = np.triu_indices(y.size, 1)
    left = y - np.median((y[last] - y[first]) / (t[last] - t[first])) * t
    left -= left.mean()
    whole = float(left @ left)
    return float(left[:-1] @ left[1:]) / whole if whole > 0 else math.nan
