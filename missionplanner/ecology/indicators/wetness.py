"""Wetness: the third component of the tasseled cap (paper 1, E2); and where open water is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.pixelwise import Floats, flattened, normalised_difference
from missionplanner.errors import InputError

TILE = 256


@kernel
def _weighted(bands: tuple[Floats, ...], factors: NDArray[np.float64], out: Floats) -> None:
    total = np.empty(TILE)
    for at in range(0, out.size, TILE):
        pixels = min(TILE, out.size - at)
        total[:] = 0.0
        for band in range(len(bands)):
            values, factor = bands[band][at : at + pixels], factors[band]
            for i in range(pixels):
                total[i] += factor * np.float64(values[i])
        out[at : at + pixels] = total[:pixels]


@kernel
def _weighted_six(bands: tuple[Floats, ...], factors: NDArray[np.float64], out: Floats) -> None:
    """As `_weighted`, of the six bands that most sensors have: no sum waits in between."""
    a, b, c, d, e, f = bands
    fa, fb, fc, fd, fe, ff = factors[0], factors[1], factors[2], factors[3], factors[4], factors[5]
    for i in range(out.size):
        total = fa * np.float64(a[i]) + fb * np.float64(b[i])
        total += fc * np.float64(c[i])
        total += fd * np.float64(d[i])
        total += fe * np.float64(e[i])
        out[i] = total + ff * np.float64(f[i])


def wetness(bands: Sequence[Floats], coefficients: Sequence[float]) -> Floats:
    """Return the sum of bands times coefficients.

    Parameters
    ----------
    bands : sequence of float32 or float64, any shape
        Reflectances in the order of the sensor's tasseled-cap table; NaN is nodata.
    coefficients : sequence of float
        The table's wetness row. Paper 1 prints Baig's (2014) for Landsat 8 at the top of the
        atmosphere with .1972 for .1973; each sensor has its own here.

    Returns
    -------
    float32 or float64, same shape
        No unit; NaN where any band is.

    Raises
    ------
    InputError
        The bands differ in size, or in number from the coefficients.
    """
    if not len(bands) or len(bands) != len(coefficients):
        raise InputError(
            "indicators.coefficients_and_bands", coefficients=len(coefficients), bands=len(bands)
        )
    lines = flattened(*bands)
    out = np.empty_like(lines[0])
    add = _weighted_six if len(lines) == 6 else _weighted
    add(tuple(lines), np.asarray(coefficients, np.float64), out)
    return out.reshape(np.shape(bands[0]))


def water_index(green: Floats, swir1_or_nir: Floats) -> Floats:
    """Return MNDWI (Xu 2006) of green and SWIR1, or NDWI (McFeeters 1996) of green and NIR.

    Parameters
    ----------
    green, swir1_or_nir : float32 or float64, any shape
        Reflectances; NaN is nodata.

    Returns
    -------
    float32 or float64, same shape
        -1 to 1; water is above 0 as a rule. NaN where a band is or where both are 0.

    Raises
    ------
    InputError
        The bands differ in size.
    """
    return normalised_difference(green, swir1_or_nir)
