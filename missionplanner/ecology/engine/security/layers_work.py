"""The raw indicators of all epochs over one block, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.engine.bands.computing import Computing
from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock, EpochsOverBlock
from missionplanner.ecology.engine.security.source import IndicatorSource
from missionplanner.ecology.security.standardise import RawRanges, limits, pooled
from missionplanner.model.study import IndexOptions
from missionplanner.raster.grid import Block


@dataclass(frozen=True)
class LayersWork:
    """What makes the raw indicators; picklable.

    Attributes
    ----------
    computings : tuple of Computing
        One an epoch.
    sources : tuple of tuples of IndicatorSource
        For each indicator its source in each epoch.
    mask : IndexOptions
    scratch : Scratch
    """

    computings: tuple[Computing, ...]
    sources: tuple[tuple[IndicatorSource, ...], ...]
    mask: IndexOptions
    scratch: Scratch

    def __call__(self, block: Block) -> Counted:
        """Make a block where it is not done yet; return what was counted of it."""
        return self.scratch.once(block, self._made)

    def stack(self, block: Block, epoch: int) -> Values:
        """Return the indicators of a block that is done, (indicators, rows, columns)."""
        count = len(self.sources)
        return self.scratch.array(block)[epoch * count : (epoch + 1) * count]

    def _made(self, block: Block) -> Made:
        ground = EpochsOverBlock(self.computings, block, self.mask)
        count, dtype = len(self.sources), self.computings[0].reading.dtype
        stack = np.empty((count * len(self.computings), *block.shape), dtype)
        for epoch, here in enumerate(ground.epochs):
            for k, column in enumerate(self.sources):
                stack[epoch * count + k] = _over(column[epoch], here)
        parts = [limits(stack[i * count : (i + 1) * count]) for i in range(len(ground.epochs))]
        both = pooled(parts)
        return stack, {
            "low": both.minimum.tolist(),
            "high": both.maximum.tolist(),
            "valid": [int(np.isfinite(layer).sum()) for layer in stack],
        }


def _over(source: IndicatorSource, here: EpochOverBlock) -> Values:
    """Return a source's values; what does not change is computed for the first epoch only."""
    if not source.static:
        return source.over(here)
    kept = here.ground.kept
    if id(source) not in kept:
        kept[id(source)] = source.over(here)
    values: Values = kept[id(source)]
    return values


def whole_limits(counted: Sequence[Counted]) -> RawRanges:
    """Return least and greatest value of each indicator over all blocks and epochs."""
    return pooled([RawRanges(np.array(one["low"]), np.array(one["high"])) for one in counted])
