"""What the kernels compute, written out plainly; and judgement matrices from single judgements."""

from collections.abc import Mapping, Sequence

import numpy as np

from missionplanner.ecology.security.ahp import judged
from missionplanner.ecology.security.variable import (
    ADJUSTMENT,
    ALPHA,
    checked_thresholds,
    checked_weights,
    state,
)
from missionplanner.model.security import Judgements


def judgements_of(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Judgements:
    """Build a reciprocal matrix from the judgements (row, column) -> value; absent ones are 1."""
    ones = tuple((1.0,) * len(names) for _ in names)
    matrix = Judgements(names=tuple(names), values=ones)
    for (row, column), value in pairs.items():
        matrix = judged(matrix, row, column, value)
    return matrix


def variable_weights(x, constant, thresholds, adjustment=ADJUSTMENT, alpha=ALPHA):
    """Return W = W0 S(x) / sum(W0 S(x)) of equation (1), (k, ...), for each pixel of its own."""
    values = np.asarray(x, dtype=np.float64)
    w0 = checked_weights(constant, values.shape[0])
    limits = checked_thresholds(thresholds)
    states = np.stack(
        [state(part, limit, adjustment, alpha) for part, limit in zip(values, limits, strict=True)]
    )
    weighted = states * w0.reshape(-1, *[1] * (values.ndim - 1))
    return weighted / weighted.sum(axis=0)
