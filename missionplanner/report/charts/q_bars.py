"""How much each factor explains, with its p values beside it."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from missionplanner.report.charts.style import figure, named_rows
from missionplanner.report.fonts import LINK, MUTED
from missionplanner.report.numbers import number

_COLUMN = 0.24


def q_bars(
    rows: Sequence[tuple[str, float]],
    columns: Sequence[tuple[str, Sequence[str]]],
) -> Figure:
    """Draw bars from 0 to 1 with columns of text at their right.

    Parameters
    ----------
    rows : sequence of (name, q)
    columns : sequence of (head, one text a row)
    """
    drawn = figure(170, 12 + 4.5 * len(rows))
    axes = drawn.add_subplot()
    axes.barh(range(len(rows)), [1.0] * len(rows), 0.14, color="#E9EBEF")
    axes.barh(range(len(rows)), [q for _, q in rows], 0.56, color=LINK, zorder=3)
    named_rows(axes, [name for name, _ in rows])
    told = [("q", [number(q, 3) for _, q in rows]), *columns]
    for i, (head, texts) in enumerate(told):
        x = 1.12 + _COLUMN * i
        axes.text(x, -0.95, head, ha="right", va="bottom", fontsize=7.5, color=MUTED)
        for y, text in enumerate(texts):
            axes.text(x, y, text, ha="right", va="center", fontsize=8)
    axes.set_xlim(0, 1.13 + _COLUMN * len(columns))
    axes.set_ylim(len(rows) - 0.4, -1.3)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return drawn
