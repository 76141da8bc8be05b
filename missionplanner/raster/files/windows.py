"""Windows of a raster in the file's own order, and the whole of it shrunk."""

from pathlib import Path

from rasterio.windows import Window

from missionplanner.raster.files.opened import Floats, opened, values_of


def read_window(
    path: Path, row: int, column: int, rows: int, columns: int, band: int = 1
) -> Floats:
    """Read a window of a band in the FILE's order (row 0 = the file's first row).

    Returns
    -------
    (rows, columns) float64, NaN for nodata. A window over the edge is cut at the edge.
    """
    with opened(path) as data:
        window = Window(column, row, columns, rows).intersection(
            Window(0, 0, data.width, data.height)
        )
        return values_of(data, band, window=window)


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
    with opened(path) as data:
        whole = Window(0, 0, data.width, data.height)
        window = data.window(*bounds) if bounds else whole
        return values_of(data, 1, window=window, out_shape=shape, boundless=bounds is not None)
