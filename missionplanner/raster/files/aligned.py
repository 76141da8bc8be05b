"""Reading blocks of a grid out of files that may lie on another one. Row 0 is in the NORTH."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.windows import Window

from missionplanner.errors import InputError
from missionplanner.raster.files.shared import OpenRaster, source
from missionplanner.raster.grid import Block, Grid
from missionplanner.raster.mosaic import NODATA

TILE = 512
"""Side of the pieces in which files off the grid are resampled."""


def read_aligned(
    path: Path,
    grid: Grid,
    block: Block,
    band: int = 1,
    *,
    scale: float | None = None,
    offset: float | None = None,
    fill: tuple[float, ...] = (),
    resampling: str = "bilinear",
    dtype: str = "float32",
) -> NDArray[Any]:
    """Read a block of a grid: straight where the file lies on it, else resampled once.

    Parameters
    ----------
    path : Path
    grid : Grid
        North up.
    block : Block
        In cells of the grid.
    band : int
    scale, offset : float, optional
        value = stored * scale + offset; None: what the file itself names.
    fill : tuple of float
        Stored numbers that are no value, beside the file's own nodata.
    resampling : str
        Name of a GDAL kernel, for files off the grid.
    dtype : {'float32', 'float64'}

    Returns
    -------
    (rows, columns) of `dtype`, NaN for nodata and outside the file.

    Raises
    ------
    InputError
        The file is absent, damaged, lacks the band, or names no coordinate system and lies off
        the grid.
    """
    with source(path) as opened:
        checked_band(opened, band)
        factor = opened.data.scales[band - 1] if scale is None else scale
        summand = opened.data.offsets[band - 1] if offset is None else offset
        shift = opened.shift(grid)
        if shift is None:
            view = opened.onto(grid, (band, float(factor), float(summand), resampling, fill))
            resampled = _by_tiles(view, block)
            resampled[resampled == NODATA] = np.nan
            return resampled.astype(dtype)
        values = np.full(block.shape, np.nan, dtype)
        if (inside := _inside(opened, block, shift)) is not None:
            window, part = inside
            values[part] = _stored(opened, band, window, dtype, (factor, summand), fill)
        return values


def read_codes(path: Path, grid: Grid, block: Block, band: int = 1) -> NDArray[np.int32]:
    """Read a block of codes (land cover, masks); off the grid the nearest cell's.

    Returns
    -------
    (rows, columns) int32, -1 for nodata and outside the file. Scale and offset are not applied.

    Raises
    ------
    InputError
        See `read_aligned`.
    """
    with source(path) as opened:
        checked_band(opened, band)
        shift = opened.shift(grid)
        if shift is None:
            view = opened.onto(grid, (band, 1.0, 0.0, "nearest", ()))
            stored = _by_tiles(view, block)
            return np.where(stored == NODATA, -1, stored).astype(np.int32)
        codes = np.full(block.shape, -1, np.int32)
        if (inside := _inside(opened, block, shift)) is not None:
            window, part = inside
            stored = opened.stored(band, window)
            values = stored.astype(np.int32)
            invalid = _invalid(opened, band, window, stored)
            if invalid is not False:
                values[invalid] = -1
            codes[part] = values
        return codes


def lies_on(path: Path, grid: Grid) -> bool:
    """Tell whether a file's cells are cells of a grid, to a fiftieth of a cell."""
    with source(path) as opened:
        return opened.shift(grid) is not None


def stored_values(
    opened: OpenRaster, band: int, block: Block, fill: tuple[float, ...] = ()
) -> NDArray[np.float64]:
    """Return what a block of a file's own cells holds, float64 as stored, NaN for no value."""
    window = Window(block.column, block.row, block.columns, block.rows)
    return _stored(opened, band, window, "float64", (1.0, 0.0), fill)


def _by_tiles(view: Any, block: Block) -> NDArray[np.float64]:
    """Read a resampled view in tiles that do not depend on the block.

    GDAL interpolates the transform between the corners of the window it is asked for: another
    window gives another value in the third digit.
    """
    values = np.empty(block.shape)
    for top in range(block.row - block.row % TILE, block.row + block.rows, TILE):
        for left in range(block.column - block.column % TILE, block.column + block.columns, TILE):
            tile = view.read(
                1,
                window=Window(
                    left, top, min(TILE, view.width - left), min(TILE, view.height - top)
                ),
            )
            rows = slice(max(block.row, top), min(block.row + block.rows, top + TILE))
            columns = slice(max(block.column, left), min(block.column + block.columns, left + TILE))
            values[
                rows.start - block.row : rows.stop - block.row,
                columns.start - block.column : columns.stop - block.column,
            ] = tile[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return values


def _inside(
    opened: OpenRaster, block: Block, shift: tuple[int, int]
) -> tuple[Window, tuple[slice, slice]] | None:
    """Return the file's window and the part of the block it fills; None: none of it."""
    top, left = block.row + shift[0], block.column + shift[1]
    first_row, first_column = max(top, 0), max(left, 0)
    rows = min(top + block.rows, opened.data.height) - first_row
    columns = min(left + block.columns, opened.data.width) - first_column
    if rows <= 0 or columns <= 0:
        return None
    part = (
        slice(first_row - top, first_row - top + rows),
        slice(first_column - left, first_column - left + columns),
    )
    return Window(first_column, first_row, columns, rows), part


def _stored(
    opened: OpenRaster,
    band: int,
    window: Window,
    dtype: str,
    affine: tuple[float, float],
    fill: tuple[float, ...],
) -> NDArray[Any]:
    factor, summand = affine
    stored = opened.stored(band, window)
    values: NDArray[Any] = stored.astype(dtype)
    if factor != 1.0:
        values *= values.dtype.type(factor)
    if summand != 0.0:
        values += values.dtype.type(summand)
    invalid = _invalid(opened, band, window, stored)
    if invalid is not False:
        values[invalid] = np.nan
    for number in fill:
        values[_equals(stored, number)] = np.nan
    return values


def _invalid(opened: OpenRaster, band: int, window: Window, stored: NDArray[Any]) -> Any:
    """Return where a value is none, or False where there are only values.

    The file's own mask band is read only where it has one: GDAL would make one up, at the price of
    a second reading.
    """
    if opened.masked(band):
        return opened.valid(band, window) == 0
    nodata = opened.data.nodatavals[band - 1]
    if nodata is None or np.isnan(nodata):
        return False
    return _equals(stored, nodata)


def _equals(stored: NDArray[Any], number: float) -> Any:
    """Return where a number is stored; False where the type of the file cannot hold it."""
    if stored.dtype.kind in "iu":
        limits = np.iinfo(stored.dtype)
        if not limits.min <= number <= limits.max:
            return False
    return stored == stored.dtype.type(number)


def checked_band(opened: OpenRaster, band: int) -> None:
    """Raise an `InputError` where a file has no such band."""
    if not 1 <= band <= opened.data.count:
        raise InputError("raster.no_band", str(opened.path), band=band, count=opened.data.count)
