"""Min-max standardisation by sign over ALL years (paper 2, equations (3) and (4)).

The paper's text calls them (4) and (5), and its subscripts differ (max x_j, min x_i). What keeps
years comparable is one minimum and one maximum for each indicator over all years.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.model.security import Sign

Floats = NDArray[np.float64]
Raster = NDArray[np.floating]


@dataclass(frozen=True)
class RawRanges:
    """Least and greatest raw value of each indicator, (k,) float64; inf, -inf where there is none.

    Only pixels where ALL indicators are valid count: others never get an index.
    """

    minimum: Floats
    maximum: Floats


def limits(stack: Raster) -> RawRanges:
    """Return the limits of one block (k, ...) of one year; NaN is nodata."""
    flat = stack.reshape(stack.shape[0], -1)
    valid = np.isfinite(flat).all(axis=0)
    kept = flat[:, valid]
    if kept.shape[1] == 0:
        nothing = np.full(stack.shape[0], np.inf)
        return RawRanges(nothing, -nothing)
    return RawRanges(kept.min(axis=1).astype(np.float64), kept.max(axis=1).astype(np.float64))


def pooled(parts: Sequence[RawRanges]) -> RawRanges:
    """Return the limits of all blocks of all years together."""
    return RawRanges(
        np.min([part.minimum for part in parts], axis=0),
        np.max([part.maximum for part in parts], axis=0),
    )


def checked_limits(found: RawRanges, names: Sequence[str]) -> RawRanges:
    """Return the limits when every indicator varies.

    Raises
    ------
    InputError
        No pixel is valid in all indicators, or an indicator is constant over all years (named).
    """
    for name, low, high in zip(names, found.minimum, found.maximum, strict=True):
        if not np.isfinite(low):
            raise InputError("security.no_complete_pixel", name)
        if low == high:
            raise InputError("security.indicator_constant", name, value=low)
    return found


def standardised(stack: Raster, scale: RawRanges, signs: Sequence[Sign]) -> Raster:
    """Return (k, ...) from 0, worst, to 1, best.

    Positive indicators (x - min) / (max - min), equation (3); negative ones (max - x) /
    (max - min), equation (4). Values beyond the limits (which the user may have given) become 0
    or 1. Same shape and dtype; NaN stays.
    """
    out = np.empty_like(stack)
    for k, sign in enumerate(signs):
        low, high = float(scale.minimum[k]), float(scale.maximum[k])
        if sign == Sign.POSITIVE:
            np.subtract(stack[k], low, out=out[k])
        else:
            np.subtract(high, stack[k], out=out[k])
        out[k] /= high - low
        np.clip(out[k], 0.0, 1.0, out=out[k])
    return out
