"""The raw indicators of an index system as rasters, one for each indicator and epoch."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.passes import SMALL_STACK_BYTES, side_of
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Counted, Scratch
from missionplanner.ecology.engine.security.fits import Fits
from missionplanner.ecology.engine.security.folding import in_turns
from missionplanner.ecology.engine.security.from_imagery import joined
from missionplanner.ecology.engine.security.lacking import check_layers, indicator_told
from missionplanner.ecology.engine.security.layers_work import LayersWork, whole_limits
from missionplanner.ecology.engine.security.request import SecurityAsked
from missionplanner.ecology.engine.security.source import IndicatorSource
from missionplanner.ecology.engine.security.sources import Builder
from missionplanner.ecology.engine.security.told import refuse_lacking
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.erosion.factor_methods import is_relative
from missionplanner.ecology.security.standardise import checked_limits
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import Compute, IndicatorSpec, LayersNote
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.grid import Block, blocks
from missionplanner.tasks.progress import Progress

FOLDER = "security/indicators"
STAGE = AnalysisStage(
    "security-indicators",
    "security-indicators.json",
    FOLDER,
    LayersNote,
    message("engine.doing.indicators"),
)

_MASKED = {
    (True, True): "all",
    (True, False): "cloud",
    (False, True): "water",
    (False, False): "none",
}
_DEAR = (Compute.EROSION, Compute.DESERTIFICATION, Compute.VEGETATION_COVER)
"""Found last: what is missing is told before the whole study is read for a line or a quantile."""


def run_layers(asked: SecurityAsked, progress: Progress) -> LayersNote:
    """Make every indicator of every epoch; write `security/indicators/KEY_DATE.tif`.

    A result that is fresh is returned at once; a run that was killed goes on with its blocks.

    Raises
    ------
    InputError
        Indicators lack something (all named, with what), one is nowhere or constant; land
        cover holds unknown codes; a table holds text; a district has no figure.
    OutputError
        Results cannot be written.
    Cancelled
    """
    check_layers(asked.inputs, asked.whole)
    refuse_lacking(asked.study, asked.place.folder, asked.system, progress)
    return STAGE.run(asked.prepared, partial(_job, asked), progress)


def _job(asked: SecurityAsked, study: PreparedStudy, progress: Progress) -> StageJob[LayersNote]:
    return StageJob(asked.settings, asked.files, partial(_make, asked))


def _make(asked: SecurityAsked, attempt: Attempt, progress: Progress) -> LayersNote:
    place, run = asked.place, asked.prepared
    pieces = _pieces(asked)
    work, builder = _work(asked, pieces, attempt.scratch, progress.part(0.0, 0.3))
    words = message("engine.doing.security_indicators")
    counted = in_turns(work, pieces, place, progress.part(0.3, 0.7), words)
    result = _result(asked, work, builder, counted)
    notes = attempt.begin_writing()
    _write(asked, run, work, pieces, notes, progress.part(0.7, 1.0))
    return result


def _pieces(asked: SecurityAsked) -> tuple[Block, ...]:
    layers = len(asked.study.epochs) * len(asked.system.keys)
    grid = asked.prepared.lattice.grid
    return tuple(blocks(grid.height, grid.width, side_of(asked.place, layers, SMALL_STACK_BYTES)))


def _work(
    asked: SecurityAsked, pieces: tuple[Block, ...], scratch: Path, progress: Progress
) -> tuple[LayersWork, Builder]:
    run = asked.prepared
    run.fit_light(progress.part(0.0, 0.1))
    computings = tuple(run.computing(epoch) for epoch in run.epochs.study.epochs)
    fits = Fits(computings, asked.mask, pieces, asked.place)
    builder = Builder(run, asked.inputs, asked.system, fits, scratch, progress.part(0.1, 1.0))
    ordered = sorted(asked.system.indicators, key=lambda spec: spec.compute in _DEAR)
    found = {spec.key: tuple(builder.sources(spec)) for spec in ordered}
    sources = tuple(found[key] for key in asked.system.keys)
    return LayersWork(computings, sources, asked.mask, Scratch(scratch / "raw")), builder


def _result(
    asked: SecurityAsked, work: LayersWork, builder: Builder, counted: Sequence[Counted]
) -> LayersNote:
    keys, days = asked.system.keys, [epoch.date for epoch in asked.study.epochs]
    valid = np.sum([block["valid"] for block in counted], axis=0).reshape(len(days), len(keys))
    for day, row in zip(days, valid, strict=True):
        for spec, count in zip(asked.system.indicators, row, strict=True):
            if not count:
                where = indicator_told(spec.key)
                raise InputError("engine.security.nowhere", where, title=spec.name, day=day)
    found = checked_limits(whole_limits(counted), keys)
    lows, highs = found.minimum.tolist(), found.maximum.tolist()
    return LayersNote(
        limits={key: (lows[i], highs[i]) for i, key in enumerate(keys)},
        units={spec.key: _unit(spec, asked) for spec in asked.system.indicators},
        methods=_methods(asked, work.sources),
        warnings=tuple(builder.warnings),
        between_years={year: tuple(keys) for year, keys in builder.between.items()},
        files={f"{key}_{day}": f"{FOLDER}/{key}_{day}.tif" for day in days for key in keys},
        made_from=asked.inputs.made_from,
        figures=tuple(builder.used),
    )


def _unit(spec: IndicatorSpec, asked: SecurityAsked) -> str:
    erosion = asked.study.erosion
    if spec.compute is Compute.EROSION and is_relative(erosion, asked.study.dem is not None):
        return "relative"
    return spec.unit


def _methods(
    asked: SecurityAsked, sources: Sequence[Sequence[IndicatorSource]]
) -> tuple[Message, ...]:
    lines = []
    for spec, column in zip(asked.system.indicators, sources, strict=True):
        way = joined(tuple(dict.fromkeys(source.method for source in column)))
        lines.append(
            message("engine.security.method.of_indicator", key=spec.key, title=spec.name, way=way)
        )
    masked = _MASKED[asked.mask.mask_cloud, asked.mask.mask_water]
    lines.append(Message(f"engine.security.method.masks.{masked}"))
    return tuple(lines)


def _write(
    asked: SecurityAsked,
    run: PreparedStudy,
    work: LayersWork,
    pieces: Sequence[Block],
    notes: Mapping[str, str],
    progress: Progress,
) -> None:
    """Write all rasters, a few at a time: while one is compressed another is read."""
    jobs = []
    for index, (day, spec) in enumerate(
        (epoch.date, spec) for epoch in asked.study.epochs for spec in asked.system.indicators
    ):
        own = {**notes, "TITLE": spec.title, "UNIT": _unit(spec, asked), "DATE": str(day)}
        path = asked.place.out / FOLDER / f"{spec.key}_{day}.tif"
        jobs.append(partial(raster, path, run, work.scratch, index, pieces, own))
    at_once(jobs, asked.place.workers, progress, message("engine.doing.indicator_rasters"))


def at_once(
    jobs: Sequence[Callable[[], None]], workers: int | None, progress: Progress, words: Message
) -> None:
    """Do jobs on a few threads; the first error, or a stop, ends those not begun."""
    with ThreadPoolExecutor(workers or 2) as pool:
        waiting = [pool.submit(job) for job in jobs]
        try:
            for done, one in enumerate(waiting, 1):
                one.result()
                progress.report(done / len(jobs), words)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def raster(
    path: Path,
    run: PreparedStudy,
    scratch: Scratch,
    index: int,
    pieces: Sequence[Block],
    notes: Mapping[str, str],
) -> None:
    """Write one layer of block files as a raster."""
    dtype = run.place.dtype
    with RasterWriter(path, run.lattice.grid, dtype, float("nan"), notes) as writer:
        for block in pieces:
            writer.write(block, np.ascontiguousarray(scratch.array(block)[index]))
