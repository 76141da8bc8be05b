"""Heights of any datum made EGM96 on the site's grid."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.geo.geoid import undulation_m
from missionplanner.raster.files import info
from missionplanner.terrain.datum import VerticalDatum
from missionplanner.terrain.lattice import SiteGrid
from missionplanner.terrain.sources import read_lattice

Floats = NDArray[np.float64]


def to_egm96(height: Floats, datum: VerticalDatum, lattice: SiteGrid) -> Floats:
    """Return heights (m) above EGM96 of heights (m) above a datum, both (rows, cols).

    Raises
    ------
    InputError
        Where the datum's own grid does not cover the site or holds no undulations.
    """
    if datum.offset_m is not None:
        return height + datum.offset_m
    if datum.grid is not None:
        return height + _grid_undulation(datum, lattice) - _egm96(lattice)
    return height - _egm96(lattice) if datum.name == "ellipsoid" else height


def _grid_undulation(datum: VerticalDatum, lattice: SiteGrid) -> Floats:
    path = datum.grid
    assert path is not None
    found = info(path)
    undulation = read_lattice([path], lattice, "bilinear") * (found.unit_m or 1.0)
    if np.isnan(undulation).any():
        raise InputError("terrain.grid_small", str(path), datum=datum.name)
    if np.abs(undulation).max() > 200.0:
        raise InputError("terrain.grid_values", str(path), datum=datum.name)
    return undulation


def _egm96(lattice: SiteGrid) -> Floats:
    """Return EGM96 undulations on the lattice.

    Longitude and latitude are taken at every 50th cell and interpolated (5 mm at 500 m spacing);
    the undulation itself at every cell.
    """
    i, j = _knots(lattice.rows), _knots(lattice.cols)
    x, y = np.meshgrid(lattice.x0_m + j * lattice.cell_m, lattice.y0_m + i * lattice.cell_m)
    lon, lat = (_spread(a, i, j, lattice) for a in lattice.frame.inverse(x, y))
    return undulation_m(lon, lat)


def _knots(count: int) -> Floats:
    return np.linspace(0.0, count - 1.0, max(2, count // 50 + 1))


def _spread(coarse: Floats, i: Floats, j: Floats, lattice: SiteGrid) -> Floats:
    all_rows, all_cols = np.arange(lattice.rows), np.arange(lattice.cols)
    wide = np.stack([np.interp(all_cols, j, line) for line in coarse])
    row = np.interp(all_rows, i, np.arange(len(i)))
    low = np.minimum(row.astype(np.int64), len(i) - 2)
    share = (row - low)[:, None]
    spread: Floats = wide[low] * (1 - share) + wide[low + 1] * share
    return spread
