"""How many cells drain into each cell of the lattice: the one thing that needs the whole DEM."""

import math
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.erosion.flow import (
    FREEMAN_EXPONENT,
    Cells,
    Floats,
    Flow,
    cells_dtype,
    drain,
    fill,
)
from missionplanner.ecology.erosion.reading import StudyRasters, widened
from missionplanner.ecology.statistics.mapped import mapped
from missionplanner.ecology.work_folder import made_work
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion
from missionplanner.raster.files import read_aligned
from missionplanner.raster.files.shared import forget
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.storage.atomic import write_by
from missionplanner.storage.kept_rows import KeptRows, RowsInFile, RowsInMemory, write_array_head
from missionplanner.tasks.memory import give_back
from missionplanner.tasks.progress import Progress

MOST_CELLS = 120_000_000
"""Largest lattice whose water is routed: 1.1 GB meanwhile (heights, counts and ways of the flood: 9
bytes a cell; 13 where no longest slope is set). The order of the flood lies in a file."""

IN_MEMORY_CELLS = 2**22
"""Up to so many cells the order stays in memory too (16 MB)."""

_STRIP = 512

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
    height_m = _whole(source, dem, margin, progress.part(0.0, 0.4))
    # What is beyond the longest slope is cut: single precision holds such counts well enough.
    cells = np.empty(height_m.shape, np.float64 if math.isinf(reach_m) else np.float32)
    _route(height_m, erosion.flow, made_work(scratch), cells, progress.part(0.4, 0.95))
    del height_m
    rows, width = source.grid.height, source.grid.width
    inside = cells[margin : margin + rows, margin : margin + width]

    def store(stream: BinaryIO) -> None:
        write_array_head(stream, inside.shape, np.float32)
        for start in range(0, rows, _STRIP):
            stream.write((inside[start : start + _STRIP] - 1.0).astype(np.float32).tobytes())

    write_by(path, store, lasting=False)
    progress.report(1.0, "erosion.routing")
    return path


def _route(height_m: Floats, flow: Flow, scratch: Path, cells: Floats, progress: Progress) -> None:
    """Fill the DEM in place and count in `cells` what drains through each; see `flow.drain`."""
    count, dtype = height_m.size, cells_dtype(height_m.size)
    with ExitStack() as stack:
        order: KeptRows = (
            RowsInMemory(count, 1, dtype)
            if count <= IN_MEMORY_CELLS
            else stack.enter_context(RowsInFile(scratch / "flood_order.bin", 1, dtype))
        )
        ends = [0]

        def keep(piece: Cells) -> None:
            order.write(ends[-1], piece[:, np.newaxis])
            ends.append(ends[-1] + piece.size)
            progress.report(0.7 * ends[-1] / count, "erosion.routing")

        def backward() -> Iterator[Cells]:
            for start, stop in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
                yield order.read(start, stop)[:, 0]
                progress.report(1.0 - 0.3 * start / count, "erosion.routing")

        parent = fill(height_m, keep)
        drain(height_m, parent, backward(), flow, FREEMAN_EXPONENT, cells)


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
    # Up to a quarter of a gigabyte of decoded tiles would wait through the routing.
    forget(source.folder / dem.path)
    give_back()
    return height_m
