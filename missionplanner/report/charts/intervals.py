"""Which part of the scale is punished and which rewarded: thresholds of a state function."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from missionplanner.report.charts.style import figure, named_rows
from missionplanner.report.fonts import TEXT
from missionplanner.report.numbers import number

COLOURS = ("#D73027", "#FC8D59", "#E9EBEF", "#91BFDB")
"""Strong penalty, penalty, neither, reward."""


def intervals(
    rows: Sequence[tuple[str, Sequence[float]]], names: Sequence[str], columns: int = 2
) -> Figure:
    """Draw a bar from 0 to 1 a row, cut at its thresholds.

    Parameters
    ----------
    rows : sequence of (name, (d1, d2, d3))
    names : sequence of 4 str
        Of the intervals, from 0 upward.
    columns : int
        Groups of rows side by side.
    """
    down = -(-len(rows) // columns)
    drawn = figure(170, 14 + 5.2 * down)
    for i in range(columns):
        part = rows[i * down : (i + 1) * down]
        if not part:
            continue
        axes = drawn.add_subplot(1, columns, i + 1)
        for y, (_, cuts) in enumerate(part):
            edges = [0.0, *cuts, 1.0]
            for k, colour in enumerate(COLOURS):
                axes.barh(y, edges[k + 1] - edges[k], 0.62, edges[k], color=colour)
                if k and edges[k] > edges[k - 1]:
                    axes.plot([edges[k]] * 2, [y - 0.31, y + 0.31], color="white", linewidth=1)
        named_rows(axes, [name for name, _ in part])
        axes.set_ylim(down - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], [number(x, 2) for x in (0, 0.25, 0.5, 0.75, 1)])
        axes.spines["bottom"].set_visible(False)
    handles = [Patch(color=colour, label=name) for colour, name in zip(COLOURS, names, strict=True)]
    drawn.legend(
        handles=handles, loc="outside lower left", ncols=4, handlelength=1, handleheight=1,
        labelcolor=TEXT,
    )  # fmt: skip
    return drawn
