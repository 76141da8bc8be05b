"""IRSEI of every epoch: four passes over the blocks, then rasters and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from missionplanner.ecology.engine.bands.epochs import epoch_told, refuse_missing
from missionplanner.ecology.engine.bands.facts import (
    NOWHERE,
    EpochNotes,
    empty,
    refuse_wrong_scale,
)
from missionplanner.ecology.engine.epoch_work import EpochWork, RawIndex, bounds_of
from missionplanner.ecology.engine.index.cut_off import limits_told
from missionplanner.ecology.engine.index.finishing import FOLDER, Finished, Outcome, finish
from missionplanner.ecology.engine.index.methods import index_methods, index_warnings
from missionplanner.ecology.engine.index.scaling import Scaled, scaled
from missionplanner.ecology.engine.index.trusting import index_trust
from missionplanner.ecology.engine.indicators.ndvi_ends import with_ends
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scene_notes import scenes_told
from missionplanner.ecology.engine.scratch import Counted, unpacked
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.index.scores import Scorer
from missionplanner.ecology.statistics.moments import merged
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.ecology import EpochIndex, IndexResult
from missionplanner.model.stale import imagery_mark
from missionplanner.model.study import Indicator
from missionplanner.tasks.progress import Progress

STAGE = AnalysisStage("irsei", "irsei.json", FOLDER, IndexResult, message("engine.doing.irsei"))


def run_index(study: PreparedStudy, progress: Progress) -> IndexResult:
    """Compute IRSEI, its grades and its tables; write `irsei/*.tif` and `irsei.json`.

    Where the result on the disk belongs to these inputs and settings it is returned at once. A run
    that was killed goes on with the blocks it had done.

    Raises
    ------
    InputError
        A file is absent or damaged, epochs share no ground, an epoch is all nodata, an indicator
        is missing or without variance.
    OutputError
        Results cannot be written.
    Cancelled
    """
    return STAGE.run(study, _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[IndexResult]:
    return StageJob(study.settings, study.files, partial(_work, study))


def _work(run: PreparedStudy, attempt: Attempt, progress: Progress) -> IndexResult:
    refuse_missing(run.epochs)
    works = _works(run, attempt.scratch, progress.part(0.0, 0.1))
    passed = _passes(run, works, progress.part(0.1, 0.75))
    notes = attempt.begin_writing()
    done = [
        Finished(work, scale, own)
        for work, scale, own in zip(passed.works, passed.scales, passed.bounds, strict=True)
    ]
    outcomes, transitions = finish(run, done, notes, progress.part(0.75, 1.0))
    return _result(run, done, outcomes, passed.notes, transitions)


def used_by_each(run: PreparedStudy) -> list[tuple[Indicator, ...]]:
    """Return the indicators of each epoch; where pooled, those that every epoch has.

    Raises
    ------
    InputError
        Fewer than two are left.
    """
    given = [run.epochs.given(epoch) for epoch in run.epochs.study.epochs]
    if run.study.index.pooled:
        shared = tuple(name for name in given[0] if all(name in other for other in given))
        given = [shared] * len(given)
    for epoch, names in zip(run.epochs.study.epochs, given, strict=True):
        if len(names) < 2:
            raise InputError("engine.too_few_indicators", epoch_told(epoch), count=len(names))
    return given


def _works(run: PreparedStudy, folder: Path, progress: Progress) -> list[EpochWork]:
    used = used_by_each(run)
    run.fit_light(progress.part(0.0, 0.5))
    base = run.erosion(used, folder, progress.part(0.5, 1.0))
    return [
        EpochWork(
            run.computing(epoch),
            names,
            folder / str(epoch.date),
            base if Indicator.EROSION in names and Indicator.EROSION not in epoch.layers else None,
        )
        for epoch, names in zip(run.epochs.study.epochs, used, strict=True)
    ]


@dataclass(frozen=True)
class _Passed:
    """What the passes found; lists run along the epochs that are in the result.

    Attributes
    ----------
    works : list of EpochWork
    scales : list of Scaled
    bounds : list of list of (float, float)
        Least and greatest raw index, of all components and of the first.
    notes : EpochNotes
        Of every epoch of the study.
    """

    works: list[EpochWork]
    scales: list[Scaled]
    bounds: list[list[tuple[float, float]]]
    notes: EpochNotes


def _passes(run: PreparedStudy, works: list[EpochWork], progress: Progress) -> _Passed:
    study, count = run.study, len(works)
    first = [
        run.over(
            work.first,
            message("engine.doing.indicators_of", day=work.epoch.date),
            progress.part(0.0, 0.6).nth(i, count),
        )
        for i, work in enumerate(works)
    ]
    notes = EpochNotes(run.lattice.cell_m2)
    for work, own in zip(works, first, strict=True):
        refuse_wrong_scale(work.epoch, own)
        notes.add(work.epoch, own, empty(own, work.first_layers))
    works = notes.kept(works)
    part = progress.part(0.6, 0.6)  # several passes: the share stands still
    counted = [notes.counted[work.epoch.date] for work in works]
    works = with_ends(
        works, counted, study.index.pooled, lambda task, words: run.over(task, words, part)
    )
    later: list[Sequence[Counted]] = [
        run.over(
            work.erosion,
            message("engine.doing.erosion_of", day=work.epoch.date),
            progress.part(0.6, 0.8).nth(i, count),
        )
        if work.base
        else before
        for i, (work, before) in enumerate(zip(works, counted, strict=True))
    ]
    found = [merged(unpacked(block["moments"]) for block in blocks) for blocks in later]
    for work, whole, blocks in zip(works, found, later, strict=True):
        notes.eroded(work.epoch, blocks if work.base else (), None if whole.count else NOWHERE)
    kept = notes.kept(works)
    found = [whole for whole in found if whole.count]
    part = progress.part(0.8, 0.8)
    scales = scaled(
        kept,
        found,
        study.index,
        lambda task, words: run.over(task, words, part),
    )
    return _Passed(kept, scales, _raw(run, kept, scales, progress.part(0.8, 1.0)), notes)


def _raw(
    run: PreparedStudy, works: Sequence[EpochWork], scales: Sequence[Scaled], progress: Progress
) -> list[list[tuple[float, float]]]:
    """Write the raw index of all epochs; where pooled all of them have one range."""
    options = run.study.index
    bounds = []
    for i, (work, scale) in enumerate(zip(works, scales, strict=True)):
        components = min(options.components, len(work.used))
        task = RawIndex(work, Scorer.of(scale.limits, scale.components, components))
        bounds.append(
            bounds_of(
                run.over(
                    task,
                    message("engine.doing.index_of", day=work.epoch.date),
                    progress.nth(i, len(works)),
                )
            )
        )
    if run.study.index.pooled:
        shared = [
            (min(own[layer][0] for own in bounds), max(own[layer][1] for own in bounds))
            for layer in range(2)
        ]
        return [shared] * len(works)
    return bounds


def _result(
    run: PreparedStudy,
    done: Sequence[Finished],
    outcomes: Sequence[Outcome],
    notes: EpochNotes,
    transitions: tuple[tuple[float, ...], ...],
) -> IndexResult:
    study, all_pooled = run.study, run.study.index.pooled
    names = run.epochs.study.index.indicators
    used = tuple(name for name in names if any(name in one.work.used for one in done))
    works = [one.work for one in done]
    counted = [notes.counted[work.epoch.date] for work in works]
    lost = (*notes.told, *limits_told(done, study.index))
    limits = {"all" if all_pooled else str(one.work.epoch.date): one.limits_by_name for one in done}
    return IndexResult(
        grid=run.lattice.note,
        indicators=used,
        pooled=all_pooled,
        trust=index_trust(run, done, notes),
        paper_literal=study.index.paper_literal,
        corrections=study.corrections,
        dem=study.dem.path if study.dem else "",
        imagery=imagery_mark(study),
        limits=limits,
        epochs=tuple(_epoch(run, one, own) for one, own in zip(done, outcomes, strict=True)),
        transitions_m2=transitions,
        missing=run.epochs.missing,
        methods=index_methods(run, works),
        facts=notes.facts,
        told=(*scenes_told(run), *lost),
        warnings=(*index_warnings(run, works, counted), *lost),
        files={name: file for own in outcomes for name, file in own.files.items()},
    )


def _epoch(run: PreparedStudy, done: Finished, outcome: Outcome) -> EpochIndex:
    parts, cell_m2 = done.scale.components, run.lattice.cell_m2
    cells = run.lattice.grid.width * run.lattice.grid.height
    return EpochIndex(
        date=done.work.epoch.date,
        sensor=done.work.epoch.sensor,
        eigenvalues=tuple(parts.eigenvalues.tolist()),
        contributions=tuple(parts.contributions.tolist()),
        loadings={
            name: tuple(row.tolist())
            for name, row in zip(done.work.used, parts.loadings, strict=True)
        },
        flipped=parts.flipped,
        unsure=parts.unsure,
        mean=outcome.index.mean,
        mean_pc1=outcome.first.mean,
        valid_m2=outcome.index.valid * cell_m2,
        masked_m2=(cells - outcome.index.valid) * cell_m2,
        grades_m2=outcome.index.areas(cell_m2),
        grades_pc1_m2=outcome.first.areas(cell_m2),
        histogram=tuple(outcome.index.classes.tolist()),
    )
