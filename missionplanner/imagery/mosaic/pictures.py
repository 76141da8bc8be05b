"""Pixels of photos, decoded once, at the size that a map needs, and forgotten in time."""

import warnings
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

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

Pixels = NDArray[Any]
"""(rows, cols, bands) uint8 or uint16; of a measure float32, NaN where there is none."""


def need_opencv() -> None:
    """Raise InputError where OpenCV, an extra of the program, is not there."""
    if not _OPENCV:
        raise InputError("mosaic.no_opencv")


class Pictures:
    """Pictures of photos, the latest kept; several threads may ask for them.

    Parameters
    ----------
    files : sequence of sequence of Path
        Of each photo its bands: one file of one or three, or one file each.
    size : (width, height)
        At which they are wanted, px; never larger than the picture.
    most_bytes : int
        What may be kept.
    read : callable, optional
        Of the number of a photo: its whole picture as a measure; see `radiometry.measure`.
    """

    def __init__(
        self,
        files: Sequence[Sequence[Path]],
        size: tuple[int, int],
        most_bytes: int = 512 * 2**20,
        read: Callable[[int], Pixels] | None = None,
    ) -> None:
        self._files, self._size, self._most, self._read = files, size, most_bytes, read
        self._kept: OrderedDict[int, Pixels] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._decoding: dict[int, Lock] = {}

    def __getitem__(self, k: int) -> Pixels:
        """Return a picture, (rows, cols, bands); raises InputError."""
        with self._lock:
            mine = self._decoding.setdefault(k, Lock())
        with mine:  # who asks for the same one waits, and need not decode it
            with self._lock:
                if k in self._kept:
                    self._kept.move_to_end(k)
                    return self._kept[k]
            picture = self._made(k)
            with self._lock:
                self._keep(k, picture)
        return picture

    def _keep(self, k: int, picture: Pixels) -> None:
        self._kept[k] = picture
        self._bytes += picture.nbytes
        while self._bytes > self._most and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.nbytes

    def _made(self, k: int) -> Pixels:
        if self._read is not None:
            return sized(self._read(k), self._size)
        bands = [read_pixels(file, self._size) for file in self._files[k]]
        return bands[0] if len(bands) == 1 else np.dstack([band[..., :1] for band in bands])


def read_pixels(path: Path, size: tuple[int, int]) -> Pixels:
    """Return a file's pixels at a size (width, height), (rows, cols, 1 or 3).

    Raises
    ------
    InputError
        It cannot be decoded to its end.
    """
    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            if image.mode.startswith("I;16"):
                whole: Pixels = np.asarray(image, np.uint16)
            else:
                image.draft("RGB" if image.mode in ("RGB", "YCbCr") else "L", size)
                whole = np.asarray(image.convert("L" if image.mode == "L" else "RGB"), np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("imagery.cut_off", str(path), reason=reason(error)) from error
    return sized(whole, size)


def sized(whole: Pixels, size: tuple[int, int]) -> Pixels:
    """Return a picture at a size (width, height), pixels averaged; (rows, cols, bands)."""
    if whole.ndim == 2:
        whole = whole[..., None]
    if (whole.shape[1], whole.shape[0]) == size:
        return whole
    # OpenCV takes four bands at once, and no more.
    layers = [
        cv2.resize(whole[..., k], size, interpolation=cv2.INTER_AREA) for k in range(whole.shape[2])
    ]
    return np.stack(layers, axis=-1)


def grey(pixels: Pixels) -> NDArray[np.uint8]:
    """Return a picture's brightness (rows, cols) uint8; of 16 bits stretched to what it holds."""
    mean = pixels.mean(axis=2)
    if pixels.dtype == np.uint16:
        low, high = np.percentile(mean[::4, ::4], (1, 99))
        mean = (mean - low) * (255.0 / max(float(high - low), 1.0))
    return np.asarray(np.clip(mean, 0, 255), np.uint8)
