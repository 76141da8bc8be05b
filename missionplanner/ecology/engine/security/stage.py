"""`missionplanner security`: weights, index, levels and tables of all epochs (paper 2)."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.lattice import Lattice
from missionplanner.ecology.engine.bands.shapes import Named
from missionplanner.ecology.engine.passes import SMALL_STACK_BYTES, side_of
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Counted, Scratch
from missionplanner.ecology.engine.security.folding import folded, in_turns
from missionplanner.ecology.engine.security.index_work import (
    IndexWork,
    Stacks,
    index_bins,
    indicator_bins,
    joined,
    tally_of,
    trials_of,
)
from missionplanner.ecology.engine.security.lacking import indicator_told
from missionplanner.ecology.engine.security.layers_stage import FOLDER, run_layers
from missionplanner.ecology.engine.security.moves import MovesOfBlock, moves_told
from missionplanner.ecology.engine.security.request import SecurityAsked
from missionplanner.ecology.engine.security.sites import reported, reported_files, site_rows
from missionplanner.ecology.engine.security.trusting import security_trust
from missionplanner.ecology.engine.security.writing import files_of, write_epochs
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.security.grades import natural_grade_breaks
from missionplanner.ecology.security.index import Recipe
from missionplanner.ecology.security.leaving import left_out_told
from missionplanner.ecology.security.methods import lowering_warnings, methods
from missionplanner.ecology.security.standardise import RawRanges
from missionplanner.ecology.security.tally import recipe_of, year_security
from missionplanner.ecology.security.thresholds import QUARTERS, all_thresholds, few_valued
from missionplanner.ecology.security.weights import ConstantWeights, constant_weights
from missionplanner.ecology.statistics.breaks import Binned
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import (
    LayersNote,
    LevelMoves,
    SecurityResult,
    Thresholds,
    epoch_labels,
)
from missionplanner.raster.grid import Block, blocks
from missionplanner.tasks.progress import Progress

STAGE = AnalysisStage(
    "security", "security.json", "security", SecurityResult, message("engine.doing.security")
)

Bins = tuple[Binned, ...]

DIGITS = 9
"""Thresholds are rounded to so many: sums of other blocks differ beyond them."""


@dataclass(frozen=True)
class Weighing:
    """Everything between the raw indicators and the index.

    Attributes
    ----------
    asked : SecurityAsked
    where : Lattice
    pieces : tuple of Block
    note : LayersNote
    stacks : Stacks
    constant : ConstantWeights
    """

    asked: SecurityAsked
    where: Lattice
    pieces: tuple[Block, ...]
    note: LayersNote
    stacks: Stacks
    constant: ConstantWeights


def run_security(study: PreparedStudy, progress: Progress) -> SecurityResult:
    """Compute security of every epoch; write `security/*.tif` and `security.json`.

    Where the result on the disk belongs to these inputs and options it is returned at once. The
    indicators are made anew only where what they depend on has changed: not for other weights.

    Raises
    ------
    InputError
        No part 'security' in the study, a system that cannot be used, weights that do not sum to
        1, judgements that are not reciprocal or inconsistent, thresholds that do not rise, or
        whatever `run_layers` raises.
    OutputError
        Results cannot be written.
    Cancelled
    """
    return STAGE.run(study, _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[SecurityResult]:
    asked = SecurityAsked.of(study)
    options = asked.inputs.options
    constant = constant_weights(asked.whole, options.weights, options.leave_out)
    _check_given(asked)
    inputs = [*asked.files, *reported_files(study.study, study.place)]
    return StageJob(_settings(asked), inputs, partial(_work, asked, constant))


def _work(
    asked: SecurityAsked, constant: ConstantWeights, attempt: Attempt, progress: Progress
) -> SecurityResult:
    note = run_layers(asked, progress.part(0.0, 0.6))
    return _indexed(_weighing(asked, note, constant), attempt, progress.part(0.6, 1.0))


def _settings(asked: SecurityAsked) -> dict[str, Any]:
    """Return what the index depends on beside the files."""
    system = asked.system.model_dump(mode="json")
    options = asked.inputs.options.model_dump(mode="json", exclude={"leave_out"})
    named = [asked.study.zone_name, asked.inputs.report_sites, asked.study.zones]
    told = asked.settings | {"options": options, "system": system, "sites": named}
    # Only where there are any: results of before indicators could be left out stay fresh.
    gone = [spec.model_dump(mode="json") for spec in asked.left_out]
    return told | {"left_out": gone} if gone else told


def _check_given(asked: SecurityAsked) -> None:
    """Refuse thresholds that cannot be before anything is computed."""
    for key, (d1, d2, d3) in asked.inputs.options.weights.thresholds.items():
        if key not in asked.whole.keys:
            known = asked.whole.keys
            raise InputError(
                "engine.security.unknown_thresholds", "thresholds", key=key, known=known
            )
        if not 0 < d1 < d2 < d3 < 1:
            where = indicator_told(key)
            raise InputError("engine.security.thresholds_fall", where, d1=d1, d2=d2, d3=d3)


def _weighing(asked: SecurityAsked, note: LayersNote, constant: ConstantWeights) -> Weighing:
    where, system = asked.prepared.lattice, asked.system
    side = side_of(asked.place, len(system.keys), SMALL_STACK_BYTES)
    pieces = tuple(blocks(where.grid.height, where.grid.width, side))
    scale = RawRanges(
        np.array([note.limits[key][0] for key in system.keys]),
        np.array([note.limits[key][1] for key in system.keys]),
    )
    folder = (asked.place.out / FOLDER).resolve()
    stacks = Stacks(folder, where.grid, system.keys, system.signs, scale, asked.place.dtype)
    return Weighing(asked, where, pieces, note, stacks, constant)


def _indexed(at: Weighing, attempt: Attempt, progress: Progress) -> SecurityResult:
    options, place = at.asked.inputs.options, at.asked.place
    found, few = _thresholds(at, progress.part(0.0, 0.3))
    how = recipe_of(at.asked.system, at.constant, found, options.weights)
    breaks = _breaks(at, how, progress.part(0.3, 0.4))
    sites = reported(at.asked.study, place, at.where.grid.crs_wkt)
    works = [
        IndexWork(
            at.stacks,
            epoch.date,
            how,
            breaks,
            sites,
            options.sensitivity,
            Scratch(attempt.scratch / str(epoch.date)),
        )
        for epoch in at.asked.study.epochs
    ]
    part = progress.part(0.4, 0.75)
    counted = [
        in_turns(
            work,
            at.pieces,
            place,
            part.nth(i, len(works)),
            message("engine.doing.index_of", day=work.day),
        )
        for i, work in enumerate(works)
    ]
    result = _result(at, works, counted, found)
    moves = _moves(at, works, progress.part(0.75, 0.8))
    result = result.model_copy(update={"warnings": (*few, *result.warnings), "moves": moves})
    write_epochs(works, at.pieces, place, attempt.begin_writing(), progress.part(0.8, 1.0))
    return result


def _moves(at: Weighing, works: Sequence[IndexWork], progress: Progress) -> tuple[LevelMoves, ...]:
    """Return from which level to which land went between the epochs."""
    if len(works) < 2:
        return ()
    task, words = MovesOfBlock(tuple(works)), message("engine.doing.levels")
    whole = folded(task, at.pieces, _added, at.asked.place, progress, words)
    return moves_told(works, [whole], at.where.cell_m2)


def _added(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    total: NDArray[np.int64] = np.sum(parts, axis=0)
    return total


def _thresholds(
    at: Weighing, progress: Progress
) -> tuple[dict[str, Thresholds], tuple[Message, ...]]:
    """Return d1, d2, d3 of every indicator, those given, the others by k-means; and warnings."""
    keys, every = at.asked.system.keys, at.asked.inputs.options.weights.thresholds
    given = {key: value for key, value in every.items() if key in keys}
    if all(key in given for key in keys):
        return {key: given[key] for key in keys}, ()
    bins = _bins_of_epochs(at, partial(indicator_bins, at.stacks), progress, "thresholds")
    few = few_valued(keys, bins, given)
    found = all_thresholds(keys, bins, given | dict.fromkeys(few, QUARTERS))
    edges = [f"{edge:g}" for edge in QUARTERS]
    words = tuple(
        message("engine.security.few_values", key=key, count=count, edges=edges)
        for key, count in few.items()
    )
    return {k: value if k in given else _rounded(value) for k, value in found.items()}, words


def _bins_of_epochs(
    at: Weighing,
    task: Callable[[datetime.date, Block], Bins],
    progress: Progress,
    doing: Literal["thresholds", "levels"],
) -> Bins:
    """Return bins of all epochs together; those of one are added up before the next is read."""
    days = [epoch.date for epoch in at.asked.study.epochs]
    words, whole = Message(f"engine.doing.{doing}"), None
    for i, day in enumerate(days):
        part = progress.nth(i, len(days))
        own = folded(partial(task, day), at.pieces, joined, at.asked.place, part, words)
        whole = own if whole is None else joined((whole, own))
    assert whole is not None
    return whole


def _rounded(value: Thresholds) -> Thresholds:
    d1, d2, d3 = (round(one, DIGITS) for one in value)
    return d1, d2, d3


def _breaks(at: Weighing, how: Recipe, progress: Progress) -> tuple[float, ...]:
    options = at.asked.inputs.options.grades
    if options.method == "fixed":
        return options.breaks
    bins = _bins_of_epochs(at, partial(index_bins, at.stacks, how), progress, "levels")
    return natural_grade_breaks(bins[0])


def _result(
    at: Weighing,
    works: Sequence[IndexWork],
    counted: Sequence[Sequence[Counted]],
    found: dict[str, Thresholds],
) -> SecurityResult:
    options, system, cell_m2 = at.asked.inputs.options, at.asked.system, at.where.cell_m2
    years = tuple(
        year_security(work.day, tally_of(own), system, work.how, cell_m2)
        for work, own in zip(works, counted, strict=True)
    )
    sites: Named = works[0].sites
    rows, unassigned = site_rows(sites, counted, cell_m2)
    trials = trials_of([block for own in counted for block in own])
    constant = at.constant
    without = left_out_told(at.asked.whole, options.leave_out)
    warned = [
        line
        for year, label in zip(years, epoch_labels(years), strict=True)
        for line in lowering_warnings(year.lowering_share, label)
    ]
    empty = [row.name for row in rows if not any(row.valid_m2)]
    if empty:
        warned.append(message("engine.security.no_pixel_in", sites=empty))
    return SecurityResult(
        trust=security_trust(
            at.asked.study,
            system,
            at.asked.inputs,
            at.note.between_years,
            constant.cr,
            left_out=[spec.key for spec in at.asked.left_out],
            share_out=constant.left_out,
        ),
        system=system,
        left_out=at.asked.left_out,
        weights_cw=constant.weights,
        cr=constant.cr,
        random_index=options.weights.random_index if constant.consistency else None,
        consistency=constant.consistency,
        adjustment=options.weights.adjustment,
        alpha=options.weights.alpha,
        thresholds=found,
        limits=at.note.limits,
        breaks=works[0].breaks,
        grading=options.grades.method,
        years=years,
        sites=rows,
        unassigned_m2=unassigned,
        sensitivity=trials.result() if trials else None,
        methods=(*at.note.methods, *methods(system, constant, options), *without),
        warnings=(*without, *constant.warnings, *at.note.warnings, *warned),
        figures=at.note.figures,
        files=files_of([work.day for work in works]),
    )
