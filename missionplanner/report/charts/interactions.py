"""How strongly pairs of factors explain together, as a triangle of fields."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from missionplanner.model.geodetector import Interaction, InteractionType
from missionplanner.report.charts.heat import ramp
from missionplanner.report.charts.style import figure, ink
from missionplanner.report.fonts import TEXT
from missionplanner.report.numbers import number

MARKS = {
    InteractionType.NONLINEAR_ENHANCE: "^",
    InteractionType.INDEPENDENT: "D",
    InteractionType.BI_ENHANCE: "",
    InteractionType.UNI_WEAKEN: "_",
    InteractionType.NONLINEAR_WEAKEN: "v",
}
"""Symbols by type; most pairs enhance each other, so that they carry none."""


def interactions(
    factors: Sequence[str],
    alone: dict[str, float],
    pairs: Sequence[Interaction],
    names: dict[InteractionType, str],
) -> Figure:
    """Draw q of every pair below the diagonal, q of each factor alone on it.

    Parameters
    ----------
    factors : sequence of str
        Keys, the strongest first.
    alone : mapping of key to q
    pairs : sequence of Interaction
    names : mapping of type to words
        Only types that occur stand in the key.
    """
    size = max(60.0, min(5.4 * len(factors), 150.0))
    drawn = figure(170, size + 8)
    axes = drawn.add_subplot()
    place = {name: i for i, name in enumerate(factors)}
    figures = len(factors) <= 24
    for name in factors:
        _field(axes, place[name], place[name], alone[name], "", figures, outlined=True)
    for pair in pairs:
        row, column = max(place[pair.a], place[pair.b]), min(place[pair.a], place[pair.b])
        _field(axes, column, row, pair.q, MARKS[pair.type], figures)
    axes.set_xlim(-0.5, len(factors) - 0.5)
    axes.set_ylim(len(factors) - 0.5, -0.5)
    axes.set_xticks(range(len(factors)), list(factors))
    axes.set_yticks(range(len(factors)), list(factors))
    axes.tick_params(length=0, labelcolor=TEXT)
    axes.spines["bottom"].set_visible(False)
    axes.set_aspect("equal", anchor="W")
    _key(axes, {pair.type for pair in pairs}, names)
    return drawn


def _field(
    axes: Axes, x: int, y: int, q: float, mark: str, figures: bool, *, outlined: bool = False
) -> None:
    colour = to_hex(ramp()(min(max(q, 0.0), 1.0)))
    edge = TEXT if outlined else "white"
    axes.bar(x, 0.94, 0.94, y - 0.47, color=colour, edgecolor=edge, linewidth=0.9)
    letters = ink(colour)
    if figures:
        low = y + (0.16 if mark else 0.0)
        text = number(q, 2).removeprefix("0")
        axes.text(x, low, text, ha="center", va="center", fontsize=5.8, color=letters)
    if mark:
        axes.plot(x, y - 0.24, mark, color=letters, markersize=3.0, markeredgewidth=1.0)


def _key(axes: Axes, seen: set[InteractionType], names: dict[InteractionType, str]) -> None:
    handles = [
        Line2D([], [], linestyle="", marker=MARKS[kind] or "s", label=names[kind], ms=6,
               color=TEXT if MARKS[kind] else "#86A8E4")
        for kind in MARKS
        if kind in seen
    ]  # fmt: skip
    axes.legend(handles=handles, loc="upper right", handlelength=1.2, fontsize=8, labelspacing=0.7)
