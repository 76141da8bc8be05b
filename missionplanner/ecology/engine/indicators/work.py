"""The blocks of one epoch where its indicators themselves are the result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from missionplanner.ecology.engine.bands.facts import seen
from missionplanner.ecology.engine.epoch_work import BINS, NDVI_RANGE, EpochWork
from missionplanner.ecology.engine.scratch import Made, Values
from missionplanner.ecology.indicators.erosion import cover_factor, soil_loss, vegetation_fraction
from missionplanner.ecology.statistics.quantiles import histogram
from missionplanner.model.study import Indicator, ThermalQuantity
from missionplanner.raster.grid import Block

OBSERVATIONS = "observations"
"""Of a composite: in how many of its scenes each cell is clear."""

EROSION_LAYERS = ("fraction", "cover", Indicator.EROSION.value)
STATIC_LAYERS = {
    "r": "rainfall",
    "k": "erodibility",
    "ls": "ls",
    "slope": "slope_angle",
    "p": "practice",
}
"""What the erosion's static factors are called as rasters."""


@dataclass(frozen=True)
class IndicatorWork(EpochWork):
    """One epoch; `used` is every indicator it can give.

    Attributes
    ----------
    lost : frozenset of str
        Layers without a value anywhere, which get no raster.
    """

    lost: frozenset[str] = frozenset()

    @property
    def layers(self) -> tuple[str, ...]:
        """Rasters of the epoch, in the order of `values`."""
        every = (*self._read_layers, *(EROSION_LAYERS if self.base else ()))
        return tuple(name for name in every if name not in self.lost)

    def without(self, lost: Iterable[str]) -> Self:
        """Return the work where these layers turned out to have no value."""
        names = frozenset(lost)
        bare = Indicator.GREENNESS.value in names
        return replace(self, lost=names, base=None if bare else self.base)

    @property
    def _read_layers(self) -> tuple[str, ...]:
        computed = tuple(
            name.value for name in self.used if self.base is None or name is not Indicator.EROSION
        )
        counted = (OBSERVATIONS,) if self.epoch.combine == "median" else ()
        return (*computed, *self._steps_of_heat, *counted)

    @property
    def _steps_of_heat(self) -> tuple[str, ...]:
        thermal = self.epoch.thermal
        given = Indicator.HEAT in self.epoch.layers or Indicator.HEAT not in self.used
        if given or thermal is None or thermal.quantity is ThermalQuantity.SURFACE:
            return ()
        plain = self.computing.study.heat.method == "brightness"
        # Without a correction the brightness temperature IS the heat.
        return () if plain else ("brightness", "emissivity")

    def ndvi(self, block: Block) -> Values:
        """Return the masked NDVI that erosion is made of."""
        values: Values = self.pass_("first").array(block)[-1]
        return values

    def values(self, block: Block) -> list[Values]:
        """Return the rasters of a block, in the order of `layers`."""
        first = self.pass_("first").array(block)[: len(self._read_layers)]
        kept = [
            layer
            for name, layer in zip(self._read_layers, first, strict=True)
            if name not in self.lost
        ]
        return kept if self.base is None else [*kept, *self.pass_("erosion").array(block)]

    def _first(self, block: Block) -> Made:
        layers = self.computing.over(block)
        for name in self.used:
            if name.value in self._read_layers:
                layers.indicator(name)
        cover = layers.scene.cover(self.computing.study.index)
        rasters = {
            name: np.where(cover.masked, np.nan, layers.made[name])
            for name in self._read_layers
            if name != OBSERVATIONS
        }
        counted = seen(layers.scene, cover, rasters)
        if OBSERVATIONS in self._read_layers:  # 0 is told too, where no scene is clear
            rasters[OBSERVATIONS] = layers.scene.observations().astype(self.computing.reading.dtype)
        stack = [rasters[name] for name in self._read_layers]
        if self.base is not None:
            ndvi = layers.indicator(Indicator.GREENNESS).copy()
            ndvi[cover.masked] = np.nan
            found = histogram(ndvi, *NDVI_RANGE, BINS)
            counted |= {
                "ndvi": found.counts.tolist(),
                "ndvi_below": found.below,
                "ndvi_count": int(np.count_nonzero(np.isfinite(ndvi))),
            }
            stack.append(ndvi)
        return np.stack(stack), counted

    def _erosion(self, block: Block) -> Made:
        assert self.base is not None and self.ends is not None
        study = self.computing.study
        literal, method = study.index.paper_literal, study.erosion.cover
        ndvi = np.ascontiguousarray(self.ndvi(block))
        fraction = vegetation_fraction(ndvi, *self.ends)
        cover = cover_factor(fraction, method, literal=literal)
        loss = soil_loss(self.static_loss(block), ndvi, *self.ends, method, literal=literal)
        return np.stack([fraction, cover, loss]), {"known": int(np.isfinite(loss).sum())}
