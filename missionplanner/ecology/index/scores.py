"""The raw index: scores of principal components, weighted by their contributions (paper 1, I0)."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.index.components import Components
from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.pixelwise import Floats

FloatArray = NDArray[np.floating[Any]]

TILE = 256
"""Pixels at a time: their sums stay in the innermost cache."""


@kernel
def _raw_line(
    stack: Floats,
    start: int,
    stop: int,
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    centre: NDArray[np.float64],
    slopes: NDArray[np.float64],
    out: Floats,
    out_first: Floats,
) -> None:
    totals, alone = np.empty(TILE), np.empty(TILE)
    for at in range(start, stop, TILE):
        pixels = min(TILE, stop - at)
        totals[:], alone[:] = 0.0, 0.0
        for layer in range(stack.shape[0]):
            low, high, middle = lower[layer], upper[layer], centre[layer]
            slope, slope_first = slopes[0, layer], slopes[1, layer]
            values = stack[layer, at : at + pixels]
            for i in range(pixels):
                value: float = np.float64(values[i])
                value = low if value < low else value
                value = (high if value > high else value) - middle
                totals[i] += slope * value
                alone[i] += slope_first * value
        out[at : at + pixels] = totals[:pixels]
        out_first[at : at + pixels] = alone[:pixels]


@kernel
def _bounds(raw: Floats, start: int, stop: int) -> tuple[float, float]:
    low, high = np.full(TILE, np.inf), np.full(TILE, -np.inf)
    for at in range(start, stop, TILE):
        values = raw[at : min(at + TILE, stop)]
        for i in range(values.size):
            value = np.float64(values[i])
            low[i] = value if value < low[i] else low[i]
            high[i] = value if value > high[i] else high[i]
    return low.min(), high.max()


def raw_index(
    stack: FloatArray, limits: Limits, components: Components, count: int = 2
) -> tuple[FloatArray, FloatArray]:
    """Return the raw index and the score of the first component (paper 1, I0 and PC1).

    I0 is the sum of contribution times score over the first `count` components. Xu et al. (2022)
    advise against adding components: the first alone always stands beside it.

    Parameters
    ----------
    stack : float32 or float64, shape (k, ...)
        Indicators in their own units; NaN is nodata.
    limits : Limits
        What scales them to 0..1; values beyond are clipped.
    components : Components
        Of this epoch, or pooled.
    count : int
        Components weighted by their contribution, 1 to k.

    Returns
    -------
    i0, pc1 : float32 or float64, shape (...)
        NaN where any indicator is.
    """
    lines = np.ascontiguousarray(stack).reshape(len(stack), -1)
    out, first = np.empty_like(lines[0]), np.empty_like(lines[0])
    Scorer.of(limits, components, count).write(lines, 0, lines.shape[1], out, first)
    shape = np.shape(stack)[1:]
    return out.reshape(shape), first.reshape(shape)


@dataclass(frozen=True)
class Scorer:
    """The raw index as the weighted sum of indicators that it is, ready for chunks.

    Attributes
    ----------
    lower, upper : float64, shape (k,)
        Where indicators are clipped, in their units.
    centre : float64, shape (k,)
        Mean of the clipped indicators, in their units.
    slopes : float64, shape (2, k)
        What a unit of each indicator adds to the raw index, and to the first score.
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    centre: NDArray[np.float64]
    slopes: NDArray[np.float64]

    @classmethod
    def of(cls, limits: Limits, components: Components, count: int) -> Self:
        """Return the scorer of `count` components."""
        weights = np.stack([components.weights(count), components.loadings[:, 0]])
        centre = limits.lower + components.mean * limits.width
        return cls(limits.lower, limits.upper, centre, weights / limits.width)

    def write(
        self, lines: FloatArray, start: int, stop: int, out: FloatArray, out_first: FloatArray
    ) -> None:
        """Write raw index and first score of pixels start to stop of layers (k, n) to (n,)."""
        _raw_line(
            lines, start, stop, self.lower, self.upper, self.centre, self.slopes, out, out_first
        )


def raw_bounds(raw: FloatArray, start: int = 0, stop: int | None = None) -> tuple[float, float]:
    """Return the least and greatest value that is not NaN; infinity and -infinity if none.

    Parameters
    ----------
    raw : float32 or float64, any shape
        Raw index; NaN is nodata.
    start, stop : int
        Of the flattened array, only these; stop None: to its end.
    """
    line = np.ascontiguousarray(raw).reshape(-1)
    low, high = _bounds(line, start, line.size if stop is None else stop)
    return float(low), float(high)
