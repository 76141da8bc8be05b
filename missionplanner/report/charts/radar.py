"""A radar of a few shares over the years."""

import math
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.projections.polar import PolarAxes

from missionplanner.report.charts.style import figure
from missionplanner.report.fonts import GRID, LINK, MUTED, TEXT
from missionplanner.report.numbers import number

_OLDER = ("#C9CED6", "#A9B1BD", "#868E9B", "#565E6B")


def radar(
    spokes: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]], height_mm: float = 82.0
) -> Figure:
    """Draw a closed line a row over spokes from 0 to 1; the last row stands out.

    Parameters
    ----------
    spokes : sequence of k str
        From the top, clockwise; lines are broken where the words say so.
    rows : sequence of (name, k values)
        The eldest first.
    """
    drawn = figure(170, height_mm)
    axes = drawn.add_subplot(projection="polar")
    assert isinstance(axes, PolarAxes)
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    angles = [2 * math.pi * i / len(spokes) for i in range(len(spokes))]
    highest = _rings(axes, rows)
    for place, (name, values) in enumerate(rows):
        newest = place == len(rows) - 1
        colour = LINK if newest else _OLDER[-1 - min(len(rows) - 2 - place, len(_OLDER) - 1)]
        around, radii = [*angles, angles[0]], [*values, values[0]]
        axes.plot(around, radii, color=colour, linewidth=2.0 if newest else 1.1, label=name)
        if newest:
            axes.fill(around, radii, color=colour, alpha=0.09, linewidth=0)
            axes.plot(angles, values, "o", color=colour, markersize=3.6)
    axes.set_xticks(angles, list(spokes))
    axes.tick_params(axis="x", labelcolor=TEXT, labelsize=8, pad=4)
    for angle, label in zip(angles, axes.get_xticklabels(), strict=True):
        aside = round(math.sin(angle), 3)
        label.set_horizontalalignment("left" if aside > 0 else "right" if aside < 0 else "center")
    axes.set_ylim(0, highest)
    drawn.legend(loc="outside right upper", handlelength=1.6, reverse=True)
    return drawn


def _rings(axes: PolarAxes, rows: Sequence[tuple[str, Sequence[float]]]) -> float:
    """Draw level rings up to a round value above all; return it."""
    top = max((max(values) for _, values in rows), default=1.0)
    step = 0.1 if top <= 0.5 else 0.2
    count = max(2, math.ceil(round(top / step, 6)))
    rings = [step * i for i in range(1, count + 1)]
    axes.set_yticks(rings, [number(ring, 1) for ring in rings], color=MUTED, fontsize=6.5)
    axes.set_rlabel_position(30)
    axes.grid(color=GRID, linewidth=0.6)
    axes.spines["polar"].set(color=GRID, linewidth=0.6)
    return step * count
