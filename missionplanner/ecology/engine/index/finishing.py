"""The last pass (d): from the raw index to rasters, grades and areas."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.epoch_work import EpochWork
from missionplanner.ecology.engine.index.scaling import Scaled
from missionplanner.ecology.engine.index.tally import GradeCounts, Transitions
from missionplanner.ecology.engine.passes import finish_each
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.scratch import Values
from missionplanner.ecology.index.grades import finished, grades
from missionplanner.ecology.legends import legend
from missionplanner.messages.message import message
from missionplanner.model.study import Indicator
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.graph import ahead
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

FOLDER = "irsei"
_BLOCKS_SHARE = 0.5
"""Of the time of a raster; the rest is spent on compressing it."""

Codes = NDArray[np.uint8]
Finals = tuple[Values, Values, Codes, Codes]
"""Index and index by the first component, and the grades of both."""


@dataclass(frozen=True)
class Finished:
    """An epoch whose raw index is written.

    Attributes
    ----------
    work : EpochWork
    scale : Scaled
    bounds : list of (low, high)
        What becomes 0 and 1: of the index, and of the first component alone.
    """

    work: EpochWork
    scale: Scaled
    bounds: list[tuple[float, float]]

    @property
    def limits_by_name(self) -> dict[Indicator, tuple[float, float]]:
        """The values that became 0 and 1 before the PCA."""
        limits = self.scale.limits
        return {
            name: (float(low), float(high))
            for name, low, high in zip(self.work.used, limits.lower, limits.upper, strict=True)
        }

    def final(self, block: Block) -> Finals:
        """Return index and grades of a block."""
        raw = self.work.pass_("raw").array(block)
        index, first = (
            finished(layer, low, high, self.work.name)
            for layer, (low, high) in zip(raw, self.bounds, strict=True)
        )
        return index, first, grades(index), grades(first)


@dataclass
class Outcome:
    """What was counted of an epoch, and the files written."""

    index: GradeCounts = field(default_factory=GradeCounts)
    first: GradeCounts = field(default_factory=GradeCounts)
    files: dict[str, str] = field(default_factory=dict)


def finish(
    run: PreparedStudy, done: Sequence[Finished], notes: Mapping[str, str], progress: Progress
) -> tuple[list[Outcome], tuple[tuple[float, ...], ...]]:
    """Write index, first component and grades of every epoch; return what was counted.

    Returns
    -------
    outcomes : list of Outcome
    transitions_m2 : tuple of tuples
        First to last epoch; empty where there is one epoch only.

    Raises
    ------
    InputError
        The raw index of an epoch is the same everywhere.
    OutputError
        A raster cannot be written.
    """
    transitions = Transitions()
    outcomes = []
    for i, one in enumerate(done):
        # Grades of the first epoch are made again beside the last's: cheaper than keeping them.
        before = done[0] if len(done) > 1 and one is done[-1] else None
        task = partial(_with_before, one, before)
        outcomes.append(_written(run, one, task, transitions, notes, progress.nth(i, len(done))))
    areas = transitions.areas(run.lattice.cell_m2) if len(done) > 1 else ()
    return outcomes, areas


def _with_before(
    one: Finished, before: Finished | None, block: Block
) -> tuple[Finals, Codes | None]:
    return one.final(block), before.final(block)[2] if before else None


def _written(
    run: PreparedStudy,
    one: Finished,
    task: "partial[tuple[Finals, Codes | None]]",
    transitions: Transitions,
    notes: Mapping[str, str],
    progress: Progress,
) -> Outcome:
    day, outcome = one.work.epoch.date, Outcome()
    words = message("engine.doing.rasters_of", day=day)
    with ExitStack() as stack:
        writers = []
        for name in ("irsei", "irsei_pc1", "grade"):
            file = f"{FOLDER}/{name}_{day}.tif"
            outcome.files[f"{name}_{day}"] = file
            kind = ("uint8", 0.0) if name == "grade" else (run.place.dtype, float("nan"))
            colours = legend(name).by_code() if name == "grade" else None
            writer = RasterWriter(run.place.out / file, run.lattice.grid, *kind, notes, colours)
            writers.append(stack.enter_context(writer))
        results = ahead(task, run.blocks, run.place.workers)
        for i, (block, (finals, before)) in enumerate(zip(run.blocks, results, strict=True)):
            index, first, codes, codes_first = finals
            outcome.index.add(index, codes)
            outcome.first.add(first, codes_first)
            if before is not None:
                transitions.add(before, codes)
            for writer, values in zip(writers, (index, first, codes), strict=True):
                writer.write(block, values)
            progress.report(_BLOCKS_SHARE * i / len(run.blocks), words)
        finish_each(writers, words, progress.part(_BLOCKS_SHARE, 1.0))
    return outcome
