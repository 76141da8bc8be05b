"""Which cells of the terrain grid a shape touches."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.terrain.dem import Terrain

# A buffer's arcs are chords: with 16 segments a quarter they fall short by 0.12 %.
_CHORD_RESERVE = 1.01


@dataclass(frozen=True)
class Window:
    """A rectangle of cells: half-open index ranges of rows (from the south) and columns."""

    row0: int
    row1: int
    col0: int
    col1: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the rectangle in an array of the whole grid."""
        return slice(self.row0, self.row1), slice(self.col0, self.col1)

    @property
    def empty(self) -> bool:
        """True where the rectangle holds no cell."""
        return self.row0 >= self.row1 or self.col0 >= self.col1


def half_diagonal_m(terrain: Terrain) -> float:
    """Return the greatest distance from a place to the centre of its cell, metres."""
    return terrain.cell_m * math.sqrt(0.5)


def window_around(terrain: Terrain, shape: BaseGeometry, margin_m: float) -> Window:
    """Return the cells whose centres lie in the bounding box of `shape` widened by `margin_m`.

    The window is cut at the edge of the grid and may be empty.
    """
    if shape.is_empty:
        return Window(0, 0, 0, 0)
    west, south, east, north = shape.bounds
    n_rows, n_cols = terrain.height_m.shape
    cell = terrain.cell_m
    row0 = math.ceil((south - margin_m - terrain.y0_m) / cell)
    row1 = math.floor((north + margin_m - terrain.y0_m) / cell) + 1
    col0 = math.ceil((west - margin_m - terrain.x0_m) / cell)
    col1 = math.floor((east + margin_m - terrain.x0_m) / cell) + 1
    return Window(max(row0, 0), min(row1, n_rows), max(col0, 0), min(col1, n_cols))


def centres(terrain: Terrain, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the cell centres of a window, site metres: x and y, each (rows, cols)."""
    x = terrain.x0_m + terrain.cell_m * np.arange(window.col0, window.col1, dtype=np.float64)
    y = terrain.y0_m + terrain.cell_m * np.arange(window.row0, window.row1, dtype=np.float64)
    grid_x, grid_y = np.meshgrid(x, y)
    return grid_x, grid_y


def touched(
    terrain: Terrain, shape: BaseGeometry, reach_m: float = 0.0
) -> tuple[Window, NDArray[np.bool_]]:
    """Return the window and mask of the cells that hold a place within `reach_m` of a shape.

    The test is on cell centres with half a cell diagonal added, so that no place is missed; it
    may take in a cell that only comes near.
    """
    margin_m = (reach_m + half_diagonal_m(terrain)) * _CHORD_RESERVE
    window = window_around(terrain, shape, margin_m)
    if window.empty:
        return window, np.zeros((0, 0), dtype=np.bool_)
    wide = shape.buffer(margin_m, quad_segs=16)
    shapely.prepare(wide)
    x, y = centres(terrain, window)
    return window, np.asarray(shapely.contains_xy(wide, x, y), dtype=np.bool_)
