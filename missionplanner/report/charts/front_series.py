"""Mean of the index by date: of the whole area, and of each zone by its number."""

import math
from collections.abc import Sequence

from matplotlib.figure import Figure

from missionplanner.report.charts.series import year_ticks
from missionplanner.report.charts.style import plain
from missionplanner.report.fonts import MUTED, TEXT, WARN

_GAP = 0.11  # between two numbers at the right end, of the axis


def front_series(
    years: Sequence[float],
    whole: Sequence[float],
    zones: Sequence[tuple[str, Sequence[float]]],
    apart: Sequence[bool],
    width_mm: float = 72.0,
) -> Figure:
    """Draw means by date, 0 to 1.

    Parameters
    ----------
    years : sequence of n float
        Decimal years.
    whole : sequence of n float
        Of the whole area; NaN where a date has no value.
    zones : sequence of (number, n float)
    apart : sequence of n bool
        Dates that cannot stand beside the others: drawn as triangles, and not joined.
    """
    drawn, axes = plain(width_mm, 31)
    kept = [i for i in range(len(years)) if not apart[i]]
    out = [i for i in range(len(years)) if apart[i]]
    ends: list[tuple[float, str]] = []
    for name, values in zones:
        x, y = [years[i] for i in kept], [values[i] for i in kept]
        axes.plot(x, y, color=MUTED, linewidth=0.9, zorder=2)
        seen = [value for value in y if math.isfinite(value)]
        if seen:
            ends.append((seen[-1], name))
    axes.plot([years[i] for i in kept], [whole[i] for i in kept], color=TEXT, linewidth=1.6)
    axes.plot([years[i] for i in kept], [whole[i] for i in kept], "o", color=TEXT, markersize=4)
    axes.plot(
        [years[i] for i in out], [whole[i] for i in out], "^", color="white",
        markeredgecolor=WARN, markersize=6,
    )  # fmt: skip
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    year_ticks(axes, years)
    for level, name in _spread(ends):
        axes.annotate(
            name, (1, level), (3, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="center", fontsize=7.5, fontweight=700, color=MUTED,
        )  # fmt: skip
    return drawn


def _spread(ends: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return where numbers stand so that none covers another."""
    placed: list[tuple[float, str]] = []
    for level, name in sorted(ends):
        least = placed[-1][0] + _GAP if placed else 0.0
        placed.append((max(level, least), name))
    return placed
