"""The layers of a trend, made block by block of one raster an epoch."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change import tallies
from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.mann_kendall import significances
from missionplanner.ecology.change.sen import directions
from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.tallies import TrendTally, tally
from missionplanner.ecology.change.variation import cv_classes, temporal_cv
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch
from missionplanner.ecology.legends import legend
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.ecology import ABRUPT_CODES, AbruptChange
from missionplanner.model.study import TrendOptions
from missionplanner.raster.files import RasterWriter, read_aligned
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block, Grid
from missionplanner.tasks.progress import Progress

DOING = message("engine.doing.trend")

LAYERS: dict[str, tuple[str, float]] = {
    "slope": ("float32", math.nan),
    "intercept": ("float32", math.nan),
    "z": ("float32", math.nan),
    "p": ("float32", math.nan),
    "cv": ("float32", math.nan),
    "n": ("uint16", 0),
    "direction": ("uint8", 0),
    "significance": ("uint8", 0),
    "cv_class": ("uint8", 0),
    "total": ("float32", math.nan),
    "step": ("float32", math.nan),
    "abrupt": ("uint8", 0),
    "abrupt_year": ("float32", math.nan),
    "break_p": ("float32", math.nan),
}
"""Rasters written: name, type and nodata."""

_MEANINGS = {
    "slope": "Sen's slope per year",
    "intercept": "median(y) - slope * median(t), t in years since the first epoch",
    "total": "last valid epoch minus the first",
    "step": "largest change from one valid epoch to the next",
    "abrupt_year": "decimal year of the first epoch after an abrupt change",
    "break_p": "p of Pettitt's test for a break",
}


@dataclass(frozen=True)
class IndexSeries:
    """The index (or whatever else) of all epochs, and how its change is judged; small, picklable.

    Attributes
    ----------
    files : tuple of Path
        Index rasters, in the order of the epochs.
    grid : Grid
    years : tuple of float
    seasons : tuple of int or None
        Months, with the seasonal option.
    options : TrendOptions
    dtype : str
    bands : tuple of int
        Band of each file; empty: the first.
    """

    files: tuple[Path, ...]
    grid: Grid
    years: tuple[float, ...]
    seasons: tuple[int, ...] | None
    options: TrendOptions
    dtype: str
    bands: tuple[int, ...] = ()

    def stack(self, block: Block) -> NDArray[np.floating]:
        """Return the index over a block, (epochs, rows, columns)."""
        bands = self.bands or (1,) * len(self.files)
        epochs = [
            read_aligned(path, self.grid, block, band, dtype=self.dtype)
            for path, band in zip(self.files, bands, strict=True)
        ]
        return np.stack(epochs)


def counted_trends(
    series: IndexSeries,
    scratch: Scratch,
    pieces: Sequence[Block],
    place: RunPlace,
    progress: Progress,
) -> TrendTally:
    """Work on all blocks and return what was counted, put together in their order.

    Raises
    ------
    InputError
        No cell has enough valid epochs; or a file cannot be read.
    """
    parts = run_blocks(
        partial(_once, series, scratch),
        pieces,
        scheduler=place.scheduler,
        workers=place.workers,
        progress=progress,
        words=DOING,
    )
    whole = tallies.merged(tallies.unpacked(part) for part in parts)
    if not whole.valid:
        raise InputError("engine.no_comparable_cell", "trend", least=series.options.min_epochs)
    return whole


def _once(series: IndexSeries, scratch: Scratch, block: Block) -> Counted:
    return scratch.once(block, partial(_made, series))


def _made(series: IndexSeries, block: Block) -> Made:
    """Return a block's layers, (layers, rows, columns) in the order of `LAYERS`, with counts."""
    stack, options = series.stack(block), series.options
    found = judged_trend(stack, series.years, options, series.seasons)
    jumps = steps(stack, options.abrupt_step, options.min_epochs)
    varied = temporal_cv(stack, options.cv_ddof, options.min_epochs)
    direction = directions(found.slope, options.stable_per_year)
    significance = significances(found.z, found.p, options.significance)
    classes = cv_classes(varied.cv)
    counts = tally(
        direction,
        significance,
        classes,
        found.slope,
        found.p,
        found.exact_pixels,
        varied.near_zero,
        jumps,
        len(series.years),
    )
    sudden = (jumps.code != 0) & (jumps.code != ABRUPT_CODES[AbruptChange.NONE])
    layers = (
        *(found.slope, found.intercept, found.z, found.p, varied.cv),
        *(found.count, direction, significance, classes, jumps.total, jumps.step, jumps.code),
        np.where(sudden, np.array(series.years)[jumps.after], math.nan),
        jumps.break_p,
    )
    return np.stack(layers, dtype=np.float32, casting="unsafe"), tallies.packed(counts)


def write_layers(
    folder: Path,
    grid: Grid,
    scratch: Scratch,
    pieces: Sequence[Block],
    notes: dict[str, str],
    progress: Progress,
) -> None:
    """Write the rasters of `LAYERS` out of the block files, one after the other.

    Raises
    ------
    OutputError
        A raster cannot be written.
    """
    for place, (name, (dtype, nodata)) in enumerate(LAYERS.items()):
        told = progress.nth(place, len(LAYERS))
        colours = legend(name).by_code() if dtype == "uint8" else None
        with RasterWriter(
            folder / f"{name}.tif", grid, dtype, nodata, notes | _meaning(name), colours
        ) as out:
            for done, block in enumerate(pieces, 1):
                out.write(block, scratch.array(block)[place].astype(dtype))
                told.report(done / len(pieces), DOING)


def _meaning(name: str) -> dict[str, str]:
    return {"MEANING": _MEANINGS[name]} if name in _MEANINGS else {}
