"""Indicators of greenness, wetness, dryness and heat, of bands as arrays."""

from collections.abc import Sequence
from typing import Literal

from numpy.typing import ArrayLike

from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.indicators import dryness, greenness, heat
from missionplanner.ecology.indicators import wetness as tasselled
from missionplanner.model.study import Band, Level
from missionplanner.science.arrays import Floats, floats

LevelName = Literal["toa", "surface"]


def ndvi(red: ArrayLike, nir: ArrayLike) -> Floats:
    """Return the normalised difference vegetation index, (NIR - red) / (NIR + red).

    Parameters
    ----------
    red, nir : array_like of one shape
        Reflectances; NaN is nodata.

    Returns
    -------
    float32 or float64, same shape
        No unit, -1 to 1; NaN where a band is, or where both are 0.

    Raises
    ------
    InputError
        The bands differ in shape.

    Notes
    -----
    Rouse et al. (1974); the first paper's E1.

    Examples
    --------
    >>> ndvi([0.05, 0.20, 0.0], [0.45, 0.30, 0.0]).round(3).tolist()
    [0.8, 0.2, nan]
    """
    return greenness.greenness(floats(red), floats(nir))


def wetness(bands: Sequence[ArrayLike], coefficients: Sequence[float]) -> Floats:
    """Return the wetness of the tasselled cap: the sum of bands times coefficients.

    Parameters
    ----------
    bands : sequence of array_like of one shape
        Reflectances in the order of the coefficients; NaN is nodata.
    coefficients : sequence of float
        Of the sensor and level, see `wetness_coefficients`.

    Returns
    -------
    float32 or float64, same shape
        No unit; NaN where any band is.

    Raises
    ------
    InputError
        The bands differ in shape, or in number from the coefficients.

    Notes
    -----
    Crist and Cicone (1984); the first paper's E2. The table of another sensor, or of the other
    level, gives a number that means nothing.

    Examples
    --------
    >>> names, row = wetness_coefficients("landsat8-oli", "toa")
    >>> names
    ('blue', 'green', 'red', 'nir', 'swir1', 'swir2')
    >>> wetness([[0.09], [0.08], [0.06], [0.35], [0.15], [0.07]], row).round(4).tolist()
    [0.0297]
    """
    return tasselled.wetness([floats(band) for band in bands], coefficients)


