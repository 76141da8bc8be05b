"""Values over the years: a series with its Sen line, and small multiples of means."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from missionplanner.report.charts.style import figure
from missionplanner.report.fonts import LINK, MUTED, TEXT, TINT
from missionplanner.report.numbers import number


@dataclass(frozen=True)
class SenLine:
    """A straight line through a series.

    Attributes
    ----------
    slope : float
        Per year.
    level, at : float
        A value and the year it belongs to.
    slopes : (low, high) or None
        Confidence interval of the slope.
    """

    slope: float
    level: float
    at: float
    slopes: tuple[float, float] | None = None


@dataclass(frozen=True)
class LineSeries:
    """A named series; NaN where a date has no value."""

    title: str
    values: Sequence[float]
    note: str = ""
    line: SenLine | None = None


def series_grid(
    years: Sequence[float],
    rows: Sequence[LineSeries],
    limits: tuple[float, float] | None = None,
    columns: int = 3,
) -> Figure:
    """Draw series side by side.

    Parameters
    ----------
    years : sequence of n float
        Decimal years.
    rows : sequence of LineSeries, n values each
    limits : (low, high), optional
        Of all upright axes; None: each its own.
    """
    columns = min(columns, len(rows))
    down = -(-len(rows) // columns)
    drawn = figure(170, 44 * down + 2)
    for i, row in enumerate(rows):
        axes = drawn.add_subplot(down, columns, i + 1)
        axes.grid(axis="y")
        if row.line:
            _line(axes, years, row.line)
        axes.plot(years, row.values, color=TEXT, linewidth=1.2, zorder=3)
        axes.plot(
            years, row.values, "o", color="white", markeredgecolor=TEXT, markersize=4, zorder=4
        )
        if limits:
            axes.set_ylim(*limits)
        _ticks(axes, years)
        axes.set_title(row.title, pad=15 if row.note else 6)
        if row.note:
            axes.annotate(
                row.note, (0, 1), (0, 4), "axes fraction", "offset points",
                color=MUTED, fontsize=7,
            )  # fmt: skip
    return drawn


def _line(axes: Axes, years: Sequence[float], line: SenLine) -> None:
    x = np.array([years[0], years[-1]])
    if line.slopes:
        fine = np.linspace(x[0], x[1], 40)
        ends = np.stack([line.level + slope * (fine - line.at) for slope in line.slopes])
        axes.fill_between(fine, ends.min(axis=0), ends.max(axis=0), color=TINT, linewidth=0)
    axes.plot(x, line.level + line.slope * (x - line.at), "--", color=LINK, linewidth=1.4)


def year_ticks(axes: Axes, years: Sequence[float]) -> None:
    """Name at most five whole years; the last always, the others step back from it."""
    whole = sorted({int(year) for year in years})
    step = max(1, -(-len(whole) // 5))
    named = whole[::-1][::step][::-1]
    axes.set_xticks(named, [str(year) for year in named])


def _ticks(axes: Axes, years: Sequence[float]) -> None:
    year_ticks(axes, years)
    low, high = axes.get_ylim()
    ticks = [float(tick) for tick in axes.get_yticks() if low <= tick <= high]
    ticks = ticks if len(ticks) <= 6 else ticks[::2]
    gap = min((b - a for a, b in itertools.pairwise(ticks)), default=1.0)
    places = max(0, -math.floor(math.log10(gap) + 1e-9))
    # A step of 0.25 needs one place more than its size tells.
    places += int(round(gap * 10**places, 6) % 1 > 0)
    axes.set_yticks(ticks, [number(tick, places) for tick in ticks])
    axes.set_ylim(low, high)
