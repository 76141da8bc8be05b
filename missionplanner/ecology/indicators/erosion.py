"""Soil erosion, the fifth indicator of IRSEI: A = R K L S C P with C from the NDVI.

The static part R K L S P comes from `ecology.erosion`; here is what changes from date to date.
"""

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.logarithm import natural_log
from missionplanner.errors import InputError

Floats = NDArray[np.floating[Any]]
Cover = Literal["cai-2000", "liu-1999"]

Form = tuple[float, float, float, float, float, float]
"""C = a - b ln(f %), 1 up to one f, 0 above another, held within two values."""

_CAI: Form = (0.6508, 0.3436 / math.log(10.0), 0.0963, 78.3, 0.0, 1.0)
# 0.221 - 0.595 lg f of a share is 0.221 + 2 * 0.595 - 0.595 lg f of per cent.
_LIU: Form = (1.411, 0.595 / math.log(10.0), 4.9, math.inf, 0.0, 1.0)
_PRINTED: Form = (0.658, 0.3436, 0.0, 78.3, -math.inf, math.inf)


def vegetation_fraction(ndvi: Floats, soil: float, full: float) -> Floats:
    """Return the share of ground under vegetation: the NDVI between bare soil and full cover.

    Parameters
    ----------
    ndvi : array, any shape
        NaN is nodata.
    soil, full : float
        NDVI of bare soil and of full cover.

    Returns
    -------
    array of the same shape and type, 0 to 1, NaN where the NDVI is.

    Raises
    ------
    InputError
        Where `full` does not exceed `soil`.
    """
    _check_ends(soil, full)
    out = np.empty(ndvi.shape, ndvi.dtype)
    _fractions(_flat(ndvi), float(soil), float(full), out.reshape(-1))
    return out


def cover_factor(fraction: Floats, method: Cover = "cai-2000", *, literal: bool = False) -> Floats:
    """Return the cover factor C of the USLE.

    Parameters
    ----------
    fraction : array, any shape
        Share of ground under vegetation, 0 to 1 (NOT per cent); NaN is nodata.
    method : {'cai-2000', 'liu-1999'}
        Cai et al. (2000): 1 up to f = 0.0963 %, 0.6508 - 0.3436 lg f, 0 above f = 78.3 %, with f in
        per cent. Liu et al. (1999): 0.221 - 0.595 lg f with f as a share, 1 up to f = 4.9 %. Both
        are held within 0 and 1.
    literal : bool
        Cai's form as printed in paper 1: 1 at f = 0, 0.658 - 0.3436 ln f, 0 above 78.3 %, not
        clamped. With the natural logarithm it is NEGATIVE from f = 6.8 % on, and above 1 where
        f < 0.37 %. Has no effect on Liu's.

    Returns
    -------
    array of the same shape and type, without unit.
    """
    out = np.empty(fraction.shape, fraction.dtype)
    _covers(_flat(fraction), _form(method, literal), out.reshape(-1))
    return out


def soil_loss(
    base: ArrayLike,
    ndvi: Floats,
    soil_ndvi: float,
    full_ndvi: float,
    method: Cover = "cai-2000",
    *,
    literal: bool = False,
) -> Floats:
    """Return the annual soil loss A = (R K L S P) C in one pass over the pixels.

    Parameters
    ----------
    base : float or array of the shape of `ndvi`
        R K L S P: t ha-1 yr-1 where R is in MJ mm ha-1 h-1 yr-1 and K in t ha h ha-1 MJ-1 mm-1;
        relative where one of them is absent (taken as 1). NaN is nodata.
    ndvi : array, any shape
        NaN is nodata.
    soil_ndvi, full_ndvi : float
        NDVI of bare soil and of full cover, see `vegetation_fraction`.
    method, literal
        See `cover_factor`.

    Returns
    -------
    array of the shape and type of `ndvi`, in the unit of `base`, NaN where either has no value.

    Raises
    ------
    InputError
        Where `full_ndvi` does not exceed `soil_ndvi`.
    """
    _check_ends(soil_ndvi, full_ndvi)
    out = np.empty(ndvi.shape, ndvi.dtype)
    factors = np.asarray(base)
    if not np.issubdtype(factors.dtype, np.floating):
        factors = factors.astype(np.float64)
    flat = factors.reshape(-1) if factors.ndim == 0 else _flat(np.broadcast_to(factors, ndvi.shape))
    form = _form(method, literal)
    _losses(flat, _flat(ndvi), float(soil_ndvi), float(full_ndvi), form, out.reshape(-1))
    return out


def warm() -> None:
    """Compile the loops for both types of arrays, with a constant and with a raster of bases."""
    values = np.linspace(0.0, 1.0, 4)
    for ndvi in (values, values.astype(np.float32)):
        cover_factor(vegetation_fraction(ndvi, 0.0, 1.0))
        for base in (np.float64(1.0), np.ones(4, np.float32), np.ones(4)):
            soil_loss(base, ndvi, 0.0, 1.0)


def _check_ends(soil: float, full: float) -> None:
    if not full > soil:
        raise InputError("indicators.cover_ends", "erosion.cover_ndvi", full=full, soil=soil)


def _form(method: Cover, literal: bool) -> Form:
    if method == "liu-1999":
        return _LIU
    return _PRINTED if literal else _CAI


def _flat(values: Floats) -> Floats:
    return np.ascontiguousarray(values).reshape(-1)


@kernel
def _fraction(ndvi: float, soil: float, full: float) -> float:
    share = (ndvi - soil) / (full - soil)
    share = 0.0 if share < 0.0 else share
    return 1.0 if share > 1.0 else share


@kernel
def _cover(fraction: float, form: Form) -> float:
    # Choices between two values, no early ends: so the compiler takes several pixels at a time.
    summand, factor, one_until, zero_above, least, most = form
    percent = 100.0 * fraction
    value = summand - factor * natural_log(percent)
    value = least if value < least else value
    value = most if value > most else value
    value = 1.0 if percent <= one_until else value
    return 0.0 if percent > zero_above else value


@kernel
def _fractions(ndvi: Floats, soil: float, full: float, out: Floats) -> None:
    for i in range(ndvi.size):
        out[i] = _fraction(np.float64(ndvi[i]), soil, full)


@kernel
def _covers(fraction: Floats, form: Form, out: Floats) -> None:
    for i in range(fraction.size):
        out[i] = _cover(np.float64(fraction[i]), form)


@kernel
def _losses(base: Floats, ndvi: Floats, soil: float, full: float, form: Form, out: Floats) -> None:
    if base.size == 1:
        factor = np.float64(base[0])
        for i in range(ndvi.size):
            out[i] = factor * _cover(_fraction(np.float64(ndvi[i]), soil, full), form)
        return
    for i in range(ndvi.size):
        out[i] = np.float64(base[i]) * _cover(_fraction(np.float64(ndvi[i]), soil, full), form)
