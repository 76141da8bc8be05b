"""The indicators of every epoch as rasters, with the factors they are made of."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.bands.epochs import epoch_told, layer_told
from missionplanner.ecology.engine.bands.facts import (
    EpochNotes,
    empty,
    no_pixel,
    no_value_of,
    refuse_wrong_scale,
)
from missionplanner.ecology.engine.indicators.methods import indicator_methods, shared_warnings
from missionplanner.ecology.engine.indicators.ndvi_ends import with_ends
from missionplanner.ecology.engine.indicators.work import STATIC_LAYERS, IndicatorWork
from missionplanner.ecology.engine.passes import finish_each
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scene_notes import scenes_told
from missionplanner.ecology.engine.scratch import Counted, Values
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.erosion.base import ErosionBase
from missionplanner.ecology.statistics.moments import Moments, merged, moments
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import IndicatorsResult, LayerSummary
from missionplanner.model.study import Indicator
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.graph import ahead
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

FOLDER = "indicators"
STAGE = AnalysisStage(
    "indicators", "indicators.json", FOLDER, IndicatorsResult, message("engine.doing.indicators")
)

_UNITS = {"heat": "K", "brightness": "K"}


@dataclass(frozen=True)
class Written:
    """A raster of the result."""

    key: str
    file: str
    summary: LayerSummary


def run_indicators(study: PreparedStudy, progress: Progress) -> IndicatorsResult:
    """Compute what each epoch can give; write `indicators/*.tif` and `indicators.json`.

    Cloud, water and fill have no value, as the index's masks say. What an epoch cannot give is told
    in `missing`; an epoch without a clear cell is left out and told. A result that is fresh is
    returned at once, a killed run goes on.

    Raises
    ------
    InputError
        A file is absent or damaged, epochs share no ground, an epoch is all nodata, or not one
        indicator can be computed.
    OutputError
        Results cannot be written.
    Cancelled
    """
    return STAGE.run(study, _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[IndicatorsResult]:
    return StageJob(study.settings, study.files, partial(_work, study))


def _work(run: PreparedStudy, attempt: Attempt, progress: Progress) -> IndicatorsResult:
    works, base = _works(run, attempt.scratch, progress.part(0.0, 0.1))
    works, seen = _passes(run, works, progress.part(0.1, 0.6))
    notes = attempt.begin_writing()
    written = _write(run, works, base, notes, progress.part(0.6, 1.0))
    return _result(run, works, base, seen, written)


def _works(
    run: PreparedStudy, folder: Path, progress: Progress
) -> tuple[list[IndicatorWork], ErosionBase | None]:
    epochs = run.epochs.study.epochs
    used = [run.epochs.given(epoch) for epoch in epochs]
    for epoch, names in zip(epochs, used, strict=True):
        if not names:
            why = next(iter(run.epochs.missing[str(epoch.date)].values()))
            raise InputError("engine.no_indicator", epoch_told(epoch), why=why)
    run.fit_light(progress.part(0.0, 0.5))
    base = run.erosion(used, folder, progress.part(0.5, 1.0))
    works = [
        IndicatorWork(
            run.computing(epoch),
            names,
            folder / str(epoch.date),
            base if Indicator.EROSION in names and Indicator.EROSION not in epoch.layers else None,
        )
        for epoch, names in zip(epochs, used, strict=True)
    ]
    return works, base


def _passes(
    run: PreparedStudy, works: list[IndicatorWork], progress: Progress
) -> tuple[list[IndicatorWork], EpochNotes]:
    count, notes = len(works), EpochNotes(run.lattice.cell_m2)
    for i, work in enumerate(works):
        part = progress.part(0.0, 0.7).nth(i, count)
        blocks = run.over(
            work.first, message("engine.doing.indicators_of", day=work.epoch.date), part
        )
        refuse_wrong_scale(work.epoch, blocks)
        notes.add(work.epoch, blocks, empty(blocks, ()) or _nothing(work, blocks))
    works = notes.kept(works)
    part = progress.part(0.7, 0.7)  # several passes: the share stands still
    works = with_ends(
        [work.without(notes.lost(work.epoch)) for work in works],
        [notes.counted[work.epoch.date] for work in works],
        run.study.index.pooled,
        lambda task, words: run.over(task, words, part),
    )
    for i, work in enumerate(works):
        if work.base:
            words = message("engine.doing.erosion_of", day=work.epoch.date)
            eroded = run.over(work.erosion, words, progress.part(0.75, 1.0).nth(i, count))
            notes.eroded(work.epoch, eroded)
    return works, notes


def _nothing(work: IndicatorWork, blocks: Sequence[Counted]) -> Message | None:
    """Return the reason to leave out an epoch of which no layer has a value anywhere."""
    found = any(count for block in blocks for count in block["layers"].values())
    return None if found else no_value_of(work.layers)


def _write(
    run: PreparedStudy,
    works: Sequence[IndicatorWork],
    base: ErosionBase | None,
    notes: Mapping[str, str],
    progress: Progress,
) -> list[Written]:
    parts = len(works) + 1
    written = []
    for i, work in enumerate(works):
        units = {name: _UNITS.get(name, "1") for name in work.layers}
        if base is not None:
            units[Indicator.EROSION.value] = base.units["base"]
        layers = _Layers(work.epoch.date, units, work.values, (epoch_told(work.epoch),))
        written += _written(run, layers, notes, progress.nth(i, parts))
    if base is not None:
        stored = base.units | {"slope": "deg"}
        units = {STATIC_LAYERS[name]: stored[name] for name in base.units if name in STATIC_LAYERS}
        layers = _Layers(
            None, units, partial(_static, base, run.place.dtype), (layer_told("erosion"),)
        )
        written += _written(run, layers, notes, progress.nth(parts - 1, parts))
    return written


@dataclass(frozen=True)
class _Layers:
    """Rasters written together: unit by name, and what gives their values over a block."""

    date: datetime.date | None
    units: Mapping[str, str]
    values: Callable[[Block], Sequence[Values]]
    where: tuple[Message, ...]

    def key(self, name: str) -> str:
        return name if self.date is None else f"{name}_{self.date}"

    def counted(self, block: Block) -> tuple[Sequence[Values], list[Moments]]:
        values = self.values(block)
        return values, [moments(layer[None]) for layer in values]


def _static(base: ErosionBase, dtype: str, block: Block) -> list[Values]:
    layers = base.block(block)
    if "slope" in layers:
        layers["slope"] = np.degrees(layers["slope"])
    return [layers[name].astype(dtype) for name in base.units if name in STATIC_LAYERS]


def _written(
    run: PreparedStudy, layers: _Layers, notes: Mapping[str, str], progress: Progress
) -> list[Written]:
    place, words = run.place, message("engine.doing.rasters_of_erosion")
    if layers.date is not None:
        words = message("engine.doing.rasters_of", day=layers.date)
    files = {name: f"{FOLDER}/{layers.key(name)}.tif" for name in layers.units}
    found = []
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                RasterWriter(place.out / file, run.lattice.grid, place.dtype, tags=notes)
            )
            for file in files.values()
        ]
        results = ahead(layers.counted, run.blocks, place.workers)
        for i, (block, (values, counted)) in enumerate(zip(run.blocks, results, strict=True)):
            for writer, layer in zip(writers, values, strict=True):
                writer.write(block, layer)
            found.append(counted)
            progress.report(0.5 * i / len(run.blocks), words)
        wholes = [merged(column) for column in zip(*found, strict=True)]
        for name, whole in zip(files, wholes, strict=True):
            if whole.count == 0:
                raise no_pixel((*layers.where, layer_told(name)))
        finish_each(writers, words, progress.part(0.5, 1.0))
    return [
        Written(layers.key(name), file, _summary(run, layers, name, whole))
        for (name, file), whole in zip(files.items(), wholes, strict=True)
    ]


def _summary(run: PreparedStudy, layers: _Layers, name: str, whole: Moments) -> LayerSummary:
    return LayerSummary(
        name=name,
        unit=layers.units[name],
        date=layers.date,
        minimum=float(whole.minimum[0]),
        maximum=float(whole.maximum[0]),
        mean=float(whole.mean[0]),
        valid_m2=whole.count * run.lattice.cell_m2,
    )


def _result(
    run: PreparedStudy,
    works: Sequence[IndicatorWork],
    base: ErosionBase | None,
    seen: EpochNotes,
    written: Sequence[Written],
) -> IndicatorsResult:
    counted = [seen.counted[work.epoch.date] for work in works]
    return IndicatorsResult(
        grid=run.lattice.note,
        layers=tuple(one.summary for one in written),
        missing=run.epochs.missing,
        methods=tuple(indicator_methods(run, [work.used for work in works], base)),
        facts=seen.facts,
        told=(*scenes_told(run), *seen.told),
        warnings=(*shared_warnings(run, works, counted), *seen.told),
        files={one.key: one.file for one in written},
    )
