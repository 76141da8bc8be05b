"""The factors of the USLE and the soil loss of a year, of arrays."""

from typing import Literal

from numpy.typing import ArrayLike

from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.ecology.erosion.slopes import slope_factors
from missionplanner.ecology.erosion.soil import erodibility
from missionplanner.ecology.indicators import erosion as usle
from missionplanner.science.arrays import Doubles, Floats, doubles, floats

Cover = Literal["cai-2000", "liu-1999"]


def rain_erosivity(monthly_mm: ArrayLike) -> Doubles:
    """Return R of the USLE from the mean rain of twelve months.

    Parameters
    ----------
    monthly_mm : array_like, shape (12, ...)
        mm; NaN is nodata.

    Returns
    -------
    float64, shape (...)
        MJ mm ha-1 h-1 yr-1; 0 where it never rains.

    Raises
    ------
    InputError
        There are not twelve months, or rain is negative.

    Notes
    -----
    Wischmeier and Smith as given by Arnoldus (1980), brought to SI by 17.02 (Foster et al. 1981).

    Examples
    --------
    >>> rain_erosivity([10, 10, 20, 30, 50, 90, 120, 110, 60, 30, 15, 10]).round(1).tolist()
    1438.8
    """
    return rainfall_erosivity(doubles(monthly_mm))


def soil_erodibility(
    sand: ArrayLike, silt: ArrayLike, clay: ArrayLike, carbon: ArrayLike
) -> Doubles:
    """Return K of the USLE from the texture and the organic carbon of the topsoil.

    Parameters
    ----------
    sand, silt, clay, carbon : array_like
        Per cent; they broadcast. NaN is nodata. Carbon, not organic matter (1.724 times as much).

    Returns
    -------
    float64, common shape
        t ha h ha-1 MJ-1 mm-1.

    Raises
    ------
    InputError
        A share is not within 0 and 100, or the three do not sum to about 100.

    Notes
    -----
    EPIC: Sharpley and Williams (1990).

    Examples
    --------
    >>> soil_erodibility(40.0, 40.0, 20.0, 1.2).round(4).tolist()
    0.037
    """
    return erodibility(sand, silt, clay, carbon)


def slope_length_steepness(height_m: ArrayLike, cell_m: float) -> Doubles:
    """Return L S of the USLE from a terrain model.

    Parameters
    ----------
    height_m : array_like, shape (rows, cols)
        m; NaN is nodata.
    cell_m : float
        Side of a cell, m.

    Returns
    -------
    float64, same shape
        No unit; NaN where a cell or too many of its neighbours have no height.

    Raises
    ------
    InputError
        No cell has a height.

    Notes
    -----
    L by the area that drains into a cell (Desmet and Govers 1996, equation 9) over all lower
    neighbours, slopes cut at 305 m; S by McCool (1987) and, from 10 degrees, Liu (1994).

    Examples
    --------
    >>> import numpy as np
    >>> hill = np.add.outer(np.arange(5.0), np.zeros(5))
    >>> slope_length_steepness(hill, 10.0)[2, 2].round(2).tolist()
    1.92
    """
    found = slope_factors(doubles(height_m), float(cell_m))
    return found.length * found.steepness


def cover_factor(
    vegetation: ArrayLike, soil: float, full: float, form: Cover = "cai-2000"
) -> Floats:
    """Return C of the USLE from the NDVI.

    Parameters
    ----------
    vegetation : array_like
        NDVI; NaN is nodata.
    soil, full : float
        NDVI of bare soil and of full cover.
    form : {'cai-2000', 'liu-1999'}
        0.6508 - 0.3436 lg f with f in per cent (Cai et al. 2000), or 0.221 - 0.595 lg f with f as
        a share (Liu et al. 1999); f is the share of the ground under vegetation.

    Returns
    -------
    float32 or float64, same shape
        0 to 1, no unit; NaN where the NDVI is.

    Raises
    ------
    InputError
        `full` does not exceed `soil`.

    Examples
    --------
    >>> cover_factor([0.05, 0.35, 0.80], 0.05, 0.80).round(3).tolist()
    [1.0, 0.1, 0.0]
    """
    return usle.cover_factor(usle.vegetation_fraction(floats(vegetation), soil, full), form)


def soil_loss(
    base: ArrayLike, vegetation: ArrayLike, soil: float, full: float, form: Cover = "cai-2000"
) -> Floats:
    """Return the soil loss of a year, A = (R K L S P) C.

    Parameters
    ----------
    base : float or array_like of the shape of `vegetation`
        R K L S P, t ha-1 yr-1; L S alone where only relative erosion is known. NaN is nodata.
    vegetation : array_like
        NDVI; NaN is nodata.
    soil, full, form
        See `cover_factor`.

    Returns
    -------
    float32 or float64, shape of `vegetation`
        In the unit of `base`; NaN where either has no value.

    Raises
    ------
    InputError
        `full` does not exceed `soil`.

    Notes
    -----
    Wischmeier and Smith (1978), Renard et al. (1997); see docs/theory/erosion.md.

    Examples
    --------
    >>> soil_loss([40.0, 40.0, 40.0], [0.05, 0.35, 0.80], 0.05, 0.80).round(2).tolist()
    [40.0, 4.01, 0.0]
    """
    return usle.soil_loss(floats(base), floats(vegetation), soil, full, form)
