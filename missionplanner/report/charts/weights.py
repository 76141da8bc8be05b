"""Constant weights, and the mean variable ones of each year."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from missionplanner.report.charts.style import figure, named_rows
from missionplanner.report.fonts import GRID, LINK, MUTED, TEXT
from missionplanner.report.numbers import number


@dataclass(frozen=True)
class WeightBar:
    """One indicator.

    Attributes
    ----------
    name : str
    group : str
        Rows of one group stand together.
    constant : float
    variable : tuple of float
        Mean variable weight, one a year.
    """

    name: str
    group: str
    constant: float
    variable: tuple[float, ...]


def weights(rows: Sequence[WeightBar], constant: str, variable: str, years: str) -> Figure:
    """Draw a grey bar for the constant weight, a dot a year, and a blue mark at their mean.

    Parameters
    ----------
    constant, variable, years : str
        Words of the key: the bar, the mark, the dots.
    """
    places, y = [], 0.0
    for i, row in enumerate(rows):
        y += 0.45 if i and row.group != rows[i - 1].group else 0.0
        places.append(y)
        y += 1.0
    drawn = figure(170, 16 + 5.0 * y)
    axes = drawn.add_subplot()
    axes.grid(axis="x")
    for at, row in zip(places, rows, strict=True):
        mean = sum(row.variable) / len(row.variable)
        axes.barh(at, row.constant, 0.58, color="#D5D9DF", zorder=2)
        axes.plot(row.variable, [at] * len(row.variable), "o", color=LINK, alpha=0.4, ms=3.2)
        axes.plot([mean] * 2, [at - 0.36, at + 0.36], color=LINK, linewidth=2.4, zorder=4)
        change = number(100 * (mean / row.constant - 1), 0, signed=True)
        axes.text(
            1.015, at, f"{change} %", va="center", fontsize=8, transform=axes.get_yaxis_transform()
        )
    named_rows(axes, [row.name for row in rows])
    axes.set_yticks(places, [row.name for row in rows])
    axes.set_ylim(places[-1] + 0.6, -0.6)
    axes.set_xlim(0, 1.04 * max(max(row.constant, *row.variable) for row in rows))
    axes.spines["bottom"].set_color(GRID)
    handles = [
        Patch(color="#D5D9DF", label=constant),
        Line2D([], [], color=LINK, linewidth=2.4, label=variable),
        Line2D([], [], color=LINK, alpha=0.4, marker="o", ms=3.2, linestyle="", label=years),
    ]
    drawn.legend(
        handles=handles, loc="outside upper right", ncols=3, handlelength=1.2, labelcolor=TEXT
    )
    axes.tick_params(axis="x", labelcolor=MUTED)
    return drawn
