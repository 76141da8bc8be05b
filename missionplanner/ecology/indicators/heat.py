"""Heat: the temperature of the land surface (paper 1, E4; paper 2, D3)."""

from typing import Literal

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.logarithm import natural_log
from missionplanner.ecology.statistics.pixelwise import Floats, flattened
from missionplanner.errors import InputError

RHO_M_K = 1.438e-2
"""Second radiation constant hc/k, m K, rounded as paper 1 rounds it."""

SOIL_NDVI, FULL_NDVI = 0.2, 0.5
SOIL_EMISSIVITY, VEGETATION_EMISSIVITY, FULL_EMISSIVITY = 0.973, 0.986, 0.99
CAVITY = 0.004
"""Emissivity that multiple reflection adds over a rough, mixed surface."""

ZERO_CELSIUS_K = 273.15

Atmosphere = Literal["tropical", "mid-latitude-summer", "mid-latitude-winter"]

_MEAN_ATMOSPHERE: dict[Atmosphere, tuple[float, float]] = {
    "tropical": (17.9769, 0.91715),
    "mid-latitude-summer": (16.0110, 0.92621),
    "mid-latitude-winter": (19.2704, 0.91118),
}


@kernel
def _brightness(radiance: Floats, k1: float, k2: float, out: Floats) -> None:
    for i in range(out.size):
        value = np.float64(radiance[i])
        out[i] = k2 / natural_log(k1 / value + 1.0) if value > 0.0 else np.nan


def brightness_temperature(radiance: Floats, k1: float, k2: float) -> Floats:
    """Return the at-sensor brightness temperature K2 / ln(K1 / radiance + 1) (paper 1, F).

    Parameters
    ----------
    radiance : float32 or float64, any shape
        W m-2 sr-1 um-1; NaN is nodata.
    k1, k2 : float
        The band's constants, W m-2 sr-1 um-1 and K.

    Returns
    -------
    float32 or float64, same shape
        K; NaN where the radiance is NaN, 0 or less.
    """
    (line,) = flattened(radiance)
    out = np.empty_like(line)
    _brightness(line, float(k1), float(k2), out)
    return out.reshape(np.shape(radiance))


@kernel
def _emissivity(ndvi: Floats, out: Floats) -> None:
    for i in range(out.size):
        value = np.float64(ndvi[i])
        cover = ((value - SOIL_NDVI) / (FULL_NDVI - SOIL_NDVI)) ** 2
        mixed = VEGETATION_EMISSIVITY * cover + SOIL_EMISSIVITY * (1.0 - cover) + CAVITY
        bare_or_mixed = SOIL_EMISSIVITY if value < SOIL_NDVI else mixed
        out[i] = FULL_EMISSIVITY if value > FULL_NDVI else bare_or_mixed


def emissivity(ndvi: Floats) -> Floats:
    """Return the surface's emissivity by thresholds of NDVI (Sobrino et al. 2004).

    Bare soil (NDVI < 0.2) has 0.973, full cover (> 0.5) 0.99, and what is between
    0.986 Pv + 0.973 (1 - Pv) + 0.004 with Pv = ((NDVI - 0.2) / 0.3)².

    Parameters
    ----------
    ndvi : float32 or float64, any shape
        NaN is nodata.

    Returns
    -------
    float32 or float64, same shape
        NaN where NDVI is. Water, with a negative NDVI, is taken for soil: mask it.
    """
    (line,) = flattened(ndvi)
    out = np.empty_like(line)
    _emissivity(line, out)
    return out.reshape(np.shape(ndvi))


@kernel
def _surface(brightness: Floats, emitted: Floats, factor: float, out: Floats) -> None:
    for i in range(out.size):
        kelvin = np.float64(brightness[i])
        out[i] = kelvin / (1.0 + factor * kelvin * natural_log(np.float64(emitted[i])))


def surface_temperature(brightness_k: Floats, emissivity: Floats, wavelength_um: float) -> Floats:
    """Return T / (1 + (wavelength T / rho) ln emissivity) (paper 1, E4; Artis & Carnahan 1982).

    Parameters
    ----------
    brightness_k : float32 or float64, any shape
        At-sensor brightness temperature, K; NaN is nodata.
    emissivity : float32 or float64, same shape
        0 to 1.
    wavelength_um : float
        Effective wavelength of the band, um (turned into metres here, as rho is in m K).

    Returns
    -------
    float32 or float64, same shape
        K; NaN where an input is, or where the emissivity is not positive.

    Raises
    ------
    InputError
        The arrays differ in size.

    Notes
    -----
    There is no atmosphere in this form: it is the brightness temperature of a grey body.
    """
    brightness, emitted = flattened(brightness_k, emissivity)
    out = np.empty_like(brightness)
    _surface(brightness, emitted, wavelength_um * 1e-6 / RHO_M_K, out)
    return out.reshape(np.shape(brightness_k))


