"""A raster written block by block, whole or not at all. Row 0 is in the NORTH."""

import errno
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.env import Env
from rasterio.errors import RasterioError
from rasterio.windows import Window

from missionplanner.errors import OutputError
from missionplanner.raster.files.shared import CACHE_BYTES, forget
from missionplanner.raster.grid import Block, Grid
from missionplanner.storage.atomic import put_in_place
from missionplanner.storage.folders import staging
from missionplanner.storage.reasons import not_written

TILE = 512
_BLOCKS = "blocks"
PICTURE = "PICTURE"
"""Tag of rasters whose whole numbers are brightness: overviews average them."""


class RasterWriter:
    """Writes a cloud-optimised GeoTIFF with overviews from blocks in any order.

    Blocks go to a tiled file in a folder of its own beside the target, where nobody can have
    prepared a link; at the end GDAL makes the COG of it there, which is then renamed. Memory is
    bounded by GDAL's cache whatever the size of the raster.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    grid : Grid
    dtype : str
    nodata : float or None
        Default NaN; give 0 for codes.
    tags : mapping, optional
    colours : mapping of code to (red, green, blue), optional
        0 to 255; only of uint8: programs such as QGIS then show codes in them.
    bands : int
        With several, blocks are (bands, rows, columns).
    names : sequence of str
        What the bands are called; empty: they are not.
    unit : str
        Of all bands' values; empty: none is told.

    Raises
    ------
    OutputError
        No folder, no right, or a full disk. The target is then as it was before.
    """

    def __init__(
        self,
        path: Path,
        grid: Grid,
        dtype: str = "float32",
        nodata: float | None = float("nan"),
        tags: Mapping[str, str] | None = None,
        colours: Mapping[int, tuple[int, int, int]] | None = None,
        bands: int = 1,
        names: Sequence[str] = (),
        unit: str = "",
    ) -> None:
        self.path, self.grid, self.dtype, self.nodata = Path(path), grid, dtype, nodata
        self._tags, self._colours = dict(tags or {}), dict(colours or {})
        self._bands, self._names, self._unit = bands, tuple(names), unit
        self._aside = ExitStack()
        self._folder = self.path.parent
        self._data: Any = None
        self._done = False

    def __enter__(self) -> Self:
        with self._telling():
            self._check_room()
            self._folder = self._aside.enter_context(staging(self.path.parent))
            self._data = rasterio.open(
                self._folder / _BLOCKS,
                "w",
                driver="GTiff",
                width=self.grid.width,
                height=self.grid.height,
                count=self._bands,
                dtype=self.dtype,
                nodata=self.nodata,
                crs=CRS.from_wkt(self.grid.crs_wkt),
                transform=self.grid.transform,
                tiled=True,
                blockxsize=TILE,
                blockysize=TILE,
                bigtiff="if_safer",
            )
            self._data.update_tags(**self._tags)
            for number, name in enumerate(self._names, 1):
                self._data.set_band_description(number, name)
            if self._unit:
                self._data.units = (self._unit,) * self._bands
            if self._colours:
                self._data.write_colormap(1, self._colours)
        return self

    def write(self, block: Block, values: NDArray[Any]) -> None:
        """Write a block, (rows, columns) of the writer's dtype; with several bands first these.

        Raises
        ------
        OutputError
            See the class.
        """
        with self._telling():
            window = Window(block.column, block.row, block.columns, block.rows)
            if self._bands > 1:
                self._data.write(values, window=window)
            else:
                self._data.write(values, 1, window=window)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._remove()
        else:
            self.finish()

    def finish(self) -> None:
        """Make the COG now, so that progress can be told between several; else at the block's end.

        Raises
        ------
        OutputError
            See the class.
        """
        if self._done:
            return
        with self._telling():
            self._data.close()
            self._put_in_place()
        self._done = True
        self._remove()

    def _put_in_place(self) -> None:
        # Pictures are of whole numbers too, but no codes.
        codes = np.issubdtype(np.dtype(self.dtype), np.integer) and not self._tags.get(PICTURE)
        options = {
            "compress": "deflate",
            "level": 1,  # half the time of level 6 for 2 % more bytes: floats hardly deflate
            "predictor": "yes",
            "blocksize": TILE,
            "bigtiff": "if_safer",
            "num_threads": "all_cpus",
            "overview_resampling": "nearest" if codes else "average",
            "overview_compress": "deflate",
        }
        whole = self._folder / self.path.name
        rasterio.shutil.copy(self._folder / _BLOCKS, whole, driver="COG", **options)
        forget(self.path)
        put_in_place(whole, self.path)

    def _check_room(self) -> None:
        """Libtiff tells a full disk to stderr, past every handler: better never to fill it."""
        cells = self.grid.width * self.grid.height * self._bands
        need = 2.4 * cells * np.dtype(self.dtype).itemsize
        free = shutil.disk_usage(self.path.parent).free
        if need > free:
            words = f"{need / 1e9:.3f} GB needed, {free / 1e9:.3f} GB free"
            raise OSError(errno.ENOSPC, words)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn what can go wrong with a file into an `OutputError`, and clear up after it."""
        try:
            with Env(GDAL_CACHEMAX=CACHE_BYTES):
                yield
        except OutputError:
            self._remove()
            raise
        except (RasterioError, CPLE_BaseError, OSError) as error:
            self._remove()
            raise not_written(error, self.path) from error

    def _remove(self) -> None:
        if self._data is not None:
            with suppress(RasterioError, CPLE_BaseError, OSError):
                self._data.close()
        self._aside.close()
