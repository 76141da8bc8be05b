"""`missionplanner trend`: change of every cell over the epochs, block by block."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change import tallies
from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.headline import beyond_chance
from missionplanner.ecology.change.mann_kendall import EXACT_UP_TO, critical_score, significances
from missionplanner.ecology.change.pettitt import EXACT_UP_TO as EXACT_BREAKS
from missionplanner.ecology.change.pettitt import LEAST_DATES
from missionplanner.ecology.change.seasonal import lone_months, months
from missionplanner.ecology.change.sen import directions
from missionplanner.ecology.change.serial import LEAST_DATES as LEAST_SERIAL
from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.tallies import TrendTally, tally
from missionplanner.ecology.change.variation import LEAST_MEAN, cv_classes, temporal_cv
from missionplanner.ecology.engine.bands.lattice import Lattice
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.passes import side_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.ecology.legends import legend
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import (
    ABRUPT_CODES,
    AbruptBetween,
    AbruptChange,
    IndexResult,
    TrendResult,
)
from missionplanner.model.study import Serial, Study, TrendOptions, decimal_year
from missionplanner.raster.files import RasterWriter, read_aligned
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.tasks.progress import Progress

STAGE = AnalysisStage("trend", "trend.json", "trend", TrendResult, message("engine.doing.trend"))

LAYERS: dict[str, tuple[str, float]] = {
    "slope": ("float32", math.nan),
    "intercept": ("float32", math.nan),
    "z": ("float32", math.nan),
    "p": ("float32", math.nan),
    "cv": ("float32", math.nan),
    "n": ("uint16", 0),
    "direction": ("uint8", 0),
    "significance": ("uint8", 0),
    "cv_class": ("uint8", 0),
    "total": ("float32", math.nan),
    "step": ("float32", math.nan),
    "abrupt": ("uint8", 0),
    "abrupt_year": ("float32", math.nan),
    "break_p": ("float32", math.nan),
}
"""Rasters written: name, type and nodata."""

_MEANINGS = {
    "slope": "Sen's slope per year",
    "intercept": "median(y) - slope * median(t), t in years since the first epoch",
    "total": "last valid epoch minus the first",
    "step": "largest change from one valid epoch to the next",
    "abrupt_year": "decimal year of the first epoch after an abrupt change",
    "break_p": "p of Pettitt's test for a break",
}

FILES = {name: f"{STAGE.folder}/{name}.tif" for name in LAYERS}


@dataclass(frozen=True)
class IndexSeries:
    """The index of all epochs, and how its change is judged; small and picklable.

    Attributes
    ----------
    files : tuple of Path
        Index rasters, in the order of the epochs.
    grid : Grid
    years : tuple of float
    seasons : tuple of int or None
        Months, with the seasonal option.
    options : TrendOptions
    dtype : str
    """

    files: tuple[Path, ...]
    grid: Grid
    years: tuple[float, ...]
    seasons: tuple[int, ...] | None
    options: TrendOptions
    dtype: str

    def stack(self, block: Block) -> NDArray[np.floating]:
        """Return the index over a block, (epochs, rows, columns)."""
        epochs = [read_aligned(path, self.grid, block, dtype=self.dtype) for path in self.files]
        return np.stack(epochs)


def run_trend(study: PreparedStudy, progress: Progress) -> TrendResult:
    """Find the change of every cell; write `trend/*.tif` and `trend.json`.

    Raises
    ------
    InputError
        One epoch only, no cell with enough valid epochs, or whatever `run_index` raises.
    OutputError
        Results cannot be written.
    """
    return STAGE.run(study, _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[TrendResult]:
    refuse_one_epoch(study.study)
    options = study.study.trend
    if options.seasonal and options.serial is not Serial.NONE:
        raise InputError("engine.seasonal_serial", "trend.serial", way=options.serial.value)
    index = run_index(study, progress.part(0.0, 0.6))
    kept = of_index(study.study, index)
    if len(kept.epochs) < 2:
        raise InputError("engine.one_clear_epoch", "epochs")
    work = partial(_work, study, kept, index)
    return StageJob(_settings(kept), index_files(kept, study.place, index), work)


def _work(
    prepared: PreparedStudy,
    study: Study,
    index: IndexResult,
    attempt: Attempt,
    progress: Progress,
) -> TrendResult:
    place, where, scratch = prepared.place, prepared.lattice, Scratch(attempt.scratch)
    series = series_of(study, place, where, index)
    pieces = list(blocks(where.grid.height, where.grid.width, side_of(place, len(series.files))))
    whole = _counted(series, scratch, pieces, place, progress.part(0.6, 0.9))
    notes = attempt.begin_writing()
    folder = place.out / STAGE.folder
    _write(folder, where.grid, scratch, pieces, notes, progress.part(0.9, 1.0))
    return _result(study, index, where, whole)


def _counted(
    series: IndexSeries,
    scratch: Scratch,
    pieces: Sequence[Block],
    place: RunPlace,
    progress: Progress,
) -> TrendTally:
    """Work on all blocks and return what was counted, put together in their order."""
    counted = run_blocks(
        partial(_once, series, scratch),
        pieces,
        scheduler=place.scheduler,
        workers=place.workers,
        progress=progress,
        words=STAGE.doing,
    )
    whole = tallies.merged(tallies.unpacked(part) for part in counted)
    if not whole.valid:
        raise InputError("engine.no_comparable_cell", STAGE.name, least=series.options.min_epochs)
    return whole


def of_index(study: Study, index: IndexResult) -> Study:
    """Return the study with the epochs that the index has: those without a clear cell are not."""
    left = {fact.date for fact in index.facts if fact.left_out}
    kept = tuple(epoch for epoch in study.epochs if epoch.date not in left)
    return study.model_copy(update={"epochs": kept})


def refuse_one_epoch(study: Study) -> None:
    """Raise an `InputError` where a study has one epoch only."""
    if len(study.epochs) < 2:
        raise InputError("engine.one_epoch", "epochs")


def series_of(study: Study, place: RunPlace, where: Lattice, index: IndexResult) -> IndexSeries:
    """Return the index rasters of a study with their dates."""
    dates = [epoch.date for epoch in study.epochs]
    return IndexSeries(
        files=index_files(study, place, index),
        grid=where.grid,
        years=tuple(decimal_year(day) for day in dates),
        seasons=months(dates) if study.trend.seasonal else None,
        options=study.trend,
        dtype=place.dtype,
    )


def index_files(study: Study, place: RunPlace, index: IndexResult) -> tuple[Path, ...]:
    """Return the index rasters of a study, in the order of its epochs."""
    out = place.out.resolve()  # the workers of a cluster have another current folder
    return tuple(out / index.files[f"irsei_{epoch.date}"] for epoch in study.epochs)


def _settings(study: Study) -> dict[str, object]:
    """Return what the rasters depend on: thresholds of warnings are no part of it."""
    options = study.trend.model_dump(exclude={"warn_degraded_share", "warn_poor_share"})
    return {"trend": options, "dates": [str(epoch.date) for epoch in study.epochs]}


def _once(series: IndexSeries, scratch: Scratch, block: Block) -> Counted:
    return scratch.once(block, partial(_made, series))


def _made(series: IndexSeries, block: Block) -> Made:
    """Return a block's layers, (layers, rows, columns) in the order of `LAYERS`, with counts."""
    stack, options = series.stack(block), series.options
    found = judged_trend(stack, series.years, options, series.seasons)
    jumps = steps(stack, options.abrupt_step, options.min_epochs)
    varied = temporal_cv(stack, options.cv_ddof, options.min_epochs)
    direction = directions(found.slope, options.stable_per_year)
    significance = significances(found.z, found.p, options.significance)
    classes = cv_classes(varied.cv)
    counts = tally(
        direction,
        significance,
        classes,
        found.slope,
        found.p,
        found.exact_pixels,
        varied.near_zero,
        jumps,
        len(series.years),
    )
    sudden = (jumps.code != 0) & (jumps.code != ABRUPT_CODES[AbruptChange.NONE])
    layers = (
        *(found.slope, found.intercept, found.z, found.p, varied.cv),
        *(found.count, direction, significance, classes, jumps.total, jumps.step, jumps.code),
        np.where(sudden, np.array(series.years)[jumps.after], math.nan),
        jumps.break_p,
    )
    return np.stack(layers, dtype=np.float32, casting="unsafe"), tallies.packed(counts)


