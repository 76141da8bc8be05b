"""How the state function changes a weight (paper 2, Fig. 4)."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.report.charts.intervals import COLOURS
from missionplanner.report.charts.style import level_ticks, plain
from missionplanner.report.fonts import GRID, LINK, MUTED, TEXT
from missionplanner.report.numbers import number


def state_curve(
    x: NDArray[np.float64],
    states: Sequence[NDArray[np.float64]],
    chosen: int,
    thresholds: Sequence[float],
    label: str,
) -> Figure:
    """Draw S(x) of all indicators, one of them with its thresholds.

    Parameters
    ----------
    x : (n,) float64, 0 to 1
    states : k arrays (n,) float64
    chosen : int
        Which is drawn heavy, over its intervals.
    thresholds : (d1, d2, d3)
        Of that one.
    label : str
        Of it.
    """
    drawn, axes = plain(170, 56)
    top = max(float(row.max()) for row in states)
    edges = [0.0, *thresholds, 1.0]
    for k, colour in enumerate(COLOURS):
        axes.axvspan(edges[k], edges[k + 1], color=colour, alpha=0.16, linewidth=0)
    for row in states:
        axes.plot(x, row, color="#A9B1BD", linewidth=0.7, alpha=0.8)
    axes.plot(x, states[chosen], color=LINK, linewidth=2.2)
    for place, cut in enumerate(thresholds, 1):
        axes.axvline(cut, color=MUTED, linewidth=0.7, linestyle=(0, (3, 2)))
        axes.annotate(
            f"d{place} {number(cut)}", (cut, 1), (3, -2), ("data", "axes fraction"),
            "offset points", va="top", fontsize=7.5, color=TEXT,
        )  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_ylim(0, top * 1.12)
    ticks = [tick for tick in axes.get_yticks() if tick <= top * 1.12]
    level_ticks(axes, ticks, 1, "S")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.50", "0.75", "1  x"])
    axes.set_title(label)
    axes.spines["bottom"].set_color(GRID)
    return drawn
