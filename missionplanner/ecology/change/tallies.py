"""What is counted of a block of trends, and how blocks are put together (paper 1, Tables 4, 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.beyond_chance import counts_of, edges, neighbour_sums
from missionplanner.ecology.change.found_steps import Steps
from missionplanner.model.ecology import (
    ABRUPT_CODES,
    CV_CODES,
    DIRECTION_CODES,
    SIGNIFICANCE_CODES,
    AbruptChange,
    Direction,
    Significance,
    Variation,
)

Codes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class TrendTally:
    """Counts of pixels.

    Attributes
    ----------
    cross : int64 (4, 4)
        By codes of direction (rows) and significance (columns); row and column 0 are nodata.
    cv : int64 (5,)
        By code of CV class.
    slope_sum : float
        Of the pixels with a slope, 1/yr.
    exact : int
        Pixels with an exact p.
    near_zero : int
        Pixels without a CV since their mean is near 0.
    tests : int64 (2, edges)
        Pixels by p, with a slope above 0 and without (`beyond_chance.counts_of`).
    beside : float64 (6,)
        Of the slopes of adjacent pixels (`beyond_chance.neighbour_sums`).
    abrupt : int64 (2, epochs)
        Pixels with an abrupt loss, and with a gain, by the epoch after it.
    """

    cross: NDArray[np.int64]
    cv: NDArray[np.int64]
    slope_sum: float
    exact: int
    near_zero: int
    tests: NDArray[np.int64]
    beside: NDArray[np.float64]
    abrupt: NDArray[np.int64]

    @property
    def valid(self) -> int:
        """Pixels with a trend."""
        return int(self.cross[1:, 1:].sum())

    def directions(self) -> dict[Direction, int]:
        """Return pixels by direction."""
        return {word: int(self.cross[code, 1:].sum()) for word, code in DIRECTION_CODES.items()}

    def significances(self) -> dict[Significance, int]:
        """Return pixels by significance."""
        return {w: int(self.cross[1:, code].sum()) for w, code in SIGNIFICANCE_CODES.items()}

    def crossed(self) -> dict[Direction, dict[Significance, int]]:
        """Return pixels by both: the paper's two classifications are not parts of each other."""
        return {
            word: {w: int(self.cross[row, c]) for w, c in SIGNIFICANCE_CODES.items()}
            for word, row in DIRECTION_CODES.items()
        }

    def variations(self) -> dict[Variation, int]:
        """Return pixels by class of CV."""
        return {word: int(self.cv[code]) for word, code in CV_CODES.items()}


def tally(
    direction: Codes,
    significance: Codes,
    cv_class: Codes,
    slope: NDArray[np.float64],
    p: NDArray[np.float64],
    exact: int,
    near_zero: int,
    found: Steps,
    epochs: int,
) -> TrendTally:
    """Count the pixels of a block; arrays of one shape, (rows, columns)."""
    both = direction.astype(np.int64) * 4 + significance
    return TrendTally(
        cross=np.bincount(both.ravel(), minlength=16).reshape(4, 4),
        cv=np.bincount(cv_class.ravel(), minlength=5),
        slope_sum=float(np.nansum(slope)),
        exact=exact,
        near_zero=near_zero,
        tests=counts_of(p, slope > 0),
        beside=neighbour_sums(slope),
        abrupt=np.stack(
            [
                np.bincount(found.after[found.code == code], minlength=epochs)
                for code in (ABRUPT_CODES[AbruptChange.LOSS], ABRUPT_CODES[AbruptChange.GAIN])
            ]
        ),
    )


def merged(parts: Iterable[TrendTally]) -> TrendTally:
    """Return the counts of all blocks, added in the order given."""
    every = list(parts)
    return TrendTally(
        cross=np.sum([part.cross for part in every], axis=0, dtype=np.int64),
        cv=np.sum([part.cv for part in every], axis=0, dtype=np.int64),
        slope_sum=sum(part.slope_sum for part in every),
        exact=sum(part.exact for part in every),
        near_zero=sum(part.near_zero for part in every),
        tests=np.sum([part.tests for part in every], axis=0, dtype=np.int64),
        beside=np.sum([part.beside for part in every], axis=0, dtype=np.float64),
        abrupt=np.sum([part.abrupt for part in every], axis=0, dtype=np.int64),
    )


def packed(counts: TrendTally) -> dict[str, Any]:
    """Return counts as JSON holds them, to the last bit."""
    return {
        "cross": counts.cross.tolist(),
        "cv": counts.cv.tolist(),
        "slope_sum": counts.slope_sum,
        "exact": counts.exact,
        "near_zero": counts.near_zero,
        # Most edges have no pixel.
        "tests": [
            [*map(int, place), int(counts.tests[tuple(place)])]
            for place in np.argwhere(counts.tests)
        ],
        "beside": counts.beside.tolist(),
        "abrupt": counts.abrupt.tolist(),
    }


def unpacked(counted: Mapping[str, Any]) -> TrendTally:
    """Return the counts that were packed."""
    tests = np.zeros((2, len(edges())), np.int64)
    for way, place, count in counted["tests"]:
        tests[way, place] = count
    return TrendTally(
        np.array(counted["cross"], dtype=np.int64),
        np.array(counted["cv"], dtype=np.int64),
        float(counted["slope_sum"]),
        int(counted["exact"]),
        int(counted["near_zero"]),
        tests,
        np.array(counted["beside"], dtype=np.float64),
        np.array(counted["abrupt"], dtype=np.int64),
    )