def _write(
    folder: Path,
    grid: Grid,
    scratch: Scratch,
    pieces: Sequence[Block],
    notes: dict[str, str],
    progress: Progress,
) -> None:
    """Write the rasters out of the block files, one after the other."""
    for place, (name, (dtype, nodata)) in enumerate(LAYERS.items()):
        told = progress.nth(place, len(LAYERS))
        colours = legend(name).by_code() if dtype == "uint8" else None
        with RasterWriter(
            folder / f"{name}.tif", grid, dtype, nodata, notes | _meaning(name), colours
        ) as out:
            for done, block in enumerate(pieces, 1):
                out.write(block, scratch.array(block)[place].astype(dtype))
                told.report(done / len(pieces), STAGE.doing)


def _meaning(name: str) -> dict[str, str]:
    return {"MEANING": _MEANINGS[name]} if name in _MEANINGS else {}


def _result(study: Study, index: IndexResult, where: Lattice, whole: TrendTally) -> TrendResult:
    cell = where.cell_m2
    return TrendResult(
        grid=where.note,
        n_epochs=len(study.epochs),
        years=tuple(decimal_year(epoch.date) for epoch in study.epochs),
        significance=study.trend.significance,
        stable_per_year=study.trend.stable_per_year,
        serial=study.trend.serial if len(study.epochs) >= LEAST_SERIAL else Serial.NONE,
        exact_null=whole.exact == whole.valid,
        exact_m2=whole.exact * cell,
        classes_m2={word: cells * cell for word, cells in whole.directions().items()},
        significant_m2={word: cells * cell for word, cells in whole.significances().items()},
        cross_m2={
            word: {other: cells * cell for other, cells in row.items()}
            for word, row in whole.crossed().items()
        },
        cv_m2={word: cells * cell for word, cells in whole.variations().items()},
        mean_slope_per_year=whole.slope_sum / whole.valid,
        valid_m2=whole.valid * cell,
        trust=index.trust,
        beyond_chance=beyond_chance(study, index, whole, cell),
        abrupt=_abrupt(study, whole, cell),
        abrupt_step=study.trend.abrupt_step,
        methods=_methods(study),
        told=index.told,
        warnings=tuple(_warnings(study, index, whole, cell)),
        files=FILES,
    )


