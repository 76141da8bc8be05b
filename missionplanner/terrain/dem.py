"""From DEM files to a `Terrain`: one resampling, one change of datum, checked cover."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import HeightUnit, one_by_one
from missionplanner.tasks.progress import Progress, silent
from missionplanner.terrain.datum import VerticalDatum, choose_datum, same_datum
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.height_unit import heights_unit_m, overruled
from missionplanner.terrain.lattice import SiteGrid, default_cell_m, lattice_around
from missionplanner.terrain.layers import alike, lay
from missionplanner.terrain.lone import lone_heights
from missionplanner.terrain.sources import (
    COUNTED_FROM,
    GridHeights,
    HeightFile,
    area_words,
    describe,
    kernel_of,
)

__all__ = ["Terrain", "load_terrain"]

NEEDED_SHARE = 0.999


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
        Rasters or tiles, or point clouds (LAS, LAZ). Where several have a value the finest wins;
        of files of one resolution (to a tenth) the one given first.
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
        No file, not a raster, no coordinate system, more than two bands, no heights over the area
        (the share covered is told), or heights that no ground has.
    DatumUnknown
        The heights' datum is not known or not convertible.
    Undecided
        A file leaves open whether its heights are metres or feet.
    Cancelled
        The user stopped it.
    """
    if not paths:
        raise InputError("terrain.no_dem")
    telling = progress or silent()
    telling.check()
    centre = area_lonlat.centroid
    frame = SiteFrame.around(centre.x, centre.y)
    sources = [describe(path, centre.x, centre.y) for path in dict.fromkeys(map(Path, paths))]
    datums = [choose_datum(vertical_datum, s.vertical, str(s.path)) for s in sources]
    units = [heights_unit_m(s, d, unit) for s, d in zip(sources, datums, strict=True)]
    area_m = frame.project(area_lonlat)
    finest_m = min(source.cell_m for source in sources)
    lattice = lattice_around(frame, area_m, margin_m, cell_m or default_cell_m(finest_m))
    laid = lay(alike(sources, datums, units), lattice, _inside(lattice, area_m), telling)
    heights = _datum_note(sources, datums, vertical_datum)
    note = message("terrain.note", datum=heights, grid=_grid_note(sources, lattice))
    told = (*_overruled(sources, datums, units, unit), *laid.told)
    terrain = _terrain(lattice, laid, note, sources, told)
    return replace(terrain, told=(*terrain.told, *_noticed(terrain, area_m)))


def _terrain(
    lattice: SiteGrid,
    laid: GridHeights,
    note: Message,
    sources: Sequence[HeightFile],
    told: Sequence[Message],
) -> Terrain:
    return Terrain(
        lattice.frame,
        lattice.x0_m,
        lattice.y0_m,
        lattice.cell_m,
        laid.height_m,
        note,
        tuple(source.path for source in sources),
        laid.highest_m,
        tuple(dict.fromkeys(told)),
    )


def _inside(lattice: SiteGrid, area_m: BaseGeometry) -> NDArray[np.bool_]:
    """Return which cells of the grid lie in the area."""
    x = lattice.x0_m + lattice.cell_m * np.arange(lattice.cols)
    y = lattice.y0_m + lattice.cell_m * np.arange(lattice.rows)
    shapely.prepare(area_m)
    inside: NDArray[np.bool_] = shapely.contains_xy(area_m, *np.meshgrid(x, y))
    return inside


def _overruled(
    sources: Sequence[HeightFile],
    datums: Sequence[VerticalDatum],
    units: Sequence[float],
    unit: HeightUnit | None,
) -> Iterator[Message]:
    """Yield what is told for each word of a file that the user's word goes against."""
    for source, datum, unit_m in zip(sources, datums, units, strict=True):
        if said := overruled(source, unit_m, unit):
            yield said
        if source.vertical and not same_datum(source.vertical, datum.name):
            yield (
                message(
                    "terrain.datum_overruled",
                    file=source.path.name,
                    vertical=source.vertical,
                    datum=datum.name,
                )
            )


def _noticed(terrain: Terrain, area_m: BaseGeometry) -> tuple[Message, ...]:
    return (*lone_heights(terrain), *_check_cover(terrain, area_m))


def _check_cover(terrain: Terrain, area_m: BaseGeometry) -> tuple[Message, ...]:
    """Refuse an area without ground; return what is to be told of small voids in it."""
    share = terrain.covers(area_m)
    if share == 1.0:
        return ()
    where = ", ".join(map(str, terrain.sources))
    if share == 0.0:
        remedy = one_by_one((*terrain.told, message("terrain.give_tiles")))
        raise InputError("terrain.nothing_covered", where, help=remedy)
    void = area_words((1.0 - share) * area_m.area)
    place = _a_void(terrain, area_m)
    if share >= NEEDED_SHARE:
        return (message("terrain.void", void=void, place=place),)
    remedy = one_by_one((*terrain.told, message("terrain.add_tiles")))
    percent = math.floor(share * 1000) / 10
    raise InputError(
        "terrain.partly_covered", where, share=percent, void=void, place=place, help=remedy
    )


def _a_void(terrain: Terrain, area_m: BaseGeometry) -> Message | str:
    """Return where in the area the most of a void lies, as words."""
    lattice = SiteGrid(
        terrain.frame, terrain.x0_m, terrain.y0_m, terrain.cell_m, *terrain.height_m.shape
    )
    void = np.isnan(terrain.height_m) & _inside(lattice, area_m)
    if not void.any():
        return ""
    deepest = np.argmax(distance_transform_edt(np.pad(void, 1))[1:-1, 1:-1])
    row, column = np.unravel_index(deepest, void.shape)
    east, north = terrain.centres()
    lon, lat = terrain.frame.inverse(east[column], north[row])
    return message("terrain.about", lon=float(lon), lat=float(lat))


def _written(name: str) -> str:
    """Return a datum as people write it: its key is in small letters."""
    return "EGM96" if name == "egm96" else name


def _datum_note(
    sources: Sequence[HeightFile], datums: Sequence[VerticalDatum], named: str | None
) -> Message:
    if not named:
        said = _and(sorted({_written(d.name) for d in datums}))
        if sources[0].path.suffix.lower() == ".hgt":
            return message("terrain.datum_by_srtm", datum=said)
        return message("terrain.datum_by_file", datum=said)
    other = sorted({s.vertical for s in sources if s.vertical and s.vertical != datums[0].name})
    if other:
        return message("terrain.datum_by_user_against", datum=_written(named), other=_and(other))
    return message("terrain.datum_by_user", datum=_written(named))


def _and(names: Sequence[str]) -> Message | str:
    *others, last = names
    return message("terrain.and", others=_and(others), last=last) if others else last


def _grid_note(sources: Sequence[HeightFile], lattice: SiteGrid) -> Message:
    finest = min(sources, key=lambda source: source.cell_m)
    shared = {"from_m": finest.cell_m, "to_m": lattice.cell_m}
    if finest.cloud:
        return message("terrain.gridded", **shared)
    if lattice.cell_m / finest.cell_m >= COUNTED_FROM:
        return message("terrain.resampled", way=message("terrain.averaged"), **shared)
    kernel = message("terrain.cubic")
    if kernel_of(finest) == "bilinear":
        kernel = message("terrain.bilinear")
    return message("terrain.resampled", way=kernel, **shared)
