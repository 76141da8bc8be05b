"""The blocks of one epoch where its indicators themselves are the result, nothing masked."""

from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.engine.scratch import Counted, Made, Values
from missionplanner.ecology.engine.work import BINS, NDVI_RANGE, EpochWork
from missionplanner.ecology.indicators.erosion import cover_factor, soil_loss, vegetation_fraction
from missionplanner.ecology.quantiles import histogram
from missionplanner.model.study import Indicator, ThermalQuantity
from missionplanner.raster.grid import Block

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
    """One epoch; `used` is every indicator it can give."""

    @property
    def layers(self) -> tuple[str, ...]:
        """Rasters of the epoch, in the order of `values`."""
        return (*self._read_layers, *(EROSION_LAYERS if self.base else ()))

    @property
    def _read_layers(self) -> tuple[str, ...]:
        computed = tuple(
            name.value for name in self.used if self.base is None or name is not Indicator.EROSION
        )
        return (*computed, *self._steps_of_heat)

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
        if self.base is None:
            return list(first)
        return [*first, *self.pass_("erosion").array(block)]

    def _first(self, block: Block) -> Made:
        layers = self.computing.over(block)
        for name in self.used:
            if name.value in self._read_layers:
                layers.indicator(name)
        counted: Counted = {}
        stack = [layers.made[name] for name in self._read_layers]
        if self.base is not None:
            ndvi = layers.indicator(Indicator.GREENNESS).copy()
            ndvi[layers.scene.masked(self.computing.study.index)] = np.nan
            found = histogram(ndvi, *NDVI_RANGE, BINS)
            counted |= {
                "ndvi": found.counts.tolist(),
                "ndvi_below": found.below,
                "ndvi_count": int(np.isfinite(ndvi).sum()),
            }
            stack.append(ndvi)
        counted["bright"] = layers.scene.bright()
        return np.stack(stack), counted

    def _erosion(self, block: Block) -> Made:
        assert self.base is not None and self.ends is not None
        study = self.computing.study
        literal, method = study.index.paper_literal, study.erosion.cover
        ndvi = self._unmasked_ndvi(block)
        fraction = vegetation_fraction(ndvi, *self.ends)
        cover = cover_factor(fraction, method, literal=literal)
        base = self.base.block(block)["base"]
        loss = soil_loss(base, ndvi, *self.ends, method, literal=literal)
        return np.stack([fraction, cover, loss]), {}

    def _unmasked_ndvi(self, block: Block) -> Values:
        first = self.pass_("first").array(block)
        if Indicator.GREENNESS.value in self._read_layers:
            return np.ascontiguousarray(first[self._read_layers.index(Indicator.GREENNESS.value)])
        return np.ascontiguousarray(first[-1])
