"""Signed bars: loadings of components, and the change of zones between two dates."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from missionplanner.model.ecology import GRADE_BREAKS
from missionplanner.report.charts.style import figure, named_rows, note
from missionplanner.report.fonts import GRID, LINK, MUTED, TEXT, WARN
from missionplanner.report.numbers import number

UP, DOWN = "#5AB4AC", "#8C510A"


def loadings(
    names: Sequence[str], components: Sequence[tuple[str, Sequence[float]]], subtitle: str = ""
) -> Figure:
    """Draw the weight of each indicator in each component.

    Parameters
    ----------
    names : sequence of k str
        Indicators.
    components : sequence of (title, k loadings), each -1 to 1
    """
    drawn = figure(85 * len(components), 10 + 7.5 * len(names))
    for i, (title, values) in enumerate(components):
        axes = drawn.add_subplot(1, len(components), i + 1)
        colours = [UP if value >= 0 else DOWN for value in values]
        axes.barh(range(len(names)), [2] * len(names), 0.18, -1, color="#E9EBEF")
        axes.barh(range(len(names)), values, 0.42, color=colours, zorder=3)
        axes.axvline(0, color=MUTED, linewidth=0.8, zorder=4)
        for row, value in enumerate(values):
            text = number(value, 2, signed=True)
            axes.text(1.12, row, text, ha="left", va="center", fontsize=8)
        axes.set_xlim(-1, 1.5)
        named_rows(axes, names if i == 0 else [""] * len(names))
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_title(title)
        if subtitle and i == 0:
            note(axes, subtitle)
    return drawn


@dataclass(frozen=True)
class ZoneChange:
    """A zone at the first and the last date.

    Attributes
    ----------
    name : str
    first, last : float
        Mean of the index, NaN where there is none.
    warned : bool
        True where something is to be warned of.
    """

    name: str
    first: float
    last: float
    warned: bool = False


def zone_changes(rows: Sequence[ZoneChange], first: str, last: str) -> Figure:
    """Draw each zone's mean at two dates, joined by an arrow coloured by the way it went."""
    drawn = figure(170, 16 + 7.5 * len(rows))
    axes = drawn.add_subplot()
    axes.grid(axis="x")
    for y, row in enumerate(rows):
        colour = UP if row.last >= row.first else DOWN
        axes.plot([row.first, row.last], [y, y], color=colour, linewidth=3, solid_capstyle="round")
        axes.plot(row.first, y, "o", color="white", markeredgecolor=MUTED, markersize=6)
        axes.plot(row.last, y, "o", color=colour, markeredgecolor=TEXT, markersize=6.5)
        change = number(row.last - row.first, 2, signed=True)
        axes.text(1.03, y, change, va="center", fontsize=8, clip_on=False)
    named_rows(axes, [f"{row.name}  ▲" if row.warned else row.name for row in rows])
    for label, row in zip(axes.get_yticklabels(), rows, strict=True):
        label.set_color(WARN if row.warned else TEXT)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, *GRADE_BREAKS, 1])
    axes.plot([], [], "o", color="white", markeredgecolor=MUTED, markersize=6, label=first)
    axes.plot([], [], "o", color=GRID, markeredgecolor=TEXT, markersize=6.5, label=last)
    drawn.legend(loc="outside upper right", ncols=2, handlelength=1)
    return drawn


def shares_by_name(rows: Sequence[tuple[str, float]], unit: str = "", top: float = 1.0) -> Figure:
    """Draw bars from 0 to `top`, one a name, in the order given (as a q statistic)."""
    drawn = figure(170, 8 + 6 * len(rows))
    axes = drawn.add_subplot()
    values = [value for _, value in rows]
    axes.barh(range(len(rows)), [top] * len(rows), 0.18, color="#E9EBEF")
    axes.barh(range(len(rows)), values, 0.5, color=LINK, zorder=3)
    for y, value in enumerate(values):
        axes.text(top * 1.02, y, f"{number(value, 3)} {unit}".rstrip(), va="center", fontsize=8)
    named_rows(axes, [name for name, _ in rows])
    axes.set_xlim(0, top)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return drawn
