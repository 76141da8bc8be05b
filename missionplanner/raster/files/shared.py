"""Raster files kept open, each thread its own, so that opening is not paid for at every block."""

import math
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakSet

from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.enums import MaskFlags, Resampling
from rasterio.env import Env
from rasterio.errors import CRSError, RasterioError
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files.onto import DEGREE_M
from missionplanner.raster.files.opened import crs_of, gdal_name, open_mosaic, opened_for_good
from missionplanner.raster.grid import Grid
from missionplanner.raster.mosaic import NODATA, MosaicTile, virtual_raster

KEPT_OPEN = 48
"""Files a thread keeps open: all bands of a scene, and a little more."""

CACHE_BYTES = 256 * 2**20
"""What GDAL may keep of decoded blocks, all threads together."""

_TOLERANCE_CELLS = 0.01
"""GDAL may place a cell wrong by this much between two coordinate systems."""

Warp = tuple[int, float, float, str, tuple[float, ...]]
"""Band, scale, offset, resampling, and stored numbers that are no value."""


@dataclass(eq=False)
class OpenRaster:
    """An open raster, with what was found out about it.

    Attributes
    ----------
    path : Path
    data : rasterio dataset
    shifts : dict
        For a grid: (row, column) of its first cell in the file, counted from the north; None where
        the file lies off it.
    warped : dict
        Views of the file resampled onto a grid.
    readers : int
        How many read it now, all of its own thread.
    replaced : bool
        The file is to make room for another: closed when it is no longer read.
    """

    path: Path
    data: Any
    shifts: dict[Grid, tuple[int, int] | None] = field(default_factory=dict)
    warped: dict[tuple[Grid, Warp], tuple[Any, Any]] = field(default_factory=dict)
    readers: int = 0
    replaced: bool = False

    @property
    def grid(self) -> Grid:
        """The file's own lattice; an empty CRS where it names none."""
        data = self.data
        return Grid(data.transform, data.width, data.height, crs_of(data, self.path))

    def masked(self, band: int) -> bool:
        """Tell whether a mask or alpha band says what is valid."""
        flags = self.data.mask_flag_enums[band - 1]
        return MaskFlags.per_dataset in flags or MaskFlags.alpha in flags

    @property
    def south_up(self) -> bool:
        """Tell whether the file's first row is its southernmost."""
        return bool(self.data.transform.e > 0)

    def stored(self, band: int, window: Window) -> Any:
        """Return what a window counted from the north holds, its northernmost row first."""
        values = self.data.read(band, window=self._own(window))
        return values[::-1] if self.south_up else values

    def valid(self, band: int, window: Window) -> Any:
        """Return the file's mask over a window counted from the north; 0 is no value."""
        values = self.data.read_masks(band, window=self._own(window))
        return values[::-1] if self.south_up else values

    def _own(self, window: Window) -> Window:
        if not self.south_up:
            return window
        first = self.data.height - window.row_off - window.height
        return Window(window.col_off, first, window.width, window.height)

    def shift(self, grid: Grid) -> tuple[int, int] | None:
        """Return (row, column) of the grid's first cell in the file; None: off the lattice."""
        if grid not in self.shifts:
            self.shifts[grid] = _shift(self.data, grid)
        return self.shifts[grid]

    def onto(self, grid: Grid, warp: Warp) -> Any:
        """Return the file resampled onto a whole grid: a view, nothing is computed yet."""
        if (grid, warp) not in self.warped:
            self.warped[grid, warp] = _view(self, grid, warp)
        return self.warped[grid, warp][1]

    def close(self) -> None:
        """Close the file and every view of it."""
        for mosaic, view in self.warped.values():
            view.close()
            mosaic.close()
        self.data.close()


@dataclass(eq=False)
class _Files:
    """What one thread keeps open, the latest used last."""

    sources: OrderedDict[str, tuple[tuple[int, int], OpenRaster]] = field(
        default_factory=OrderedDict
    )


class _Kept(threading.local):
    def __init__(self) -> None:
        self.files = _Files()
        with _LOCK:
            _ALL.add(self.files)


_LOCK = threading.Lock()
_ALL: WeakSet[_Files] = WeakSet()  # a thread that ends takes its files with it
_KEPT = _Kept()


@contextmanager
def source(path: Path) -> Iterator[OpenRaster]:
    """Give this thread's open file; what GDAL says while it is read becomes an `InputError`."""
    path = Path(path)
    try:
        with Env(GDAL_CACHEMAX=CACHE_BYTES, GDAL_NUM_THREADS=1):
            found = _kept(path)
            try:
                yield found
            finally:
                _given_back(found)
    except (RasterioError, CPLE_BaseError) as error:
        raise InputError("raster.damaged", str(path)) from error


