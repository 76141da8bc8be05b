"""Two methods side by side: shares by class each year, and means of places over the years."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from missionplanner.ecology.legends import Legend
from missionplanner.messages.language import Language
from missionplanner.report.charts.style import figure, ink, level_ticks, plain
from missionplanner.report.fonts import LINK, MUTED, TEXT
from missionplanner.report.numbers import number

_WIDE, _APART = 0.36, 0.2


def paired_shares(
    labels: Sequence[str],
    pairs: Sequence[tuple[Sequence[float], Sequence[float]]],
    methods: tuple[str, str],
    legend: Legend,
    language: Language = "en",
) -> Figure:
    """Draw two stacked bars of 100 % at each date, one a method.

    Parameters
    ----------
    labels : sequence of n str
    pairs : n pairs of per cent in the order of the legend's classes
    methods : (left, right)
        Stand below the bars.
    legend : Legend
        With classes.
    """
    drawn, axes = plain(170, 74)
    for x, pair in enumerate(pairs):
        for shares, side, method in zip(pair, (-_APART, _APART), methods, strict=True):
            _stack(axes, x + side, shares, legend)
            axes.text(x + side, -2.5, method, ha="center", va="top", fontsize=6.8, color=MUTED)
    for item in reversed(legend.classes):
        axes.bar(0, 0, color=item.colour, label=item.label(language))
    axes.set_xticks(range(len(labels)), list(labels))
    axes.tick_params(axis="x", pad=14, length=0, labelcolor=TEXT)
    axes.set_xlim(-0.6, max(len(labels), 3) - 0.4)
    axes.set_ylim(0, 100)
    level_ticks(axes, [0, 25, 50, 75, 100], 0, "%")
    drawn.legend(loc="outside right center", handlelength=1, handleheight=1)
    return drawn


def _stack(axes: Axes, x: float, shares: Sequence[float], legend: Legend) -> None:
    bottom = 0.0
    for item, share in zip(legend.classes, shares, strict=True):
        axes.bar(x, share, _WIDE, bottom=bottom, color=item.colour, edgecolor="white", lw=0.8)
        if share >= 5:
            text = axes.text(x, bottom + share / 2, number(share, 0), fontsize=6.8)
            text.set(ha="center", va="center", color=ink(item.colour))
        bottom += share


def paired_series(
    labels: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float], Sequence[float]]],
    methods: tuple[str, str],
    breaks: Sequence[float] = (),
    columns: int = 4,
) -> Figure:
    """Draw small charts of two series each, all on one scale.

    Parameters
    ----------
    labels : sequence of n str
        Years.
    rows : sequence of (name, n values, n values)
        NaN where there is none.
    methods : (dashed, solid)
    breaks : sequence of float
        Marked across the charts.
    """
    columns = min(columns, len(rows))
    down = -(-len(rows) // columns)
    drawn = figure(170, 10 + 36 * down)
    seen = [v for _, a, b in rows for v in (*a, *b) if v == v]
    low, high = (min(seen) - 0.03, max(seen) + 0.03) if seen else (0.0, 1.0)
    for i, (name, first, second) in enumerate(rows):
        axes = drawn.add_subplot(down, columns, i + 1)
        axes.grid(axis="y")
        for cut in breaks:
            axes.axhline(cut, color="#FC8D59", linewidth=0.7, linestyle=(0, (1, 1.6)), zorder=1)
        x = range(len(labels))
        axes.plot(x, first, "o--", color=MUTED, markerfacecolor="white", label=methods[0], ms=3.4)
        axes.plot(x, second, "o-", color=LINK, label=methods[1], ms=3.4)
        axes.set_ylim(max(0.0, low), min(1.0, high))
        axes.set_xlim(-0.3, len(labels) - 0.7)
        step = max(1, -(-len(labels) // 3))
        shown = list(x)[::-1][::step][::-1]
        axes.set_xticks(shown, [labels[k] for k in shown])
        axes.set_title(name)
        if i % columns:
            axes.tick_params(axis="y", labelleft=False)
        if i == 0:
            handles, words = axes.get_legend_handles_labels()
    drawn.legend(handles, words, loc="outside upper right", ncols=2, handlelength=2.2)
    return drawn
