"""The trend of a stack of rasters that belong to no study: NDVI, an indicator, whatever it is."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from missionplanner.ecology.change.beyond_chance import limit
from missionplanner.ecology.change.tallies import TrendTally
from missionplanner.ecology.engine.alone import alone
from missionplanner.ecology.engine.change.series import (
    LAYERS,
    IndexSeries,
    counted_trends,
    write_layers,
)
from missionplanner.ecology.engine.change.trend import (
    abrupt_between,
    never_significant,
    trend_methods,
)
from missionplanner.ecology.engine.passes import side_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.results import made, save
from missionplanner.ecology.engine.scratch import Scratch
from missionplanner.ecology.work_folder import WORK
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import GridNote
from missionplanner.model.stack import StackTrendResult
from missionplanner.model.study import TrendOptions, decimal_year
from missionplanner.raster.files import epsg_wkt, lies_on, metric_epsg, placed
from missionplanner.raster.grid import Grid, blocks
from missionplanner.tasks.progress import Progress

FOLDER, RESULT = "trend", "trend-stack.json"


@dataclass(frozen=True)
class RasterOfDate:
    """One raster of a stack.

    Attributes
    ----------
    path : Path
    band : int
        From 1.
    date : datetime.date
    """

    path: Path
    band: int
    date: datetime.date


def stack_trend(
    rasters: Sequence[RasterOfDate],
    options: TrendOptions,
    place: RunPlace,
    abrupt: bool,
    progress: Progress,
) -> StackTrendResult:
    """Find the change of every cell; write `trend/*.tif` and `trend-stack.json`.

    Parameters
    ----------
    rasters : sequence of RasterOfDate
        The first is the lattice of all; those off it are resampled once, and told.
    options : TrendOptions
        Slopes and steps in the unit of the rasters.
    place : RunPlace
    abrupt : bool
        Look for steps of `options.abrupt_step`.
    progress : Progress

    Raises
    ------
    InputError
        Fewer than two dates, two rasters of one date, a file that cannot be read or lies
        elsewhere, no cell with enough values.
    OutputError
        Results cannot be written, or another run is at work in the folder.
    """
    ordered = sorted(rasters, key=lambda raster: raster.date)
    for earlier, later in pairwise(ordered):
        if earlier.date == later.date:
            raise InputError("engine.stack_same_date", str(later.path), day=later.date)
    if len(ordered) < 2:
        raise InputError("engine.stack_one_date", "--dates")
    grid, note = _lattice(ordered, rasters[0].path)
    series = IndexSeries(
        files=tuple(raster.path.resolve() for raster in ordered),
        grid=grid,
        years=tuple(decimal_year(raster.date) for raster in ordered),
        seasons=None,
        options=options if abrupt else options.model_copy(update={"abrupt_step": math.inf}),
        dtype=place.dtype,
        bands=tuple(raster.band for raster in ordered),
    )
    with alone(place):
        return _found(series, [raster.date for raster in ordered], note, place, progress)


def _found(
    series: IndexSeries,
    dates: Sequence[datetime.date],
    note: GridNote,
    place: RunPlace,
    progress: Progress,
) -> StackTrendResult:
    grid, scratch = series.grid, Scratch(place.out.resolve() / WORK / "trend-stack")
    scratch.remove()  # of a run that was killed: its files may have been others
    pieces = list(blocks(grid.height, grid.width, side_of(place, len(dates))))
    try:
        whole = counted_trends(series, scratch, pieces, place, progress.part(0.0, 0.8))
        folder = made(place, FOLDER)
        write_layers(folder, grid, scratch, pieces, {}, progress.part(0.8, 1.0))
    finally:
        scratch.remove()
    result = _result(series, dates, note, whole)
    save(place.out / RESULT, result)
    return result


def _lattice(rasters: Sequence[RasterOfDate], model: Path) -> tuple[Grid, GridNote]:
    """Return the metric lattice of a file, and the same for people."""
    epsg = metric_epsg(model)
    wkt = epsg_wkt(epsg)
    own = placed(model, wkt)
    west, south, east, north = own.bounds
    columns, rows = (max(1, round(far / own.cell_m)) for far in (east - west, north - south))
    grid = Grid.north_up(west, north, own.cell_m, columns, rows, wkt)
    for raster in rasters:
        left, bottom, right, top = placed(raster.path, wkt).bounds
        if left >= east or right <= west or bottom >= north or top <= south:
            raise InputError("engine.stack_elsewhere", str(raster.path), first=model.name)
    off = dict.fromkeys(r.path.name for r in rasters if not lies_on(r.path, grid))
    note = GridNote(
        epsg=epsg,
        cell_m=own.cell_m,
        width=columns,
        height=rows,
        west_m=west,
        north_m=north,
        resampling="bilinear",
        resampled=tuple(off),
    )
    return grid, note


def _result(
    series: IndexSeries, dates: Sequence[datetime.date], note: GridNote, whole: TrendTally
) -> StackTrendResult:
    options, cell = series.options, note.cell_m**2
    p_limit, up, down = limit(whole.tests, options.significance)
    looked = math.isfinite(options.abrupt_step)
    return StackTrendResult(
        grid=note,
        dates=tuple(dates),
        significance=options.significance,
        stable_per_year=options.stable_per_year,
        serial=options.serial,
        classes_m2={word: cells * cell for word, cells in whole.directions().items()},
        significant_m2={word: cells * cell for word, cells in whole.significances().items()},
        cross_m2={
            word: {other: cells * cell for other, cells in row.items()}
            for word, row in whole.crossed().items()
        },
        cv_m2={word: cells * cell for word, cells in whole.variations().items()},
        mean_slope_per_year=whole.slope_sum / whole.valid,
        valid_m2=whole.valid * cell,
        p_limit=p_limit,
        up_m2=up * cell,
        down_m2=down * cell,
        abrupt_step=options.abrupt_step if looked else math.nan,
        abrupt=abrupt_between(dates, whole, cell) if looked else (),
        methods=trend_methods(options),
        warnings=tuple(_warnings(options, len(dates), note, looked)),
        files={name: f"{FOLDER}/{name}.tif" for name in LAYERS},
    )


def _warnings(options: TrendOptions, dates: int, note: GridNote, looked: bool) -> list[Message]:
    found = []
    if note.resampled:
        found.append(message("engine.stack_resampled", files=note.resampled))
    if never_significant(dates, options):
        found.append(message("engine.never_significant", epochs=dates, level=options.significance))
    if not looked:
        found.append(message("engine.stack_no_step"))
    return found
