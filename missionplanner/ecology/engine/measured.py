"""Point measurements on a study's lattice: maps between places, and the field check."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.lattice import Lattice
from missionplanner.ecology.engine.measured_maps import PlacedValues, Way, between, write_map
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.measurements.kriging import LEAST_KRIGED
from missionplanner.ecology.measurements.reading import MeasuredSeries, PointMeasurement
from missionplanner.ecology.measurements.series import Limits, held_against, places_of
from missionplanner.geo.frames import transform
from missionplanner.messages.message import Message, message
from missionplanner.model.measurements import HeldAgainst, MeasuredQuantity, MeasurementsResult
from missionplanner.raster.files import read_aligned
from missionplanner.raster.grid import Block, Grid
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

FOLDER = "measurements"
LEAST_PLACES = 3
"""Fewer places make no map."""

Rasters = Mapping[tuple[str, datetime.date], Path]
"""Layer and epoch -> raster on the lattice."""


def measured(
    run: PreparedStudy,
    quantities: Sequence[MeasuredSeries],
    limits: Mapping[str, Limits],
    power: float,
    rasters: Rasters,
    progress: Progress,
    way: Way = "auto",
) -> MeasurementsResult:
    """Map quantities, tell the series of their places, and hold them against rasters.

    Parameters
    ----------
    run : PreparedStudy
        Whose lattice the maps have.
    quantities : sequence of MeasuredSeries
    limits : mapping
        Quantity -> least and greatest value that is right.
    power : float
        Of the distance, for weights distance ** -power.
    rasters : mapping
        What the measurements are held against, where they are of one year.
    progress : Progress
    way : str
        How maps are made, see `measured_maps.between`.

    Raises
    ------
    OutputError
        A map cannot be written.
    Cancelled
    """
    grid, out = run.lattice.grid, run.place.out
    made_in(out, out / FOLDER)
    files: dict[str, str] = {}
    told: list[Message] = []
    found = []
    names = _file_names([one.name for one in quantities])
    for i, (quantity, name) in enumerate(zip(quantities, names, strict=True)):
        part = progress.nth(i, len(quantities))
        maps, lines = _mapped(run, quantity, name, (power, way), part)
        files |= maps
        told += (*lines, *_outside(quantity, run.lattice))
        by_day = {day: maps[key] for day in quantity.dates if (key := f"{name}_{day}") in maps}
        own = limits.get(quantity.name, (None, None))
        found.append(_quantity(quantity, own, tuple(_against(quantity, rasters, grid)), by_day))
    return MeasurementsResult(
        quantities=tuple(found),
        grid=run.lattice.note,
        methods=_methods(power, way, bool(rasters)),
        told=tuple(told),
        warnings=tuple(line for one in found for line in _warned(one)),
        files=files,
    )


def _quantity(
    quantity: MeasuredSeries,
    limits: Limits,
    against: tuple[HeldAgainst, ...],
    maps: dict[datetime.date, str],
) -> MeasuredQuantity:
    return MeasuredQuantity(
        name=quantity.name,
        unit=quantity.unit,
        limits=limits,
        places=places_of(quantity, limits),
        against=against,
        maps=maps,
    )


def _mapped(
    run: PreparedStudy,
    quantity: MeasuredSeries,
    name: str,
    how: tuple[float, Way],
    progress: Progress,
) -> tuple[dict[str, str], list[Message]]:
    """Write a map a date, and tell how it was made, or that there are too few places for one."""
    files: dict[str, str] = {}
    told = []
    for k, day in enumerate(quantity.dates):
        own = [one for one in quantity.values if one.date == day]
        if len(own) < LEAST_PLACES:
            told.append(message("engine.measured.few", name=quantity.name, day=day, n=len(own)))
            continue
        file = f"{FOLDER}/{name}_{day}.tif"
        tags = {"TITLE": quantity.name, "UNIT": quantity.unit, "DATE": str(day)}
        words = message("engine.doing.measured", name=quantity.name, day=day)
        progress.nth(k, len(quantity.dates)).report(0.0, words)
        grid = run.lattice.grid
        placed = PlacedValues(*_metres(own, grid), np.array([one.value for one in own]))
        what = {"name": quantity.name, "day": day, "unit": quantity.unit}
        found = between(placed, *how, what)
        told += [found.told] if found.told else []
        write_map(run.place.out / file, grid, found, tags, run.place.workers)
        files[f"{name}_{day}"] = file
    return files, told


def _methods(power: float, way: Way, checked: bool) -> tuple[Message, ...]:
    lines = [message("engine.measured.by_distance", power=power)]
    if way != "distance":
        lines.append(message("engine.measured.by_kriging", least=LEAST_KRIGED))
    lines.append(message("engine.measured.trend"))
    return (*lines, *([message("engine.measured.spearman")] if checked else []))


def _warned(one: MeasuredQuantity) -> Iterator[Message]:
    for place in one.places:
        if place.beyond:
            low, high = one.limits
            yield message(
                "engine.measured.beyond",
                name=one.name,
                place=place.place,
                value=place.latest,
                unit=one.unit,
                day=place.last,
                limit=low if place.beyond == "below" else high,
                times=place.beyond_dates,
                n=place.n,
            )


def _metres(
    values: Sequence[PointMeasurement], grid: Grid
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon = np.array([one.lon_deg for one in values])
    lat = np.array([one.lat_deg for one in values])
    x_m, y_m = transform(lon, lat, "EPSG:4326", grid.crs_wkt)
    return np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)


def _cells(
    values: Sequence[PointMeasurement], grid: Grid
) -> list[tuple[PointMeasurement, tuple[int, int] | None]]:
    """Return the row and column that each lies in; None: beside the lattice."""
    t = grid.transform
    found: list[tuple[PointMeasurement, tuple[int, int] | None]] = []
    for one, x, y in zip(values, *_metres(values, grid), strict=True):
        inside = np.isfinite(x) and np.isfinite(y)
        row, column = ((y - t.f) // t.e, (x - t.c) // t.a) if inside else (-1, -1)
        on = 0 <= row < grid.height and 0 <= column < grid.width
        found.append((one, (int(row), int(column)) if on else None))
    return found


def _outside(quantity: MeasuredSeries, lattice: Lattice) -> Iterator[Message]:
    beside = {one.place for one, cell in _cells(quantity.values, lattice.grid) if cell is None}
    if beside:
        names = [name for name in quantity.places if name in beside]
        yield message("engine.measured.outside", name=quantity.name, places=names)


def _against(quantity: MeasuredSeries, rasters: Rasters, grid: Grid) -> Iterator[HeldAgainst]:
    placed = [(one, cell) for one, cell in _cells(quantity.values, grid) if cell is not None]
    for layer in dict.fromkeys(name for name, _ in rasters):
        days = {day.year: day for name, day in rasters if name == layer}
        pairs = {
            one: _value(rasters[layer, days[one.date.year]], grid, cell)
            for one, cell in placed
            if one.date.year in days
        }
        yield held_against(layer, pairs)


def _value(path: Path, grid: Grid, cell: tuple[int, int]) -> float:
    return float(read_aligned(path, grid, Block(*cell, 1, 1), resampling="nearest")[0, 0])


def _file_names(names: Sequence[str]) -> list[str]:
    """Return names that are file names everywhere, each its own."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w-]+", "_", name).strip("_")[:40] or "quantity"
        again = sum(one == plain or one.startswith(f"{plain}-") for one in found)
        found.append(f"{plain}-{again + 1}" if again else plain)
    return found
