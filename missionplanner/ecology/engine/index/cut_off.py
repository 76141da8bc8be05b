"""What the limits of an index's scale cut off."""

from collections.abc import Iterator, Sequence

import numpy as np

from missionplanner.ecology.engine.bands.epochs import layer_told
from missionplanner.ecology.engine.index.finishing import Finished
from missionplanner.ecology.imagery.epoch_notes import of_all_epochs, of_epoch
from missionplanner.ecology.imagery.plausible import INDICATORS
from missionplanner.messages.message import Message, message
from missionplanner.model.study import IndexOptions

_FAR = 0.5
"""Of the width between the limits: a value as far beyond them is an outlier worth a word."""


def limits_told(done: Sequence[Finished], options: IndexOptions) -> Iterator[Message]:
    """Yield what limits cut off, or that least and greatest value were asked for.

    Parameters
    ----------
    done : sequence of Finished
    options : IndexOptions
    """
    if not options.clips:
        yield message("engine.min_max")
        return
    low, high = options.percentiles
    for one in done[:1] if options.pooled else done:
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
                yield of_all_epochs(note) if options.pooled else of_epoch(day, note)
