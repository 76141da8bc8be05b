"""One epoch in memory, from bands to grades, for scripts; rasters of any size go by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from missionplanner.ecology.index.irsei import Irsei, index_of
from missionplanner.ecology.index.orientation import Orientation
from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.erosion import Cover, soil_loss
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.heat import emissivity, surface_temperature
from missionplanner.ecology.indicators.wetness import wetness
from missionplanner.ecology.statistics.chunks import over_chunks
from missionplanner.ecology.statistics.moments import Moments, merged, min_max_limits, part_of
from missionplanner.ecology.statistics.pixelwise import Floats, flattened
from missionplanner.model.study import Indicator


@dataclass(frozen=True)
class Bands:
    """One epoch on one grid; all arrays alike, float32 or float64, NaN is nodata or masked.

    Attributes
    ----------
    blue, green, red, nir, swir1, swir2
        Reflectances.
    brightness_k
        At-sensor brightness temperature, K.
    erosion_base
        R K L S P, t ha-1 yr-1, or L S alone where only relative erosion is known.
    """

    blue: Floats
    green: Floats
    red: Floats
    nir: Floats
    swir1: Floats
    swir2: Floats
    brightness_k: Floats
    erosion_base: Floats


@dataclass(frozen=True)
class BandContext:
    """What the sensor and the place add to the bands.

    Attributes
    ----------
    wetness : sequence of float
        Tasseled-cap row for blue, green, red, NIR, SWIR1, SWIR2.
    wavelength_um : float
        Effective wavelength of the thermal band, um.
    soil_ndvi, full_ndvi : float
        NDVI of bare soil and of full cover.
    cover : str
        Form of the cover factor, see `cover_factor`.
    literal : bool
        Dryness and cover factor as paper 1 prints them.
    """

    wetness: Sequence[float]
    wavelength_um: float
    soil_ndvi: float
    full_ndvi: float
    cover: Cover = "cai-2000"
    literal: bool = False


def irsei_of_bands(
    bands: Bands,
    recipe: BandContext,
    *,
    orientation: Orientation = "expected",
    count: int = 2,
    workers: int | None = None,
    where: str = "",
) -> tuple[Floats, Irsei]:
    """Return the five indicators, shape (5, ...), and the index, scaled by min-max.

    Parameters
    ----------
    bands : Bands
        In memory.
    recipe : BandContext
        Of the sensor and the place.
    orientation, count, workers, where
        As for `irsei`. The result is the same to the last bit for any number of threads.

    Raises
    ------
    InputError
        The bands differ in size, fewer than three pixels have every indicator, or one is the same
        everywhere.
    """
    lines = flattened(*(getattr(bands, field.name) for field in fields(bands)))
    stack = np.empty((len(Indicator), lines[0].size), lines[0].dtype)

    def part(start: int, stop: int) -> Moments:
        chunk = Bands(*(line[start:stop] for line in lines))
        for layer, values in zip(stack, indicators_of(chunk, recipe), strict=True):
            layer[start:stop] = values
        return part_of(stack, start, stop)

    found = merged(over_chunks(part, lines[0].size, workers) or [part_of(stack, 0, 0)])
    limits = min_max_limits(found, tuple(Indicator), where)
    shape = np.shape(bands.red)
    index = index_of(
        stack, shape, found, limits, tuple(Indicator), orientation, count, workers, where
    )
    return stack.reshape(len(stack), *shape), index


def indicators_of(bands: Bands, recipe: BandContext) -> tuple[Floats, ...]:
    """Return greenness, wetness, dryness, heat (K) and erosion, each of the bands' shape."""
    ndvi = greenness(bands.red, bands.nir)
    six = (bands.blue, bands.green, bands.red, bands.nir, bands.swir1, bands.swir2)
    return (
        ndvi,
        wetness(six, recipe.wetness),
        dryness(*six[:5], literal=recipe.literal),
        surface_temperature(bands.brightness_k, emissivity(ndvi), recipe.wavelength_um),
        soil_loss(
            bands.erosion_base, ndvi, recipe.soil_ndvi, recipe.full_ndvi, recipe.cover,
            literal=recipe.literal,
        ),
    )  # fmt: skip
