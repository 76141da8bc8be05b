"""The lattice that every epoch of a study is brought onto, once."""

import math
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely

from missionplanner.ecology.engine.bands.epochs import epoch_told, files_of, reference
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.imagery.study_files import at
from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import GridNote
from missionplanner.model.study import Epoch, Study
from missionplanner.raster.files import epsg_wkt, lies_on, metric_epsg, placed
from missionplanner.raster.grid import Grid
from missionplanner.vector.files import read_features

Bounds = tuple[float, float, float, float]

_BYTES = 4  # of a cell of an index
_SLACK_CELLS = 0.02
"""A border this near to a cell's edge is that edge."""


@dataclass(frozen=True)
class Lattice:
    """Where the cells of all rasters of a study lie, north up.

    Attributes
    ----------
    grid : Grid
        In a metric CRS; square cells.
    note : GridNote
        The same for people, with the files that had to be resampled.
    cell_m2 : float
    """

    grid: Grid
    note: GridNote
    cell_m2: float


def lattice(study: Study, place: RunPlace) -> Lattice:
    """Return the lattice of a study: that of the first epoch's red band unless options say else.

    Parameters
    ----------
    study : Study
        With resolved epochs.
    place : RunPlace

    Raises
    ------
    InputError
        A file is absent, damaged or without a coordinate system; or the epochs share no ground.
    """
    epochs = study.epochs
    first = reference(epochs[0], place.folder)
    epsg = study.grid.epsg or metric_epsg(first)
    wkt = epsg_wkt(epsg)
    model = placed(first, wkt)
    cell_m = study.grid.cell_m or model.cell_m
    bounds = _extent(study, place, wkt)
    origin = model.origin if math.isclose(cell_m, model.cell_m, rel_tol=1e-9) else (0.0, 0.0)
    grid = _snapped(bounds, origin, cell_m, wkt)
    _check_room(grid, len(epochs), place.out)
    files = [path for epoch in epochs for path in files_of(epoch, place.folder)]
    off = tuple(dict.fromkeys(path.name for path in files if not lies_on(path, grid)))
    note = GridNote(
        epsg=epsg,
        cell_m=cell_m,
        width=grid.width,
        height=grid.height,
        west_m=grid.transform.c,
        north_m=grid.transform.f,
        resampling=study.grid.resampling,
        resampled=off,
    )
    return Lattice(grid, note, cell_m**2)


def _check_room(grid: Grid, epochs: int, out: Path) -> None:
    """Refuse a lattice whose index alone the disk cannot hold, before memory is spent on it."""
    cells = grid.width * grid.height
    there = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    need, free = _BYTES * cells * epochs, shutil.disk_usage(there).free
    if need > free:
        raise InputError(
            "engine.no_room",
            "grid.cell_m",
            cells=cells,
            epochs=epochs,
            need=_size(need),
            free=_size(free),
            folder=there,
        )


def _size(count: float) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"


def _extent(study: Study, place: RunPlace, wkt: str) -> Bounds:
    epochs = study.epochs
    if study.grid.extent == "zones":
        if not study.zones:
            raise InputError("engine.extent_without_zones", "grid.extent")
        return _box_of_zones(at(place.folder, study.zones), wkt)
    if study.grid.extent == "first":
        return placed(reference(epochs[0], place.folder), wkt).bounds
    shared: Bounds = (-math.inf, -math.inf, math.inf, math.inf)
    for epoch in epochs:
        for name, bounds in _extents_of(epoch, place, wkt):
            shared = _common(shared, bounds)
            if shared[0] >= shared[2] or shared[1] >= shared[3]:
                raise InputError("engine.no_common_ground", (epoch_told(epoch), name))
    return shared


def _extents_of(epoch: Epoch, place: RunPlace, wkt: str) -> Iterator[tuple[str | Message, Bounds]]:
    """Yield name and extent of an epoch's files; of several scenes that of all of them together."""
    if not epoch.pieces:
        for path in files_of(epoch, place.folder):
            yield path.name, placed(path, wkt).bounds
        return
    whole: Bounds | None = None
    for bands in (epoch.bands, *(piece.bands for piece in epoch.pieces)):
        own: Bounds = (-math.inf, -math.inf, math.inf, math.inf)
        for file in bands.values():
            own = _common(own, placed(at(place.folder, file.path), wkt).bounds)
        whole = own if whole is None else _around(whole, own)
    assert whole is not None
    yield message("engine.its_scenes"), whole


def _around(a: Bounds, b: Bounds) -> Bounds:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _common(a: Bounds, b: Bounds) -> Bounds:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _box_of_zones(path: Path, wkt: str) -> Bounds:
    points = shapely.get_coordinates([shape for shape in read_features(path).geometries if shape])
    if not len(points):
        raise InputError("engine.no_zone", str(path))
    x, y = transform(points[:, 0], points[:, 1], "EPSG:4326", wkt)
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _snapped(bounds: Bounds, origin: tuple[float, float], cell_m: float, wkt: str) -> Grid:
    """Return the grid of whole cells within the bounds, on the lattice through the origin."""
    west = _ceil((bounds[0] - origin[0]) / cell_m)
    east = _floor((bounds[2] - origin[0]) / cell_m)
    north = _ceil((origin[1] - bounds[3]) / cell_m)
    south = _floor((origin[1] - bounds[1]) / cell_m)
    if east <= west or south <= north:
        raise InputError("engine.extent_too_small", "grid", cell_m=cell_m)
    west_m, north_m = origin[0] + west * cell_m, origin[1] - north * cell_m
    return Grid.north_up(west_m, north_m, cell_m, east - west, south - north, wkt)


def _ceil(cells: float) -> int:
    return math.ceil(cells - _SLACK_CELLS)


def _floor(cells: float) -> int:
    return math.floor(cells + _SLACK_CELLS)
