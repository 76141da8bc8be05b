"""Where a file lies on another coordinate system, and the lattice its cells would make there."""

from dataclasses import dataclass
from pathlib import Path

from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import calculate_default_transform, transform_bounds

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files.shared import source
from missionplanner.raster.grid import Grid

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Placed:
    """A file as seen from a metric coordinate system.

    Attributes
    ----------
    bounds : tuple of float
        West, south, east, north, metres; of a file in another system the box around it.
    cell_m : float
        The finer side of a cell.
    origin : (float, float)
        A corner of its cells: west and north, metres.
    """

    bounds: Bounds
    cell_m: float
    origin: tuple[float, float]


def metric_epsg(path: Path) -> int:
    """Return the EPSG code of a file's system where it is in metres, else of its UTM zone.

    Raises
    ------
    InputError
        The file cannot be read, names no system, or lies beyond UTM.
    """
    grid = _located(path)
    flat = read_crs(grid.crs_wkt)
    code = CRS.from_wkt(flat.horizontal_wkt).to_epsg()
    if code and not flat.geographic and flat.unit_m == 1.0:
        return int(code)
    west, south, east, north = transform_bounds(
        CRS.from_wkt(flat.horizontal_wkt), CRS.from_epsg(4326), *grid.bounds
    )
    return SiteFrame.around((west + east) / 2, (south + north) / 2).epsg


def epsg_wkt(epsg: int) -> str:
    """Return the WKT of an EPSG code of a system in metres.

    Raises
    ------
    InputError
        No such code, or one in degrees or feet.
    """
    try:
        wkt = str(CRS.from_epsg(epsg).to_wkt(version="WKT2_2019"))
    except CRSError as error:
        raise InputError("raster.no_epsg", "grid.epsg", epsg=epsg) from error
    flat = read_crs(wkt)
    if flat.geographic or flat.unit_m != 1.0:
        raise InputError("raster.not_metres", "grid.epsg", epsg=epsg)
    return wkt


def placed(path: Path, crs_wkt: str) -> Placed:
    """Return where a file lies in a metric system.

    Raises
    ------
    InputError
        The file cannot be read or names no coordinate system.
    """
    grid = _located(path)
    own = CRS.from_wkt(read_crs(grid.crs_wkt).horizontal_wkt)
    wanted = CRS.from_wkt(crs_wkt)
    t = grid.transform
    if own == wanted and not (t.b or t.d) and t.a > 0:
        # North-west corner: of rows from south to north the far end of the last.
        return Placed(grid.bounds, grid.cell_m, (t.c, grid.bounds[3]))
    bounds = transform_bounds(own, wanted, *grid.bounds)
    view, _, _ = calculate_default_transform(own, wanted, grid.width, grid.height, *grid.bounds)
    cell_m = float(f"{abs(view.a):.3g}")  # of another system no cell has this very size
    return Placed(bounds, cell_m, (0.0, 0.0))


def _located(path: Path) -> Grid:
    with source(path) as opened:
        grid = opened.grid
    if not grid.crs_wkt:
        raise InputError("raster.no_crs", str(path))
    return grid


def in_strips(path: Path) -> bool:
    """Tell whether a file is stored row by row, so that a narrow window costs whole rows."""
    with source(path) as opened:
        _, columns = opened.data.block_shapes[0]
        return bool(columns >= opened.data.width)
