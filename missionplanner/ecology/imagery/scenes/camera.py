"""Temperatures of a thermal camera, in whatever unit the software wrote them."""

import math
from pathlib import Path

from missionplanner.ecology.imagery.scenes.scales import C2_TEMPERATURE, FILL
from missionplanner.ecology.imagery.scenes.source import affine
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Thermal, ThermalQuantity
from missionplanner.raster.files.layers import layers, typical

KELVIN = (200.0, 400.0)
CENTIKELVIN = (20_000.0, 40_000.0)
CELSIUS = (-60.0, 150.0)
_C2_NUMBERS = (15_000.0, 65_535.0)
"""Collection 2 stores 200 to 373 K so."""
_UNITS = {
    "k": "K",
    "kelvin": "K",
    "c": "C",
    "°c": "C",
    "degc": "C",
    "celsius": "C",
    "degrees celsius": "C",
}


def named_unit(path: Path, band: int = 1) -> str | None:
    """Return 'K' or 'C' where the file names the unit of a band as one of temperature."""
    return _UNITS.get(layers(path).units[band - 1].strip().lower())


def temperature(path: Path, band: int = 1) -> tuple[Thermal, tuple[Message, ...]]:
    """Return the thermal band of a camera, and a note where the unit was told from the values.

    Parameters
    ----------
    path : Path
    band : int
        From 1.

    Raises
    ------
    InputError
        No unit is named, and the values are no temperature in K, K / 100 or degrees C.
    """
    unit = named_unit(path, band)
    if unit:
        return _thermal(path, band, unit, None), ()
    middle = typical(path, band)
    if _within(middle, CENTIKELVIN):
        return _thermal(path, band, "K", 0.01), (
            message("scenes.as_centikelvin", file=path.name, median=middle),
        )
    if _within(middle, KELVIN):
        return _thermal(path, band, "K", None), (
            message("scenes.as_kelvin", file=path.name, median=middle),
        )
    if _within(middle, CELSIUS):
        return _thermal(path, band, "C", None), (
            message("scenes.as_celsius", file=path.name, median=middle),
        )
    if math.isnan(middle):
        raise InputError("scenes.temperature_without_value", str(path))
    raise InputError("scenes.no_temperature", str(path), median=middle)


def satellite_temperature(
    path: Path, band: int, surface: bool
) -> tuple[Thermal | None, tuple[Message, ...]]:
    """Return the thermal band of a satellite without metadata, and what is told of it.

    Parameters
    ----------
    path : Path
    band : int
        From 1.
    surface : bool
        It is called as Collection 2 calls surface temperature (ST_B10); else it is at-sensor
        brightness temperature, as Earth Engine's top-of-atmosphere images hold.
    """
    middle = typical(path, band)
    quantity = ThermalQuantity.SURFACE if surface else ThermalQuantity.BRIGHTNESS
    if surface and _within(middle, _C2_NUMBERS):
        file = affine(path, *C2_TEMPERATURE, band=band, fill=FILL)
        told = message("scenes.heat_numbers", file=path.name, median=middle)
        return Thermal(file=file, quantity=quantity), (told,)
    # Whole numbers of that size are more likely an 8-bit band's own than kelvin.
    if _within(middle, KELVIN) and layers(path).dtype.startswith("float"):
        file = affine(path, None, None, band, FILL)
        told = message("scenes.heat_kelvin", file=path.name, median=middle)
        return Thermal(file=file, quantity=quantity), (told,)
    if surface and _within(middle, CELSIUS):
        file = affine(path, None, None, band)
        told = message("scenes.heat_celsius", file=path.name, median=middle)
        return Thermal(file=file, quantity=quantity, unit="C"), (told,)
    return None, (message("scenes.heat_without_gain", file=path.name),)


def modis_temperature(path: Path, band: int) -> tuple[Thermal, tuple[Message, ...]]:
    """Return MODIS's surface temperature (MOD11, MYD11): 0.02 DN kelvin, 0 is fill (Wan 2013)."""
    about = layers(path)
    whole = not about.scaled and not about.dtype.startswith("float")
    file = affine(path, 0.02 if whole else None, 0.0 if whole else None, band, FILL)
    return Thermal(file=file, quantity=ThermalQuantity.SURFACE), (message("scenes.modis_heat"),)


def _thermal(path: Path, band: int, unit: str, scale: float | None) -> Thermal:
    return Thermal(
        file=affine(path, scale, None if scale is None else 0.0, band),
        quantity=ThermalQuantity.SURFACE,
        unit="C" if unit == "C" else "K",
    )


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
