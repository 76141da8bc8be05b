"""What is counted of a finished index while it is written."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.pixelwise import Floats
from missionplanner.model.ecology import GRADE_CODES, Grade

Counts = NDArray[np.int64]

CLASSES = 50
"""Of the histogram from 0 to 1."""


@kernel
def _tally(index: Floats, codes: NDArray[np.uint8], classes: Counts, grades: Counts) -> float:
    total, last = 0.0, classes.size - 1
    for i in range(index.size):
        grades[codes[i]] += 1
        value = np.float64(index[i])
        if value == value:
            total += value
            classes[min(int(value * classes.size), last)] += 1
    return total


@kernel
def _cross(before: NDArray[np.uint8], after: NDArray[np.uint8], counts: Counts) -> None:
    for i in range(before.size):
        counts[before[i], after[i]] += 1


@dataclass
class GradeCounts:
    """Sums over the blocks of one epoch.

    Attributes
    ----------
    total : float
        Sum of the index over valid pixels.
    classes : (50,) int64
        Pixels by index.
    grades : (6,) int64
        Pixels by code, 0 nodata.
    """

    total: float = 0.0
    classes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(CLASSES, np.int64))
    grades: NDArray[np.int64] = field(default_factory=lambda: np.zeros(6, np.int64))

    def add(self, index: Floats, codes: NDArray[np.uint8]) -> None:
        """Count a block: index (rows, columns) with its grades."""
        self.total += _tally(index.reshape(-1), codes.reshape(-1), self.classes, self.grades)

    @property
    def valid(self) -> int:
        """Pixels with an index."""
        return int(self.grades[1:].sum())

    @property
    def mean(self) -> float:
        """Mean index."""
        return float(self.total / self.valid)

    def areas(self, cell_m2: float) -> dict[Grade, float]:
        """Return m2 of each grade, best first."""
        return {grade: float(self.grades[GRADE_CODES[grade]] * cell_m2) for grade in Grade}


@dataclass
class Transitions:
    """Pixels by their grade in the first and in the last epoch, (6, 6) int64."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros((6, 6), np.int64))

    def add(self, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> None:
        """Count a block."""
        _cross(before.reshape(-1), after.reshape(-1), self.counts)

    def areas(self, cell_m2: float) -> tuple[tuple[float, ...], ...]:
        """Return m2, rows and columns from Bad to Excellent; pixels valid in both epochs."""
        return tuple(tuple(float(n * cell_m2) for n in row) for row in self.counts[1:, 1:])


def warm() -> None:
    """Compile the loops."""
    codes = np.array([[0, 1, 5]], np.uint8)
    Transitions().add(codes, codes)
    for dtype in (np.float32, np.float64):
        GradeCounts().add(np.array([[np.nan, 0.1, 1.0]], dtype), codes)