def wetness_coefficients(
    key: str, level: LevelName = "surface"
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the bands and the wetness row of a sensor's tasselled cap.

    Parameters
    ----------
    key : str
        Sensor: `landsat8-oli`, `sentinel2-msi`, ..., or the path of a TOML file of your own.
    level : {'surface', 'toa'}
        Whether reflectances are those of the ground, or of the top of the atmosphere.

    Returns
    -------
    bands, coefficients : tuples of one length

    Raises
    ------
    InputError
        There is no such sensor, or its file cannot be used.
    LookupError
        The sensor has no tasselled cap for this level.

    Notes
    -----
    Each table names its paper: `resources/ecology/sensors`.

    Examples
    --------
    >>> wetness_coefficients("landsat8-oli", "toa")[1]
    (0.1511, 0.1973, 0.3283, 0.3407, -0.7117, -0.4559)
    """
    table = sensor(key).tasseled[Level(level)]
    return tuple(Band(band).value for band in table.bands), table.wetness


def ndbsi(
    blue: ArrayLike,
    green: ArrayLike,
    red: ArrayLike,
    nir: ArrayLike,
    swir1: ArrayLike,
    *,
    literal: bool = False,
) -> Floats:
    """Return dryness, the mean of the built-up index IBI and the soil index SI.

    Parameters
    ----------
    blue, green, red, nir, swir1 : array_like of one shape
        Reflectances; NaN is nodata.
    literal : bool
        SI as the first paper prints it, ((red + blue) - (NIR + green)) / (their sum), by which
        bare soil comes out negative.

    Returns
    -------
    float32 or float64, same shape
        No unit; NaN where a band is, or where a denominator is 0.

    Raises
    ------
    InputError
        The bands differ in shape.

    Notes
    -----
    The first paper's E3. SI = ((SWIR1 + red) - (NIR + blue)) / (their sum) (Rikimaru et al. 2002);
    IBI as in Xu (2008).

    Examples
    --------
    Bare soil, then forest:

    >>> blue, green, red = [0.10, 0.03], [0.14, 0.05], [0.20, 0.04]
    >>> ndbsi(blue, green, red, nir=[0.28, 0.40], swir1=[0.36, 0.15]).round(4).tolist()
    [0.1615, -0.3735]
    """
    bands = (floats(band) for band in (blue, green, red, nir, swir1))
    return dryness.dryness(*bands, literal=literal)


def water_index(green: ArrayLike, swir1_or_nir: ArrayLike) -> Floats:
    """Return MNDWI of green and SWIR1 (Xu 2006), or NDWI of green and NIR (McFeeters 1996).

    Parameters
    ----------
    green, swir1_or_nir : array_like of one shape
        Reflectances; NaN is nodata.

    Returns
    -------
    float32 or float64, same shape
        -1 to 1, above 0 over water as a rule; NaN where a band is, or where both are 0.

    Raises
    ------
    InputError
        The bands differ in shape.

    Examples
    --------
    >>> water_index([0.06, 0.05], [0.02, 0.15]).round(2).tolist()
    [0.5, -0.5]
    """
    return tasselled.water_index(floats(green), floats(swir1_or_nir))


def brightness_temperature(radiance: ArrayLike, k1: float, k2: float) -> Floats:
    """Return the temperature of a black body of this radiance, K2 / ln(K1 / L + 1).

    Parameters
    ----------
    radiance : array_like
        At the sensor, W m-2 sr-1 um-1; NaN is nodata.
    k1, k2 : float
        The band's constants, W m-2 sr-1 um-1 and K.

    Returns
    -------
    float32 or float64, same shape
        K; NaN where the radiance is NaN, 0 or less.

    Notes
    -----
    The first paper's F.

    Examples
    --------
    >>> brightness_temperature([10.0, 0.0], 774.8853, 1321.0789).round(1).tolist()
    [302.8, nan]
    """
    return heat.brightness_temperature(floats(radiance), k1, k2)


def emissivity(vegetation: ArrayLike) -> Floats:
    """Return the emissivity of the ground by thresholds of its NDVI.

    Parameters
    ----------
    vegetation : array_like
        NDVI; NaN is nodata. Water, with a negative one, is taken for soil: mask it.

    Returns
    -------
    float32 or float64, same shape
        0.973 below an NDVI of 0.2, 0.99 above 0.5, a mixture between; NaN where the NDVI is.

    Notes
    -----
    Sobrino, Jimenez-Munoz and Paolini (2004).

    Examples
    --------
    >>> emissivity([0.1, 0.4, 0.8]).round(4).tolist()
    [0.973, 0.9828, 0.99]
    """
    return heat.emissivity(floats(vegetation))


def surface_temperature(
    brightness_k: ArrayLike, emissivity: ArrayLike, wavelength_um: float
) -> Floats:
    """Return the temperature of the land surface, T / (1 + (wavelength T / rho) ln emissivity).

    Parameters
    ----------
    brightness_k : array_like
        Temperature of a black body, K; NaN is nodata.
    emissivity : array_like, same shape
        0 to 1.
    wavelength_um : float
        Effective wavelength of the band, um.

    Returns
    -------
    float32 or float64, same shape
        K; NaN where an input is, or where the emissivity is not above 0.

    Raises
    ------
    InputError
        The arrays differ in shape.

    Notes
    -----
    The first paper's E4; Artis and Carnahan (1982), rho = 1.438e-2 m K. It knows no atmosphere.

    Examples
    --------
    >>> surface_temperature([300.0], [0.973], 10.895).round(2).tolist()
    [301.88]
    """
    return heat.surface_temperature(floats(brightness_k), floats(emissivity), wavelength_um)
