"""Limits of q by resampling: every factor is judged on the same draws, in one pass of each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.geodetector.strata import Codes, Floats, strata
from missionplanner.model.geodetector import Convention
from missionplanner.tasks.progress import Progress

RESAMPLED = 400
"""Resamplings for an interval."""


def q_limits(
    response: Floats,
    codes: Sequence[Codes],
    convention: Convention,
    seed: int,
    progress: Progress,
) -> list[tuple[float, float]]:
    """Return 95 % limits of q by the bootstrap of samples (Efron and Tibshirani 1993, chapter 13).

    Resampled q lie too high, since strata of fewer different samples fit better: their limits are
    moved by as much as their mean lies above q. Samples count as independent: where neighbours are
    alike the true interval is wider.

    Parameters
    ----------
    response : (n,) float64
    codes : sequence of (n,) int64, from 0
        One a factor.
    convention : Convention
        GD drops strata of one sample, also of one drawn once.
    seed : int
    progress : Progress

    Returns
    -------
    list of (low, high)
        One a factor; q lies between them.
    """
    random = np.random.default_rng(seed)
    n = response.size
    y = response - response.mean()
    table = np.ascontiguousarray(np.stack([one.astype(np.int32) for one in codes], axis=1))
    widest = int(table.max()) + 1
    drawn = np.empty((RESAMPLED, len(codes)))
    for i in range(RESAMPLED):
        if i % 20 == 0:
            progress.report(i / RESAMPLED, "geodetector.resampling")
        rows = random.integers(0, n, n)
        drawn[i] = _drawn_q(y, table, rows, widest, convention is Convention.GD)
    found = [strata(response, one, convention).q for one in codes]
    return [_limits(drawn[:, f], q) for f, q in enumerate(found)]


def _limits(drawn: Floats, q: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, (0.025, 0.975)) - (drawn.mean() - q)
    return float(np.clip(low, 0.0, q)), float(np.clip(high, q, 1.0))


@kernel
def _drawn_q(
    y: Floats, codes: NDArray[np.int32], rows: NDArray[np.int64], widest: int, drop: bool
) -> Floats:
    """Return q of each factor on the rows drawn: y about its mean, codes (n, factors)."""
    factors = codes.shape[1]
    count = np.zeros((factors, widest))
    sums = np.zeros((factors, widest))
    squares = np.zeros((factors, widest))
    for row in rows:
        value = y[row]
        for f in range(factors):
            stratum = codes[row, f]
            count[f, stratum] += 1.0
            sums[f, stratum] += value
            squares[f, stratum] += value * value
    least = 2.0 if drop else 1.0
    found = np.zeros(factors)
    for f in range(factors):
        kept, total, square, within = 0.0, 0.0, 0.0, 0.0
        for h in range(widest):
            if count[f, h] >= least:
                kept += count[f, h]
                total += sums[f, h]
                square += squares[f, h]
                within += max(squares[f, h] - sums[f, h] ** 2 / count[f, h], 0.0)
        about = square - total * total / kept if kept > 0.0 else 0.0
        if about > 0.0:
            found[f] = 1.0 - within / about
    return found