def forget(path: Path) -> None:
    """Close a file that any thread keeps open, because it is about to be replaced.

    Windows replaces no file that somebody has open, were it only kept at hand. What a thread reads
    just now it closes itself as soon as it has read it.
    """
    idle = []
    with _LOCK:
        for files in _ALL:
            if kept := files.sources.pop(str(path), None):
                kept[1].replaced = True
                if not kept[1].readers:
                    idle.append(kept[1])
    for raster in idle:
        raster.close()


def _given_back(raster: OpenRaster) -> None:
    with _LOCK:
        raster.readers -= 1
        over = raster.replaced and not raster.readers
    if over:
        raster.close()


def _kept(path: Path) -> OpenRaster:
    """Return this thread's open file, counted as read."""
    try:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
    except OSError:
        stamp = (0, 0)  # opening it tells what is wrong
    mine, name = _KEPT.files.sources, str(path)
    with _LOCK:
        known = mine.get(name)
        if known and known[0] == stamp:
            mine.move_to_end(name)
            known[1].readers += 1
            return known[1]
        left = [mine.pop(name)[1]] if known else []
    fresh = OpenRaster(path, opened_for_good(path), readers=1)
    with _LOCK:
        mine[name] = (stamp, fresh)
        while len(mine) > KEPT_OPEN:
            left.append(mine.popitem(last=False)[1][1])
        for raster in left:
            raster.replaced = True
        idle = [raster for raster in left if not raster.readers]
    for raster in idle:
        raster.close()
    return fresh


def _shift(data: Any, grid: Grid) -> tuple[int, int] | None:
    a, b = data.transform, grid.transform
    if a.b or a.d or b.b or b.d or not _same_crs(data.crs, grid.crs_wkt):
        return None
    # Rows from south to north are turned as they are read, which changes no value.
    north, down = (a.f + a.e * data.height, -a.e) if a.e > 0 else (a.f, a.e)
    if abs(a.a - b.a) > 1e-6 * abs(a.a) or abs(down - b.e) > 1e-6 * abs(down):
        return None
    column, row = (b.c - a.c) / a.a, (b.f - north) / down
    if abs(column - round(column)) > 0.02 or abs(row - round(row)) > 0.02:
        return None
    return round(row), round(column)


def _same_crs(crs: CRS | None, wkt: str) -> bool:
    if not crs or not wkt:
        return False
    try:
        if crs == CRS.from_wkt(wkt):
            return True
        flat = CRS.from_wkt(read_crs(crs.to_wkt(version="WKT2_2019")).horizontal_wkt)
    except CRSError:
        return False
    return bool(flat == CRS.from_wkt(wkt))


def _view(source: OpenRaster, grid: Grid, warp: Warp) -> tuple[Any, Any]:
    band, scale, offset, resampling, fill = warp
    data, own = source.data, source.grid
    if not own.crs_wkt:
        raise InputError("raster.no_crs_other_size", str(source.path))
    flat = read_crs(own.crs_wkt)
    nodata = data.nodatavals[band - 1]
    masked, name = source.masked(band), gdal_name(source.path)
    tile = MosaicTile(source.path, own, nodata, scale, offset, masked, band, name, fill)
    mosaic = open_mosaic(virtual_raster([tile], flat.horizontal_wkt))
    along, down = _ratios(own, grid)
    view = WarpedVRT(
        mosaic,
        nodata=NODATA,
        crs=CRS.from_wkt(grid.crs_wkt),
        transform=grid.transform,
        width=grid.width,
        height=grid.height,
        resampling=Resampling[resampling],
        tolerance=_TOLERANCE_CELLS,
        # Left to itself GDAL takes the scale from the window's size, and smears small windows.
        XSCALE=along,
        YSCALE=down,
    )
    return mosaic, view


def _ratios(own: Grid, grid: Grid) -> tuple[float, float]:
    """Return target cells in a source cell, along and across."""
    flat = read_crs(own.crs_wkt)
    along_m, down_m = own.cell_x * (flat.unit_m or 1.0), own.cell_y * (flat.unit_m or 1.0)
    if flat.geographic:
        north = math.radians((own.bounds[1] + own.bounds[3]) / 2)
        along_m, down_m = along_m * DEGREE_M * max(math.cos(north), 0.01), down_m * DEGREE_M
    return along_m / grid.cell_x, down_m / grid.cell_y
