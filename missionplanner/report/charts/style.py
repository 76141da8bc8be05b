"""What all charts share: no box, level grid lines alone, the unit on the last label."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from missionplanner.report.fonts import MUTED, TEXT
from missionplanner.report.numbers import number

MM_PER_INCH = 25.4


def figure(width_mm: float, height_mm: float) -> Figure:
    """Return an empty figure that lays itself out."""
    return Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), layout="constrained")


def plain(width_mm: float, height_mm: float) -> tuple[Figure, Axes]:
    """Return a figure with one set of axes and level grid lines."""
    drawn = figure(width_mm, height_mm)
    axes = drawn.add_subplot()
    axes.grid(axis="y")
    return drawn, axes


def level_ticks(axes: Axes, ticks: Sequence[float], places: int, unit: str = "") -> None:
    """Set the ticks of the upright axis; the topmost carries the unit."""
    labels = [number(tick, places) for tick in ticks]
    labels[-1] = f"{labels[-1]} {unit}".rstrip()
    axes.set_yticks(list(ticks), labels)


def named_rows(axes: Axes, names: Sequence[str], size: float = 8.0) -> None:
    """Name rows from the top down, as a table does."""
    axes.set_yticks(range(len(names)), list(names))
    axes.tick_params(axis="y", labelcolor=TEXT, labelsize=size)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")


def note(axes: Axes, text: str) -> None:
    """Put a quiet note above the axes, at the right."""
    axes.set_title(text, loc="right", color=MUTED, fontsize=7.5, fontweight=400)


def ink(colour: str) -> str:
    """Return black or white, whichever reads better on a colour '#RRGGBB' (WCAG luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if light < 0.207 else TEXT
