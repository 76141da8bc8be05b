"""How a lattice is cut into blocks: along the way its files are stored."""

from collections.abc import Sequence
from pathlib import Path

from missionplanner.raster.files import in_strips, lies_on
from missionplanner.raster.grid import Block, Grid, blocks


def blocks_of(grid: Grid, files: Sequence[Path], size: int) -> list[Block]:
    """Return the blocks of a lattice: squares, or rows where the files are stored row by row.

    Of a file in strips a square would decode whole rows over and over. Rows have as many cells as
    a square. A file off the lattice is resampled in tiles: then squares.
    """
    rows = max(1, size * size // grid.width)
    if rows < size and all(in_strips(path) and lies_on(path, grid) for path in files):
        return [
            Block(row, 0, min(rows, grid.height - row), grid.width)
            for row in range(0, grid.height, rows)
        ]
    return list(blocks(grid.height, grid.width, size))
