"""Light that falls on level ground, from what MicaSense's light sensor (DLS) told.

A DLS 2 tells direct and scattered light and the height h of the sun, and level ground gets
E = direct sin h + scattered. A DLS 1 tells what falls on itself, tilted with the aircraft; with the
angle s between it and the sun, the transmission T of its diffusor (A. Fresnel's equations for a
stack of polycarbonate and teflon) and scattered light a sixth of the direct (MicaSense,
imageprocessing, dls.py: clear sky),

    direct = E(told) / T(s) / (1/6 + cos s)        E = direct (sin h + 1/6)
"""

import itertools
import math
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from missionplanner.imagery.xmp import number
from missionplanner.weather.sun import sun_places_deg

_SCATTERED = 1.0 / 6.0
_STACK = (1.000277, 1.6, 1.38)
_LEAST_COS = 0.1


def irradiance(
    words: Mapping[str, str], place: tuple[float, float] | None, when: datetime | None
) -> float | None:
    """Return light on level ground, W m-2 nm-1; None: the file does not tell enough.

    Parameters
    ----------
    words : mapping
        XMP of a band.
    place : (longitude, latitude), degrees, or None
    when : datetime or None
        With its zone. Both serve a DLS 1 alone, for the sun's place.
    """
    direct, scattered = _told(words, "DirectIrradiance"), _told(words, "ScatteredIrradiance")
    height = number(words, "dls:SolarElevation", "camera:SolarElevation")
    scale = _told(words, "IrradianceScaleToSIUnits") or 0.01
    if direct is not None and scattered is not None and height is not None:
        return scale * (direct * math.sin(height) + scattered) or None
    level = _told(words, "HorizontalIrradiance")
    if level:
        return scale * level
    told = _told(words, "SpectralIrradiance") or _told(words, "Irradiance")
    if not told or place is None or when is None:
        return None
    elevation, azimuth = (
        math.radians(float(angle[0]))
        for angle in sun_places_deg(*place, np.array([when.timestamp()]))
    )
    cosine = _facing(words, elevation, azimuth)
    if elevation <= 0.0 or cosine < _LEAST_COS:  # the sun stands beside or below the sensor
        return None
    straight = told / _passed(math.acos(min(cosine, 1.0))) / (_SCATTERED + cosine)
    return straight * (math.sin(elevation) + _SCATTERED)


def _told(words: Mapping[str, str], name: str) -> float | None:
    found = number(words, *(f"{space}:{name}" for space in ("dls", "camera", "micasense")))
    return found if found is not None and found >= 0.0 else None


def _facing(words: Mapping[str, str], elevation: float, azimuth: float) -> float:
    """Return the cosine between the sensor's upright and the sun; axes north, east, down."""
    yaw, pitch, roll = (number(words, f"dls:{name}") or 0.0 for name in ("Yaw", "Pitch", "Roll"))
    up = np.array([0.0, 0.0, -1.0])
    c, s = np.cos([yaw, pitch, roll]), np.sin([yaw, pitch, roll])
    about_x = np.array([[1, 0, 0], [0, c[2], -s[2]], [0, s[2], c[2]]])
    about_y = np.array([[c[1], 0, s[1]], [0, 1, 0], [-s[1], 0, c[1]]])
    about_z = np.array([[c[0], -s[0], 0], [s[0], c[0], 0], [0, 0, 1]])
    sun = np.array([
        math.cos(azimuth) * math.cos(elevation),
        math.sin(azimuth) * math.cos(elevation),
        -math.sin(elevation),
    ])  # fmt: skip
    return float(about_z @ about_y @ about_x @ up @ sun)


def _passed(angle: float) -> float:
    """Return the share of light that passes the sensor's diffusor from an angle, 0 to 1."""
    share = 1.0
    for n1, n2 in itertools.pairwise(_STACK):
        angle = math.asin(min(1.0, math.sin(angle) / n1))
        into = math.cos(angle)
        out = math.sqrt(1.0 - (n1 / n2 * math.sin(angle)) ** 2)
        upright = ((n1 * into - n2 * out) / (n1 * into + n2 * out)) ** 2
        level = ((n1 * out - n2 * into) / (n1 * out + n2 * into)) ** 2
        share *= 1.0 - 0.5 * upright - 0.5 * level
    return max(share, 0.05)
