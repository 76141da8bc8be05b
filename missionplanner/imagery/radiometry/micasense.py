"""Radiance of a MicaSense camera's bands (RedEdge-3, M, MX, P, Altum).

By the maker's model (MicaSense Knowledge Base, "RedEdge Camera Radiometric Calibration Model"):

    L = V(x, y) a1 / g (p - pBL) / (t + a2 y - a3 t y)

with p the pixel over 2^16, pBL the black level, g the gain, t the exposure, y the row, a1 to a3 the
camera's calibration and V = 1 / (1 + c1 r + c2 r^2 + ...) the vignette, r in pixels from its
centre.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags

from missionplanner.imagery.radiometry.picture import opened
from missionplanner.imagery.xmp import number, packet_of, read_xmp

_BASE = ExifTags.Base
_BLACK_LEVEL, _FULL = 50714, 65536.0
# What 12 bits hold, sixteenfold: a pixel there may have been any brighter.
SATURATED = 65520
# An early firmware told 1/6329 s where it exposed for longer (MicaSense, imageprocessing).
_WRONG_S, _RIGHT_S = 1.0 / 6329.0, 0.000274


@dataclass(frozen=True)
class MicaBand:
    """What the file of one band tells of how its light was counted.

    Attributes
    ----------
    path : Path
    name : str
        As "Red edge".
    wavelength_nm : float
    exposure_s, gain, black : float
    calibration : (a1, a2, a3)
    vignette_centre : (x, y), px
    vignette : tuple of float
        c1, c2, ...
    words : mapping
        The file's XMP.
    px_per_mm : float or None
        Of the focal plane.
    """

    path: Path
    name: str
    wavelength_nm: float
    exposure_s: float
    gain: float
    black: float
    calibration: tuple[float, float, float]
    vignette_centre: tuple[float, float]
    vignette: tuple[float, ...]
    words: Mapping[str, str]
    px_per_mm: float | None

    def radiance(self, pixels: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Return radiance, (rows, cols) W m-2 sr-1 nm-1; NaN where a pixel is saturated."""
        rows, cols = pixels.shape
        a1, a2, a3 = self.calibration
        row = np.arange(rows, dtype=np.float32)[:, None]
        gradient = 1.0 + row * np.float32(a2 / self.exposure_s - a3)
        weight = _devignetted(rows, cols, self.vignette_centre, self.vignette) / gradient
        scale = np.float32(a1 / (self.gain * self.exposure_s * _FULL))
        light = np.maximum(pixels.astype(np.float32) - np.float32(self.black), 0.0)
        told = light * (weight * scale)
        told[pixels >= SATURATED] = np.nan
        return np.asarray(told, np.float32)

    def pixels(self) -> NDArray[np.uint16]:
        """Return what was counted, (rows, cols); raises InputError where it is cut off."""
        with opened(self.path, "imagery.cut_off") as image:
            return np.asarray(image, np.uint16)


@lru_cache(maxsize=12)
def _devignetted(
    rows: int, cols: int, centre: tuple[float, float], terms: tuple[float, ...]
) -> NDArray[np.float32]:
    """Return V: a camera's lenses have one each, for all its captures."""
    x, y = np.arange(cols) - centre[0], np.arange(rows) - centre[1]
    r = np.hypot(x[None, :], y[:, None])
    return np.asarray(1.0 / np.polyval([*reversed(terms), 1.0], r), np.float32)


def read_band(path: Path) -> MicaBand | None:
    """Return what a band's file tells; None: not enough for a radiance (old firmware, or edited).

    Raises
    ------
    InputError
        It is no picture.
    """
    with opened(path) as image:
        head = image.getexif()
        shot = head.get_ifd(ExifTags.IFD.Exif)
        words = read_xmp(packet_of(image, head))
        deep = image.mode.startswith("I;16")
    centre, terms = listed(words, "VignettingCenter"), listed(words, "VignettingPolynomial")
    calibration = listed(words, "RadiometricCalibration")
    exposure = _number(shot.get(_BASE.ExposureTime))
    speed = _number(shot.get(_BASE.ISOSpeed)) or _number(shot.get(_BASE.ISOSpeedRatings))
    wavelength = number(words, "camera:CentralWavelength")
    whole = len(centre) == 2 and terms and len(calibration) == 3 and exposure and speed
    if not (deep and whole and wavelength):
        return None
    assert exposure is not None and speed is not None
    return MicaBand(
        path=path,
        name=words.get("camera:BandName", "").strip(),
        wavelength_nm=wavelength,
        exposure_s=_RIGHT_S if abs(exposure - _WRONG_S) < 1e-6 else exposure,
        gain=speed / 100.0,
        black=_black(head, words),
        calibration=(calibration[0], calibration[1], calibration[2]),
        vignette_centre=(centre[0], centre[1]),
        vignette=tuple(terms),
        words=words,
        px_per_mm=_number(shot.get(_BASE.FocalPlaneXResolution)),
    )


def other_band(path: Path) -> bool:
    """Return whether a file is a capture's thermal or panchromatic band, of other pixels.

    Raises
    ------
    InputError
        It is no picture.
    """
    with opened(path) as image:
        name = read_xmp(packet_of(image)).get("camera:BandName", "").lower()
    return name.startswith(("lwir", "pan"))


def listed(words: Mapping[str, str], name: str) -> list[float]:
    """Return the numbers that an XMP word of a MicaSense file holds; none where it holds others."""
    for space in ("camera", "micasense", "dls"):
        text = words.get(f"{space}:{name}", "")
        try:
            found = [float(part) for part in text.replace(",", " ").split()]
        except ValueError:
            continue
        if found and all(map(math.isfinite, found)):
            return found
    return []


def _black(head: Mapping[int, Any], words: Mapping[str, str]) -> float:
    told = head.get(_BLACK_LEVEL)
    levels = [_number(part) for part in told] if isinstance(told, tuple) else [_number(told)]
    known = [level for level in levels if level is not None] or listed(words, "DarkRowValue")
    return float(np.mean(known)) if known else 0.0


def _number(value: Any) -> float | None:
    try:
        told = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return told if math.isfinite(told) and told > 0.0 else None
