"""Lay pictures on the DEM, block by block: cells from the photo that sees them most from above."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.mosaic.choose import choose
from missionplanner.imagery.mosaic.pictures import Pictures, Pixels
from missionplanner.imagery.mosaic.posed import PosedPhotos
from missionplanner.imagery.mosaic.side_by_side import in_order
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain

try:
    import cv2
except ImportError:  # the extra `images` is not there: told before anything is asked of this
    pass

Floats = NDArray[np.float64]
BLOCK = 512


@dataclass(frozen=True)
class LaidBlock:
    """A block of the map.

    Attributes
    ----------
    block : Block
    pixels : (bands, rows, cols) uint8 or uint16; of a measure float32
        0, of a measure NaN: no photo shows it.
    which : int32 (rows, cols)
        The photo; -1: none.
    """

    block: Block
    pixels: Pixels
    which: NDArray[np.int32]


@dataclass(frozen=True)
class Laying:
    """What is laid.

    Attributes
    ----------
    photos : PosedPhotos
    terrain : Terrain
    grid : Grid
        North up, in the terrain's frame.
    pictures : Pictures
    size : (width, height)
        Of the pictures as `pictures` has them.
    warps : float64 (bands, 3, 3)
        Homographies from places in the first band to those in each, px of the whole picture.
    gains : float64 (n, bands) or None
        By which brightness is multiplied.
    """

    photos: PosedPhotos
    terrain: Terrain
    grid: Grid
    pictures: Pictures
    size: tuple[int, int]
    warps: Floats
    gains: Floats | None = None


def laid(laying: Laying, progress: Progress) -> Iterator[LaidBlock]:
    """Yield the blocks of a map that photos are near to; the next ones are made meanwhile.

    Memory: a block for each thread, and the pictures that are kept.

    Raises
    ------
    InputError
        A photo cannot be decoded.
    Cancelled
    """
    reach = laying.photos.reach_m(laying.terrain)
    all_blocks = list(_snake(laying.grid))
    progress.report(0.0, "mosaic.laying", done=0, n=len(all_blocks))
    made = in_order(lambda block: _block(laying, block, _near(laying, block, reach)), all_blocks)
    for n, one in enumerate(made, 1):
        progress.report(n / len(all_blocks), "mosaic.laying", done=n, n=len(all_blocks))
        if one is not None:
            yield one


def _near(laying: Laying, block: Block, reach: Floats) -> NDArray[np.int64]:
    """Return the photos that may show any of a block, the nearest first.

    The sooner the steepest ray is found, the fewer are looked at.
    """
    west, north = laying.grid.place(block.column, block.row)
    east, south = laying.grid.place(block.column + block.columns, block.row + block.rows)
    x, y = laying.photos.places_m[:, 0], laying.photos.places_m[:, 1]
    dx = np.maximum(np.maximum(west - x, x - east), 0.0)
    dy = np.maximum(np.maximum(south - y, y - north), 0.0)
    near = np.flatnonzero(np.hypot(dx, dy) <= reach)
    away = np.hypot(x[near] - (west + east) / 2.0, y[near] - (south + north) / 2.0)
    return np.asarray(near[np.argsort(away)], np.int64)


def _snake(grid: Grid) -> Iterator[Block]:
    """Yield blocks to and fro, so that the next one wants the pictures of the one before."""
    rows: dict[int, list[Block]] = {}
    for block in blocks(grid.height, grid.width, BLOCK):
        rows.setdefault(block.row, []).append(block)
    for n, row in enumerate(rows.values()):
        yield from row if n % 2 == 0 else reversed(row)


def _block(laying: Laying, block: Block, near: NDArray[np.int64]) -> LaidBlock | None:
    if not len(near):
        return None
    photos, terrain, cell = laying.photos, laying.terrain, laying.grid.cell_m
    x0, y0 = laying.grid.place(block.column + 0.5, block.row + 0.5)
    east, north = np.meshgrid(
        x0 + cell * np.arange(block.columns), y0 - cell * np.arange(block.rows)
    )
    ground = terrain.height_at(east, north)
    which = np.full(block.shape, -1, np.int32)
    column, row = np.zeros(block.shape, np.float32), np.zeros(block.shape, np.float32)
    i = photos.interior
    dem = np.ascontiguousarray(terrain.height_m)
    choose(
        ground, x0, y0, cell, near, photos.places_m, photos.axes,
        np.array([i.fx, i.fy, i.cx, i.cy, i.k1, i.k2]), (float(i.width), float(i.height)),
        dem, terrain.x0_m, terrain.y0_m, terrain.cell_m, float(np.nanmax(dem)),
        which, column, row,
    )  # fmt: skip
    return LaidBlock(block, _painted(laying, which, column, row), which)


def _painted(
    laying: Laying,
    which: NDArray[np.int32],
    column: NDArray[np.float32],
    row: NDArray[np.float32],
) -> Pixels:
    out: Pixels | None = None
    i, (width, height) = laying.photos.interior, laying.size
    a, b = width / i.width, height / i.height
    for k in np.unique(which[which >= 0]):
        mine = which == k
        picture = laying.pictures[int(k)]
        measured = picture.dtype == np.float32
        if out is None:
            nothing = np.nan if measured else 0
            out = np.full((len(laying.warps), *which.shape), nothing, picture.dtype)
        for band, warp in enumerate(laying.warps):
            # OpenCV counts from the middle of the first pixel.
            x, y = _warped(warp, column[mine], row[mine])
            x, y = x * np.float32(a) - np.float32(0.5), y * np.float32(b) - np.float32(0.5)
            layer = np.ascontiguousarray(picture[..., min(band, picture.shape[2] - 1)])
            got = _sampled(layer, x, y, beyond=np.nan if measured and band else None)
            if laying.gains is not None:
                got = _brighter(got, float(laying.gains[k, band]))
            # Of a picture 0 is kept for where no photo looks.
            out[band][mine] = got if measured else np.maximum(got, 1)
    if out is None:
        return np.zeros((len(laying.warps), *which.shape), np.uint8)
    return out


def _brighter(values: Pixels, gain: float) -> Pixels:
    most = np.iinfo(values.dtype).max
    return np.minimum(np.rint(values * np.float32(gain)), most).astype(values.dtype)


def _warped(
    warp: Floats, x: NDArray[np.float32], y: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    if np.array_equal(warp, np.eye(3)):
        return x, y
    (a, b, c), (d, e, f), (g, h, i) = warp.astype(np.float32)
    away = g * x + h * y + i
    return (a * x + b * y + c) / away, (d * x + e * y + f) / away


def _sampled(
    layer: Pixels, x: NDArray[np.float32], y: NDArray[np.float32], beyond: float | None
) -> Pixels:
    """Return a layer's values at places; outside of it `beyond`, or those of its rim."""
    # In rows of a few thousand: OpenCV's coordinates are limited to 16 bits.
    side = 4096
    padded = np.zeros(-len(x) % side, np.float32)
    across = np.concatenate((x, padded)).reshape(-1, side)
    down = np.concatenate((y, padded)).reshape(-1, side)
    mode = cv2.BORDER_REPLICATE if beyond is None else cv2.BORDER_CONSTANT
    found = cv2.remap(
        layer, across, down, cv2.INTER_LINEAR, borderMode=mode, borderValue=beyond or 0.0
    )
    return np.asarray(found.ravel()[: len(x)])
