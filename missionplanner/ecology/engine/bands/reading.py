"""What an epoch's files hold over a block: reflectances, temperature, and what is masked."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.light import LightCorrection, SlopeLight
from missionplanner.ecology.engine.bands.medians import median_of, most_say
from missionplanner.ecology.imagery.bandpass import transform_of
from missionplanner.ecology.imagery.masks import decode
from missionplanner.ecology.imagery.plausible import REFLECTANCE, Beyond, without_beyond
from missionplanner.ecology.imagery.study_files import at
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.wetness import water_index
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, IndexOptions, MaskKind
from missionplanner.raster.files import read_aligned, read_codes
from missionplanner.raster.grid import Block, Grid

Values = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

TOO_BRIGHT = 1.5
"""A reflectance beyond this is snow in the sun at best, and a wrong scale factor as a rule."""

_CLOUDS = IndexOptions(mask_water=False)
_TELL_WATER = (
    MaskKind.QA_PIXEL,
    MaskKind.QA_C1_SURFACE,
    MaskKind.FMASK,
    MaskKind.HLS_FMASK,
    MaskKind.MODIS_STATE,
    MaskKind.SCL,
)


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
    light : tuple of LightCorrection or None
        Of each scene of the epoch; empty: light on slopes is not corrected.
    """

    epoch: Epoch
    folder: Path
    grid: Grid
    resampling: str
    dtype: str
    light: tuple[LightCorrection | None, ...] = ()

    def values(self, file: BandFile, block: Block) -> Values:
        """Return a file's values over a block, (rows, columns), NaN for nodata and outside."""
        return read_aligned(
            at(self.folder, file.path),
            self.grid,
            block,
            file.band,
            scale=file.scale,
            offset=file.offset,
            fill=file.fill,
            resampling=self.resampling,
            dtype=self.dtype,
        )

    def codes(self, file: BandFile, block: Block) -> NDArray[np.int32]:
        """Return a file's codes over a block, -1 for nodata and outside."""
        return read_codes(at(self.folder, file.path), self.grid, block, file.band)


@dataclass(frozen=True)
class Cover:
    """What the cells of a block are.

    Attributes
    ----------
    masked : (rows, columns) bool
        Left out: cloud and water as the options ask for, and what the mask calls fill.
    cloud, water, fill : (rows, columns) bool
        What mask or bands say, whether it is left out or not; a cell is one of them at most.
    """

    masked: Flags
    cloud: Flags
    water: Flags
    fill: Flags


