"""Reading and writing raster files. The only user of rasterio.

A file is opened for a window at a time: a DEM of 10 000 x 10 000 cells costs no more memory than
the part that is looked at.
"""

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.enums import MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError, RasterioIOError
from rasterio.io import MemoryFile
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from missionplanner.errors import InputError, OutputError
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.grid import Grid
from missionplanner.raster.mosaic import NODATA, Tile, groups, virtual_raster

Floats = NDArray[np.float64]

DEGREE_M = 111_320.0
"""A degree of the equator, metres: enough to compare cell sizes."""

_UNITS_M = {
    "m": 1.0,
    "metre": 1.0,
    "meter": 1.0,
    "metres": 1.0,
    "meters": 1.0,
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
    "us survey foot": 1200.0 / 3937.0,
    "us-ft": 1200.0 / 3937.0,
    "ftus": 1200.0 / 3937.0,
}


_COG: dict[str, Any] = {"driver": "COG", "count": 1, "compress": "deflate", "predictor": "yes"}


@dataclass(frozen=True)
class RasterInfo:
    """What a raster file says of itself.

    Attributes
    ----------
    path : Path
    grid : Grid
    count : int
        Bands.
    dtype : str
        Of the first band, as stored.
    nodata : float or None
    vertical : str or None
        Vertical datum named by the file ('egm96', 'ellipsoid', another name) or None.
    unit_m : float or None
        Metres in one vertical unit, None where the file is silent.
    tags : mapping
    scale, offset : float
        value = stored * scale + offset.
    masked : bool
        True where a mask or alpha band says what is valid.
    """

    path: Path
    grid: Grid
    count: int
    dtype: str
    nodata: float | None
    vertical: str | None
    unit_m: float | None
    tags: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    offset: float = 0.0
    masked: bool = False

    @property
    def tile(self) -> Tile:
        """The file as a piece of a mosaic."""
        return Tile(self.path, self.grid, self.nodata, self.scale, self.offset, self.masked)


def info(path: Path) -> RasterInfo:
    """Read what a raster says of itself, without its values.

    Raises
    ------
    InputError
        Where the file is absent, is no raster, or names no coordinate system.
    """
    with _opened(path) as data:
        crs_wkt = data.crs.to_wkt(version="WKT2_2019") if data.crs else ""
        if not crs_wkt:
            raise InputError(
                "the raster names no coordinate system",
                str(path),
                "assign the true one, for example: gdal_edit.py -a_srs EPSG:32648 FILE",
            )
        try:
            vertical, unit_m = _vertical(data, crs_wkt)
        except InputError as error:
            raise InputError(error.what, str(path), error.remedy) from error
        masked = MaskFlags.per_dataset in data.mask_flag_enums[0]
        return RasterInfo(
            path=Path(path),
            grid=Grid(data.transform, data.width, data.height, crs_wkt),
            count=data.count,
            dtype=data.dtypes[0],
            nodata=data.nodata,
            vertical=vertical,
            unit_m=unit_m,
            tags=data.tags(),
            scale=float(data.scales[0]),
            offset=float(data.offsets[0]),
            masked=masked,
        )


def read_window(
    path: Path, row: int, column: int, rows: int, columns: int, band: int = 1
) -> Floats:
    """Read a window of a band in the FILE's order (row 0 = the file's first row).

    Returns
    -------
    (rows, columns) float64, NaN for nodata. A window over the edge is cut at the edge.
    """
    with _opened(path) as data:
        window = Window(column, row, columns, rows).intersection(
            Window(0, 0, data.width, data.height)
        )
        return _values(data, band, window=window)


def read_overview(
    path: Path, bounds: tuple[float, float, float, float] | None, shape: tuple[int, int]
) -> Floats:
    """Read the raster, or the part within `bounds`, shrunk to `shape`.

    Parameters
    ----------
    path : Path
    bounds : (west, south, east, north) or None
        In the file's own units; None: the whole raster.
    shape : (rows, cols)

    Returns
    -------
    (rows, cols) float64 in the FILE's order (north up as a rule), NaN for nodata and outside. Built
    from the file's own overviews where it has them.
    """
    with _opened(path) as data:
        whole = Window(0, 0, data.width, data.height)
        window = data.window(*bounds) if bounds else whole
        return _values(data, 1, window=window, out_shape=shape, boundless=bounds is not None)


def read_onto(
    paths: Sequence[Path],
    frame_epsg: int,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    rows: int,
    cols: int,
    resampling: str = "bilinear",
) -> Floats:
    """Resample rasters once, straight onto a grid of the site frame.

    Parameters
    ----------
    paths : sequence of Path
        Tiles or layers; the first that has a value at a cell wins. Tiles of one lattice are
        resampled together, so that a seam leaves no scar.
    frame_epsg : int
        Metric CRS of the grid.
    x0_m, y0_m : float
        Centre of the south-west cell.
    cell_m : float
    rows, cols : int
    resampling : str
        Name of a GDAL kernel: 'nearest', 'bilinear', 'cubic', 'cubic_spline', 'average', ...

    Returns
    -------
    (rows, cols) float64, C-contiguous, row 0 in the SOUTH, NaN where there is no value. Stored
    scale and offset are applied; units and datum are left as they are.
    """
    corner = (x0_m - cell_m / 2, y0_m + (rows - 0.5) * cell_m)
    transform = rasterio.Affine(cell_m, 0.0, corner[0], 0.0, -cell_m, corner[1])
    target = {
        "crs": f"EPSG:{frame_epsg}",
        "transform": transform,
        "width": cols,
        "height": rows,
        "resampling": Resampling[resampling],
    }
    values = np.full((rows, cols), np.nan)
    for group in groups([info(path).tile for path in paths]):
        missing = np.isnan(values)
        if missing.any():
            values[missing] = _warped(group, target, cell_m)[missing]
    return np.ascontiguousarray(values[::-1])


