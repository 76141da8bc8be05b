"""How much land went from which level of security to which between the epochs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.security.index_work import IndexWork
from missionplanner.ecology.security.grades import grade_codes, move_counts
from missionplanner.model.security import LevelMoves
from missionplanner.raster.grid import Block

Pair = tuple[int, int]
KINDS = 2
"""By constant and by variable weights, as the block files have them."""


def pairs_of(count: int) -> tuple[Pair, ...]:
    """Return from which epoch to which: each to the next, and the first to the last."""
    following = [(i, i + 1) for i in range(count - 1)]
    return tuple(following if count < 3 else [*following, (0, count - 1)])


@dataclass(frozen=True)
class MovesOfBlock:
    """Counts of one block, (pairs, kinds, 5, 5), of the index that lies in block files."""

    works: tuple[IndexWork, ...]

    def __call__(self, block: Block) -> NDArray[np.int64]:
        """Return pixels by pair of epochs, weights, level before and level after."""
        codes = [
            [grade_codes(np.asarray(layer), work.breaks) for layer in work.scratch.array(block)]
            for work in self.works
        ]
        found = [
            [move_counts(codes[a][kind], codes[b][kind]) for kind in range(KINDS)]
            for a, b in pairs_of(len(self.works))
        ]
        return np.array(found, np.int64)


def moves_told(
    works: Sequence[IndexWork], counted: Sequence[NDArray[np.int64]], cell_m2: float
) -> tuple[LevelMoves, ...]:
    """Return the areas of each pair of epochs from the counts of all blocks."""
    total: NDArray[np.float64] = np.asarray(np.sum(counted, axis=0)) * cell_m2
    days = [work.day for work in works]
    return tuple(
        LevelMoves(first=str(days[a]), last=str(days[b]), cw_m2=_rows(own[0]), vw_m2=_rows(own[1]))
        for (a, b), own in zip(pairs_of(len(days)), total, strict=True)
    )


def _rows(table: NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(area) for area in row) for row in table)
