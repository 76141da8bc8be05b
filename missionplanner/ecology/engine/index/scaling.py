"""Limits and principal components of the epochs: of all together, or each its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from missionplanner.ecology.engine.bands.epochs import epoch_told
from missionplanner.ecology.engine.bands.facts import no_pixel
from missionplanner.ecology.engine.epoch_work import EpochWork, LayerHistograms, ScaledMoments
from missionplanner.ecology.index.components import Components, components
from missionplanner.ecology.index.orientation import Orientation, refuse_unlike
from missionplanner.ecology.statistics.limits import Limits, checked
from missionplanner.ecology.statistics.moments import Moments, merged, min_max_limits
from missionplanner.ecology.statistics.quantiles import Histogram, merged_histograms
from missionplanner.ecology.statistics.refining import Windows, refined_layers
from missionplanner.ecology.trust.evidence import Weighed
from missionplanner.messages.message import Message, message
from missionplanner.model.study import IndexOptions

Over = Callable[[Any, Message], Sequence[Any]]
"""Runs a task on all blocks; also told what it is."""

ALL = "all epochs"


@dataclass(frozen=True)
class Scaled:
    """What the indicators of an epoch are scaled and weighed by.

    `ends` are their least and greatest values, which the limits may clip; `weighed` is what a
    verdict on the components is given on.
    """

    limits: Limits
    components: Components
    ends: Limits
    weighed: Weighed


def scaled(
    works: Sequence[EpochWork],
    found: Sequence[Moments],
    options: IndexOptions,
    over: Over,
) -> list[Scaled]:
    """Return limits and components for each epoch; of all together where pooled.

    Parameters
    ----------
    works : sequence of EpochWork
    found : sequence of Moments
        Raw ones of each epoch.
    options : IndexOptions
    over : callable

    Raises
    ------
    InputError
        An epoch has no valid pixel; an indicator without variance.
    """
    for work, own in zip(works, found, strict=True):
        if own.count == 0:
            raise no_pixel(epoch_told(work.epoch))
    if options.pooled:
        return [_scaled(works, merged(found), options, ALL, over)] * len(works)
    return [
        _scaled([work], own, options, work.name, over)
        for work, own in zip(works, found, strict=True)
    ]


def _scaled(
    works: Sequence[EpochWork], raw: Moments, options: IndexOptions, where: str, over: Over
) -> Scaled:
    used = works[0].used
    ends = min_max_limits(raw, used, where)
    limits = ends
    if options.clips:
        limits = checked(_percentiles(works, raw, options, over), used, where)
    parts = [over(ScaledMoments(work, limits), message("engine.doing.moments")) for work in works]
    moments = merged(part.whole for own in parts for part in own) if options.clips else raw
    rule: Orientation = "printed" if options.paper_literal else options.orientation
    found = components(moments, limits, used, rule, where)
    count = min(options.components, len(used))
    if rule == "agree":
        refuse_unlike(found.loadings, used, count, where)
    weighed = Weighed(
        where=where if len(works) > 1 else str(works[0].epoch.date),
        indicators=used,
        components=found,
        count=count,
        dates={
            str(work.epoch.date): merged(part.whole for part in own)
            for work, own in zip(works, parts, strict=True)
        },
        tenths=[
            merged(tenth) for tenth in zip(*(p.tenths for own in parts for p in own), strict=False)
        ],
        rule=rule,
    )
    return Scaled(limits, found, ends, weighed)


def _percentiles(
    works: Sequence[EpochWork], raw: Moments, options: IndexOptions, over: Over
) -> Limits:
    shares = [percentile / 100.0 for percentile in options.percentiles]
    ranges = list(zip(raw.minimum.tolist(), raw.maximum.tolist(), strict=True))
    first = _histograms(works, tuple((one,) for one in ranges), over)
    ends = refined_layers(
        [own[0] for own in first],
        raw.count,
        shares,
        lambda windows: _histograms(works, windows, over),
    )
    # Of a layer that is one number nearly everywhere both ends are that number.
    flat = ends[:, 0] >= ends[:, 1]
    low = np.where(flat, raw.minimum, ends[:, 0])
    return Limits(low, np.where(flat, raw.maximum, ends[:, 1]))


def _histograms(
    works: Sequence[EpochWork], windows: tuple[Windows, ...], over: Over
) -> list[list[Histogram]]:
    """Return for each layer one histogram a window, of all epochs together."""
    rows = [
        row
        for work in works
        for row in over(LayerHistograms(work, windows), message("engine.doing.percentiles"))
    ]
    flat = iter([merged_histograms(column) for column in zip(*rows, strict=True)])
    return [[next(flat) for _ in own] for own in windows]
