"""Pettitt's test for one break in the level of a series, with the distribution of its statistic.

Pettitt (1979), J. R. Stat. Soc. C 28(2), 126-135: U_t is the sum of sgn(x_i - x_j) over i <= t < j,
and K the greatest |U_t|. His p, 2 exp(-6 K^2 / (n^3 + n^2)), is too great for short series (twice
the true one at n = 60); ours are counted over all orders of n different values, or over many drawn
ones.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_DATES = 8
"""Fewer dates get no p: of 7 the clearest break has p = 0.10."""
EXACT_UP_TO = 12
"""Dates up to which every order is counted; beyond, orders are drawn."""
DRAWN_UP_TO = 60
"""Dates beyond which p is Pettitt's own approximation."""
_DRAWN = 20_000


def break_p(n: int, k: int) -> float:
    """Return P(K >= k) for n different values in any order, all alike; NaN for too few dates.

    Equal values make K smaller: p is then rather too great.
    """
    if n < LEAST_DATES:
        return math.nan
    if n > DRAWN_UP_TO:
        return min(1.0, 2.0 * math.exp(-6.0 * k**2 / (n**3 + n**2)))
    table = _counted(n) if n <= EXACT_UP_TO else _drawn(n)
    return float(table[min(k, len(table) - 1)])


@cache
def break_table(longest: int) -> Floats:
    """Return p by dates and K, (longest + 1, greatest K + 1) float64; NaN rows: too few dates."""
    most = longest**2 // 4
    rows = [[break_p(n, k) for k in range(most + 1)] for n in range(longest + 1)]
    return np.array(rows, dtype=np.float64)


@cache
def _counted(n: int) -> Floats:
    """Return P(K >= k), k = 0, 1, ..., by counting.

    U_t depends on which ranks the first t values have, not on their order: the orders that stay
    within k are the ways from the empty set of ranks to the full one through sets within k.
    """
    sets = np.arange(2**n)
    bits = sets[:, None] >> np.arange(n) & 1
    size = bits.sum(axis=1)
    apart = np.abs(2 * bits @ np.arange(1, n + 1) - size * (n + 1))
    most = n**2 // 4
    within = apart[:, None] <= np.arange(-1, most + 1)
    ways = np.zeros((2**n, most + 2))
    ways[0] = within[0]
    for count in range(1, n + 1):
        own = sets[size == count]
        for rank in range(n):
            having = own[own >> rank & 1 == 1]
            ways[having] += ways[having ^ 1 << rank]
        ways[own] *= within[own]
    # The first column is k - 1 = -1: no order stays within it.
    return np.asarray(1.0 - ways[-1, :-1] / math.factorial(n))


@cache
def _drawn(n: int) -> Floats:
    """Return P(K >= k) from drawn orders, the one at hand counted among them; never 0."""
    orders = np.random.default_rng(n).permuted(np.tile(np.arange(1, n + 1), (_DRAWN, 1)), axis=1)
    t = np.arange(1, n + 1)
    k = np.abs(2 * orders.cumsum(axis=1) - t * (n + 1)).max(axis=1)
    reached = np.bincount(k, minlength=n**2 // 4 + 1)[::-1].cumsum()[::-1]
    return np.asarray((reached + 1) / (_DRAWN + 1))
