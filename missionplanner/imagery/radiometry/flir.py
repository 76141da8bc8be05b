"""Temperature of a surface from what a FLIR camera counted.

What reaches the camera is the surface's own radiation, what it reflects, and the air's
(FLIR Systems, user's manual of the T6xx series, chapter Thermographic measurement techniques, "The
measurement formula"), all as counts U of the camera:

    U = e t U(object) + (1 - e) t U(reflected) + (1 - t) U(air)

with e the emissivity and t the transmission of the air. A black body of T kelvin counts
U = R1 / (R2 (exp(B / T) - F)) - O, and the inverse gives the temperature (G. J. Tattersall,
Thermimage, 2017, which tells the same constants as ExifTool).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.radiometry.fff import FlirFrame

_ABSOLUTE_K = 273.15


@dataclass(frozen=True)
class ThermalSetting:
    """What lies between a surface and the camera.

    Attributes
    ----------
    emissivity : float
        Of the surface, 0 to 1.
    distance_m : float
        Air between both.
    reflected_c, air_c : float
        Apparent temperature of what the surface mirrors, and that of the air, degrees C.
    humidity : float
        Relative, 0 to 1.
    """

    emissivity: float
    distance_m: float
    reflected_c: float
    air_c: float
    humidity: float


def transmission(frame: FlirFrame, setting: ThermalSetting) -> float:
    """Return the share of radiation that passes the air, 0 to 1.

    t = X exp(-sqrt(d) (a1 + b1 sqrt(w))) + (1 - X) exp(-sqrt(d) (a2 + b2 sqrt(w))), w the water in
    the air (mm Hg) by its temperature and humidity; constants of the camera.
    """
    air = setting.air_c
    water = setting.humidity * math.exp(
        1.5587 + 6.939e-2 * air - 2.7816e-4 * air**2 + 6.8455e-7 * air**3
    )
    way, wet = math.sqrt(max(setting.distance_m, 0.0)), math.sqrt(max(water, 0.0))
    first, second = (
        math.exp(-way * (a + b * wet)) for a, b in zip(frame.alpha, frame.beta, strict=True)
    )
    return min(1.0, max(0.01, frame.x * first + (1.0 - frame.x) * second))


def counted(frame: FlirFrame, celsius: float) -> float:
    """Return what a black body of a temperature counts."""
    hot = math.exp(frame.b / (celsius + _ABSOLUTE_K))
    return frame.r1 / (frame.r2 * (hot - frame.f)) - frame.o


def surface_c(frame: FlirFrame, setting: ThermalSetting) -> NDArray[np.float32]:
    """Return temperatures of the surface, (rows, cols) degrees C; NaN: counted too little."""
    e, t = setting.emissivity, transmission(frame, setting)
    raw = frame.raw.astype(np.float64)
    if 0.0 < frame.window_transmission < 1.0:  # a window before the lens, which mirrors nothing
        w = frame.window_transmission
        raw = (raw - (1.0 - w) * counted(frame, frame.window_c)) / w
    strange = (1.0 - e) * t * counted(frame, setting.reflected_c) + (1.0 - t) * counted(
        frame, setting.air_c
    )
    own = (raw - strange) / (e * t) + frame.o
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(own > 0.0, own, np.nan)
        kelvin = frame.b / np.log(frame.r1 / (frame.r2 * own) + frame.f)
    return np.asarray(kelvin - _ABSOLUTE_K, np.float32)
