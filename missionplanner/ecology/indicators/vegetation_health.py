"""Vegetation health index over a series (paper 2, D4): VHI = 0.5 VCI + 0.5 TCI (Kogan 1995).

TCI is the TEMPERATURE condition index here, not the tasseled cap's brightness that paper 2 calls
TCI too (its S4).
"""

from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.statistics.pixelwise import Floats


@dataclass(frozen=True, eq=False)
class Extremes:
    """Least and greatest value of each pixel over the epochs, (rows, cols); NaN: never seen."""

    least: Floats
    greatest: Floats


def extremes(before: Extremes | None, values: Floats) -> Extremes:
    """Return the extremes with one more epoch, (rows, cols); NaN is nodata."""
    if before is None:
        return Extremes(values.copy(), values.copy())
    return Extremes(np.fmin(before.least, values), np.fmax(before.greatest, values))


def vegetation_condition(ndvi: Floats, over: Extremes) -> Floats:
    """Return VCI = (NDVI - least) / (greatest - least), 0 to 1 (Kogan 1990).

    NaN where a pixel never changed: there is no condition to be told from.
    """
    return _share(ndvi, over)


def temperature_condition(kelvin: Floats, over: Extremes) -> Floats:
    """Return TCI = (greatest - T) / (greatest - least), 0 to 1: cool is 1 (Kogan 1995)."""
    return 1 - _share(kelvin, over)


def vegetation_health(
    ndvi: Floats, kelvin: Floats, ndvi_over: Extremes, kelvin_over: Extremes
) -> Floats:
    """Return VHI = 0.5 VCI + 0.5 TCI, 0 to 1.

    Parameters
    ----------
    ndvi, kelvin : (rows, cols) float32 or float64
        One epoch's NDVI and surface temperature, K; NaN is nodata.
    ndvi_over, kelvin_over : Extremes
        Of the same pixels over all epochs: two at least, else all is NaN.
    """
    both = vegetation_condition(ndvi, ndvi_over) + temperature_condition(kelvin, kelvin_over)
    return both / 2


def _share(values: Floats, over: Extremes) -> Floats:
    span = over.greatest - over.least
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(span > 0, (values - over.least) / span, np.nan).astype(values.dtype)
