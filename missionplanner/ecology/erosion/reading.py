"""Factors of a study read onto its lattice, a block at a time (row 0 = north)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Factor
from missionplanner.raster.files import read_aligned, read_codes
from missionplanner.raster.grid import Block, Grid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StudyRasters:
    """Where a study's rasters lie and onto what they are brought.

    Attributes
    ----------
    folder : Path
        What relative paths are relative to.
    grid : Grid
        The lattice.
    resampling : str
        For files off the lattice; codes take the nearest.
    """

    folder: Path
    grid: Grid
    resampling: str

    def values(self, factor: Factor, block: Block) -> Floats:
        """Return a factor over a block, (rows, columns) float64, NaN for nodata and outside.

        Raises
        ------
        InputError
            Where a raster cannot be read.
        """
        if isinstance(factor, BandFile):
            return _read(self.folder, factor, self.grid, block, self.resampling)
        return np.full((block.rows, block.columns), float(factor))

    def codes(self, file: BandFile, block: Block) -> NDArray[np.int32]:
        """Return codes over a block, -1 for nodata and outside."""
        return read_codes(self.folder / file.path, self.grid, block, file.band)

    @property
    def of_heights(self) -> str:
        """Resampling of the DEM: the nearest would make stairs, so that one becomes bilinear."""
        return "bilinear" if self.resampling == "nearest" else self.resampling

    def with_margin(self, file: BandFile, block: Block, margin: int) -> Floats:
        """Return the DEM over a block and `margin` cells around it, beyond the lattice too."""
        wide = widened(self.grid, margin)
        around = Block(block.row, block.column, block.rows + 2 * margin, block.columns + 2 * margin)
        return _read(self.folder, file, wide, around, self.of_heights)

    def all_of(self, factors: Sequence[Factor], block: Block) -> list[Floats]:
        """Return several factors over a block."""
        return [self.values(factor, block) for factor in factors]


def widened(grid: Grid, margin: int) -> Grid:
    """Return the lattice with `margin` cells more on each side."""
    west, north = grid.place(-margin, -margin)
    t = grid.transform
    moved = type(t)(t.a, t.b, west, t.d, t.e, north)
    return Grid(moved, grid.width + 2 * margin, grid.height + 2 * margin, grid.crs_wkt)


def _read(folder: Path, file: BandFile, grid: Grid, block: Block, resampling: str) -> Floats:
    values: Floats = read_aligned(
        folder / file.path,
        grid,
        block,
        file.band,
        scale=file.scale,
        offset=file.offset,
        fill=file.fill,
        resampling=resampling,
        dtype="float64",
    )
    return values
