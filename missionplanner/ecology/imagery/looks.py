"""Pictures in colours of an epoch's bands."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.imagery.scenes import resolve
from missionplanner.ecology.imagery.study_files import at
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.places import Rect
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch
from missionplanner.raster.files import epsg_wkt, placed, read_aligned
from missionplanner.raster.grid import Block, Grid

_TRUE = (Band.RED, Band.GREEN, Band.BLUE)
_FALSE = (Band.NIR, Band.RED, Band.GREEN)
_STRETCH = (2.0, 98.0)


@dataclass(frozen=True, eq=False)
class Look:
    """A picture.

    Attributes
    ----------
    rgba : uint8 (rows, cols, 4), row 0 in the NORTH; nodata is transparent
    rect : left, bottom, width, height, m
    false_colour : bool
        Near infrared shown as red.
    """

    rgba: NDArray[np.uint8]
    rect: Rect
    false_colour: bool


def read_look(folder: Path, epoch: Epoch, epsg: int, longest: int) -> Look:
    """Read an epoch in true colour, in false colour, or one band in grey, as it has them.

    Raises
    ------
    InputError
        It names no raster, or one that cannot be read.
    """
    whole = resolve(epoch, folder)
    files, false_colour = _shown(whole)
    grid = _grid(at(folder, files[0].path), epsg, longest)
    block = Block(0, 0, grid.height, grid.width)
    bands = np.stack([_band(folder, file, grid, block) for file in files])
    west, south, east, north = grid.bounds
    return Look(stretched(bands), (west, south, east - west, north - south), false_colour)


def first_file(folder: Path, epoch: Epoch) -> Path:
    """Return the raster that tells where an epoch lies."""
    return at(folder, _shown(resolve(epoch, folder))[0][0].path)


def stretched(bands: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return RGBA of one or three bands (n, rows, cols), each between its own 2 % and 98 %."""
    known = np.isfinite(bands).all(axis=0)
    rgba = np.zeros((*bands.shape[1:], 4), dtype=np.uint8)
    for channel in range(3):
        band = bands[channel if len(bands) == 3 else 0]
        if known.any():
            low, high = np.percentile(band[known], _STRETCH)
            share = (np.where(known, band, low) - low) / max(float(high - low), 1e-12)
            rgba[..., channel] = np.clip(255 * share, 0, 255)
    rgba[..., 3] = np.where(known, 255, 0)
    return rgba


def _shown(epoch: Epoch) -> tuple[tuple[BandFile, ...], bool]:
    for bands in (_TRUE, _FALSE):
        if all(band in epoch.bands for band in bands):
            return tuple(epoch.bands[band] for band in bands), bands is _FALSE
    single = next(iter([*epoch.bands.values(), *epoch.layers.values()]), None)
    if single is None:
        raise InputError("ecology.no_raster_named", message("engine.epoch", day=epoch.date))
    return (single,), False


def _grid(path: Path, epsg: int, longest: int) -> Grid:
    wkt = epsg_wkt(epsg)
    there = placed(path, wkt)
    west, south, east, north = there.bounds
    cell_m = max(there.cell_m, max(east - west, north - south) / longest)
    columns, rows = (max(1, round(side / cell_m)) for side in (east - west, north - south))
    return Grid.north_up(west, north, cell_m, columns, rows, wkt)


def _band(folder: Path, file: BandFile, grid: Grid, block: Block) -> NDArray[np.float32]:
    values: NDArray[np.float32] = read_aligned(
        at(folder, file.path), grid, block, file.band, scale=1.0, offset=0.0, resampling="average"
    )
    # Scenes fill what lies outside of them with zeros, whether they say so or not.
    return np.where(values == 0, np.nan, values)
