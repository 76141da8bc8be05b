"""From DEM files to a `Terrain`: one resampling, one change of datum, checked cover."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.raster.files import RasterInfo, info
from missionplanner.terrain.convert import read_lattice, to_egm96
from missionplanner.terrain.datum import VerticalDatum, choose_datum
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.lattice import (
    Lattice,
    default_cell_m,
    lattice_around,
    native_cell_m,
)

__all__ = ["Terrain", "load_terrain"]

Floats = NDArray[np.float64]

# A raster coarser than this is resampled by a cubic kernel: bilinear facets would show as edges.
SMOOTH_ABOVE_M = 15.0
NEEDED_SHARE = 0.999
# Outside of these no ground lies; such a value is a void that the file does not declare.
LOWEST_M, HIGHEST_M = -600.0, 9000.0


def load_terrain(
    paths: Sequence[Path],
    area_lonlat: BaseGeometry,
    *,
    margin_m: float = 400.0,
    vertical_datum: str | None = None,
    cell_m: float | None = None,
) -> Terrain:
    """Read the part of one or more DEMs that an area needs.

    Parameters
    ----------
    paths : sequence of Path
        DEM files or tiles; the first that has a value wins.
    area_lonlat : geometry
        The survey area, WGS 84 degrees, longitude first.
    margin_m : float
        Ground read around the area, metres; may lie outside the DEM (then NaN).
    vertical_datum : str, optional
        See `terrain.datum`; needed where the files do not say it, and stronger than they.
    cell_m : float, optional
        Cell of the site grid; by default the DEM's own, held to 5-10 m.

    Raises
    ------
    InputError
        No file, not a raster, no coordinate system, more than one band, no heights over the area
        (the share covered is told), or heights that no ground has.
    DatumUnknown
        The heights' datum is not known or not convertible.
    """
    if not paths:
        raise InputError("no DEM given", remedy="give at least one DEM file")
    infos = [_dem_info(Path(path)) for path in paths]
    centre = area_lonlat.centroid
    frame = SiteFrame.around(centre.x, centre.y)
    datums = [choose_datum(vertical_datum, i.vertical, str(i.path)) for i in infos]
    area_m = frame.project(area_lonlat)
    native_m = min(native_cell_m(i, centre.x, centre.y) for i in infos)
    lattice = lattice_around(frame, area_m, margin_m, cell_m or default_cell_m(native_m))
    kernel = "cubic" if native_m > SMOOTH_ABOVE_M else "bilinear"
    height = _heights(infos, datums, lattice, kernel)
    note = f"{_datum_note(infos, datums, vertical_datum)}; {native_m:.3g} m cells resampled to "
    note += f"{lattice.cell_m:g} m ({kernel})"
    terrain = Terrain(
        frame, lattice.x0_m, lattice.y0_m, lattice.cell_m, height, note, tuple(map(Path, paths))
    )
    _check_cover(terrain, area_m, infos)
    return terrain


def _dem_info(path: Path) -> RasterInfo:
    found = info(path)
    # A second band may be a mask (alpha); three or more are a picture.
    if found.count > 2 or found.dtype.startswith("complex"):
        raise InputError(
            f"has {found.count} bands of {found.dtype}, not one of heights",
            str(path),
            "give the elevation raster, not a picture",
        )
    return found


def _heights(
    infos: Sequence[RasterInfo],
    datums: Sequence[VerticalDatum],
    lattice: Lattice,
    kernel: str,
) -> Floats:
    """Return EGM96 heights on the lattice; files that share datum and unit are read together."""
    height = np.full((lattice.rows, lattice.cols), np.nan)
    kinds = [(d, d.unit_m or i.unit_m or 1.0) for i, d in zip(infos, datums, strict=True)]
    for kind in dict.fromkeys(kinds):
        missing = np.isnan(height)
        if missing.any():
            paths = [i.path for i, k in zip(infos, kinds, strict=True) if k == kind]
            found = read_lattice(paths, lattice, kernel) * kind[1]
            _check_heights(found, paths)
            height[missing] = to_egm96(found, kind[0], lattice)[missing]
    return height


def _check_heights(height: Floats, paths: Sequence[Path]) -> None:
    if not np.isfinite(height).any():
        return
    low, high = float(np.nanmin(height)), float(np.nanmax(height))
    if low < LOWEST_M or high > HIGHEST_M:
        raise InputError(
            f"heights from {low:.6g} to {high:.6g} m are no ground",
            ", ".join(map(str, paths)),
            "declare its nodata value (gdal_edit.py -a_nodata VALUE FILE) or the unit "
            "(vertical datum with :ft)",
        )


def _check_cover(terrain: Terrain, area_m: BaseGeometry, infos: Sequence[RasterInfo]) -> None:
    share = terrain.covers(area_m)
    if share >= NEEDED_SHARE:
        return
    where = ", ".join(str(i.path) for i in infos)
    if share == 0.0:
        raise InputError(
            "the DEM has no heights over the area (0 % covered)",
            where,
            "give the tiles of this place, or check the area's coordinates",
        )
    raise InputError(
        f"the DEM covers {math.floor(share * 1000) / 10:.1f} % of the area",
        where,
        "add the missing tiles, fill its voids, or make the area smaller",
    )


def _datum_note(
    infos: Sequence[RasterInfo], datums: Sequence[VerticalDatum], named: str | None
) -> str:
    if not named:
        said = sorted({d.name for d in datums})
        srtm = " (SRTM's documentation)" if infos[0].path.suffix.lower() == ".hgt" else ""
        return f"heights above {' and '.join(said)} as the file says{srtm}"
    note = f"heights taken as {named}, as the user says"
    other = sorted({i.vertical for i in infos if i.vertical and i.vertical != datums[0].name})
    return f"{note} (the file says {' and '.join(other)})" if other else note
