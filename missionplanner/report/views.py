"""A piece of ground as it is seen: levels, and the picture the satellite or aircraft took."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.imagery.study_files import at
from missionplanner.model.study import Band, Epoch
from missionplanner.raster.files import info, read_aligned, read_codes
from missionplanner.raster.grid import Block, Grid

_BANDS = (Band.RED, Band.GREEN, Band.BLUE)
_STRETCH = (2.0, 99.0)
_GAMMA = 0.62
_PIXELS = 260


@dataclass(frozen=True)
class View:
    """A window on the ground.

    Attributes
    ----------
    bounds : tuple
        West, south, east, north.
    crs_wkt : str
    """

    bounds: tuple[float, float, float, float]
    crs_wkt: str

    def grid(self, cell: float) -> Grid:
        """Return a lattice over the window, its cells about `cell` long."""
        west, south, east, north = self.bounds
        width, height = (max(1, round(side / cell)) for side in (east - west, north - south))
        return Grid.north_up(west, north, (east - west) / width, width, height, self.crs_wkt)

    @property
    def fine(self) -> float:
        """Length of a picture's cell."""
        west, south, east, north = self.bounds
        return max(east - west, north - south) / _PIXELS


def around(bounds: tuple[float, float, float, float], raster: Path) -> View:
    """Return a square window around a place, with air, moved to lie within a raster.

    Where the raster is smaller than the window, the window is the raster.
    """
    grid = info(raster).grid
    west, south, east, north = grid.bounds
    size = 1.5 * max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    size = min(max(size, 12 * grid.cell_x), east - west, north - south)
    left = min(max((bounds[0] + bounds[2] - size) / 2, west), east - size)
    low = min(max((bounds[1] + bounds[3] - size) / 2, south), north - size)
    return View((left, low, left + size, low + size), grid.crs_wkt)


def levels(path: Path, view: View) -> NDArray[np.uint8]:
    """Return the codes of a raster in a window, 0 where there are none."""
    cell = min(info(path).grid.cell_x, view.fine)
    grid = view.grid(cell)
    codes = read_codes(path, grid, Block(0, 0, grid.height, grid.width))
    return np.clip(codes, 0, 255).astype(np.uint8)


def true_colour(
    epochs: Sequence[Epoch], folder: Path, view: View
) -> list[NDArray[np.uint8] | None]:
    """Return a window in true colour at several dates, stretched alike.

    The stretch begins at each band's 2 % quantile of all dates; its width is midway between the
    band's own and the widest band's, so that bare ground is neither grey nor loud. Shadows are
    lightened.

    Parameters
    ----------
    epochs : sequence of Epoch
        With their bands named.
    folder : Path
        What the bands' paths are relative to.

    Returns
    -------
    list of (rows, cols, 4) uint8, red, green, blue, opacity; None where a band is absent.
    """
    read = [_bands(epoch, folder, view) for epoch in epochs]
    seen = [bands[:, np.isfinite(bands).all(axis=0)] for bands in read if bands is not None]
    values = np.concatenate(seen, axis=1) if seen else np.empty((3, 0))
    if not values.size:
        return [None for _ in read]
    low, high = np.percentile(values, _STRETCH, axis=1)
    width = np.maximum((high - low + (high - low).max()) / 2, 1e-9)
    return [None if bands is None else _painted(bands, low, width) for bands in read]


def _bands(epoch: Epoch, folder: Path, view: View) -> NDArray[np.float64] | None:
    """Return red, green, blue of a window, NaN where there is nothing."""
    grid = view.grid(view.fine)
    whole = Block(0, 0, grid.height, grid.width)
    read = []
    for file in (epoch.bands.get(band) for band in _BANDS):
        path = at(folder, file.path) if file else None
        if file is None or path is None or not path.is_file():
            return None
        read.append(
            read_aligned(path, grid, whole, file.band, scale=file.scale, offset=file.offset)
        )
    return np.asarray(read, np.float64)


def _painted(
    bands: NDArray[np.float64], low: NDArray[np.float64], width: NDArray[np.float64]
) -> NDArray[np.uint8]:
    valid = np.isfinite(bands).all(axis=0)
    above = np.where(valid, bands, 0) - low[:, None, None]
    share = np.clip(above / width[:, None, None], 0, 1)
    painted = np.empty((*valid.shape, 4), np.uint8)
    painted[..., :3] = np.rint(255 * share**_GAMMA).transpose(1, 2, 0)
    painted[..., 3] = np.where(valid, 255, 0)
    return painted
