"""Weights of chosen units in one year, as the paper's Table VI prints them."""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import Point
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security.index_work import Stacks
from missionplanner.ecology.engine.security.layers_stage import FOLDER
from missionplanner.ecology.engine.security.sites import reported
from missionplanner.ecology.security.diagnostic import ValueProfile, profiled
from missionplanner.ecology.security.index import recipe
from missionplanner.ecology.security.standardise import RawRanges
from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.model.security import SecurityResult, UnitWeights
from missionplanner.raster.files import burn
from missionplanner.raster.grid import Block, Grid, blocks

_SIDE = 512
Place = tuple[float, float]
Unit = str | Place
"""A site by its name, or the cell at longitude and latitude."""


@dataclass(frozen=True)
class _Shape:
    """A unit on the lattice."""

    name: str
    shape: BaseGeometry


def unit_weights(
    run: PreparedStudy, result: SecurityResult, units: Sequence[Unit], day: datetime.date
) -> tuple[UnitWeights, ...]:
    """Return the variable weights of units in the year of an epoch: means over their cells.

    Parameters
    ----------
    run : PreparedStudy
    result : SecurityResult
        Of this study; its indicators' rasters lie in the folder of results.
    units : sequence of str or (longitude, latitude)
    day : date
        Of the epoch.

    Raises
    ------
    InputError
        No such site, a place beside the rasters, or a unit without a value.
    """
    grid, keys = run.lattice.grid, result.system.keys
    scale = RawRanges(*(np.array([result.limits[key][i] for key in keys]) for i in (0, 1)))
    folder = (run.place.out / FOLDER).resolve()
    stacks = Stacks(folder, grid, keys, result.system.signs, scale, run.place.dtype)
    how = recipe(
        [result.weights_cw[key] for key in keys],
        [result.thresholds[key] for key in keys],
        result.adjustment,
        result.alpha,
        keys,
    )
    found = []
    for unit in units:
        one = _shape_of(unit, run)
        whole: ValueProfile | None = None
        for block, inside in _cells(one, grid):
            part, _ = profiled(stacks.standardised(day, block)[:, inside], how)
            whole = part if whole is None else whole + part
        if whole is None or not whole.valid:
            raise InputError("engine.security.unit_without_value", one.name, day=day)
        found.append(
            UnitWeights(
                unit=one.name,
                date=str(day),
                cells=whole.valid,
                weights_vw=whole.mean_weights(keys),
            )
        )
    return tuple(found)


def _shape_of(unit: Unit, run: PreparedStudy) -> _Shape:
    wkt = run.lattice.grid.crs_wkt
    if not isinstance(unit, str):
        (x,), (y,) = transform([unit[0]], [unit[1]], "EPSG:4326", wkt)
        return _Shape(f"{unit[0]:g}, {unit[1]:g}", Point(float(x), float(y)))
    sites = reported(run.epochs.study, run.place, wkt)
    if unit not in sites.names:
        raise InputError("engine.security.no_such_unit", unit, known=sites.names)
    return _Shape(unit, sites.shapes[sites.names.index(unit)])


def _cells(one: _Shape, grid: Grid) -> Iterator[tuple[Block, np.ndarray]]:
    """Yield blocks that a unit lies in, and which of their cells are its own."""
    t = grid.transform
    west, south, east, north = one.shape.bounds
    if not all(map(math.isfinite, one.shape.bounds)):
        return  # beyond what the lattice's projection can show
    first, last = int((west - t.c) // t.a), int((east - t.c) // t.a)
    top, bottom = int((north - t.f) // t.e), int((south - t.f) // t.e)
    for block in blocks(grid.height, grid.width, _SIDE):
        rows = range(max(block.row, top), min(block.row + block.rows, bottom + 1))
        columns = range(max(block.column, first), min(block.column + block.columns, last + 1))
        if not rows or not columns:
            continue
        part = Block(rows[0], columns[0], len(rows), len(columns))
        if isinstance(one.shape, Point):
            inside = np.ones(part.shape, np.bool_)
        else:
            inside = burn([one.shape], grid, part) > 0
        yield part, inside
