"""How levels depend on C and alpha: the paper's 200 trials as a table of 20 x 10.

S - C does not depend on C, so that ESI for any C is (A + C E) / (B + C) with three sums of one pass
for each alpha: all pixels of all years are counted, no sample is drawn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.security.index import Recipe, pixels
from missionplanner.ecology.security.kernels import trials
from missionplanner.ecology.security.variable import checked_strength
from missionplanner.model.security import SECURITY_BREAKS, SecurityGrade, SensitivityResult

Floats = NDArray[np.float64]

ADJUSTMENTS = tuple(round(0.05 * step, 2) for step in range(1, 21))
"""C from 0.05 to 1, the paper's 0.6 among them."""

ALPHAS = tuple(round(0.3 * step, 1) for step in range(1, 11))
"""alpha from 0.3 to 3, the paper's 1.5 among them."""


@dataclass(frozen=True)
class Sensitivity:
    """Counts of pixels for each C and alpha; those of blocks and years add up.

    Attributes
    ----------
    adjustments : (c,)
    alphas : (a,)
    counts : (c, a, 5) int64
        Pixels on each level.
    changed : (c, a) int64
        Pixels on another level than with the recipe's own C and alpha.
    """

    adjustments: Floats
    alphas: Floats
    counts: NDArray[np.int64]
    changed: NDArray[np.int64]

    def __add__(self, other: "Sensitivity") -> "Sensitivity":
        return Sensitivity(
            self.adjustments,
            self.alphas,
            self.counts + other.counts,
            self.changed + other.changed,
        )

    @property
    def shares(self) -> Floats:
        """Share of area on each level, (c, a, 5)."""
        found: Floats = self.counts / np.maximum(self.counts.sum(axis=2, keepdims=True), 1)
        return found

    @property
    def changed_shares(self) -> Floats:
        """Share of area on another level than with the recipe's own C and alpha, (c, a)."""
        found: Floats = self.changed / np.maximum(self.counts.sum(axis=2), 1)
        return found

    def spread(self) -> dict[SecurityGrade, tuple[float, float]]:
        """Return by level the least and the greatest share over all trials."""
        flat = self.shares.reshape(-1, len(SecurityGrade))
        return {
            grade: (float(flat[:, k].min()), float(flat[:, k].max()))
            for k, grade in enumerate(SecurityGrade)
        }

    def result(self) -> SensitivityResult:
        """Return the tables in the words that are saved."""
        shares = self.shares
        return SensitivityResult(
            adjustments=tuple(self.adjustments.tolist()),
            alphas=tuple(self.alphas.tolist()),
            shares={grade: _rows(shares[:, :, k]) for k, grade in enumerate(SecurityGrade)},
            changed=_rows(self.changed_shares),
        )


def sensitivity(
    stack: NDArray[np.floating],
    how: Recipe,
    breaks: ArrayLike = SECURITY_BREAKS,
    adjustments: ArrayLike = ADJUSTMENTS,
    alphas: ArrayLike = ALPHAS,
) -> Sensitivity:
    """Count the levels of one block for every C and alpha.

    Parameters
    ----------
    stack : (k, ...)
        Standardised indicators; pixels with NaN are not counted.
    how : Recipe
        Weights and thresholds; its C and alpha are what `changed` is told against.
    breaks : (4,)
        Upper ends of the first four levels.
    adjustments, alphas : (c,), (a,)
        Values of C and alpha to try.

    Raises
    ------
    InputError
        A C or an alpha that is not above 0.
    """
    tried = np.asarray(adjustments, dtype=np.float64), np.asarray(alphas, dtype=np.float64)
    for adjustment in tried[0]:
        checked_strength(float(adjustment), how.alpha)
    for alpha in tried[1]:
        checked_strength(how.adjustment, float(alpha))
    edges = np.asarray(breaks, dtype=np.float64)
    base = (how.adjustment, how.alpha)
    table = trials(pixels(stack, how), how.weights, how.thresholds, base, *tried, edges)
    # From "above each break" to "on each level".
    above = np.concatenate([table[:, :, :-1], np.zeros((*table.shape[:2], 1), np.int64)], axis=2)
    return Sensitivity(*tried, -np.diff(above, axis=2), table[:, :, -1])


def _rows(table: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in table)
