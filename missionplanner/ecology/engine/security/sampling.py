"""Samples of several rasters on one regular grid, for statistics over large maps."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.raster.files import read_aligned
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PixelSamples:
    """Values where all rasters have one.

    Attributes
    ----------
    values : dict
        Name -> (n,) float64, in the order of rows.
    step : int
        Every so many cells, along rows and columns.
    """

    values: dict[str, Floats]
    step: int


def sampled(
    rasters: Mapping[str, Path], grid: Grid, most: int, place: RunPlace, progress: Progress
) -> PixelSamples:
    """Sample rasters at every n-th cell, at most `most` places where all of them have a value.

    Raises
    ------
    InputError
        `most` is below 3, a raster cannot be read, or there is no place where all have a value.
    """
    if most < 3:
        raise InputError("engine.few_samples", "samples", count=most)
    cells = grid.width * grid.height
    step = max(1, math.ceil(math.sqrt(cells / most)))
    found = _at(rasters, grid, step, place, progress.part(0.0, 0.5))
    count = found.shape[1]
    if not count:
        raise InputError("engine.no_shared_place", ", ".join(rasters))
    # Where much is nodata a finer grid still keeps within the limit.
    for finer in range(max(1, int(math.sqrt(step * step * count / most))), step):
        again = _at(rasters, grid, finer, place, progress.part(0.5, 1.0))
        if again.shape[1] <= most:
            found, step = again, finer
            break
    return PixelSamples(dict(zip(rasters, found, strict=True)), step)


def _at(
    rasters: Mapping[str, Path], grid: Grid, step: int, place: RunPlace, progress: Progress
) -> Floats:
    """Return (rasters, n) values at every `step`-th cell that has all of them."""
    parts: Sequence[Floats] = run_blocks(
        partial(_block, tuple(path.resolve() for path in rasters.values()), grid, step),
        list(blocks(grid.height, grid.width, place.block_cells)),
        scheduler=place.scheduler,
        workers=place.workers,
        progress=progress,
        words=message("engine.doing.samples"),
    )
    return np.concatenate(parts, axis=1)


def _block(paths: tuple[Path, ...], grid: Grid, step: int, block: Block) -> Floats:
    first = step // 2
    rows = slice((first - block.row) % step, None, step)
    columns = slice((first - block.column) % step, None, step)
    values = np.stack(
        [
            read_aligned(path, grid, block, dtype="float64", resampling="nearest")[rows, columns]
            for path in paths
        ]
    ).reshape(len(paths), -1)
    kept: Floats = values[:, np.isfinite(values).all(axis=0)]
    return kept