def mean_atmosphere_k(air_k: float, atmosphere: Atmosphere) -> float:
    """Return the effective mean temperature of the air column, K (Qin et al. 2001).

    Parameters
    ----------
    air_k : float
        Air temperature near the ground, K.
    atmosphere : str
        "tropical", "mid-latitude-summer" or "mid-latitude-winter".

    Raises
    ------
    InputError
        The atmosphere is none of the three.
    """
    if atmosphere not in _MEAN_ATMOSPHERE:
        raise InputError("indicators.no_atmosphere", name=atmosphere, known=_MEAN_ATMOSPHERE)
    summand, factor = _MEAN_ATMOSPHERE[atmosphere]
    return summand + factor * air_k


def mono_window_constants(
    k2: float, low_c: float = 0.0, high_c: float = 70.0
) -> tuple[float, float]:
    """Return a (K) and b of the line a + b T next to Planck's L(T) = T² (1 - exp(-K2 / T)) / K2.

    L is radiance over its derivative by temperature (Qin et al. 2001, the parameter called L
    there); the line is that of least squares over the whole range of temperature.

    Parameters
    ----------
    k2 : float
        The thermal band's K2, K.
    low_c, high_c : float
        The range of surface temperature, degrees Celsius.

    Raises
    ------
    InputError
        The range is empty or K2 not positive.

    Notes
    -----
    The constants widely used, -67.355351 and 0.458606, are those of Landsat 5 for 0 to 70 C, from
    its wavelength and not from K2: this gives -68.55 and 0.4636 there. For other sensors they are
    wrong, and are computed here.
    """
    if not (k2 > 0.0 and high_c > low_c):
        raise InputError("indicators.no_line_fits", "mono-window", k2=k2, low=low_c, high=high_c)
    # Gauss-Legendre nodes: the sum over them is the integral over the range.
    nodes, weights = np.polynomial.legendre.leggauss(24)
    kelvin = 0.5 * (low_c + high_c) + 0.5 * (high_c - low_c) * nodes + ZERO_CELSIUS_K
    ratio = kelvin**2 * (1.0 - np.exp(-k2 / kelvin)) / k2
    slope, intercept = np.polyfit(kelvin, ratio, 1, w=np.sqrt(weights))
    return float(intercept), float(slope)


@kernel
def _mono_window(
    brightness: Floats,
    emitted: Floats,
    a: float,
    b: float,
    transmittance: float,
    mean_k: float,
    out: Floats,
) -> None:
    for i in range(out.size):
        kelvin, e = np.float64(brightness[i]), np.float64(emitted[i])
        c = e * transmittance
        d = (1.0 - transmittance) * (1.0 + (1.0 - e) * transmittance)
        rest = 1.0 - c - d
        value = (a * rest + (b * rest + c + d) * kelvin - d * mean_k) / c
        out[i] = value if c > 0.0 else np.nan


def mono_window(
    brightness_k: Floats,
    emissivity: Floats,
    k2: float,
    transmittance: float,
    mean_atmosphere_k: float,
    low_c: float = 0.0,
    high_c: float = 70.0,
) -> Floats:
    """Return the surface temperature by the mono-window algorithm (Qin et al. 2001; paper 2, D3).

    Ts = {a (1 - C - D) + [b (1 - C - D) + C + D] T - D Ta} / C with C = emissivity transmittance
    and D = (1 - transmittance) [1 + (1 - emissivity) transmittance].

    Parameters
    ----------
    brightness_k : float32 or float64, any shape
        At-sensor brightness temperature, K; NaN is nodata.
    emissivity : float32 or float64, same shape
        0 to 1.
    k2 : float
        The thermal band's K2, K: a and b follow from it (`mono_window_constants`).
    transmittance : float
        Of the air column in the band, above 0, up to 1.
    mean_atmosphere_k : float
        Effective mean temperature of the air column, K.
    low_c, high_c : float
        Range of surface temperature that a and b are fitted to, degrees Celsius.

    Returns
    -------
    float32 or float64, same shape
        K; NaN where an input is, or where the emissivity is not positive.

    Raises
    ------
    InputError
        The arrays differ in size, the transmittance is not in 0 to 1, or the range is empty.
    """
    if not 0.0 < transmittance <= 1.0:
        raise InputError(
            "indicators.transmittance_beyond", "mono-window", transmittance=transmittance
        )
    a, b = mono_window_constants(k2, low_c, high_c)
    brightness, emitted = flattened(brightness_k, emissivity)
    out = np.empty_like(brightness)
    _mono_window(brightness, emitted, a, b, float(transmittance), float(mean_atmosphere_k), out)
    return out.reshape(np.shape(brightness_k))
