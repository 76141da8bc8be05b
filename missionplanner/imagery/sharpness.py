"""Is a photo sharp, and well exposed? Judged where it shows anything to be sharp.

Edges of one picture element fade first in a blurred photo. A photo is looked at in squares. In each
the energy of second differences is taken at full size and at a quarter: pictures of the ground hold
about as much of it at both (their amplitude falls with the frequency, Field, J. Opt. Soc. Am. A 4,
1987), while blur leaves the quarter and takes the full size. The ratio of both knows nothing of
contrast or light. It is taken in four directions, of which the least counts: a photo smeared by the
aircraft's motion keeps its edges along the way. Squares without structure at a quarter, which is
what calm water and sky are, have none to lose: they are not judged, and a photo of little else is
neither sharp nor blurred.

A thermal picture is softer than others by nature, so a photo is held against the others of its
camera: blurred is what has less than 0.4 of their median, within the limits of `blur_limit`. On
made-up ground 5 picture elements of motion give 0.09 of a sharp one's 1.3, a lens a little soft
(0.7 picture elements) 0.18.

The JPEG is decoded at a fraction of its size: blur below two picture elements of that is not seen.
OpenCV is an extra (`images`); without it nothing is known of sharpness.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.storage.reasons import reason

try:
    import cv2
except ImportError:  # the extra `images` is not there
    _OPENCV = False
else:
    _OPENCV = True

# Longer side of what is looked at, picture elements, and side of a square of its half.
_SIDE, _SQUARE = 1600, 16
# Directions in which edges are looked for: one blurred by its own motion is so along the way alone.
_WAYS = ((0, 1), (1, 0), (1, 1), (1, -1))
# Least spread of the Laplacian at half size that is structure and no noise, of 255.
_STRUCTURE = 4.0
# Least share of squares with structure.
_JUDGED_SHARE = 0.05
# Share of the median below which a photo is blurred, and the least and greatest ratio for that.
_OF_MEDIAN, _LEAST, _MOST = 0.4, 0.03, 0.12
_DARK, _BRIGHT = 8, 250


@dataclass(frozen=True)
class PixelCheck:
    """What the pixels of a photo say.

    Attributes
    ----------
    ratio : float or None
        Median energy at full size over that at a quarter; None: not known, or nothing to be sharp.
    structured_share : float or None
        Share of squares with anything to be sharp in.
    dark_share, bright_share : float
        Shares of pixels without drawing, too dark and too bright.
    """

    ratio: float | None
    structured_share: float | None
    dark_share: float
    bright_share: float

    def blurred(self, limit: float) -> bool:
        """Return whether it is; False too where nothing is known, or shown to be sharp."""
        return self.ratio is not None and self.ratio < limit


def blur_limit(looks: Iterable[PixelCheck | None]) -> float:
    """Return the ratio below which photos of one camera are blurred."""
    known = [look.ratio for look in looks if look is not None and look.ratio is not None]
    usual = float(np.median(known)) if known else 1.0
    return min(max(_OF_MEDIAN * usual, _LEAST), _MOST)


def sharpness_known() -> bool:
    """Return whether OpenCV is there."""
    return _OPENCV


def look_at(path: Path) -> PixelCheck:
    """Decode a photo and judge it.

    Raises
    ------
    InputError
        It cannot be decoded to its end.
    """
    grey = _grey(path)
    dark, bright = float((grey <= _DARK).mean()), float((grey >= _BRIGHT).mean())
    ratio, share = _ratio(grey) if _OPENCV else (None, None)
    return PixelCheck(ratio, share, dark, bright)


def _grey(path: Path) -> NDArray[np.float32]:
    """Return brightness 0 to 255, at most about twice `_SIDE` long."""
    try:
        with Image.open(path) as image:
            if image.mode.startswith("I;16"):
                return np.asarray(image, np.float32) / 257.0
            image.draft("L", (_SIDE, _SIDE))
            return np.asarray(image.convert("L"), np.float32)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("imagery.cut_off", str(path), reason=reason(error)) from error


def _ratio(grey: NDArray[np.float32]) -> tuple[float | None, float]:
    if min(grey.shape) < 4 * _SQUARE:  # not one square to judge
        return None, 0.0
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ratios, shares = [], []
    for step in _WAYS:
        fine = _in_squares(_bend(grey, step), 4 * _SQUARE)
        coarse = _in_squares(_bend(np.asarray(small, np.float32), step), _SQUARE)
        rows, cols = min(fine.shape[0], coarse.shape[0]), min(fine.shape[1], coarse.shape[1])
        fine, coarse = fine[:rows, :cols], coarse[:rows, :cols]
        structured = coarse >= _STRUCTURE**2
        shares.append(float(structured.mean()) if structured.size else 0.0)
        if shares[-1] >= _JUDGED_SHARE:
            ratios.append(float(np.median(fine[structured] / coarse[structured])))
    return (min(ratios) if ratios else None), max(shares)


def _bend(grey: NDArray[np.float32], step: tuple[int, int]) -> NDArray[np.float32]:
    """Return second differences along a direction; at the borders nil."""
    dy, dx = step
    kernel = np.zeros((3, 3), np.float32)
    kernel[1, 1] = -2.0
    kernel[1 + dy, 1 + dx] += 1.0
    kernel[1 - dy, 1 - dx] += 1.0
    return np.asarray(cv2.filter2D(grey, cv2.CV_32F, kernel), np.float32)


def _in_squares(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Return the mean energy of each whole square."""
    rows, cols = values.shape[0] // side, values.shape[1] // side
    squares = (values[: rows * side, : cols * side] ** 2).reshape(rows, side, cols, side)
    return np.asarray(squares.mean(axis=(1, 3)), np.float32)
