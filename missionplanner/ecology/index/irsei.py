"""The improved remote sensing ecological index (paper 1, section 3.3), of indicators in memory.

Rasters larger than memory take the same steps block by block: `moments` of each block, `merged`,
limits, `components`, then `raw_index`, `finished` and `grades` of each block.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.index.components import Components, components
from missionplanner.ecology.index.grades import (
    finish_line,
    finished,
    grade_line,
    grades,
    same_everywhere,
)
from missionplanner.ecology.index.orientation import Orientation
from missionplanner.ecology.index.scores import FloatArray, Scorer, raw_bounds, raw_index
from missionplanner.ecology.statistics.chunks import over_chunks
from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import Moments, merged, min_max_limits, moments
from missionplanner.ecology.statistics.quantiles import percentile_limits
from missionplanner.model.ecology import GRADE_BREAKS
from missionplanner.model.study import Indicator

__all__ = [
    "Components",
    "Irsei",
    "Limits",
    "Moments",
    "components",
    "finished",
    "grades",
    "index_of",
    "irsei",
    "merged",
    "min_max_limits",
    "moments",
    "percentile_limits",
    "raw_bounds",
    "raw_index",
]


@dataclass(frozen=True)
class Irsei:
    """The index of one epoch in memory.

    Attributes
    ----------
    index, index_pc1 : float32 or float64, the stack's shape without its first axis
        0 to 1 by the first `count` components, and by the first alone; NaN is nodata.
    grades, grades_pc1 : uint8, same shape
        1 (bad) to 5 (excellent); 0 is nodata.
    limits : Limits
        What became 0 and 1.
    components : Components
        Loadings, eigenvalues, contributions.
    moments : Moments
        Of the indicators: raw, or scaled where the limits are percentiles.
    """

    index: FloatArray
    index_pc1: FloatArray
    grades: NDArray[np.uint8]
    grades_pc1: NDArray[np.uint8]
    limits: Limits
    components: Components
    moments: Moments


def irsei(
    stack: FloatArray,
    indicators: Sequence[Indicator] = tuple(Indicator),
    *,
    limits: Literal["min-max", "percentile"] = "min-max",
    percentiles: tuple[float, float] = (0.1, 99.9),
    orientation: Orientation = "expected",
    count: int = 2,
    workers: int | None = None,
    where: str = "",
) -> Irsei:
    """Return the index of one epoch whose indicators are in memory.

    Parameters
    ----------
    stack : float32 or float64, shape (k, ...)
        Indicators in their own units, in the order of `indicators`; NaN is nodata (mask water
        and cloud first). Arithmetic is in float64.
    indicators : sequence of Indicator, length k
        What the layers are.
    limits, percentiles
        Scale by least and greatest value, or by percentiles with what is beyond clipped, which is
        what studies do unless they ask otherwise.
    orientation : str
        The rule of signs.
    count : int
        Components weighted by their contribution.
    workers : int or None
        Threads; None: one a core. The result is the same to the last bit for any number.
    where : str
        The epoch, for messages.

    Raises
    ------
    InputError
        Fewer than three pixels have every indicator, or one is the same everywhere.
    """
    lines = np.ascontiguousarray(stack).reshape(len(stack), -1)
    used = found = moments(lines, workers=workers)
    if limits == "percentile":
        scale = percentile_limits(lines, found, indicators, percentiles, where)
        used = moments(lines, scale, workers=workers)
    else:
        scale = min_max_limits(found, indicators, where)
    shape = np.shape(stack)[1:]
    return index_of(
        lines, shape, used, scale, indicators, orientation, count, workers, where
    )  # fmt: skip


def index_of(
    lines: FloatArray,
    shape: tuple[int, ...],
    found: Moments,
    limits: Limits,
    indicators: Sequence[Indicator],
    orientation: Orientation,
    count: int,
    workers: int | None,
    where: str,
) -> Irsei:
    """Return the index of layers, shape (k, n), whose moments and limits are known.

    The arguments are those of `irsei`; `shape` is that of the index, with n pixels.
    """
    parts = components(found, limits, indicators, orientation, where)
    raw, low, high = _scored(lines, Scorer.of(limits, parts, count), workers)
    if not (high > low).all():
        raise same_everywhere(where)
    codes = np.empty(raw.shape, np.uint8)

    def grade(start: int, stop: int) -> None:
        for line, code, least, width in zip(raw, codes, low, high - low, strict=True):
            finish_line(line, start, stop, least, width, line)
            grade_line(line, start, stop, GRADE_BREAKS, code)

    over_chunks(grade, lines.shape[1], workers)
    index, index_pc1 = raw.reshape(2, *shape)
    code, code_pc1 = codes.reshape(2, *shape)
    return Irsei(index, index_pc1, code, code_pc1, limits, parts, found)


def _scored(
    lines: FloatArray, scorer: Scorer, workers: int | None
) -> tuple[FloatArray, NDArray[np.float64], NDArray[np.float64]]:
    """Return raw index and first score, shape (2, n), with their least and greatest, shape (2,)."""
    raw = np.empty((2, lines.shape[1]), lines.dtype)

    def score(start: int, stop: int) -> tuple[tuple[float, float], ...]:
        scorer.write(lines, start, stop, raw[0], raw[1])
        return tuple(raw_bounds(line, start, stop) for line in raw)

    bounds = np.array(over_chunks(score, lines.shape[1], workers))
    return raw, bounds[:, :, 0].min(axis=0), bounds[:, :, 1].max(axis=0)
