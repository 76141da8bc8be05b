"""Temperatures of a thermal camera, in whatever unit the software wrote them."""

import math
from pathlib import Path

from missionplanner.ecology.scenes.source import affine
from missionplanner.errors import InputError
from missionplanner.model.study import Thermal, ThermalQuantity
from missionplanner.raster.files.layers import layers, typical

KELVIN = (200.0, 400.0)
CENTIKELVIN = (20_000.0, 40_000.0)
CELSIUS = (-60.0, 150.0)
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


def temperature(path: Path, band: int = 1) -> tuple[Thermal, tuple[str, ...]]:
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
    told = f"{path.name}: no unit is named; the median of {middle:g}"
    if _within(middle, CENTIKELVIN):
        return _thermal(path, band, "K", 0.01), (f"{told} is taken as hundredths of a kelvin",)
    if _within(middle, KELVIN):
        return _thermal(path, band, "K", None), (f"{told} is taken as kelvin",)
    if _within(middle, CELSIUS):
        return _thermal(path, band, "C", None), (f"{told} is taken as degrees Celsius",)
    shown = "it holds no value" if math.isnan(middle) else f"its median is {middle:g}"
    what = f"no temperature in K, K / 100 or degrees Celsius: {shown}"
    raise InputError(what, str(path), "export temperatures, or name the unit in the file")


def _thermal(path: Path, band: int, unit: str, scale: float | None) -> Thermal:
    return Thermal(
        file=affine(path, scale, None if scale is None else 0.0, band),
        quantity=ThermalQuantity.SURFACE,
        unit="C" if unit == "C" else "K",
    )


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
