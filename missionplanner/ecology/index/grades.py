"""From a raw index to 0..1, and from there to the five grades (paper 1, Table 1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.pixelwise import Floats, flattened
from missionplanner.errors import InputError
from missionplanner.model.ecology import GRADE_BREAKS


@kernel
def finish_line(raw: Floats, start: int, stop: int, low: float, width: float, out: Floats) -> None:
    """Write (raw - low) / width, clipped to 0..1, of pixels start to stop; NaN stays."""
    source, target = raw[start:stop], out[start:stop]
    for i in range(source.size):
        value: float = (np.float64(source[i]) - low) / width
        value = 0.0 if value < 0.0 else value
        target[i] = 1.0 if value > 1.0 else value


@kernel
def grade_line(
    index: Floats, start: int, stop: int, breaks: tuple[float, ...], out: NDArray[np.uint8]
) -> None:
    """Write the grades' codes 1 to 5 of pixels start to stop; 0 where the index is NaN.

    `breaks` are the four `GRADE_BREAKS`: handed in, since a compiled kernel that is kept on disk
    does not see that another file has changed.
    """
    source, target = index[start:stop], out[start:stop]
    poor, moderate, good, excellent = breaks
    for i in range(source.size):
        value = np.float64(source[i])
        code = np.uint8(value == value) + np.uint8(value >= poor) + np.uint8(value >= moderate)
        target[i] = code + np.uint8(value >= good) + np.uint8(value >= excellent)


def same_everywhere(where: str) -> InputError:
    """Return the error of a raw index without a range, of the epoch named."""
    return InputError("ecology.index_constant", where)


def finished(raw: Floats, low: float, high: float, where: str = "") -> NDArray[np.floating[Any]]:
    """Return the index: (raw - low) / (high - low), clipped to 0..1.

    Parameters
    ----------
    raw : float32 or float64, any shape
        Raw index; NaN is nodata.
    low, high : float
        Least and greatest raw index: of the epoch, or of all epochs (pooled).
    where : str
        The epoch, for the message.

    Raises
    ------
    InputError
        The raw index is the same everywhere.
    """
    if not high > low:
        raise same_everywhere(where)
    (line,) = flattened(raw)
    out = np.empty_like(line)
    finish_line(line, 0, line.size, float(low), float(high) - float(low), out)
    return out.reshape(np.shape(raw))


def grades(index: Floats) -> NDArray[np.uint8]:
    """Return 1 (bad) to 5 (excellent), 0 where the index is NaN, of the index's shape.

    Parameters
    ----------
    index : float32 or float64, any shape
        0 to 1. A value on a break belongs to the better grade.
    """
    (line,) = flattened(index)
    out = np.empty(line.size, np.uint8)
    grade_line(line, 0, line.size, GRADE_BREAKS, out)
    return out.reshape(np.shape(index))
