"""Indicators that come from an epoch's own bands; cloud (and water, where asked) is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.indicators.desertification import (
    AlbedoRegression,
    albedo,
    desertification,
)
from missionplanner.ecology.indicators.erosion import soil_loss, vegetation_fraction
from missionplanner.ecology.indicators.vegetation_health import vegetation_health
from missionplanner.ecology.indicators.wetness import wetness
from missionplanner.ecology.statistics.mapped import mapped
from missionplanner.messages.message import Message, message, text
from missionplanner.model.study import Band, Indicator, Study

ALBEDO = (Band.BLUE, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
"""Bands that Liang's albedo is made of, in its order."""


def joined(ways: Sequence[Message]) -> Message:
    """Return several ways as one message."""
    whole = ways[0]
    for way in ways[1:]:
        whole = message("engine.security.method.both", first=whole, second=way)
    return whole


@dataclass(frozen=True, eq=False)
class Imagery:
    """Greenness, wetness, dryness or heat, as IRSEI has them."""

    name: Indicator
    method: Message
    static: ClassVar[bool] = False

    def over(self, here: EpochOverBlock) -> Values:
        """Return the indicator, (rows, columns)."""
        return here.imagery(self.name)


@dataclass(frozen=True, eq=False)
class Brightness:
    """First component of the sensor's tasseled cap."""

    method: ClassVar[Message] = message("engine.security.method.brightness")
    static: ClassVar[bool] = False

    def over(self, here: EpochOverBlock) -> Values:
        """Return the brightness, (rows, columns)."""
        table = here.computing.bands_of.tasseled[here.reading.epoch.level]
        return here.clear(wetness([here.band(band) for band in table.bands], table.brightness))


@dataclass(frozen=True, eq=False)
class Health:
    """VHI over the epochs."""

    method: ClassVar[Message] = message("engine.security.method.health")
    static: ClassVar[bool] = False

    def over(self, here: EpochOverBlock) -> Values:
        """Return the vegetation health, (rows, columns), 0 to 1."""
        ndvi, kelvin = here.imagery(Indicator.GREENNESS), here.imagery(Indicator.HEAT)
        return vegetation_health(ndvi, kelvin, here.ground.ndvi_range, here.ground.kelvin_range)


@dataclass(frozen=True, eq=False)
class Degree:
    """Desertification from the albedo - NDVI space, one regression for all epochs."""

    fitted: AlbedoRegression

    static: ClassVar[bool] = False

    @property
    def method(self) -> Message:
        """With the slope of the line."""
        return message("engine.security.method.desertification", k=-1 / self.fitted.slope)

    def over(self, here: EpochOverBlock) -> Values:
        """Return the degree of desertification, (rows, columns): more is worse."""
        ndvi = here.imagery(Indicator.GREENNESS)
        return desertification(ndvi, albedo_of(here), self.fitted)


@dataclass(frozen=True, eq=False)
class VegetationCover:
    """Vegetation coverage: NDVI between the ends of bare ground and full cover."""

    ends: tuple[float, float]
    static: ClassVar[bool] = False

    @property
    def method(self) -> Message:
        """With the ends."""
        low, high = self.ends
        return message("engine.security.method.cover", low=low, high=high)

    def over(self, here: EpochOverBlock) -> Values:
        """Return the coverage, (rows, columns), 0 to 1."""
        return vegetation_fraction(here.imagery(Indicator.GREENNESS), *self.ends)


@dataclass(frozen=True, eq=False)
class Loss:
    """Soil loss by RUSLE."""

    base: ErosionBase
    ends: tuple[float, float]
    study: Study
    static: ClassVar[bool] = False

    @property
    def method(self) -> Message:
        """The factors, in one line."""
        return joined((text("RUSLE"), *self.base.methods))

    def over(self, here: EpochOverBlock) -> Values:
        """Return the loss, (rows, columns), t ha-1 yr-1, relative where a factor is absent."""
        kept = here.ground.kept
        if id(self.base) not in kept:
            kept[id(self.base)] = self.base.block(here.block)["base"]
        return soil_loss(
            kept[id(self.base)],
            here.imagery(Indicator.GREENNESS),
            *self.ends,
            self.study.erosion.cover,
            literal=self.study.index.paper_literal,
        )


def albedo_of(here: EpochOverBlock) -> Values:
    """Return the shortwave albedo, (rows, columns), not masked."""
    blue, red, nir, swir1, swir2 = (here.band(band) for band in ALBEDO)
    found: Values = albedo(blue, red, nir, swir1, swir2).astype(red.dtype, copy=False)
    return found


@dataclass(frozen=True, eq=False)
class Kept:
    """A surface over the whole lattice, worked out once and kept as a file (.npy)."""

    path: Path
    method: Message
    static: ClassVar[bool] = True

    def over(self, here: EpochOverBlock) -> Values:
        """Return the surface over a block, (rows, columns)."""
        whole = mapped(self.path)
        block = here.block
        rows = slice(block.row, block.row + block.rows)
        columns = slice(block.column, block.column + block.columns)
        part: Values = np.array(whole[rows, columns])
        return part
