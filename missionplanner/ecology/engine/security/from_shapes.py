"""Indicators that come from points, lines and polygons: densities, distances, districts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.bands.shapes import Floats, Named, middles
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock
from missionplanner.ecology.engine.security.from_imagery import Kept
from missionplanner.ecology.indicators.distance import distance_m
from missionplanner.ecology.indicators.district_statistics import (
    Spread,
    constant,
    inverse_distance,
    per_km2,
)
from missionplanner.ecology.indicators.site_density import site_density
from missionplanner.ecology.indicators.smooth_totals import Planes, Singles, planes, smoothed
from missionplanner.ecology.work_folder import made_work
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.raster.files import burn
from missionplanner.raster.grid import Block, Grid
from missionplanner.storage.atomic import write_by
from missionplanner.storage.kept_rows import write_array_head
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True, eq=False)
class Density:
    """Sites per km2 by the quartic kernel."""

    x_m: Floats
    y_m: Floats
    radius_m: float
    by_rule: bool
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """With the radius."""
        if self.by_rule:
            return message("engine.security.method.density_ruled", radius=self.radius_m)
        return message("engine.security.method.density", radius=self.radius_m)

    def over(self, here: EpochOverBlock) -> Values:
        """Return the density, (rows, columns)."""
        corner = here.reading.grid.place(here.block.column, here.block.row)
        cell_m = here.reading.grid.cell_m
        found = site_density(self.x_m, self.y_m, *corner, cell_m, here.block.shape, self.radius_m)
        return found.astype(here.reading.dtype)


@dataclass(frozen=True, eq=False)
class Distance:
    """Metres to the nearest shape; 0 within a polygon."""

    shapes: tuple[BaseGeometry, ...]
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """One line."""
        return message("engine.security.method.distance", count=len(self.shapes))

    def over(self, here: EpochOverBlock) -> Values:
        """Return the distance, (rows, columns)."""
        corner = here.reading.grid.place(here.block.column, here.block.row)
        found = distance_m(self.shapes, *corner, here.reading.grid.cell_m, here.block.shape)
        return found.astype(here.reading.dtype)


@dataclass(frozen=True, eq=False)
class Figures:
    """A figure of each district, brought onto the cells.

    Attributes
    ----------
    districts : Named
    values : (n,) float64
        In the order of the districts.
    spread : Spread
        All but pycnophylactic.
    """

    districts: Named
    values: Floats
    spread: Spread
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """How it is spread."""
        return Message(f"engine.security.method.spread.{self.spread}")

    def over(self, here: EpochOverBlock) -> Values:
        """Return the figures, (rows, columns), NaN outside of all districts."""
        grid, block = here.reading.grid, here.block
        if self.spread is Spread.INVERSE_DISTANCE:
            corner, middle = grid.place(block.column, block.row), middles(self.districts.shapes)
            found = inverse_distance(*middle, self.values, *corner, grid.cell_m, block.shape)
        else:
            codes = burn(self.districts.shapes, grid, block)
            areas = np.array([shape.area for shape in self.districts.shapes])
            area = self.spread is Spread.AREA
            found = per_km2(codes, self.values, areas) if area else constant(codes, self.values)
        return found.astype(here.reading.dtype)


def smooth_figures(
    districts: Named, totals: Floats, grid: Grid, dtype: str, path: Path, progress: Progress
) -> Kept:
    """Spread totals smoothly over the whole lattice, and keep the surface as a file.

    A district that the lattice cuts puts only its share by area into the part on it; one without
    a cell on the lattice is left out.

    Raises
    ------
    InputError
        A total is negative, or no district lies on the lattice.
    OutputError
        There is no room for the work.
    Cancelled
    """
    method = message("engine.security.method.spread.pycnophylactic")
    if not path.is_file():
        with planes(grid.height, grid.width, made_work(path.parent)) as room:
            there = _burn_districts(districts, grid, room)
            cells = there[there > 0]
            if not cells.size:
                raise InputError("engine.security.no_district", "security.statistics")
            areas = np.array([shape.area for shape in districts.shapes])[there > 0]
            share = np.minimum(cells * grid.cell_m**2 / areas, 1.0)
            words = message("engine.doing.spread")
            strips = smoothed(
                room,
                totals[there > 0] * share,
                grid.cell_m,
                told=lambda done: progress.report(done, words),
            )
            _keep(path, strips, room, dtype)
    return Kept(path, method)


def _burn_districts(districts: Named, grid: Grid, room: Planes) -> NDArray[np.int64]:
    """Write codes, counted over the districts that have a cell; return each district's cells."""
    count = len(districts.names)
    cells = np.zeros(count + 1, np.int64)
    for start, stop in room.strips():
        codes = burn(districts.shapes, grid, Block(start, 0, stop - start, grid.width))
        cells += np.bincount(codes.ravel(), minlength=count + 1)
        room.codes.write(start, codes)
    cells[0] = 0
    renumbered = np.where(cells > 0, np.cumsum(cells > 0), 0).astype(np.int32)
    if (cells[1:] == 0).any():
        for start, stop in room.strips():
            room.codes.write(start, renumbered[room.codes.read(start, stop)])
    return cells[1:]


def _keep(path: Path, strips: Iterable[tuple[int, Singles]], room: Planes, dtype: str) -> None:
    """Write strips as a .npy file; a reader of a half-made one would see nothing of it."""

    def store(stream: BinaryIO) -> None:
        write_array_head(stream, (room.rows, room.cols), dtype)
        for _, strip in strips:
            stream.write(strip.astype(dtype, copy=False).tobytes())

    write_by(path, store, lasting=False)


def places(shapes: Sequence[Sequence[BaseGeometry]]) -> tuple[Floats, Floats]:
    """Return the middles of the shapes of several epochs, each place once (to a millimetre)."""
    found = [np.column_stack(middles(one)) for one in shapes]
    single: Floats = np.unique(np.round(np.concatenate(found), 3), axis=0)
    return single[:, 0], single[:, 1]
