"""What an indicator needs, and why an epoch cannot give it."""

from collections.abc import Collection, Iterable

from missionplanner.ecology.imagery.sensors import SpectralSensor, sensor
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Band, Epoch, Indicator, Study, Thermal, ThermalQuantity

_NAMES = {
    Band.BLUE: message("ecology.band.blue"),
    Band.GREEN: message("ecology.band.green"),
    Band.RED: message("ecology.band.red"),
    Band.NIR: message("ecology.band.nir"),
    Band.SWIR1: message("ecology.band.swir1"),
    Band.SWIR2: message("ecology.band.swir2"),
}
_GREENNESS = (Band.RED, Band.NIR)
_DRYNESS = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1)
_TASSELED = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)


def why_missing(epoch: Epoch, indicator: Indicator, study: Study) -> Message | None:
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
    Message or None
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
    if lacks is None:
        return None
    return message("ecology.lacks.computed", sensor=known.title, lacks=lacks)


def _greenness(epoch: Epoch, known: SpectralSensor, study: Study) -> Message | None:
    return _no_bands(epoch, known, _GREENNESS)


def _wetness(epoch: Epoch, known: SpectralSensor, study: Study) -> Message | None:
    table = known.tasseled.get(epoch.level)
    lacks = _no_bands(epoch, known, table.bands if table else _TASSELED)
    if lacks or table:
        return lacks
    return message("ecology.lacks.tasseled_cap", level=epoch.level.told)


def _dryness(epoch: Epoch, known: SpectralSensor, study: Study) -> Message | None:
    return _no_bands(epoch, known, _DRYNESS)


def _heat(epoch: Epoch, known: SpectralSensor, study: Study) -> Message | None:
    if epoch.thermal is None:
        if known.thermal:
            return message("ecology.lacks.thermal_file")
        return message("ecology.lacks.thermal")
    if epoch.thermal.quantity is ThermalQuantity.SURFACE:
        return None
    if lacks := _no_constants(epoch.thermal, known, study):
        return lacks
    if study.heat.method == "brightness" or Indicator.GREENNESS in epoch.layers:
        return None
    absent = _absent(epoch, _GREENNESS)
    bands = message("ecology.lacks.for_emissivity", bands=_named(absent))
    return _lacking(absent, known, bands)


def _no_constants(thermal: Thermal, known: SpectralSensor, study: Study) -> Message | None:
    own = known.thermal
    k1, k2 = thermal.k1 or (own and own.k1), thermal.k2 or (own and own.k2)
    if thermal.quantity is ThermalQuantity.RADIANCE and not (k1 and k2):
        return message("ecology.lacks.k1_k2")
    heat = study.heat
    if heat.method == "mono-window":
        asked = {
            "K2": k2,
            "heat.transmittance": heat.transmittance,
            "heat.air_temperature_k": heat.air_temperature_k,
        }
        if lacks := [name for name, value in asked.items() if value is None]:
            return message("ecology.lacks.mono_window", names=lacks)
    if heat.method == "emissivity" and not (thermal.wavelength_um or own):
        return message("ecology.lacks.wavelength")
    return None


def _erosion(epoch: Epoch, known: SpectralSensor, study: Study) -> Message | None:
    if study.erosion.slope_length is None and study.dem is None:
        return message("ecology.lacks.dem")
    if Indicator.GREENNESS in epoch.layers:
        return None
    absent = _absent(epoch, _GREENNESS)
    bands = message("ecology.lacks.for_cover", bands=_named(absent))
    return _lacking(absent, known, bands)


def _no_bands(epoch: Epoch, known: SpectralSensor, asked: Iterable[Band]) -> Message | None:
    absent = _absent(epoch, asked)
    return _lacking(absent, known, _named(absent))


def _absent(epoch: Epoch, asked: Iterable[Band]) -> list[Band]:
    return [band for band in asked if band not in epoch.bands]


def _named(bands: Iterable[Band]) -> tuple[Message, ...]:
    return tuple(_NAMES.get(band, band.told) for band in bands)


def _lacking(
    absent: Collection[Band], known: SpectralSensor, bands: Message | tuple[Message, ...]
) -> Message | None:
    if not absent:
        return None
    if set(absent) - set(known.bands):
        return message("ecology.lacks.bands", bands=bands)
    # The sensor sees them all: then it is the files that are not there.
    return message("ecology.lacks.band_files", bands=bands)


_REASONS = {
    Indicator.GREENNESS: _greenness,
    Indicator.WETNESS: _wetness,
    Indicator.DRYNESS: _dryness,
    Indicator.HEAT: _heat,
    Indicator.EROSION: _erosion,
}
