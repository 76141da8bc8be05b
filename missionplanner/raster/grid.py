"""Where the cells of a raster lie, and the windows it is worked on in."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rasterio.transform import Affine

BLOCK_CELLS = 1024
"""Side of a block where nothing else is asked."""


@dataclass(frozen=True)
class Grid:
    """The lattice of a raster file.

    Attributes
    ----------
    transform : Affine
        (column, row) of a cell's north-west CORNER to coordinates of the CRS.
    width, height : int
        Columns and rows.
    crs_wkt : str
        Coordinate system as WKT, with its vertical part; empty where the file names none.
    """

    transform: Affine
    width: int
    height: int
    crs_wkt: str

    @classmethod
    def north_up(
        cls, west: float, north: float, cell: float, width: int, height: int, crs_wkt: str
    ) -> "Grid":
        """Return a grid of square cells from its north-west corner, in units of the CRS."""
        return cls(Affine(cell, 0.0, west, 0.0, -cell, north), width, height, crs_wkt)

    def place(self, column: float, row: float) -> tuple[float, float]:
        """Return the coordinates of a place given in cells from the north-west corner."""
        t = self.transform
        return t.a * column + t.b * row + t.c, t.d * column + t.e * row + t.f

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in the file's own units."""
        corners = [
            self.place(column, row) for column in (0, self.width) for row in (0, self.height)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def cell_x(self) -> float:
        """Length of a cell's side along its row, in the file's own units."""
        return math.hypot(self.transform.a, self.transform.d)

    @property
    def cell_y(self) -> float:
        """Length of a cell's side along its column, in the file's own units."""
        return math.hypot(self.transform.b, self.transform.e)

    @property
    def cell_m(self) -> float:
        """The finer side in the file's own units: metres where the CRS is in metres."""
        return min(self.cell_x, self.cell_y)

    def joins(self, other: "Grid") -> bool:
        """Tell whether two north-up rasters lie on one lattice, to a fiftieth of a cell."""
        a, b = self.transform, other.transform
        if self.crs_wkt != other.crs_wkt or a.b or a.d or b.b or b.d:
            return False
        if abs(a.a - b.a) > 1e-5 * abs(a.a) or abs(a.e - b.e) > 1e-5 * abs(a.e):
            return False
        columns, rows = (b.c - a.c) / a.a, (b.f - a.f) / a.e
        return bool(abs(columns - round(columns)) < 0.02 and abs(rows - round(rows)) < 0.02)


@dataclass(frozen=True)
class Block:
    """A window: its first row and column, and its size, in cells of a grid."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns


def blocks(height: int, width: int, size: int = BLOCK_CELLS) -> Iterator[Block]:
    """Yield windows that together cover a raster once, row by row, the file's first row first."""
    for row in range(0, height, size):
        for column in range(0, width, size):
            yield Block(row, column, min(size, height - row), min(size, width - column))
