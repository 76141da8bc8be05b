"""Pictures of the ground (orthophotos, maps, tiles) in their colours, onto a metric frame."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.transform import Affine
from rasterio.warp import reproject, transform
from rasterio.windows import Window

from missionplanner.errors import InputError
from missionplanner.model.places import Rect
from missionplanner.raster.files.opened import crs_of, opened

Bytes = NDArray[np.uint8]
_RIM = 9  # points along each side of what is asked for, to find it in the file
_LOW, _HIGH = 2.0, 98.0  # per cent of values between black and white
_SAMPLE = 512
_MOST_SOURCE = 4096


def read_colours(path: Path, epsg: int, rect: Rect, longest: int) -> Bytes:
    """Read a part of a picture onto a metric frame.

    Parameters
    ----------
    path : Path
        GeoTIFF, MBTiles or another raster that is read; with 3 or 4 bands its first three are red,
        green and blue, with one it is grey or has a table of colours.
    epsg : int
        The frame.
    rect : Rect
        What is wanted there, m; the file may cover none of it.
    longest : int
        Cells along the longer side.

    Returns
    -------
    (rows, cols, 4) uint8, row 0 in the SOUTH; transparent where the file has nothing.

    Raises
    ------
    InputError
        As `opened`, or a file that does not say where it lies.
    """
    left, bottom, width, height = rect
    cell_m = max(width, height) / longest
    rows, cols = max(1, round(height / cell_m)), max(1, round(width / cell_m))
    rgba = np.zeros((rows, cols, 4), dtype=np.uint8)
    with opened(path) as data:
        if not crs_of(data, path):
            raise InputError("raster.no_crs", str(path))
        if data.transform.is_degenerate or data.transform.is_identity:
            raise InputError("raster.no_cells", str(path))
        window = _window(data, epsg, rect)
        if window is None:
            return rgba
        source, start = _source(data, window, 2 * longest)
        target = Affine(width / cols, 0.0, left, 0.0, -height / rows, bottom + height)
        for band in range(4):
            # A table's colours and edges are not mixed with what is beside them.
            kernel = Resampling.nearest if band == 3 else Resampling.bilinear
            reproject(
                source[band], rgba[..., band], src_transform=start, src_crs=data.crs,
                dst_transform=target, dst_crs=f"EPSG:{epsg}", resampling=kernel,
            )  # fmt: skip
    return np.ascontiguousarray(rgba[::-1])


def _window(data: Any, epsg: int, rect: Rect) -> Window | None:
    """Return the part of a file that a rectangle of the frame needs; None: it lies elsewhere."""
    left, bottom, width, height = rect
    u, v = np.meshgrid(np.linspace(0, 1, _RIM), np.linspace(0, 1, _RIM))
    xs, ys = (left + width * u).ravel(), (bottom + height * v).ravel()
    x, y = (np.asarray(part) for part in transform(f"EPSG:{epsg}", data.crs, xs, ys))
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any():
        return None
    column, row = ~data.transform * (x[known], y[known])
    first_col, last_col = max(0, int(column.min()) - 2), min(data.width, int(column.max()) + 3)
    first_row, last_row = max(0, int(row.min()) - 2), min(data.height, int(row.max()) + 3)
    if first_col >= last_col or first_row >= last_row:
        return None
    return Window(first_col, first_row, last_col - first_col, last_row - first_row)


def _source(data: Any, window: Window, longest: int) -> tuple[Bytes, Affine]:
    """Return red, green, blue and alpha of a window, shrunk as it is read, and where they lie."""
    shrink = max(1.0, max(window.width, window.height) / min(longest, _MOST_SOURCE))
    shape = max(1, round(window.height / shrink)), max(1, round(window.width / shrink))
    start = data.transform @ Affine.translation(window.col_off, window.row_off)
    start = start @ Affine.scale(window.width / shape[1], window.height / shape[0])
    made = np.empty((4, *shape), dtype=np.uint8)
    made[3] = data.dataset_mask(window=window, out_shape=shape)
    table = data.colormap(1) if data.colorinterp[0] is ColorInterp.palette else None
    if table is not None:
        codes = data.read(1, window=window, out_shape=shape)
        colours = np.zeros((int(max(table)) + 1, 4), dtype=np.uint8)
        colours[list(table)] = list(table.values())
        found = colours[np.clip(codes, 0, len(colours) - 1)]
        made[:3] = np.moveaxis(found[..., :3], -1, 0)
        made[3] = np.minimum(made[3], found[..., 3])
        return made, start
    bands = _bands(data)
    values = data.read(bands, window=window, out_shape=(len(bands), *shape))
    made[:3] = values if data.dtypes[0] == "uint8" else _stretched(data, bands, values)
    return made, start


def _bands(data: Any) -> list[int]:
    """Return which bands are red, green and blue: as the file says, else the first three."""
    named = [ColorInterp.red, ColorInterp.green, ColorInterp.blue]
    if all(colour in data.colorinterp for colour in named):
        return [data.colorinterp.index(colour) + 1 for colour in named]
    return [1, 2, 3] if data.count >= 3 else [1, 1, 1]


def _stretched(data: Any, bands: list[int], values: NDArray[Any]) -> Bytes:
    """Return values as shades, between ends that hold for the whole file."""
    shrink = max(1.0, max(data.width, data.height) / _SAMPLE)
    shape = max(1, round(data.height / shrink)), max(1, round(data.width / shrink))
    made = np.zeros(values.shape, dtype=np.uint8)
    for place, band in enumerate(bands):
        sample = data.read(band, out_shape=shape, masked=True).astype(np.float64)
        known = sample.compressed()
        known = known[np.isfinite(known)]
        if not known.size:
            continue
        low, high = np.percentile(known, [_LOW, _HIGH])
        shade = (values[place] - low) / max(float(high - low), 1e-12)
        made[place] = np.clip(np.nan_to_num(shade) * 255.0, 0, 255).astype(np.uint8)
    return made
