"""NDVI of bare soil and of full cover, where a study does not name them: 5 % and 95 % quantiles."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from missionplanner.ecology.engine.bands.epochs import epoch_told
from missionplanner.ecology.engine.bands.facts import no_pixel
from missionplanner.ecology.engine.epoch_work import NDVI_RANGE, EpochWork, NdviHistograms
from missionplanner.ecology.engine.scratch import Counted
from missionplanner.ecology.statistics.quantiles import Histogram, merged_histograms
from missionplanner.ecology.statistics.refining import Windows, refined
from missionplanner.messages.message import Message, message

Work = TypeVar("Work", bound=EpochWork)

NDVI = message("engine.doing.ndvi")

SHARES = (0.05, 0.95)

Over = Callable[[NdviHistograms, Message], Sequence[Sequence[Histogram]]]
"""Runs a task on all blocks; also told what it is."""


def with_ends(
    works: Sequence[Work], counted: Sequence[Sequence[Counted]], pooled: bool, over: Over
) -> list[Work]:
    """Return the epochs with the ends of NDVI, of all of them together or each its own.

    Raises
    ------
    InputError
        An epoch has no NDVI at all.
    """
    given = works[0].computing.study.erosion.cover_ndvi
    if given is not None:
        return [work.with_ends(given) if work.base else work for work in works]
    pairs = [(work, blocks) for work, blocks in zip(works, counted, strict=True) if work.base]
    groups = [pairs] if pooled and pairs else [[pair] for pair in pairs]
    ends: dict[str, tuple[float, float]] = {}
    for group in groups:
        found = _ends([work for work, _ in group], [blocks for _, blocks in group], over)
        ends |= {work.name: found for work, _ in group}
    return [work.with_ends(ends[work.name]) if work.name in ends else work for work in works]


def _ends(
    works: Sequence[EpochWork], counted: Sequence[Sequence[Counted]], over: Over
) -> tuple[float, float]:
    for work, blocks in zip(works, counted, strict=True):
        if not sum(block["ndvi_count"] for block in blocks):
            raise no_pixel(epoch_told(work.epoch))
    blocks = [block for epoch in counted for block in epoch]
    first = merged_histograms(
        Histogram(*NDVI_RANGE, block["ndvi_below"], np.array(block["ndvi"])) for block in blocks
    )

    def again(windows: Windows) -> list[Histogram]:
        rows = [row for work in works for row in over(NdviHistograms(work, windows), NDVI)]
        return [merged_histograms(column) for column in zip(*rows, strict=True)]

    count = sum(block["ndvi_count"] for block in blocks)
    low, high = refined(first, count, SHARES, again)
    return float(low), float(high)
