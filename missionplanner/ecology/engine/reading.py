"""What an epoch's files hold over a block: reflectances, temperature, and what is masked."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.wetness import water_index
from missionplanner.ecology.masks import decode
from missionplanner.ecology.studies import at
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, IndexOptions, MaskKind
from missionplanner.raster.files import read_aligned, read_codes
from missionplanner.raster.grid import Block, Grid

Values = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

TOO_BRIGHT = 1.5
"""A reflectance beyond this is snow in the sun at best, and a wrong scale factor as a rule."""

_TELL_WATER = (MaskKind.QA_PIXEL, MaskKind.QA_C1_SURFACE, MaskKind.FMASK, MaskKind.SCL)


@dataclass(frozen=True)
class Reading:
    """Where an epoch's files lie and what they are brought onto; small and picklable.

    Attributes
    ----------
    epoch : Epoch
        Resolved.
    folder : Path
    grid : Grid
    resampling : str
    dtype : str
    """

    epoch: Epoch
    folder: Path
    grid: Grid
    resampling: str
    dtype: str

    def values(self, file: BandFile, block: Block) -> Values:
        """Return a file's values over a block, (rows, columns), NaN for nodata and outside."""
        return read_aligned(
            at(self.folder, file.path),
            self.grid,
            block,
            file.band,
            scale=file.scale,
            offset=file.offset,
            resampling=self.resampling,
            dtype=self.dtype,
        )

    def codes(self, file: BandFile, block: Block) -> NDArray[np.int32]:
        """Return a file's codes over a block, -1 for nodata and outside."""
        return read_codes(at(self.folder, file.path), self.grid, block, file.band)


@dataclass
class Scene:
    """An epoch over one block; each band is read when it is asked for, and once.

    Attributes
    ----------
    reading : Reading
    block : Block
    read : dict
        The bands read so far.
    """

    reading: Reading
    block: Block
    read: OrderedDict[Band, Values] = field(default_factory=OrderedDict)

    def has(self, band: Band) -> bool:
        """Tell whether the epoch names the band."""
        return band in self.reading.epoch.bands

    def band(self, band: Band) -> Values:
        """Return a band's reflectance, (rows, columns)."""
        if band not in self.read:
            self.read[band] = self.reading.values(self.reading.epoch.bands[band], self.block)
        return self.read[band]

    def bright(self) -> Mapping[str, tuple[int, int, float]]:
        """Return for each band read: pixels, pixels above `TOO_BRIGHT`, greatest value."""
        return {band.value: _bright(values) for band, values in self.read.items()}

    def masked(self, options: IndexOptions) -> Flags:
        """Return where the block is masked: cloud and water, as the options ask for."""
        epoch = self.reading.epoch
        masked = np.zeros(self.block.shape, np.bool_)
        tells_water = False
        if epoch.mask:
            found = decode(self.reading.codes(epoch.mask.file, self.block), epoch.mask.kind)
            tells_water = epoch.mask.kind in _TELL_WATER
            if options.mask_cloud or epoch.mask.kind is MaskKind.VALID:
                masked |= ~found.clear
            if options.mask_water and tells_water:
                masked |= found.water
        if options.mask_water and not tells_water and (other := self._water_band()):
            masked |= self._water(other, options.water_threshold)
        return masked

    def _water(self, other: Band, threshold: float) -> Flags:
        """Return where the water index passes the threshold, and the NDVI where that is known.

        The second condition (Zou et al. 2018, PNAS 115:3810) keeps dark, moist forest, whose MNDWI
        is above 0 at the top of the atmosphere too.
        """
        index = water_index(self.band(Band.GREEN), self.band(other))
        # NaN compares as False: what has no value is not called water.
        water: Flags = index > threshold
        if self.has(Band.RED) and self.has(Band.NIR):
            water &= index > greenness(self.band(Band.RED), self.band(Band.NIR))
        return water

    def _water_band(self) -> Band | None:
        """Return the band of the water index: SWIR1 (MNDWI), else NIR (NDWI), or None."""
        if not self.has(Band.GREEN):
            return None
        return next((band for band in (Band.SWIR1, Band.NIR) if self.has(band)), None)


def tells_water(epoch: Epoch) -> bool:
    """Tell whether an epoch's mask or bands say where water is."""
    by_mask = epoch.mask is not None and epoch.mask.kind in _TELL_WATER
    by_bands = Band.GREEN in epoch.bands and bool({Band.SWIR1, Band.NIR} & set(epoch.bands))
    return by_mask or by_bands


def _bright(values: Values) -> tuple[int, int, float]:
    high = float(np.fmax.reduce(values, axis=None, initial=-np.inf))
    if not high > TOO_BRIGHT:
        return int(values.size), 0, high
    return int(np.isfinite(values).sum()), int((values > TOO_BRIGHT).sum()), high
