"""A raster in windows: what is larger than memory is worked on piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.raster.files import info, read_window

BLOCK_CELLS = 1024


@dataclass(frozen=True)
class Block:
    """A window: its first row and column, and its size, in cells of the file."""

    row: int
    column: int
    rows: int
    columns: int


def blocks(height: int, width: int, size: int = BLOCK_CELLS) -> Iterator[Block]:
    """Yield windows that together cover a raster once, row by row, the file's first row first."""
    for row in range(0, height, size):
        for column in range(0, width, size):
            yield Block(row, column, min(size, height - row), min(size, width - column))


def read_blocks(
    path: Path, size: int = BLOCK_CELLS, band: int = 1
) -> Iterator[tuple[Block, NDArray[np.float64]]]:
    """Yield each window with its values, float64 in the file's order, NaN for nodata.

    Raises
    ------
    InputError
        See `raster.files.info`.
    """
    grid = info(path).grid
    for block in blocks(grid.height, grid.width, size):
        yield block, read_window(path, block.row, block.column, block.rows, block.columns, band)
