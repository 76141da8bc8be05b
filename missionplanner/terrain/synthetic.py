"""A made mine: terrain of the kind the first paper describes, drawn from a seed.

The paper's site is not public. It says: a metal mine in mountains, 500-800 m high, slopes of
20-40 deg, 3.55 km2, ravines and steep slopes. This terrain has these, and what makes flying over
a mine hard: a pit with benches, a tailings pond behind a dam. Pit and pond stay in place whatever
the seed, so that one survey area fits every seed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]

CELL_M = 5.0
CELLS = 520  # 2.6 km square
LOWEST_M, HIGHEST_M = 500.0, 800.0


@dataclass(frozen=True)
class Ellipse:
    """A place with two half axes, metres from the south-west cell, turned anticlockwise."""

    x_m: float
    y_m: float
    half_a_m: float
    half_b_m: float
    turn_deg: float

    def polar(self, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
        """Return distance from the middle (1 on the outline) and angle, radians."""
        turn = np.radians(self.turn_deg)
        along = (x_m - self.x_m) * np.cos(turn) + (y_m - self.y_m) * np.sin(turn)
        across = (y_m - self.y_m) * np.cos(turn) - (x_m - self.x_m) * np.sin(turn)
        u, v = along / self.half_a_m, across / self.half_b_m
        return np.hypot(u, v), np.arctan2(v, u)


PIT = Ellipse(1540.0, 1440.0, 370.0, 280.0, 25.0)
POND = Ellipse(740.0, 740.0, 215.0, 170.0, 10.0)
BENCH_M = 15.0
PIT_DEPTH_M = 120.0
PIT_SLOPE_DEG = 38.0
DAM_M = 14.0


def mine_dem(seed: int = 7) -> Floats:
    """Return the heights of the made mine.

    Parameters
    ----------
    seed : int
        Same seed, same terrain, on every machine (to the centimetre it is rounded to).

    Returns
    -------
    (520, 520) float64, metres EGM96, row 0 in the south, 5 m cells, no nodata; from
    `LOWEST_M` to `HIGHEST_M`.
    """
    rng = np.random.default_rng(seed)
    y_m, x_m = np.mgrid[0:CELLS, 0:CELLS] * CELL_M
    hills = _hills(rng, x_m, y_m)
    worked = _with_pond(_with_pit(hills, x_m, y_m), x_m, y_m)
    smooth = np.asarray(ndimage.gaussian_filter(worked, 0.8), dtype=np.float64)
    low, high = float(smooth.min()), float(smooth.max())
    heights = LOWEST_M + (smooth - low) * (HIGHEST_M - LOWEST_M) / (high - low)
    return np.ascontiguousarray(np.round(heights, 2))


def _noise(rng: np.random.Generator, shortest_m: float, longest_m: float, falloff: float) -> Floats:
    """Return noise of mean 0 and deviation 1 with wavelengths in a band; it wraps around."""
    frequency = np.fft.fftfreq(CELLS, CELL_M)
    wave = np.hypot(*np.meshgrid(frequency, frequency))
    inside = (wave >= 1 / longest_m) & (wave <= 1 / shortest_m)
    amplitude = np.where(inside, np.where(wave > 0, wave, 1.0) ** (-falloff / 2), 0.0)
    field = np.fft.ifft2(np.fft.fft2(rng.standard_normal((CELLS, CELLS))) * amplitude).real
    return np.asarray((field - field.mean()) / field.std(), dtype=np.float64)


def _hills(rng: np.random.Generator, x_m: Floats, y_m: Floats) -> Floats:
    """Return ridges between ravines, on a mountain side that falls to the south-west."""
    massif = _noise(rng, 900.0, 2600.0, 3.5)
    branches = _noise(rng, 330.0, 1100.0, 3.0)
    steepness = _noise(rng, 400.0, 1300.0, 3.0)
    rough = _noise(rng, 15.0, 120.0, 2.5)
    # Ravines run where the branching noise changes sign; the sides rise from them at an almost
    # even angle, as slopes near their angle of repose do.
    side = branches > 0
    ravine = side ^ np.asarray(ndimage.binary_erosion(side, border_value=1))
    away_m = np.asarray(ndimage.distance_transform_edt(~ravine), dtype=np.float64) * CELL_M
    sides = away_m * np.tan(np.radians(33.0 + 4.0 * np.clip(steepness, -2.0, 2.0)))
    sides = np.asarray(ndimage.gaussian_filter(np.minimum(sides, 110.0), 2.0), dtype=np.float64)
    tilt = 0.05 * (x_m - 1300.0) + 0.035 * (y_m - 1300.0)
    return np.asarray(600.0 + tilt + 22.0 * massif + sides + 0.9 * rough)


def _with_pit(heights: Floats, x_m: Floats, y_m: Floats) -> Floats:
    """Return heights with the open pit: benches down from a smoothed rim to a flat floor."""
    radius, angle = PIT.polar(x_m, y_m)
    radius = radius * (1 + 0.05 * np.sin(3 * angle) + 0.03 * np.cos(5 * angle))
    inward_m = (1 - radius) * np.sqrt(PIT.half_a_m * PIT.half_b_m)
    depth = np.clip(inward_m, 0.0, None) * np.tan(np.radians(PIT_SLOPE_DEG))
    depth = np.minimum(depth, PIT_DEPTH_M)
    step = np.floor(depth / BENCH_M)
    within = depth / BENCH_M - step
    # The outer 45 % of each step is the berm, the rest the face.
    benches = BENCH_M * (step + np.clip((within - 0.45) / 0.55, 0.0, 1.0))
    rim = np.asarray(ndimage.gaussian_filter(heights, 30.0), dtype=np.float64)
    share = 1 / (1 + np.exp(-(inward_m + 5.0) / 8.0))
    return np.asarray(heights * (1 - share) + (rim - benches) * share)


def _with_pond(heights: Floats, x_m: Floats, y_m: Floats) -> Floats:
    """Return heights with the flat tailings and, on their south-west side, the dam."""
    radius, angle = POND.polar(x_m, y_m)
    outward_m = (radius - 1) * np.sqrt(POND.half_a_m * POND.half_b_m)
    level = float(np.percentile(heights[radius < 1], 30))
    share = 1 / (1 + np.exp(outward_m / 7.0))
    flat = heights * (1 - share) + level * share
    crest = level + DAM_M - np.abs(outward_m - 18.0) * 0.45  # outer slope 1 : 2.2
    faces_valley = np.cos(angle + np.radians(POND.turn_deg) - np.radians(225.0)) > 0.1
    return np.asarray(np.where(faces_valley, np.maximum(flat, crest), flat))
