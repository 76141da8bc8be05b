"""Several scenes of a season as one: of each cell the median of what is clear."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


def median_of(layers: Sequence[Values], clear: Sequence[Flags]) -> Values:
    """Return the median of each cell over the scenes in which it is clear.

    Parameters
    ----------
    layers : sequence of (rows, columns) float
        One a scene; NaN is no value.
    clear : sequence of (rows, columns) bool
        Of the same scenes.

    Returns
    -------
    (rows, columns), dtype of the layers
        NaN where no scene has a clear value; of an even number the mean of the middle two.
    """
    stack = np.stack(layers)
    stack[~np.stack(clear)] = np.nan
    count = np.isfinite(stack).sum(axis=0)
    stack.sort(axis=0)  # NaN comes last
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    high = np.where(count % 2, low, np.minimum(high, len(layers) - 1))
    middle = [np.take_along_axis(stack, at[np.newaxis], axis=0)[0] for at in (low, high)]
    half = stack.dtype.type(0.5)
    found: Values = half * (middle[0] + middle[1])
    found[count == 0] = np.nan
    return found


def most_say(said: Sequence[Flags], clear: Sequence[Flags]) -> Flags:
    """Return where more than half of the scenes in which a cell is clear say so."""
    both = np.logical_and(np.stack(said), np.stack(clear)).sum(axis=0)
    found: Flags = 2 * both > np.stack(clear).sum(axis=0)
    return found
