"""Shares of an area: by class over time, and of one classification."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from missionplanner.ecology.legends import Legend
from missionplanner.messages.language import Language
from missionplanner.report.charts.style import figure, ink, level_ticks, plain
from missionplanner.report.numbers import number


def shares_over_time(
    labels: Sequence[str],
    shares: Sequence[Sequence[float]],
    legend: Legend,
    language: Language = "en",
) -> Figure:
    """Draw stacked bars of 100 % at each date.

    Parameters
    ----------
    labels : sequence of n str
        Dates.
    shares : n sequences of per cent, in the order of the legend's classes
    legend : Legend
        With classes.
    """
    drawn, axes = plain(170, 68)
    bottom = [0.0] * len(labels)
    for k, item in enumerate(legend.classes):
        heights = [row[k] for row in shares]
        axes.bar(
            range(len(labels)),
            heights,
            0.62,
            bottom=bottom,
            color=item.colour,
            edgecolor="white",
            linewidth=0.8,
            label=item.label(language),
        )
        for x, (low, height) in enumerate(zip(bottom, heights, strict=True)):
            if height >= 7:
                text = number(height, 0)
                axes.text(x, low + height / 2, text, ha="center", va="center", fontsize=7)
                axes.texts[-1].set_color(ink(item.colour))
        bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.set_xticks(range(len(labels)), list(labels))
    axes.set_xlim(-0.6, max(len(labels), 4) - 0.4)
    axes.set_ylim(0, 100)
    level_ticks(axes, [0, 25, 50, 75, 100], 0, "%")
    # Best on top, as they stand in the bars.
    handles, labelled = axes.get_legend_handles_labels()
    drawn.legend(
        handles[::-1],
        labelled[::-1],
        loc="outside right center",
        handlelength=1,
        handleheight=1,
    )
    return drawn


def share_bar(shares: Sequence[float], legend: Legend, language: Language = "en") -> Figure:
    """Draw one lying bar of 100 % with its classes named below it."""
    drawn = figure(170, 24)
    axes = drawn.add_subplot()
    axes.axis("off")
    left = 0.0
    for item, share in zip(legend.classes, shares, strict=True):
        label = f"{item.label(language)}  {number(share, 1)} %"
        axes.barh(0, share, 0.9, left, color=item.colour, edgecolor="white", label=label)
        if share >= 8:
            text = f"{number(share, 1)} %"
            axes.text(left + share / 2, 0, text, ha="center", va="center", fontsize=7.5)
            axes.texts[-1].set_color(ink(item.colour))
        left += share
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.5, 0.5)
    handles, labels = axes.get_legend_handles_labels()
    drawn.legend(
        handles, labels, loc="outside lower left", ncols=len(labels), handlelength=1, handleheight=1
    )
    return drawn
