"""What has to be known of the whole study before a block of it: a line and two ends of NDVI."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from missionplanner.ecology.engine.bands.computing import Computing
from missionplanner.ecology.engine.epoch_work import BINS, NDVI_RANGE
from missionplanner.ecology.engine.indicators.ndvi_ends import NDVI
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock, EpochsOverBlock
from missionplanner.ecology.engine.security.folding import folded
from missionplanner.ecology.engine.security.from_imagery import albedo_of
from missionplanner.ecology.indicators.desertification import AlbedoRegression, line, whole_line
from missionplanner.ecology.statistics.quantiles import (
    Histogram,
    histogram,
    merged_histograms,
    mixed,
    ranks,
    windows,
)
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.study import IndexOptions, Indicator
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

Windows = tuple[tuple[float, float], ...]

SHARES = (0.05, 0.95)
"""Quantiles of NDVI that are bare ground and full cover, where the study does not name them."""

DIGITS = 10
"""Sums of blocks of another size differ in the last digits: the line's slope is rounded to this."""


@dataclass(frozen=True)
class Steady(AlbedoRegression):
    """A line whose slope does not depend on how the lattice was cut into blocks."""

    @property
    def slope(self) -> float:
        """Slope of albedo on NDVI, both scaled to 0..1, rounded."""
        return round(super().slope, DIGITS)


@dataclass(frozen=True)
class Fits:
    """Passes over the bands of all epochs; cloud and water are left out.

    Attributes
    ----------
    computings : tuple of Computing
    mask : IndexOptions
    blocks : tuple of Block
    place : RunPlace
    """

    computings: tuple[Computing, ...]
    mask: IndexOptions
    blocks: tuple[Block, ...]
    place: RunPlace

    def line(self, progress: Progress) -> AlbedoRegression:
        """Return the regression of albedo on NDVI over all epochs.

        Raises
        ------
        InputError
            No pixel, or a line that does not fall.
        """
        small = replace(self, blocks=())
        task = partial(_lines, small)
        words = message("engine.doing.albedo")
        whole = folded(task, self.blocks, whole_or_none, self.place, progress, words)
        fitted = Steady(whole.n, whole.x, whole.y, whole.xx, whole.xy, whole.low, whole.high)
        fitted.slope  # noqa: B018  raises here, not in every block, where there is no such line
        return fitted

    def ends(self, progress: Progress) -> tuple[float, float]:
        """Return the 5 % and 95 % quantiles of NDVI over all epochs.

        Raises
        ------
        InputError
            No pixel has an NDVI.
        """
        small = replace(self, blocks=())

        def counted(narrow: Windows) -> list[Histogram]:
            task = partial(_histograms, small, narrow)
            return folded(task, self.blocks, _together, self.place, progress, NDVI)

        first = counted((NDVI_RANGE,))[0]
        count = int(first.counts.sum())
        if not count:
            raise InputError("engine.security.no_ndvi", "epochs")
        found = counted(windows(first, count, SHARES))
        wanted = [rank for share in SHARES for rank in ranks(count, share)[:2]]
        found = counted(tuple(one.bin_of(rank) for one, rank in zip(found, wanted, strict=True)))
        low, high = mixed(found, count, SHARES)
        return float(low), float(high)

    def over(self, block: Block) -> EpochsOverBlock:
        """Return the ground of a block."""
        return EpochsOverBlock(self.computings, block, self.mask)


def whole_or_none(parts: Sequence[AlbedoRegression]) -> AlbedoRegression:
    """Add lines; where none has a pixel, return one of them."""
    return whole_line(parts) if any(part.n for part in parts) else parts[0]


def _lines(fits: Fits, block: Block) -> AlbedoRegression:
    parts = [line(_dry(here), albedo_of(here)) for here in fits.over(block).epochs]
    return whole_or_none(parts)


def _histograms(fits: Fits, narrow: Windows, block: Block) -> list[Histogram]:
    ndvi = [_dry(here) for here in fits.over(block).epochs]
    return [
        merged_histograms(histogram(values, low, high, BINS) for values in ndvi)
        for low, high in narrow
    ]


def _together(parts: Sequence[list[Histogram]]) -> list[Histogram]:
    return [merged_histograms(column) for column in zip(*parts, strict=True)]


def _dry(here: EpochOverBlock) -> np.ndarray:
    ndvi = here.imagery(Indicator.GREENNESS)
    return np.where(here.dry_land, ndvi, np.nan).astype(ndvi.dtype, copy=False)
