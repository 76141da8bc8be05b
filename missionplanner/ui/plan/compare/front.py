"""Plans as points of energy and time: the lower left, the better; a click picks one."""

import pyqtgraph as pg
from PySide6.QtCore import Signal

from missionplanner.model.comparison import Judged
from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.style.theme import tokens


class Front(Chart):
    """`picked(int)` tells the index of the plan clicked."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__(left_px=64)
        self._dots = pg.ScatterPlotItem()
        self._line = pg.PlotCurveItem(pen=pg.mkPen(tokens().link, width=1))
        self.plot.addItem(self._line)
        self.plot.addItem(self._dots)
        self._dots.sigClicked.connect(self._on_click)

    def show_plans(
        self, plans: list[Judged], a: int, b: int, others: set[int] | None = None
    ) -> None:
        """Draw plans; those that no other beats in both are joined.

        `others` were judged in another world: triangles, that beat none and are beaten by none.
        """
        places = [place(judged) for judged in plans]
        theme, others = tokens(), others or set()
        here = [k for k in range(len(places)) if k not in others]
        best = {here[k] for k in undominated([places[k] for k in here])}
        spots = []
        for k, (x, y) in enumerate(places):
            named = k in (a, b)
            fill = theme.accent if k == a else theme.text if k == b else theme.surface
            spots.append(
                {
                    "pos": (x, y),
                    "symbol": "t1" if k in others else "o",
                    "size": 18 if named else 11,
                    "brush": fill,
                    "pen": pg.mkPen(theme.link if k in best else theme.control, width=2),
                    "data": k,
                }
            )
        self._dots.setData(spots=spots)
        joined = sorted(places[k] for k in best)
        self._line.setData([x for x, _ in joined], [y for _, y in joined])
        self._scale(places)

    def _scale(self, places: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in places], [y for _, y in places]
        x_room = max(max(xs) - min(xs), 0.05 * max(xs), 1e-3)
        y_room = max(max(ys) - min(ys), 0.05 * max(ys), 1e-3)
        left, right = min(xs) - 0.35 * x_room, max(xs) + 0.35 * x_room
        low, high = min(ys) - 0.35 * y_room, max(ys) + 0.35 * y_room
        self.span((left, right), (low, high))
        heights = _named(low, high)
        self.grid(heights)
        self.label("left", heights, "min")
        self.label("bottom", _named(left, right), "kWh")

    def _on_click(self, _item: object, spots: list[pg.SpotItem]) -> None:
        if len(spots):
            self.picked.emit(int(spots[0].data()))


def _named(low: float, high: float) -> list[float]:
    """Return the round values that an axis names: few, but two at least, else it has no scale."""
    return next(found for most in (3, 4, 5, 8, 20) if len(found := ticks(low, high, most)) > 1)


def place(judged: Judged) -> tuple[float, float]:
    """Return energy, kWh, and minutes in the air of a plan."""
    energy = sum(v.energy_wh for _, v in judged) / 1000
    return energy, sum(v.duration_s for _, v in judged) / 60


def undominated(places: list[tuple[float, float]]) -> set[int]:
    """Return the places that no other one beats in one figure without losing in the other."""
    return {
        k
        for k, (x, y) in enumerate(places)
        if not any((u <= x and v <= y) and (u < x or v < y) for u, v in places)
    }
