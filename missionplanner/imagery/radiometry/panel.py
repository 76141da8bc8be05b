"""The calibrated panel in a MicaSense capture: where it lies, what it reflects, how bright it was.

A RedEdge-MX or Altum that found the panel itself tells its corners and what it reflects
(CalibrationPicture, ReflectArea, Albedo). Else the QR code beside the panel is looked for: it says
the panel's number, which from the fourth kind on (RP04) holds what it reflects at two wavelengths,
and the grey square lies beside it as the maker's drawings have it (MicaSense, imageprocessing).
"""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.imagery.radiometry.micasense import SATURATED, MicaBand, listed

try:
    import cv2
except ImportError:  # the extra `images` is not there: told before anything is asked of this
    pass

Floats = NDArray[np.float64]
_SERIAL = re.compile(r"RP(\d{2})-\d{7}-\w{2}")
_COEFFICIENTS = re.compile(r"(\d{4})(\d{3})(\d{4})(\d{3})$")
# Corners of the grey square and of the code in one picture of each kind of panel, px.
_OLD = (
    ((894, 469), (868, 232), (630, 258), (656, 496)),
    ((898, 748), (880, 567), (701, 584), (718, 762)),
)
_NEW = (
    ((557, 350), (550, 480), (695, 480), (700, 350)),
    ((821, 324), (819, 506), (996, 509), (999, 330)),
)
# Of the square's middle: its rims are shaded and smeared.
_INNER = 0.8
_LEAST_PIXELS, _MOST_SPREAD, _MOST_SATURATED = 100, 0.2, 0.001


@dataclass(frozen=True)
class PanelBand:
    """What one band saw of the panel.

    Attributes
    ----------
    radiance : float
        Mean over the grey square, W m-2 sr-1 nm-1.
    reflectance : float
        Of the panel at the band's wavelength, 0 to 1.
    """

    radiance: float
    reflectance: float


def is_panel(band: MicaBand) -> bool:
    """Return whether the camera itself found a panel in the picture."""
    told = listed(band.words, "CalibrationPicture")
    return bool(told) and told[0] == 2 and len(listed(band.words, "ReflectArea")) == 8


def panel_band(band: MicaBand, known: Mapping[str, float]) -> PanelBand:
    """Return what a band saw of the panel.

    Parameters
    ----------
    band : MicaBand
    known : mapping of str to float
        What the panel reflects by the lower-case name of a band, '' for all; goes before what the
        file or the code says.

    Raises
    ------
    InputError
        No panel is seen, it is saturated or in part shaded, or nobody says what it reflects.
    """
    pixels = band.pixels()
    corners, told = _found(band, pixels)
    share = known.get(band.name.lower(), known.get("", told))
    if share is None:
        raise InputError("radiometry.panel_unknown", str(band.path), band=band.name)
    inside = np.zeros(pixels.shape, np.uint8)
    middle = corners.mean(axis=0)
    cv2.fillConvexPoly(inside, np.round(middle + _INNER * (corners - middle)).astype(np.int32), 1)
    square = inside.astype(bool)
    if square.sum() < _LEAST_PIXELS:
        raise InputError("radiometry.no_panel", str(band.path))
    if (pixels[square] >= SATURATED).mean() > _MOST_SATURATED:
        raise InputError("radiometry.panel_saturated", str(band.path))
    seen = band.radiance(pixels)[square]
    mean = float(np.nanmean(seen))
    if not mean > 0.0 or float(np.nanstd(seen)) > _MOST_SPREAD * mean:
        raise InputError("radiometry.panel_uneven", str(band.path))
    return PanelBand(mean, share)


def _found(band: MicaBand, pixels: NDArray[np.uint16]) -> tuple[Floats, float | None]:
    """Return the corners of the square, (4, 2) px, and what the panel reflects where it is told."""
    if is_panel(band):
        albedo = listed(band.words, "Albedo")
        corners = np.array(listed(band.words, "ReflectArea")).reshape(4, 2)
        return corners, albedo[0] if albedo and 0.0 < albedo[0] <= 1.0 else None
    serial, code = _code(band.path, pixels)
    kind = int(_SERIAL.match(serial)[1])  # type: ignore[index]
    square, drawn = (np.array(one, np.float32) for one in (_NEW if kind >= 3 else _OLD))
    # Which of the code's corners is the first is not told for sure: the evenest square is right.
    tried = []
    for turn, mirror in itertools.product(range(4), (False, True)):
        ends = np.roll(code[::-1] if mirror else code, turn, axis=0)
        warp = cv2.getAffineTransform(drawn[:3], ends[:3].astype(np.float32))
        if np.linalg.det(warp[:, :2]) <= 0.0:  # no camera mirrors
            continue
        corners = cv2.transform(square[None], warp)[0]
        if (corners < 0).any() or (corners >= np.array(pixels.shape[::-1])).any():
            continue
        tried.append((_unevenness(pixels, corners), corners))
    if not tried:
        raise InputError("radiometry.no_panel", str(band.path))
    return min(tried, key=lambda one: one[0])[1], _by_serial(serial, kind, band.wavelength_nm)


def _code(path: Path, pixels: NDArray[np.uint16]) -> tuple[str, Floats]:
    """Return the number in the panel's QR code, and its corners (4, 2) px."""
    low, high = np.percentile(pixels[::4, ::4], (1, 99))
    grey = np.clip((pixels - low) * (255.0 / max(high - low, 1.0)), 0, 255).astype(np.uint8)
    for smoothed in (grey, cv2.GaussianBlur(grey, (0, 0), 1.0)):
        try:
            said, corners, _ = cv2.QRCodeDetector().detectAndDecode(smoothed)
        except cv2.error:  # some patterns make it fail inside
            continue
        if corners is not None and _SERIAL.match(said):
            return said, np.asarray(corners, np.float64).reshape(4, 2)
    raise InputError("radiometry.no_panel", str(path))


def _unevenness(pixels: NDArray[np.uint16], corners: Floats) -> float:
    inside = np.zeros(pixels.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(corners).astype(np.int32), 1)
    seen = pixels[inside.astype(bool)].astype(np.float64)
    return float(seen.std() / seen.mean()) if seen.size and seen.mean() > 0.0 else np.inf


def _by_serial(serial: str, kind: int, wavelength_nm: float) -> float | None:
    """Return what the panel reflects at a wavelength, by its number; None: it does not tell."""
    told = _COEFFICIENTS.search(serial) if kind >= 4 else None
    if told is None:
        return None
    first_nm, first, last_nm, last = (float(part) for part in told.groups())
    share = float(np.interp(wavelength_nm, (first_nm, last_nm), (first / 1000.0, last / 1000.0)))
    return share if 0.0 < share <= 1.0 else None