def _abrupt(study: Study, whole: TrendTally, cell_m2: float) -> tuple[AbruptBetween, ...]:
    """Return abrupt losses and gains by the date after them, with the date before that."""
    dates = [epoch.date for epoch in study.epochs]
    loss, gain = whole.abrupt * cell_m2
    return tuple(
        AbruptBetween(first=a, last=b, loss_m2=float(loss[i]), gain_m2=float(gain[i]))
        for i, (a, b) in enumerate(pairwise(dates), 1)
    )


def _methods(study: Study) -> tuple[Message, ...]:
    options = study.trend
    seasonal = options.seasonal
    return (
        message("engine.method.sen_seasonal") if seasonal else message("engine.method.sen"),
        message("engine.method.intercept"),
        message("engine.method.mann_kendall_seasonal")
        if seasonal
        else message("engine.method.mann_kendall", most=EXACT_UP_TO),
        *(
            (message("engine.method.serial", way=options.serial.value, least=LEAST_SERIAL),)
            if options.serial is not Serial.NONE
            else ()
        ),
        message(
            "engine.method.stable",
            slope=options.stable_per_year,
            p=options.significance,
            least=options.min_epochs,
        ),
        message("engine.method.beyond_chance", rate=options.significance),
        message(
            "engine.method.abrupt", step=options.abrupt_step, least=LEAST_DATES, most=EXACT_BREAKS
        ),
        message("engine.method.cv", ddof=options.cv_ddof, mean=LEAST_MEAN),
    )


def _warnings(
    study: Study, index: IndexResult, whole: TrendTally, cell_m2: float
) -> Iterator[Message]:
    options, dates = study.trend, [epoch.date for epoch in study.epochs]
    for fact in index.facts:
        if fact.left_out:
            yield of_epoch(fact.date, message("engine.left_out", why=fact.left_out))
    if never_significant(len(dates), options):
        yield message("engine.never_significant", epochs=len(dates), level=options.significance)
    if not index.pooled:
        yield message("engine.normalised_by_epoch")
        # Pooled epochs share their indicators; others may lack one each.
        if len({tuple(sorted(index.missing.get(str(day), {}))) for day in dates}) > 1:
            yield message("engine.other_indicators")
    if options.seasonal and (lone := lone_months(dates)):
        yield message("engine.lone_months", months=lone)
    if whole.near_zero:
        yield message("engine.no_cv", area=whole.near_zero * cell_m2, mean=LEAST_MEAN)


def never_significant(epochs: int, options: TrendOptions) -> bool:
    """Tell whether so few epochs cannot be significant, whatever their values."""
    if options.seasonal or epochs > EXACT_UP_TO:
        return epochs < 4
    if options.serial is not Serial.NONE and epochs >= LEAST_SERIAL:
        return False
    return critical_score(epochs, options.significance) is None
