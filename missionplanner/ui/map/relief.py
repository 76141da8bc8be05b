"""The picture of the ground: colour relief under two lights, and contours. NumPy only."""

import math
from dataclasses import dataclass

import numpy as np
from contourpy import contour_generator
from numpy.typing import NDArray

from missionplanner.ui.map.ground import Ground
from missionplanner.ui.style.tokens import Tokens

# (azimuth, altitude, weight) of the lights, degrees
_LIGHTS = ((315.0, 42.0, 0.7), (250.0, 55.0, 0.3))
_BRIGHT = 0.72  # the light that a gentle slope gets; it maps to full colour
_COOL = np.array([0.95, 0.99, 1.08], dtype=np.float32)  # shadows lean cool
_MOST_CELLS = 700  # a side, for contours: finer ones are noise on a screen
_STEPS_M = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)

Lines = list[NDArray[np.float64]]


@dataclass(frozen=True)
class Relief:
    """What is drawn of the ground.

    Attributes
    ----------
    rgba : uint8 (rows, cols, 4), row 0 in the south
    low_m, high_m : float, the heights at the ends of the colours
    interval_m : float, between contours
    minor, major : lists of (n, 2) float64 site metres; major is each fifth contour
    """

    rgba: NDArray[np.uint8]
    low_m: float
    high_m: float
    interval_m: float
    minor: Lines
    major: Lines


def draw_relief(ground: Ground, theme: Tokens) -> Relief:
    """Compute the picture of the ground in a theme's colours."""
    low, high = colour_range(ground.height_m)
    interval = contour_interval(ground.height_m)
    minor, major = contours(ground, interval)
    return Relief(shade(ground, theme, low, high), low, high, interval, minor, major)


def colour_range(height_m: NDArray[np.float32]) -> tuple[float, float]:
    """Return the 2nd and 98th percentile, rounded outwards to tens of metres."""
    known = height_m[np.isfinite(height_m)]
    if not known.size:
        return 0.0, 10.0
    low, high = np.percentile(known[:: max(1, known.size // 200_000)], [2, 98])
    bottom = math.floor(low / 10) * 10.0
    return bottom, max(math.ceil(high / 10) * 10.0, bottom + 10.0)


def contour_interval(height_m: NDArray[np.float32]) -> float:
    """Return the finest interval that gives at most about 16 contours."""
    low, high = colour_range(height_m)
    return next((step for step in _STEPS_M if (high - low) / step <= 16), _STEPS_M[-1])


def shade(ground: Ground, theme: Tokens, low_m: float, high_m: float) -> NDArray[np.uint8]:
    """Return RGBA of the relief; nodata is transparent."""
    z = ground.height_m
    known = np.isfinite(z)
    filled = np.where(known, z, np.float32(low_m))
    light = np.minimum(_light(z, ground.cell_m) / _BRIGHT, 1.1)[..., None]
    dark, bright = theme.shade
    shadow = (dark * _COOL).astype(np.float32)
    rgb = _colours(filled, theme, low_m, high_m) * (shadow + (bright - shadow) * light)
    rgba = np.empty((*z.shape, 4), dtype=np.uint8)
    rgba[..., :3] = np.clip(rgb, 0, 255)
    rgba[..., 3] = np.where(known, 255, 0)
    return rgba


def _light(z: NDArray[np.float32], cell_m: float) -> NDArray[np.float32]:
    north, east = np.gradient(_smooth(z, 0.6), cell_m)
    norm = np.sqrt(east**2 + north**2 + 1)
    total = np.zeros_like(z)
    for azimuth, altitude, weight in _LIGHTS:
        a, h = math.radians(azimuth), math.radians(altitude)
        lit = math.sin(h) - math.cos(h) * (east * math.sin(a) + north * math.cos(a))
        total += np.float32(weight) * np.clip(lit / norm, 0, 1)
    # Beside nodata no slope is known: lit as if level.
    return np.nan_to_num(total, nan=_BRIGHT)


def _colours(z: NDArray[np.float32], theme: Tokens, low: float, high: float) -> NDArray[np.float32]:
    stops = np.array([_rgb(c) for c in theme.relief], dtype=np.float32)
    # 1024 steps are finer than 8 bits a channel can show.
    places = np.linspace(0, len(stops) - 1, 1024)
    table = np.stack([np.interp(places, range(len(stops)), stops[:, k]) for k in range(3)], -1)
    index = np.clip((z - low) / (high - low) * 1023, 0, 1023).astype(np.intp)
    return np.asarray(table[index], dtype=np.float32)


def contours(ground: Ground, interval_m: float) -> tuple[Lines, Lines]:
    """Return minor and major contour lines in site metres."""
    step = max(1, math.ceil(max(ground.height_m.shape) / _MOST_CELLS))
    z = _smooth(ground.height_m, 2.0)[::step, ::step]
    rows, cols = z.shape
    if min(rows, cols) < 2 or not np.isfinite(z).any():
        return [], []
    x = ground.x0_m + ground.cell_m * step * np.arange(cols)
    y = ground.y0_m + ground.cell_m * step * np.arange(rows)
    maker = contour_generator(x, y, np.ma.masked_invalid(z))
    first = math.ceil(float(np.nanmin(z)) / interval_m)
    last = math.floor(float(np.nanmax(z)) / interval_m)
    minor: Lines = []
    major: Lines = []
    for number in range(first, last + 1):
        found = [np.asarray(line, dtype=np.float64) for line in maker.lines(number * interval_m)]
        lines = [line for line in found if len(line) > 5]
        (minor if number % 5 else major).extend(lines)
    return minor, major


def gaussian(z: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Return `z` under a Gaussian of `sigma` cells, edges repeated.

    Written out, since importing SciPy's filter costs the window half a second at its start.
    """
    reach = math.ceil(3 * sigma)
    taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype(np.float32)
    taps /= taps.sum()
    for axis in (0, 1):
        pad = [(reach, reach) if a == axis else (0, 0) for a in (0, 1)]
        wide = np.pad(z, pad, mode="edge")
        total = np.zeros_like(z)
        for k, tap in enumerate(taps):
            rows = slice(k, k + z.shape[0]) if axis == 0 else slice(None)
            cols = slice(k, k + z.shape[1]) if axis == 1 else slice(None)
            total += tap * wide[rows, cols]
        z = total
    return z


def _smooth(z: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    known = np.isfinite(z)
    if known.all():
        return gaussian(z, sigma)
    weight = gaussian(known.astype(np.float32), sigma)
    total = gaussian(np.where(known, z, 0).astype(np.float32), sigma)
    smoothed = np.full_like(z, np.nan)
    np.divide(total, weight, out=smoothed, where=known)
    return smoothed


def ramp_rgba(
    share: NDArray[np.floating], colours: tuple[str, ...], alpha: NDArray[np.floating]
) -> NDArray[np.uint8]:
    """Return RGBA of values 0 to 1 along a colour ramp; NaN is transparent, alpha is 0 to 255."""
    stops = np.array([_rgb(c) for c in colours], dtype=np.float64)
    known = np.isfinite(share)
    place = np.clip(np.where(known, share, 0), 0, 1) * (len(stops) - 1)
    rgba = np.empty((*share.shape, 4), dtype=np.uint8)
    for k in range(3):
        rgba[..., k] = np.interp(place, range(len(stops)), stops[:, k])
    rgba[..., 3] = np.where(known, alpha, 0)
    return rgba


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
