"""What a result tells of how files were understood, and of what limits cut off."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from missionplanner.ecology.engine.epochs import layer_told
from missionplanner.ecology.engine.facts import of_epoch
from missionplanner.ecology.engine.finishing import Finished
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.plausible import INDICATORS
from missionplanner.messages.message import Message, from_json, message
from missionplanner.model.study import IndexOptions

_FAR = 0.5
"""Of the width between the limits: a value as far beyond them is an outlier worth a word."""


def scenes_told(run: PreparedStudy) -> Iterator[Message]:
    """Yield the notes of the scenes and of the DEM."""
    yield from told_once({epoch.date: epoch.notes for epoch in run.epochs.study.epochs})
    yield from run.epochs.told


def told_once(notes: Mapping[datetime.date, Iterable[Message | str]]) -> Iterator[Message]:
    """Yield the notes of each epoch; once for all epochs where all of several have one."""
    own = {day: dict.fromkeys(map(from_json, lines)) for day, lines in notes.items()}
    every = dict.fromkeys(note for lines in own.values() for note in lines)
    shared = [n for n in every if len(own) > 1 and all(n in lines for lines in own.values())]
    yield from (message("engine.of_all_epochs", note=note) for note in shared)
    for day, lines in own.items():
        yield from (of_epoch(day, note) for note in lines if note not in shared)


def limits_told(done: Sequence[Finished], options: IndexOptions, pooled: bool) -> Iterator[Message]:
    """Yield what limits cut off, or that least and greatest value were asked for.

    Parameters
    ----------
    done : sequence of Finished
    options : IndexOptions
    pooled : bool
    """
    if not options.clips:
        yield message("engine.min_max")
        return
    low, high = options.percentiles
    for one in done[:1] if pooled else done:
        limits, ends = one.scale.limits, one.scale.ends
        far = np.maximum(limits.lower - ends.lower, ends.upper - limits.upper)
        for i, name in enumerate(one.work.used):
            if far[i] > _FAR * limits.width[i]:
                unit = f" {INDICATORS[name].unit}" if name in INDICATORS else ""
                note = message(
                    "engine.cut_off",
                    layer=layer_told(name),
                    least=ends.lower[i],
                    greatest=ends.upper[i],
                    unit=unit.rstrip(),
                    share=high - low,
                    low=limits.lower[i],
                    high=limits.upper[i],
                )
                day = one.work.epoch.date
                yield message("engine.of_all_epochs", note=note) if pooled else of_epoch(day, note)
