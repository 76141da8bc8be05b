"""The blocks of one epoch, pass by pass. Each pass is a picklable callable on a block."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np

from missionplanner.ecology.engine.bands.computing import Computing
from missionplanner.ecology.engine.bands.facts import repeated, seen
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch, Values, packed
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.index.scores import Scorer, raw_bounds
from missionplanner.ecology.indicators.erosion import soil_loss
from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import known, moments
from missionplanner.ecology.statistics.quantiles import Histogram, histogram
from missionplanner.ecology.trust.tenths import Parted, in_tenths
from missionplanner.model.study import Epoch, Indicator
from missionplanner.raster.grid import Block

BINS = 2048
"""Of each histogram pass; three of them find a quantile to 2**-33 of the range."""

NDVI_RANGE = (-1.0, 1.0)


@dataclass(frozen=True)
class EpochWork:
    """One epoch of the index.

    Attributes
    ----------
    computing : Computing
    used : tuple of Indicator
        Layers of the index, in order.
    folder : Path
        Of the epoch's block files.
    base : ErosionBase or None
        Where erosion is computed; None where it is not used or comes as a raster.
    ends : (float, float) or None
        NDVI of bare soil and of full cover, once known.
    """

    computing: Computing
    used: tuple[Indicator, ...]
    folder: Path
    base: ErosionBase | None
    ends: tuple[float, float] | None = None

    @property
    def epoch(self) -> Epoch:
        """The epoch, resolved."""
        return self.computing.reading.epoch

    @property
    def name(self) -> str:
        """How messages call the epoch."""
        return f"epoch {self.epoch.date}"

    @property
    def first_layers(self) -> tuple[Indicator, ...]:
        """What the first pass computes: all but a computed erosion, and the NDVI that one needs."""
        if self.base is None:
            return self.used
        return tuple(layer for layer in self._kept_layers if layer is not Indicator.EROSION)

    @property
    def _kept_layers(self) -> tuple[Indicator, ...]:
        """What lies in a block's file: `used`, with a place for the erosion, and the NDVI."""
        bare = self.base is not None and Indicator.GREENNESS not in self.used
        return (*self.used, Indicator.GREENNESS) if bare else self.used

    def pass_(self, name: str) -> Scratch:
        """Return the block files of a pass."""
        return Scratch(self.folder / name)

    def with_ends(self, ends: tuple[float, float]) -> Self:
        """Return the work with NDVI's ends known."""
        return replace(self, ends=ends)

    def ndvi(self, block: Block) -> Values:
        """Return the masked NDVI that erosion is made of."""
        values: Values = self.pass_("first").array(block)[
            self._kept_layers.index(Indicator.GREENNESS)
        ]
        return values

    def stack(self, block: Block) -> Values:
        """Return the indicators of a block, (k, rows, columns), masked, in the order of `used`."""
        return np.ascontiguousarray(self.pass_("first").array(block)[: len(self.used)])

    def first(self, block: Block) -> Counted:
        """Read the bands, compute the indicators, and count (pass a)."""
        return self.pass_("first").once(block, self._first)

    def _first(self, block: Block) -> Made:
        layers = self.computing.over(block)
        cover = layers.scene.cover(self.computing.study.index)
        kept, dtype = self._kept_layers, self.computing.reading.dtype
        stack = np.full((len(kept), *block.shape), np.nan, dtype)
        clear = ~cover.masked
        for name in self.first_layers:
            np.copyto(stack[kept.index(name)], layers.indicator(name), where=clear)
        made: dict[str, Values] = {name: stack[kept.index(name)] for name in self.first_layers}
        counted = seen(layers.scene, cover, made)
        # Where nothing is washed away soil loss is 0 in earnest.
        counted["repeated"] = repeated({n: v for n, v in made.items() if n != Indicator.EROSION})
        if self.base is None:
            counted["moments"] = packed(moments(stack))
        else:
            ndvi = made[Indicator.GREENNESS]
            found = histogram(ndvi, *NDVI_RANGE, BINS)
            counted |= {
                "ndvi": found.counts.tolist(),
                "ndvi_below": found.below,
                "ndvi_count": int(np.count_nonzero(np.isfinite(ndvi))),
            }
        return stack, counted

    def static_loss(self, block: Block) -> Values:
        """Return R K L S P of a block, (rows, columns) float64: made for the first epoch only."""
        kept = Scratch(self.folder.parent / "base")
        kept.once(block, self._static_loss)
        return kept.array(block)

    def _static_loss(self, block: Block) -> Made:
        assert self.base is not None
        return self.base.block(block)["base"], {}

    def erosion(self, block: Block) -> Counted:
        """Compute the soil loss, and the moments of all indicators (pass b)."""
        return self.pass_("erosion").once(block, self._erosion)

    def _erosion(self, block: Block) -> Made:
        assert self.base is not None and self.ends is not None
        options = self.computing.study
        loss = soil_loss(
            self.static_loss(block),
            self.ndvi(block),
            *self.ends,
            options.erosion.cover,
            literal=options.index.paper_literal,
        )
        # Beside the others in their file, so that no later pass has to put them together.
        place, kept = self._kept_layers.index(Indicator.EROSION), self.pass_("first")
        kept.put(block, place, len(self._kept_layers), loss)
        stack = self.stack(block)
        known_cells = int(np.count_nonzero(np.isfinite(loss)))
        return None, {"moments": packed(moments(stack)), "known": known_cells}


