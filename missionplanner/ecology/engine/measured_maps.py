"""Maps between places: by kriging or by inverse distance, what meets a place left out better."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.indicators.district_statistics import inverse_distance
from missionplanner.ecology.measurements.kriging import (
    Kriging,
    LeftOutErrors,
    compared,
    fitted,
    kriged,
)
from missionplanner.messages.message import Message, message
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.graph import ahead
from missionplanner.raster.grid import Block, Grid, blocks

Floats = NDArray[np.float64]
Way = Literal["auto", "distance", "kriging"]

_SIDE = 512


@dataclass(frozen=True)
class PlacedValues:
    """Values of one date, on the lattice's frame; each (n,) float64."""

    x_m: Floats
    y_m: Floats
    values: Floats


@dataclass(frozen=True)
class Between:
    """What gives the values between places.

    Attributes
    ----------
    surface : callable
        Takes the north-west corner of a raster (west_m, north_m), cell_m and shape.
    told : Message or None
        Which way was taken and why; None where there was nothing to choose.
    """

    surface: Callable[[float, float, float, tuple[int, int]], Floats]
    told: Message | None


def between(placed: PlacedValues, power: float, way: Way, what: Mapping[str, object]) -> Between:
    """Choose how a map is made.

    Parameters
    ----------
    placed : PlacedValues
    power : float
        Of the distance.
    way : {'auto', 'distance', 'kriging'}
        'auto': the one that is less off places left out, one after the other.
    what : mapping
        Name, day and unit of what was measured, for what is told.
    """
    plain = partial(_by_distance, placed, power)
    if way == "distance":
        return Between(plain, None)
    off = compared(placed.x_m, placed.y_m, placed.values, power)
    if off is None or (way == "auto" and off.kriging >= off.distance):
        return Between(plain, _told("distance", off, placed, what) if off else None)
    made = _kriged(placed)
    if made is None:
        return Between(plain, None)
    return Between(made.over, _told("kriging", off, placed, what))


def write_map(
    path: Path, grid: Grid, found: Between, tags: Mapping[str, str], workers: int | None
) -> None:
    """Write a map on a lattice, block by block.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    pieces = list(blocks(grid.height, grid.width, _SIDE))
    task = partial(_over, found.surface, grid)
    with RasterWriter(path, grid, tags=tags) as writer:
        for block, layer in zip(pieces, ahead(task, pieces, workers), strict=True):
            writer.write(block, layer)


def _kriged(placed: PlacedValues) -> Kriging | None:
    variogram = fitted(placed.x_m, placed.y_m, placed.values)
    if variogram is None:
        return None
    try:
        return kriged(placed.x_m, placed.y_m, placed.values, variogram)
    except np.linalg.LinAlgError:  # two places are one
        return None


def _by_distance(
    placed: PlacedValues,
    power: float,
    west_m: float,
    north_m: float,
    cell_m: float,
    shape: tuple[int, int],
) -> Floats:
    where = (placed.x_m, placed.y_m, placed.values)
    return inverse_distance(*where, west_m, north_m, cell_m, shape, power)


def _over(
    surface: Callable[[float, float, float, tuple[int, int]], Floats], grid: Grid, block: Block
) -> NDArray[np.float32]:
    corner = grid.place(block.column, block.row)
    return surface(*corner, grid.cell_m, block.shape).astype(np.float32)


def _told(
    way: str, off: LeftOutErrors, placed: PlacedValues, what: Mapping[str, object]
) -> Message:
    values = {**what, "n": placed.values.size, "kriging": off.kriging, "distance": off.distance}
    if way == "kriging":
        return message("engine.measured.by.kriging", **values)
    return message("engine.measured.by.distance", **values)
