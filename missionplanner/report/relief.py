"""Shaded relief for the ground under a map."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.raster.files import info, read_aligned
from missionplanner.raster.grid import Block

Floats = NDArray[np.float64]

# Bearing and height of the light in degrees, and its share.
_LIGHTS = ((315.0, 42.0, 0.7), (250.0, 55.0, 0.3))
_DARK, _BRIGHT = 0.62, 0.985
LEVEL = 0.93
"""Tone of level ground."""


def relief_under(dem: Path, raster: Path, longest: int = 1200) -> Floats:
    """Return grey tones of a DEM for the extent of a raster.

    Parameters
    ----------
    dem, raster : Path
        In any CRS each; the raster's in metres.
    longest : int
        Cells along the longer side.

    Returns
    -------
    (rows, cols) float64, 0 black to 1 white, north up; NaN where the DEM holds nothing.

    Raises
    ------
    InputError
        See `raster.files.info`.
    """
    grid = info(raster).grid
    shrink = max(1.0, max(grid.width, grid.height) / longest)
    width, height = max(2, round(grid.width / shrink)), max(2, round(grid.height / shrink))
    t, east, south = grid.transform, grid.width / width, grid.height / height
    small = type(t)(t.a * east, t.b * south, t.c, t.d * east, t.e * south, t.f)
    coarse = replace(grid, transform=small, width=width, height=height)
    heights = read_aligned(dem, coarse, Block(0, 0, height, width)).astype(np.float64)
    return tones(heights, coarse.cell_x, coarse.cell_y)


def tones(height_m: Floats, cell_x_m: float, cell_y_m: float) -> Floats:
    """Light a grid of heights by two lamps.

    Parameters
    ----------
    height_m : (rows, cols) float64, m
        Row 0 in the north; NaN nodata.
    cell_x_m, cell_y_m : float

    Returns
    -------
    (rows, cols) float64
        0 black to 1 white; Lambert's law for each lamp, their sum brought to a light grey range
        in which level ground is near white.
    """
    south, east = np.gradient(height_m, cell_y_m, cell_x_m)
    # The normal of z = f(east, north) is (-df/deast, -df/dnorth, 1); rows count southward.
    length = np.sqrt(east**2 + south**2 + 1)
    light = np.zeros_like(height_m)
    level = 0.0
    for bearing, altitude, share in _LIGHTS:
        b, a = np.radians(bearing), np.radians(altitude)
        x, y, z = np.sin(b) * np.cos(a), np.cos(b) * np.cos(a), np.sin(a)
        light += share * np.clip((-east * x + south * y + z) / length, 0, None)
        level += share * float(z)
    tone = _DARK + (LEVEL - _DARK) * light / level
    return np.minimum(tone, _BRIGHT)