@dataclass
class BlockScene:
    """An epoch over one block; each band is read when it is asked for, and once.

    Of several scenes of a date each cell has one: the first that is clear there, else the first
    that holds it; or, of a composite, the median of all that are clear there (`Epoch.combine`).

    Attributes
    ----------
    reading : Reading
    block : Block
    read : dict
        The bands read so far.
    away : dict
        Of each band read what lay beyond what a reflectance can be.
    brightest : dict
        Of each band read: pixels, pixels above `TOO_BRIGHT`, greatest value.
    """

    reading: Reading
    block: Block
    read: OrderedDict[Band, Values] = field(default_factory=OrderedDict)
    away: dict[str, Beyond] = field(default_factory=dict)
    brightest: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    _lit: dict[Band, Values] = field(default_factory=dict)

    def has(self, band: Band) -> bool:
        """Tell whether the epoch names the band."""
        epoch = self.reading.epoch
        return band in epoch.bands or any(band in piece.bands for piece in epoch.pieces)

    def band(self, band: Band) -> Values:
        """Return a band's reflectance, (rows, columns); NaN for what none can be."""
        if band not in self.read:
            values = self._chosen([part.stored(band) for part in self.parts])
            self.brightest[band.value] = _bright(values)
            self.read[band], self.away[band.value] = without_beyond(values, REFLECTANCE)
        return self.read[band]

    def lit(self, band: Band) -> Values:
        """Return a band as if all ground were level, as far as light on slopes is corrected."""
        if not any(self.reading.light):
            return self.band(band)
        if band not in self._lit:
            values = self._chosen([part._on_level(band) for part in self.parts])
            self._lit[band] = without_beyond(values, REFLECTANCE)[0]
        return self._lit[band]

    def thermal(self) -> Values:
        """Return the thermal band as stored, times scale plus offset, (rows, columns).

        A scene of the date without one takes nothing away where another has it and is clear.
        """
        parts = self.parts
        found = [part._thermal() for part in parts]
        values = self._chosen(found)
        if len(parts) > 1 and not self._is_composite:
            for part, other in zip(parts, found, strict=True):
                usable = np.isnan(values) & part.is_clear
                values = np.where(usable, other, values)
        return values

    def bright(self) -> Mapping[str, tuple[int, int, float]]:
        """Return for each band read: pixels, pixels above `TOO_BRIGHT`, greatest value."""
        return self.brightest

    def masked(self, options: IndexOptions) -> Flags:
        """Return where the block is masked: cloud and water, as the options ask for."""
        return self.cover(options).masked

    def cover(self, options: IndexOptions) -> Cover:
        """Return what the cells are, and which of them the options leave out."""
        parts = self.parts
        covers = [part._cover(options) for part in parts]
        if len(covers) == 1:
            return covers[0]
        if self._is_composite:
            return self._cover_of_median(covers, options)
        return Cover(
            *(
                np.choose(self._choice, [getattr(cover, name) for cover in covers]).astype(np.bool_)
                for name in ("masked", "cloud", "water", "fill")
            )
        )

    def observations(self) -> NDArray[np.int64]:
        """Return in how many scenes each cell is clear, (rows, columns)."""
        count: NDArray[np.int64] = np.stack(self._seen_clear).sum(axis=0)
        return count

    def _cover_of_median(self, covers: "list[Cover]", options: IndexOptions) -> Cover:
        clear = self.observations() > 0
        cloud = ~clear & np.any([cover.cloud for cover in covers], axis=0)
        water = clear & most_say([cover.water for cover in covers], self._seen_clear)
        masked = ~clear | water if options.mask_water else ~clear
        return Cover(masked, cloud, water, ~(clear | cloud))

    @property
    def _is_composite(self) -> bool:
        return self.reading.epoch.combine == "median"

    @cached_property
    def is_clear(self) -> Flags:
        """Where this scene alone is neither cloud nor fill by its mask."""
        return ~self._cover(_CLOUDS).masked

    @cached_property
    def _seen(self) -> Flags:
        """Where this scene alone has a value of its first band."""
        return np.isfinite(self.stored(next(iter(self.reading.epoch.bands))))

    @cached_property
    def _seen_clear(self) -> list[Flags]:
        """Of each scene where it has a value and is clear."""
        return [part._seen & part.is_clear for part in self.parts]

    @cached_property
    def parts(self) -> "list[BlockScene]":
        """The scenes of the date, each as one of its own; the only one is the scene itself."""
        epoch = self.reading.epoch
        if not epoch.pieces:
            return [self]
        alone = epoch.model_copy(update={"pieces": ()})
        epochs = [alone]
        for piece in epoch.pieces:
            own = {name: getattr(piece, name) for name in type(piece).model_fields}
            epochs.append(alone.model_copy(update=own))
        lights = self.reading.light or (None,) * len(epochs)
        return [
            BlockScene(replace(self.reading, epoch=one, light=(light,)), self.block)
            for one, light in zip(epochs, lights, strict=True)
        ]

    @cached_property
    def _choice(self) -> NDArray[np.intp]:
        """Number of the scene that each cell is taken from."""
        # Clear ones before merely covered ones; argmax gives the first that is true.
        ranked = np.stack([*self._seen_clear, *(part._seen for part in self.parts)])
        return np.asarray(ranked.argmax(axis=0) % len(self.parts))

    def _chosen(self, layers: list[Values]) -> Values:
        if len(layers) == 1:
            return layers[0]
        if self._is_composite:
            return median_of(layers, self._seen_clear)
        chosen: Values = np.choose(self._choice, layers)
        return chosen

    def stored(self, band: Band) -> Values:
        """Return a band of this scene alone, beyond what is plausible too; NaN without it.

        Brought to the bands of another sensor where the epoch says so.
        """
        file, bandpass = self.reading.epoch.bands.get(band), self.reading.epoch.bandpass
        if file is None:
            return np.full(self.block.shape, np.nan, self.reading.dtype)
        values = self.reading.values(file, self.block)
        return transform_of(bandpass).applied(band, values) if bandpass else values

    def _on_level(self, band: Band) -> Values:
        """Return a band of this scene alone, its light on slopes corrected where that is known."""
        correction = self.reading.light[0]
        if correction is None:
            return self.stored(band)
        return correction.applied(band, self.stored(band), self._slope_light)

    @cached_property
    def _slope_light(self) -> SlopeLight:
        correction = self.reading.light[0]
        assert correction is not None
        return correction.ground.over(self.block)

    def _thermal(self) -> Values:
        thermal = self.reading.epoch.thermal
        if thermal is None:
            return np.full(self.block.shape, np.nan, self.reading.dtype)
        return self.reading.values(thermal.file, self.block)

    def _cover(self, options: IndexOptions) -> Cover:
        epoch = self.reading.epoch
        none = np.zeros(self.block.shape, np.bool_)
        masked, cloud, water, fill = none.copy(), none, none, none
        tells_water = False
        if epoch.mask:
            found = decode(self.reading.codes(epoch.mask.file, self.block), epoch.mask.kind)
            tells_water = epoch.mask.kind in _TELL_WATER
            cloud, fill = found.cloudy, found.fill
            masked |= fill
            if options.mask_cloud:
                masked |= cloud
            if tells_water:
                water = found.water
        if options.mask_water and not tells_water and (other := self._water_band()):
            wet = self._water(other, options.water_threshold)
            masked |= wet
            water = wet & ~(cloud | fill)
        elif options.mask_water:
            masked |= water
        return Cover(masked, cloud, water, fill)

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
