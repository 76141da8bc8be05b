"""What an indicator needs, and why an epoch cannot give it."""

from collections.abc import Iterable

from missionplanner.ecology.sensors import SpectralSensor, sensor
from missionplanner.model.study import Band, Epoch, Indicator, Study, Thermal, ThermalQuantity

_NAMES = {
    Band.BLUE: "blue",
    Band.GREEN: "green",
    Band.RED: "red",
    Band.NIR: "NIR",
    Band.SWIR1: "SWIR1",
    Band.SWIR2: "SWIR2",
}
_GREENNESS = (Band.RED, Band.NIR)
_DRYNESS = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1)
_TASSELED = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)


def why_missing(epoch: Epoch, indicator: Indicator, study: Study) -> str | None:
    """Return why an indicator cannot be computed for an epoch, or None where it can.

    Parameters
    ----------
    epoch : Epoch
        As returned by `scenes.resolve`: with its bands named.
    indicator : Indicator
    study : Study
        Its DEM, erosion and heat options are looked at.

    Returns
    -------
    str or None
        As "cannot be computed from RedEdge-M: no SWIR1, SWIR2".

    Raises
    ------
    InputError
        The epoch's sensor is unknown.
    """
    if indicator in epoch.layers:
        return None
    known = sensor(epoch.sensor)
    lacks = _REASONS[indicator](epoch, known, study)
    return f"cannot be computed from {known.title}: {lacks}" if lacks else None


def _greenness(epoch: Epoch, known: SpectralSensor, study: Study) -> str:
    return _no_bands(epoch, known, _GREENNESS)


def _wetness(epoch: Epoch, known: SpectralSensor, study: Study) -> str:
    table = known.tasseled.get(epoch.level)
    lacks = _no_bands(epoch, known, table.bands if table else _TASSELED)
    return lacks or ("" if table else f"no tasseled cap of {epoch.level} reflectance in its table")


def _dryness(epoch: Epoch, known: SpectralSensor, study: Study) -> str:
    return _no_bands(epoch, known, _DRYNESS)


def _heat(epoch: Epoch, known: SpectralSensor, study: Study) -> str:
    if epoch.thermal is None:
        return "no thermal band among its files" if known.thermal else "no thermal band"
    if epoch.thermal.quantity is ThermalQuantity.SURFACE:
        return ""
    if lacks := _no_constants(epoch.thermal, known, study):
        return lacks
    if study.heat.method == "brightness" or Indicator.GREENNESS in epoch.layers:
        return ""
    return _no_bands(epoch, known, _GREENNESS, " for the emissivity")


def _no_constants(thermal: Thermal, known: SpectralSensor, study: Study) -> str:
    own = known.thermal
    k1, k2 = thermal.k1 or (own and own.k1), thermal.k2 or (own and own.k2)
    if thermal.quantity is ThermalQuantity.RADIANCE and not (k1 and k2):
        return "the thermal band is a radiance and neither the study nor the sensor names K1, K2"
    heat = study.heat
    if heat.method == "mono-window":
        asked = {
            "K2": k2,
            "heat.transmittance": heat.transmittance,
            "heat.air_temperature_k": heat.air_temperature_k,
        }
        if lacks := [name for name, value in asked.items() if value is None]:
            return f"the mono-window needs {', '.join(lacks)}"
    if heat.method == "emissivity" and not (thermal.wavelength_um or own):
        return "the thermal band's wavelength is named neither by the study nor by the sensor"
    return ""


def _erosion(epoch: Epoch, known: SpectralSensor, study: Study) -> str:
    if study.erosion.slope_length is None and study.dem is None:
        return "erosion needs a DEM (or a raster of L*S)"
    if Indicator.GREENNESS in epoch.layers:
        return ""
    return _no_bands(epoch, known, _GREENNESS, " for the vegetation cover")


def _no_bands(epoch: Epoch, known: SpectralSensor, asked: Iterable[Band], purpose: str = "") -> str:
    absent = [band for band in asked if band not in epoch.bands]
    if not absent:
        return ""
    words = ", ".join(_NAMES.get(band, band.value) for band in absent) + purpose
    # The sensor sees them all: then it is the files that are not there.
    return f"no {words}" + ("" if set(absent) - set(known.bands) else " among its files")


_REASONS = {
    Indicator.GREENNESS: _greenness,
    Indicator.WETNESS: _wetness,
    Indicator.DRYNESS: _dryness,
    Indicator.HEAT: _heat,
    Indicator.EROSION: _erosion,
}
