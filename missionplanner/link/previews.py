"""Small pictures of photos, so small that a slow radio carries them (WebP, by Pillow).

A first one of at most 1.5 KB, then better ones. What is no ordinary picture (one band of 16 bits or
of floats: thermal, multispectral) becomes false colour between two limits, which go along.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

from missionplanner.errors import InputError
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.storage.reasons import reason

SUFFIXES = frozenset({".jpg", ".jpeg", ".tif", ".tiff", ".png", ".webp"})
_MOST_PIXELS = 250_000_000
_MOST_SIDE = 1600
# Bytes that a pixel needs to be worth its place: below, fewer pixels look better.
_BYTES_A_PIXEL = 0.06
_QUALITIES = (80, 65, 50, 38, 28, 20, 12, 5, 0)
_LIMITS_PERCENT = (2.0, 98.0)
# From dark violet over red to light yellow, in equal steps of lightness as the eye sees it.
_COLOURS = np.array(
    [(8, 6, 40), (70, 12, 105), (140, 35, 110), (205, 65, 75), (245, 130, 35), (250, 215, 120)],
    dtype=np.float64,
)


@dataclass(frozen=True)
class ReducedPhoto:
    """A photo, opened and reduced, of which previews are made.

    Attributes
    ----------
    name : str
    image : Image.Image
        RGB, its longer side at most 1600 pixels.
    notes : mapping
        Place, time; of false colours the limits `low` and `high`.
    """

    name: str
    image: Image.Image
    notes: Mapping[str, Any]


def open_picture(path: Path) -> ReducedPhoto:
    """Read a photo.

    Raises
    ------
    InputError
        It is no picture, is cut off, or has more than 250 million pixels.
    """
    with _opened(path) as image:
        notes = _taken(image)
        image.draft("RGB", (_MOST_SIDE, _MOST_SIDE))  # a JPEG is read at a fraction of its size
        reduced, scale = _as_rgb(image)
    reduced.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return ReducedPhoto(path.name, reduced, {**notes, **scale})


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Give the picture in a file; what goes wrong with it meanwhile becomes an InputError."""
    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise InputError("link.too_many_pixels", str(path))
            yield image
    except Image.DecompressionBombError as error:
        raise InputError("link.too_many_pixels", str(path)) from error
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise InputError("link.no_picture", str(path), reason=reason(error)) from error


def full_size_patch(
    path: Path, middle_px: tuple[float, float], side_px: int
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Return a piece of a photo, (rows, cols, 3) uint8, and its left and upper edge, px.

    Raises
    ------
    InputError
        See `open_picture`.
    """
    with _opened(path) as image:
        left, top = (
            max(0, min(round(at) - side_px // 2, size - side_px))
            for at, size in zip(middle_px, image.size, strict=True)
        )
        right, bottom = min(left + side_px, image.width), min(top + side_px, image.height)
        piece, _ = _as_rgb(image.crop((left, top, right, bottom)))
        return np.asarray(piece, np.uint8), (left, top)


def preview(picture: ReducedPhoto, most_bytes: int, stage: int) -> LinkObject:
    """Return a preview of at most so many bytes.

    Parameters
    ----------
    picture : ReducedPhoto
    most_bytes : int
        At least some 200.
    stage : int
        1 for the first, 2 for a better one.
    """
    side = int(np.clip(np.sqrt(most_bytes / _BYTES_A_PIXEL), 48, _MOST_SIDE))
    data = _encoded(picture.image, side, most_bytes)
    while len(data) > most_bytes and side > 16:
        side = side * 3 // 4
        data = _encoded(picture.image, side, most_bytes)
    name = f"{Path(picture.name).stem}.{stage}.webp"
    notes = {"photo": picture.name, "stage": stage, **picture.notes}
    return LinkObject(ObjectKind.PREVIEW, name, notes, data)


def _encoded(image: Image.Image, side: int, most_bytes: int) -> bytes:
    small = image.copy()
    small.thumbnail((side, side))
    data = b""
    for quality in _QUALITIES:
        stream = io.BytesIO()
        small.save(stream, "WEBP", quality=quality, method=4)
        data = stream.getvalue()
        if len(data) <= most_bytes:
            break
    return data


def _as_rgb(image: Image.Image) -> tuple[Image.Image, dict[str, float]]:
    if image.mode in ("RGB", "RGBA", "CMYK", "L", "P", "YCbCr", "LA", "1"):
        return image.convert("RGB"), {}
    values = np.asarray(image, np.float64)
    step = max(max(values.shape[:2]) // _MOST_SIDE, 1)
    values = values[::step, ::step]
    known = values[np.isfinite(values)]
    low, high = np.percentile(known, _LIMITS_PERCENT) if known.size else (0.0, 1.0)
    return Image.fromarray(false_colour(values, low, high), "RGB"), {
        "low": float(low),
        "high": float(high),
    }


def false_colour(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.uint8]:
    """Return colours (rows, cols, 3) uint8 of values (rows, cols); NaN is black."""
    share = np.clip((values - low) / max(high - low, 1e-12), 0.0, 1.0)
    place = np.nan_to_num(share) * (len(_COLOURS) - 1)
    below = np.minimum(place.astype(int), len(_COLOURS) - 2)
    part = (place - below)[..., None]
    colours = _COLOURS[below] * (1.0 - part) + _COLOURS[below + 1] * part
    colours[~np.isfinite(values)] = 0.0
    rounded: NDArray[np.uint8] = np.rint(colours).astype(np.uint8)
    return rounded


def _taken(image: Image.Image) -> dict[str, Any]:
    """Return place, time and camera that the photo tells; what cannot be read is left out.

    The camera is told by the size of its pictures and its focal length, which is short.
    """
    try:
        exif = image.getexif()
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        shot = exif.get_ifd(ExifTags.IFD.Exif)
        taken = shot.get(ExifTags.Base.DateTimeOriginal)
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return {"cam": [image.width, image.height]}
    notes: dict[str, Any] = {"taken": str(taken)[:19]} if taken else {}
    notes["cam"] = [image.width, image.height, *_focal_mm(shot.get(ExifTags.Base.FocalLength))]
    for key, tag, mark in (("lat", 2, 1), ("lon", 4, 3)):
        degrees = _degrees(gps.get(tag), gps.get(mark))
        if degrees is not None:
            notes[key] = degrees
    return notes


def _focal_mm(told: Any) -> tuple[float, ...]:
    try:
        value = round(float(told), 2)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ()
    return (value,) if 0.0 < value < 10_000.0 else ()


def _degrees(parts: Any, mark: Any) -> float | None:
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60.0 + seconds / 3600.0
    sign = -1.0 if str(mark).strip().upper() in ("S", "W") else 1.0
    # A millionth of a degree is 0.1 m: more digits cost air.
    return round(sign * value, 6) if np.isfinite(value) else None
