"""From DEM files to a `Terrain`: one resampling, one change of datum, checked cover."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.reading import HeightUnit
from missionplanner.tasks.progress import Progress, silent
from missionplanner.terrain.convert import to_egm96
from missionplanner.terrain.datum import VerticalDatum, choose_datum
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.lattice import Lattice, default_cell_m, lattice_around
from missionplanner.terrain.sources import Source, describe, read_sources

__all__ = ["Terrain", "load_terrain"]

Floats = NDArray[np.float64]

# A raster coarser than this is resampled by a cubic kernel: bilinear facets would show as edges.
# GDAL's 'cubic' passes through the data; its 'cubic_spline' would cut summits (up to 11 m on 90 m
# cells of jacksboro) and fill ravines.
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
    unit: HeightUnit | None = None,
    cell_m: float | None = None,
    progress: Progress | None = None,
) -> Terrain:
    """Read the part of one or more DEMs that an area needs.

    Parameters
    ----------
    paths : sequence of Path
        Rasters or tiles, or point clouds (LAS, LAZ); the first that has a value wins.
    area_lonlat : geometry
        The survey area, WGS 84 degrees, longitude first.
    margin_m : float
        Ground read around the area, metres; may lie outside the DEM (then NaN).
    vertical_datum : str, optional
        See `terrain.datum`; needed where the files do not say it, and stronger than they.
    unit : {'m', 'ft', 'us-ft'}, optional
        Of the heights, where the files do not say it; None: ask where it is in doubt.
    cell_m : float, optional
        Cell of the site grid; by default the DEM's own, held to 5-10 m.
    progress : Progress, optional
        Told how far reading has come; a large raster takes a while.

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
    (progress or silent()).check()
    centre = area_lonlat.centroid
    frame = SiteFrame.around(centre.x, centre.y)
    sources = [describe(Path(path), centre.x, centre.y) for path in paths]
    datums = [choose_datum(vertical_datum, s.vertical, str(s.path)) for s in sources]
    area_m = frame.project(area_lonlat)
    finest_m = min(source.cell_m for source in sources)
    lattice = lattice_around(frame, area_m, margin_m, cell_m or default_cell_m(finest_m))
    kernel = "cubic" if finest_m > SMOOTH_ABOVE_M else "bilinear"
    terrain = Terrain(
        frame,
        lattice.x0_m,
        lattice.y0_m,
        lattice.cell_m,
        _heights(sources, datums, lattice, kernel),
        f"{_datum_note(sources, datums, vertical_datum)}; {_grid_note(sources, lattice, kernel)}",
        tuple(source.path for source in sources),
    )
    _check_cover(terrain, area_m)
    return terrain


def _heights(
    sources: Sequence[Source], datums: Sequence[VerticalDatum], lattice: Lattice, kernel: str
) -> Floats:
    """Return EGM96 heights on the lattice; files of one kind, datum and unit are read together."""
    height = np.full((lattice.rows, lattice.cols), np.nan)
    kinds = [
        (s.cloud, d, s.unit_m if d.unit_m is None else d.unit_m)
        for s, d in zip(sources, datums, strict=True)
    ]
    for kind in dict.fromkeys(kinds):
        missing = np.isnan(height)
        if missing.any():
            same = [s for s, k in zip(sources, kinds, strict=True) if k == kind]
            found = read_sources(same, lattice, kernel) * kind[2]
            _check_heights(found, same)
            height[missing] = to_egm96(found, kind[1], lattice)[missing]
    return height


def _check_heights(height: Floats, sources: Sequence[Source]) -> None:
    if not np.isfinite(height).any():
        return
    low, high = float(np.nanmin(height)), float(np.nanmax(height))
    if low < LOWEST_M or high > HIGHEST_M:
        raise InputError(
            f"heights from {low:.6g} to {high:.6g} m are no ground",
            _names(sources),
            "declare its nodata value (gdal_edit.py -a_nodata VALUE FILE) or the unit "
            "(vertical datum with :ft)",
        )


def _check_cover(terrain: Terrain, area_m: BaseGeometry) -> None:
    share = terrain.covers(area_m)
    if share >= NEEDED_SHARE:
        return
    where = ", ".join(map(str, terrain.sources))
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


def _names(sources: Sequence[Source]) -> str:
    return ", ".join(str(source.path) for source in sources)


def _datum_note(
    sources: Sequence[Source], datums: Sequence[VerticalDatum], named: str | None
) -> str:
    if not named:
        said = " and ".join(sorted({d.name for d in datums}))
        srtm = sources[0].path.suffix.lower() == ".hgt"
        return f"heights above {said}, {'by SRTM documentation' if srtm else 'as the file says'}"
    note = f"heights taken as {named}, as the user says"
    other = sorted({s.vertical for s in sources if s.vertical and s.vertical != datums[0].name})
    return f"{note} (the file says {' and '.join(other)})" if other else note


def _grid_note(sources: Sequence[Source], lattice: Lattice, kernel: str) -> str:
    finest_m = min(source.cell_m for source in sources)
    if sources[0].cloud:
        return f"points {finest_m:.2g} m apart gridded to {lattice.cell_m:g} m"
    return f"{finest_m:.3g} m cells resampled to {lattice.cell_m:g} m ({kernel})"