def _warped(group: Sequence[Tile], target: Mapping[str, Any], cell_m: float) -> Floats:
    """Return a group of tiles on the target grid, north up."""
    grid, flat = group[0].grid, read_crs(group[0].grid.crs_wkt)
    along_m, down_m = grid.cell_x * (flat.unit_m or 1.0), grid.cell_y * (flat.unit_m or 1.0)
    if flat.geographic:
        north = math.radians((grid.bounds[1] + grid.bounds[3]) / 2)
        along_m, down_m = along_m * DEGREE_M * max(math.cos(north), 0.01), down_m * DEGREE_M
    options = {
        # GDAL may place a cell wrong by this many source cells; 2 cm is nothing on a slope.
        "tolerance": min(0.125, 0.02 / min(along_m, down_m)),
        # Left to itself GDAL takes the scale from the window's size, and smears small windows.
        "XSCALE": along_m / cell_m,
        "YSCALE": down_m / cell_m,
    }
    xml = virtual_raster(group, flat.horizontal_wkt)
    try:
        with (
            rasterio.open(xml) as mosaic,
            WarpedVRT(mosaic, nodata=NODATA, **target, **options) as warped,
        ):
            return _values(warped, 1)
    except (RasterioError, CPLE_BaseError) as error:
        raise InputError(
            f"cannot be read: {error}", str(group[0].path), "the file may be damaged"
        ) from error


def _values(data: Any, band: int, **window: Any) -> Floats:
    read = data.read(band, masked=True, out_dtype="float64", **window)
    values: Floats = read.filled(np.nan)
    values *= data.scales[band - 1]
    values += data.offsets[band - 1]
    return values


def _vertical(data: Any, crs_wkt: str) -> tuple[str | None, float | None]:
    """Return datum and unit as told by driver, CRS, band unit and our own tag, in that order."""
    says = read_crs(crs_wkt)
    unit = _UNITS_M.get((data.units[0] or "").strip().lower(), says.vertical_unit_m)
    if data.driver == "SRTMHGT":
        return "egm96", 1.0  # SRTM documentation: heights refer to EGM96
    return says.datum or data.tags().get("VERTICAL_DATUM"), unit


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    if Path(path).is_dir():
        raise InputError("is a folder", str(path), "name the raster file in it")
    if not Path(path).is_file():
        raise InputError("no such file", str(path), "check the name")
    try:
        # A raster without georeference is told as an error of ours, not as a warning of GDAL's.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            data = rasterio.open(path)
    except RasterioIOError as error:
        raise InputError(
            "not a raster that GDAL can read",
            str(path),
            "give a DEM as GeoTIFF, .hgt, ASCII grid or VRT",
        ) from error
    with data:
        yield data


def write_geotiff(
    path: Path,
    values: NDArray[Any],
    x0_m: float,
    y0_m: float,
    cell_m: float,
    epsg: int,
    tags: Mapping[str, str] | None = None,
    nodata: float | None = None,
    vertical_epsg: int | None = None,
) -> None:
    """Write a grid of the site frame as a cloud-optimised GeoTIFF, whole or not at all.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    values : (rows, cols), any dtype GDAL knows; bool is stored as uint8
        Row 0 in the SOUTH.
    x0_m, y0_m : float
        Centre of the south-west cell.
    cell_m : float
    epsg : int
    tags : mapping, optional
        `VERTICAL_DATUM` is read back by `info`.
    nodata : float, optional
        Default: NaN for floating values, none for others.
    vertical_epsg : int, optional
        What the values are counted from, as 5773 (EGM96); then the CRS is a compound one, which
        other programs read too.

    Raises
    ------
    OutputError
        Where the file cannot be written (no folder, no right, full disk).
    """
    stored = values.astype(np.uint8) if values.dtype == np.bool_ else values
    if nodata is None and np.issubdtype(stored.dtype, np.floating):
        nodata = np.nan
    rows, cols = stored.shape
    north = y0_m + (rows - 0.5) * cell_m
    transform = rasterio.Affine(cell_m, 0.0, x0_m - cell_m / 2, 0.0, -cell_m, north)
    profile = _COG | {"width": cols, "height": rows, "dtype": stored.dtype.name, "nodata": nodata}
    crs = f"EPSG:{epsg}" + (f"+{vertical_epsg}" if vertical_epsg else "")
    beside = path.with_name(f".{path.name}.part")
    try:
        # In memory first: libtiff writes about a full disk to stderr, past every handler.
        with MemoryFile() as memory:
            with memory.open(**profile, transform=transform, crs=crs) as data:
                data.update_tags(**(tags or {}))
                data.write(stored[::-1], 1)
            beside.write_bytes(memory.getbuffer())
        beside.replace(path)
    except (RasterioError, CPLE_BaseError, OSError) as error:
        with suppress(OSError):
            beside.unlink()
        raise OutputError(
            f"cannot be written ({error})", str(path), "choose a folder with room that you may use"
        ) from error
