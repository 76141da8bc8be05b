"""`missionplanner trend`: change of every cell over the epochs, block by block."""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from missionplanner.ecology.change.headline import beyond_chance
from missionplanner.ecology.change.mann_kendall import EXACT_UP_TO, critical_score
from missionplanner.ecology.change.pettitt import EXACT_UP_TO as EXACT_BREAKS
from missionplanner.ecology.change.pettitt import LEAST_DATES
from missionplanner.ecology.change.seasonal import lone_months, months
from missionplanner.ecology.change.serial import LEAST_DATES as LEAST_SERIAL
from missionplanner.ecology.change.tallies import TrendTally
from missionplanner.ecology.change.variation import LEAST_MEAN
from missionplanner.ecology.engine.bands.lattice import Lattice
from missionplanner.ecology.engine.change.series import (
    DOING,
    LAYERS,
    IndexSeries,
    counted_trends,
    write_layers,
)
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.passes import side_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Scratch
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import (
    AbruptBetween,
    IndexResult,
    TrendResult,
)
from missionplanner.model.study import Serial, Study, TrendOptions, decimal_year
from missionplanner.raster.grid import blocks
from missionplanner.tasks.progress import Progress

STAGE = AnalysisStage("trend", "trend.json", "trend", TrendResult, DOING)

TWO_DATES = message("engine.two_dates")
FILES = {name: f"{STAGE.folder}/{name}.tif" for name in LAYERS}


def run_trend(study: PreparedStudy, progress: Progress) -> TrendResult:
    """Find the change of every cell; write `trend/*.tif` and `trend.json`.

    Raises
    ------
    InputError
        Fewer epochs than a cell needs, no cell with enough valid ones, or whatever `run_index`
        raises.
    OutputError
        Results cannot be written.
    """
    return STAGE.run(study, _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[TrendResult]:
    refuse_few_epochs(study.study)
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
    whole = counted_trends(series, scratch, pieces, place, progress.part(0.6, 0.9))
    notes = attempt.begin_writing()
    folder = place.out / STAGE.folder
    write_layers(folder, where.grid, scratch, pieces, notes, progress.part(0.9, 1.0))
    return _result(study, index, where, whole)


def of_index(study: Study, index: IndexResult) -> Study:
    """Return the study with the epochs that the index has: those without a clear cell are not."""
    left = {fact.date for fact in index.facts if fact.left_out}
    kept = tuple(epoch for epoch in study.epochs if epoch.date not in left)
    return study.model_copy(update={"epochs": kept})


def refuse_few_epochs(study: Study) -> None:
    """Raise an `InputError` where a study has fewer epochs than a trend needs of each cell."""
    count, least = len(study.epochs), study.trend.min_epochs
    if count < 2:
        raise InputError("engine.one_epoch", "epochs")
    if count < least:
        raise InputError("engine.few_epochs", "epochs", count=count, least=least)


def of_two_dates(prepared: PreparedStudy) -> PreparedStudy:
    """Return a study of two dates so that they are compared: a cell needs both, and no third.

    What is found is their difference per year, and the variation of two values; never a trend.
    """
    study = prepared.study
    if len(study.epochs) != 2 or study.trend.min_epochs == 2:
        return prepared
    options = study.trend.model_copy(update={"min_epochs": 2})
    return replace(prepared, study=study.model_copy(update={"trend": options}))


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
        abrupt=abrupt_between([epoch.date for epoch in study.epochs], whole, cell),
        abrupt_step=study.trend.abrupt_step,
        methods=trend_methods(study.trend),
        told=index.told,
        warnings=tuple(_warnings(study, index, whole, cell)),
        files=FILES,
    )


def abrupt_between(
    dates: Sequence[datetime.date], whole: TrendTally, cell_m2: float
) -> tuple[AbruptBetween, ...]:
    """Return abrupt losses and gains by the date after them, with the date before that."""
    loss, gain = whole.abrupt * cell_m2
    return tuple(
        AbruptBetween(first=a, last=b, loss_m2=float(loss[i]), gain_m2=float(gain[i]))
        for i, (a, b) in enumerate(pairwise(dates), 1)
    )


def trend_methods(options: TrendOptions) -> tuple[Message, ...]:
    """Return how change was found, a line a step."""
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
        *(
            (
                message(
                    "engine.method.abrupt",
                    step=options.abrupt_step,
                    least=LEAST_DATES,
                    most=EXACT_BREAKS,
                ),
            )
            if math.isfinite(options.abrupt_step)
            else ()
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
    if len(dates) == 2:
        yield TWO_DATES
    elif never_significant(len(dates), options):
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