@dataclass(frozen=True)
class NdviHistograms:
    """Histograms of an epoch's NDVI in several windows."""

    work: EpochWork
    windows: tuple[tuple[float, float], ...]

    def __call__(self, block: Block) -> list[Histogram]:
        """Return one histogram a window."""
        ndvi = self.work.ndvi(block)
        return [histogram(ndvi, low, high, BINS) for low, high in self.windows]


@dataclass(frozen=True)
class LayerHistograms:
    """Histograms of an epoch's indicators, over the pixels where all of them are known.

    Attributes
    ----------
    work : EpochWork
    windows : tuple of tuples
        For each layer its windows.
    """

    work: EpochWork
    windows: tuple[tuple[tuple[float, float], ...], ...]

    def __call__(self, block: Block) -> list[Histogram]:
        """Return one histogram a layer and window, layer by layer."""
        stack = self.work.stack(block)
        valid = known(stack)
        return [
            histogram(values, low, high, BINS)
            for layer, windows in zip(stack, self.windows, strict=True)
            for values in (layer[valid],)
            for low, high in windows
        ]


@dataclass(frozen=True)
class ScaledMoments:
    """Moments of an epoch's indicators scaled and clipped by limits."""

    work: EpochWork
    limits: Limits

    def __call__(self, block: Block) -> Parted:
        """Return the moments of a block."""
        lines = self.work.stack(block).reshape(len(self.work.used), -1)
        return in_tenths(lines, block.shape[0], self.limits, (block.row, block.column))


@dataclass(frozen=True)
class RawIndex:
    """The raw index of an epoch (pass c): two layers, by all components asked for and by the first.

    Attributes
    ----------
    work : EpochWork
    scorer : Scorer
    """

    work: EpochWork
    scorer: Scorer

    def __call__(self, block: Block) -> Counted:
        """Write the raw index of a block and return its least and greatest values."""
        return self.work.pass_("raw").once(block, self._made)

    def _made(self, block: Block) -> Made:
        stack = self.work.stack(block)
        lines = stack.reshape(len(stack), -1)
        raw = np.empty((2, lines.shape[1]), lines.dtype)
        self.scorer.write(lines, 0, lines.shape[1], raw[0], raw[1])
        bounds = [raw_bounds(layer) for layer in raw]
        valid = int(np.count_nonzero(np.isfinite(raw[0])))
        return raw.reshape(2, *block.shape), {"bounds": bounds, "valid": valid}


def bounds_of(counted: Sequence[Counted]) -> list[tuple[float, float]]:
    """Return least and greatest value of both raw layers over all blocks."""
    lows = np.array([[bound[0] for bound in block["bounds"]] for block in counted])
    highs = np.array([[bound[1] for bound in block["bounds"]] for block in counted])
    return [
        (float(low), float(high))
        for low, high in zip(lows.min(axis=0), highs.max(axis=0), strict=True)
    ]
