"""How the index is spread, one strip a date."""

from collections.abc import Sequence

import numpy as np
from matplotlib import patheffects
from matplotlib.figure import Figure

from missionplanner.ecology.legends import Legend
from missionplanner.model.ecology import GRADE_BREAKS
from missionplanner.report.charts.style import figure
from missionplanner.report.fonts import MUTED, TEXT
from missionplanner.report.numbers import number


def histograms(
    labels: Sequence[str],
    counts: Sequence[Sequence[int]],
    means: Sequence[float],
    legend: Legend,
) -> Figure:
    """Draw the spread of an index from 0 to 1 at each date, in the colours of its grades.

    Parameters
    ----------
    labels : sequence of n str
    counts : n sequences of cells in equal classes from 0 to 1
    means : sequence of n float
        Marked by a line.
    """
    drawn = figure(170, 12 + 15 * len(labels))
    shares = [np.asarray(row, float) / max(sum(row), 1) for row in counts]
    top = max(float(row.max()) for row in shares) or 1.0
    for i, (label, row) in enumerate(zip(labels, shares, strict=True)):
        axes = drawn.add_subplot(len(labels), 1, i + 1)
        centres = (np.arange(len(row)) + 0.5) / len(row)
        colours = legend.paint(centres[None])[0] / 255.0
        axes.bar(centres, row, 1 / len(row), color=colours)
        axes.stairs(row, np.linspace(0, 1, len(row) + 1), color=MUTED, linewidth=0.6)
        axes.axvline(means[i], color=TEXT, linewidth=1.2)
        text = axes.text(means[i] + 0.008, top, number(means[i], 2), va="top", fontsize=7.5)
        text.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground="white")])
        axes.set_xlim(0, 1)
        axes.set_ylim(0, top * 1.05)
        axes.set_yticks([])
        axes.set_ylabel(label, rotation=0, ha="right", va="center", color=TEXT)
        axes.set_xticks([0, *GRADE_BREAKS, 1])
        if i < len(labels) - 1:
            axes.tick_params(axis="x", labelbottom=False)
    return drawn
