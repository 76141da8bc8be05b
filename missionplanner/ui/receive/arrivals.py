"""How many photos were taken, or previews came, in each minute."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import pyqtgraph as pg

from missionplanner.model.survey_state import PhotoEntry
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.theme import tokens

_MOST_BARS = 120
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 720)


class ArrivalsChart(Chart):
    """Bars a minute: good photos, those with a flaw on top, and previews pale."""

    def __init__(self) -> None:
        super().__init__(36)
        self._bars: list[pg.BarGraphItem] = []

    def show_photos(self, entries: Sequence[PhotoEntry], previews: Sequence[datetime]) -> None:
        """Draw; photos without a time are left out."""
        for bar in self._bars:
            self.plot.removeItem(bar)
        self._bars = []
        good = _by_minute(e.taken for e in entries if e.taken and not e.blind)
        spoiled = _by_minute(e.taken for e in entries if e.taken and e.blind)
        came = _by_minute(previews)
        minutes = sorted({*good, *spoiled, *came})
        if not minutes:
            self.grid([])
            self.label("left", [], "")
            self.label("bottom", [], "")
            return
        first = max(minutes[0], minutes[-1] - _MOST_BARS + 1)
        x = np.arange(first, minutes[-1] + 1)
        base = np.zeros(len(x))
        hues = tokens().link, tokens().warn, tokens().control
        for counts, hue in zip((good, spoiled, came), hues, strict=True):
            heights = np.array([counts.get(int(minute), 0) for minute in x], np.float64)
            if heights.any():
                bar = pg.BarGraphItem(
                    x=x - first, y0=base, height=heights, width=0.7, brush=hue, pen=None
                )
                self.plot.addItem(bar)
                self._bars.append(bar)
            base = base + heights
        self._scale(first, len(x), float(base.max()))

    def _scale(self, first: int, count: int, most: float) -> None:
        self.span((-0.8, max(count, 6) - 0.2), (0, most * 1.1))
        marks = [v for v in ticks(0, most, 4) if v == int(v)]
        self.grid(marks)
        self.label("left", marks, "")
        step = next((s for s in _STEPS if count / s <= 4), _STEPS[-1])
        named = [
            (minute - first, f"{minute // 60 % 24:02d}:{minute % 60:02d}")
            for minute in range(first, first + count)
            if minute % step == 0
        ]
        self.plot.getAxis("bottom").setTicks([named])


def _by_minute(moments: Iterable[datetime | None]) -> Counter[int]:
    """Count by minutes of the clock that each moment is told by."""
    return Counter(
        moment.toordinal() * 1440 + moment.hour * 60 + moment.minute for moment in moments if moment
    )
