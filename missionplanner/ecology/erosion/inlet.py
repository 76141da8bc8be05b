"""How many cells drain into each cell of the lattice: the one thing that needs the whole DEM."""

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.erosion.flow import accumulate, flood
from missionplanner.ecology.erosion.reading import StudyRasters, widened
from missionplanner.ecology.statistics.mapped import mapped
from missionplanner.ecology.work_folder import made_work
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion
from missionplanner.raster.files import read_aligned
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.storage.atomic import write_by
from missionplanner.tasks.progress import Progress

MOST_CELLS = 60_000_000
"""Largest lattice worked on in memory: about 1.2 GB while water is routed (21 bytes a cell)."""

MOST_MARGIN = 512
"""Cells looked at beyond the lattice for what flows into it."""


def spill_inlet_cells(
    source: StudyRasters,
    dem: BandFile,
    erosion: Erosion,
    cell_m: float,
    scratch: Path,
    progress: Progress,
) -> Path:
    """Route water over the DEM and keep the count of cells above each cell in a .npy file.

    The DEM is read beyond the lattice as far as the longest slope reaches (at most `MOST_MARGIN`
    cells), so that cells at the edge get what flows in. A file that is there is not made again:
    `scratch` must belong to these inputs.

    Returns
    -------
    Path of a (rows, cols) float32 array: cells that drain into the cell, without itself.

    Raises
    ------
    InputError
        Where the lattice has more than `MOST_CELLS` cells, or the DEM does not cover it.
    """
    check_size(source.grid)
    path = scratch / "inlet_cells.npy"
    if path.is_file():
        return path
    reach_m = math.inf if erosion.longest_slope_m is None else erosion.longest_slope_m
    margin = int(min(MOST_MARGIN, math.ceil(min(reach_m, 1e9) / cell_m)))
    height_m = _whole(source, dem, margin, progress.part(0.0, 0.5))
    flooded = flood(height_m)
    del height_m  # its memory is needed for what comes next
    progress.report(0.75, "erosion.routing")
    cells = accumulate(flooded, erosion.flow).cells
    inside = cells[margin : margin + source.grid.height, margin : margin + source.grid.width]
    made_work(scratch)
    stored = (inside - 1.0).astype(np.float32)
    write_by(path, lambda stream: np.save(stream, stored), lasting=False)
    progress.report(1.0, "erosion.routing")
    return path


def read_inlet_cells(path: Path, block: Block) -> NDArray[np.float64]:
    """Return a block of what `spill_inlet_cells` kept; the file is not held open."""
    kept = mapped(path)
    part = kept[block.row : block.row + block.rows, block.column : block.column + block.columns]
    return np.array(part, np.float64)


def check_size(grid: Grid) -> None:
    """Refuse a lattice too large to route water on in memory.

    Raises
    ------
    InputError
    """
    cells = grid.width * grid.height
    if cells > MOST_CELLS:
        raise InputError(
            "erosion.too_many_cells",
            "erosion.length_method",
            cells=cells / 1e6,
            most=MOST_CELLS / 1e6,
        )


def _whole(
    source: StudyRasters, dem: BandFile, margin: int, progress: Progress
) -> NDArray[np.float32]:
    wide = widened(source.grid, margin)
    height_m = np.empty((wide.height, wide.width), np.float32)
    windows = list(blocks(wide.height, wide.width))
    for number, block in enumerate(windows):
        rows = slice(block.row, block.row + block.rows)
        height_m[rows, block.column : block.column + block.columns] = read_aligned(
            source.folder / dem.path,
            wide,
            block,
            dem.band,
            scale=dem.scale,
            offset=dem.offset,
            fill=dem.fill,
            resampling=source.of_heights,
        )
        progress.report((number + 1) / len(windows), "erosion.reading_dem")
    return height_m
