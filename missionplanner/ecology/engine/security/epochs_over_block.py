"""A block of ground under all epochs at once: what the indicators are computed from."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.computing import Computing, Layers
from missionplanner.ecology.engine.bands.reading import Reading, Values
from missionplanner.ecology.indicators.vegetation_health import Extremes, extremes
from missionplanner.model.study import Band, IndexOptions, Indicator
from missionplanner.raster.grid import Block


@dataclass
class EpochOverBlock:
    """One epoch over one block; what is asked for is computed once.

    Attributes
    ----------
    computing : Computing
        The epoch's bands and options.
    block : Block
    ground : EpochsOverBlock
        The same block under all epochs.
    """

    computing: Computing
    block: Block
    ground: "EpochsOverBlock"

    @cached_property
    def layers(self) -> Layers:
        """The epoch's bands and indicators, nothing masked."""
        return self.computing.over(self.block)

    @property
    def reading(self) -> Reading:
        """Where the epoch's files lie."""
        return self.computing.reading

    @cached_property
    def masked(self) -> NDArray[np.bool_]:
        """Cloud, and water where the study asks for it."""
        return self.layers.scene.masked(self.ground.mask)

    @cached_property
    def dry_land(self) -> NDArray[np.bool_]:
        """Where neither cloud nor water is, for what is fitted to the ground."""
        options = self.ground.mask.model_copy(update={"mask_water": True})
        return ~self.layers.scene.masked(options)

    def imagery(self, name: Indicator) -> Values:
        """Return an indicator of IRSEI, (rows, columns), masked."""
        return self.clear(self.layers.indicator(name))

    def band(self, band: Band) -> Values:
        """Return a band's reflectance, not masked."""
        return self.layers.scene.band(band)

    def clear(self, values: Values) -> Values:
        """Return a copy without what is masked."""
        kept: Values = np.where(self.masked, np.nan, values).astype(values.dtype, copy=False)
        return kept


@dataclass
class EpochsOverBlock:
    """One block under all epochs.

    Attributes
    ----------
    computings : tuple of Computing
        One an epoch.
    block : Block
    mask : IndexOptions
        Whose masks count.
    kept : dict
        What does not change from epoch to epoch, by the identity of what makes it.
    """

    computings: tuple[Computing, ...]
    block: Block
    mask: IndexOptions
    kept: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def epochs(self) -> list[EpochOverBlock]:
        """The epochs, in the study's order."""
        return [EpochOverBlock(computing, self.block, self) for computing in self.computings]

    @cached_property
    def ndvi_range(self) -> Extremes:
        """Least and greatest NDVI of each pixel over the epochs, masked ones left out."""
        return self._range(Indicator.GREENNESS)

    @cached_property
    def kelvin_range(self) -> Extremes:
        """Least and greatest surface temperature of each pixel over the epochs."""
        return self._range(Indicator.HEAT)

    def _range(self, name: Indicator) -> Extremes:
        found: Extremes | None = None
        for here in self.epochs:
            found = extremes(found, here.imagery(name))
        assert found is not None
        return found
