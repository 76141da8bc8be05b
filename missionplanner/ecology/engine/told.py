"""What a result tells of how files were understood, and of what limits cut off."""

from collections.abc import Iterator, Sequence

import numpy as np

from missionplanner.ecology.engine.finishing import Finished
from missionplanner.ecology.engine.run import Run
from missionplanner.ecology.notes import said_once
from missionplanner.ecology.plausible import INDICATORS
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import IndexOptions

_FAR = 0.5
"""Of the width between the limits: a value as far beyond them is an outlier worth a word."""


def scenes_told(run: Run) -> Iterator[str]:
    """Yield the notes of the scenes and of the DEM."""
    epochs = run.epochs.study.epochs
    said = said_once({epoch.date: epoch.notes for epoch in epochs})
    yield from (sentence(line, "en") for line in (*said, *run.epochs.told))


def limits_told(done: Sequence[Finished], options: IndexOptions, pooled: bool) -> Iterator[str]:
    """Yield what limits cut off, or that least and greatest value were asked for.

    Parameters
    ----------
    done : sequence of Finished
    options : IndexOptions
    pooled : bool
    """
    if not options.clips:
        yield (
            "scaled by least and greatest value: a single outlying cell can move all grades "
            "(index.limits = percentile takes robust limits)"
        )
        return
    low, high = options.percentiles
    for one in done[:1] if pooled else done:
        where = "all epochs" if pooled else one.work.name
        limits, ends = one.scale.limits, one.scale.ends
        far = np.maximum(limits.lower - ends.lower, ends.upper - limits.upper)
        for i, name in enumerate(one.work.used):
            if far[i] > _FAR * limits.width[i]:
                unit = f" {INDICATORS[name].unit}" if name in INDICATORS else ""
                yield (
                    f"{where}: {name} goes from {ends.lower[i]:.4g} to {ends.upper[i]:.4g}"
                    f"{unit.rstrip()}, and {high - low:g} % of it lies in {limits.lower[i]:.4g} to "
                    f"{limits.upper[i]:.4g}: what is beyond counts as the end of the scale"
                )
