"""What stands on and around a map: frame, ticks, scale bar, north arrow, legend, zones."""

import math
import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from missionplanner.ecology.legends import Legend, Limits
from missionplanner.messages.language import Language
from missionplanner.report.fonts import ERROR, MUTED, TEXT
from missionplanner.report.numbers import round_length
from missionplanner.report.outlines import DrawnZone
from missionplanner.report.zone_names import Box, placed

_HATCH_STEP_MM, _HATCH_POINTS = 1.7, 0.75 / 25.4 * 72
HALO, HALOED = "halo", "haloed"
"""Names that a drawing gives to the halo of a word, and to the word."""

_HALO: list[patheffects.AbstractPathEffect] = [
    patheffects.Stroke(linewidth=2.4, foreground="white")
]


def frame_ticks(axes: Axes, size: float = 6.5) -> None:
    """Draw the neat line, coordinates at round distances, and crosses where they meet."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    step = round_length((east - west) / 4)
    xs, ys = _rounds(west, east, step), _rounds(south, north, step)
    axes.set_xticks(xs, [_grouped(x) for x in xs])
    axes.set_yticks(ys, [_grouped(y) for y in ys], rotation=90, va="center")
    axes.tick_params(
        top=True, right=True, direction="out", length=3, width=0.6, color=TEXT, labelsize=size
    )
    axes.tick_params(labeltop=True, labelright=False, pad=1.5)
    grid_x, grid_y = np.meshgrid(xs, ys)
    axes.plot(
        grid_x.ravel(),
        grid_y.ravel(),
        "+",
        color=TEXT,
        markersize=5,
        markeredgewidth=0.4,
        alpha=0.6,
    )
    box(axes)


def box(axes: Axes, width: float = 0.8) -> None:
    """Draw all four sides of a map's frame."""
    for spine in axes.spines.values():
        spine.set(visible=True, color=TEXT, linewidth=width)
    axes.set_axisbelow(False)


def zones(axes: Axes, outlines: Sequence[DrawnZone], size: float = 7.5) -> None:
    """Draw zones: a dark line on white, red and heavier with a triangle where to be warned of."""
    for zone in sorted(outlines, key=lambda zone: zone.warned):
        colour, width = (ERROR, 1.8) if zone.warned else (TEXT, 1.0)
        for ring in zone.rings:
            axes.plot(*ring.T, color="white", linewidth=width + 1.4, alpha=0.8, zorder=5)
            axes.plot(*ring.T, color=colour, linewidth=width, zorder=6)
    named = [zone for zone in outlines if zone.name]
    for zone, place in zip(named, _places(axes, named, size), strict=True):
        # A halo of shapes, and on it letters that are text: pages of HTML draw their own halo.
        for name, effects in ((HALO, _HALO), (HALOED, [])):
            text = axes.annotate(
                zone.name, place, ha="center", va="center", fontsize=size, fontweight=700, zorder=8
            )
            text.set(path_effects=effects, gid=name)
        if zone.warned:
            _mark(axes, place, size)


def _places(axes: Axes, named: Sequence[DrawnZone], size: float) -> list[tuple[float, float]]:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    drawn = axes.get_window_extent().width / axes.figure.dpi * 25.4
    return placed(named, Box(west, south, east, north), (east - west) / drawn, size)


def scale_bar(axes: Axes, x: float, y: float, width: float, unit_m: float) -> None:
    """Draw a bar of a round length on axes of millimetres.

    Parameters
    ----------
    x, y : float
        Left end, mm.
    width : float
        Room for it, mm.
    unit_m : float
        Metres on the ground in one millimetre.
    """
    length_m = round_length(width * unit_m)
    length = length_m / unit_m
    size, height = 7.0, 1.3
    for i in range(4):
        axes.add_patch(
            Rectangle(
                (x + length * i / 4, y), length / 4, height,
                facecolor=TEXT if i % 2 == 0 else "white", edgecolor=TEXT, linewidth=0.6,
            )
        )  # fmt: skip
    label, factor = ("km", 1000) if length_m >= 1000 else ("m", 1)
    for share in (0, 0.5, 1) if length > 22 else (0, 1):
        text = f"{length_m * share / factor:g}" + (f" {label}" if share == 1 else "")
        axes.text(x + length * share, y + height + 1, text, ha="center", va="bottom", fontsize=size)


def north_arrow(axes: Axes, x: float, y: float, height: float) -> None:
    """Draw a north arrow of a given height, its foot at (x, y), on axes of millimetres."""
    half = height * 0.3
    tip = (x, y + height)
    notch = (x, y + height * 0.25)
    axes.add_patch(Polygon([tip, (x - half, y), notch], facecolor=TEXT, edgecolor=TEXT, lw=0.6))
    axes.add_patch(Polygon([tip, (x + half, y), notch], facecolor="white", edgecolor=TEXT, lw=0.6))
    axes.text(x, y + height + 0.8, "N", ha="center", va="bottom", fontsize=8, fontweight=700)


def key(
    axes: Axes, legend: Legend, limits: Limits, x: float, top: float, language: Language
) -> float:
    """Draw classes with their ranges, or a ramp with its unit, on axes of millimetres.

    Returns
    -------
    float
        The lower end, mm.
    """
    if not legend.classes:
        return _ramp(axes, legend, limits, x, top, language)
    for item in reversed(legend.classes):
        swatch(axes, x, top, item.colour, item.label(language), legend.span(item))
        top -= 6.2
    return top


def swatch(axes: Axes, x: float, top: float, colour: str, label: str, span: str = "") -> None:
    """Draw one field of colour, 8 x 4.6 mm, its words right of it and a range at the right end."""
    axes.add_patch(
        Rectangle((x, top - 4.6), 8, 4.6, facecolor=colour, edgecolor=MUTED, linewidth=0.4)
    )
    axes.text(x + 10, top - 2.4, label, va="center", fontsize=8)
    axes.text(x + 56, top - 2.4, span, va="center", ha="right", fontsize=7.5, color=MUTED)


def hatch(axes: Axes, bounds: tuple[float, float, float, float]) -> None:
    """Draw white lines at 45 degrees over a raster that is not to be believed as it stands.

    Parameters
    ----------
    axes : Axes
        Their limits are final; one unit is as long upward as to the right.
    bounds : tuple
        West, south, east, north of the raster.
    """
    west, south, east, north = bounds
    wide_mm = axes.get_window_extent().width / axes.figure.dpi * 25.4
    unit_mm = (axes.get_xlim()[1] - axes.get_xlim()[0]) / wide_mm
    starts = np.arange(west - (north - south), east, _HATCH_STEP_MM * math.sqrt(2) * unit_mm)
    lines = [[(x, south), (x + north - south, north)] for x in starts.tolist()]
    drawn = LineCollection(lines, colors="white", linewidths=_HATCH_POINTS, zorder=2)
    frame = Rectangle((west, south), east - west, north - south, transform=axes.transData)
    axes.add_collection(drawn, autolim=False)
    drawn.set_clip_path(frame)


def hatched_swatch(axes: Axes, x: float, top: float, words: str, size: float = 6.5) -> None:
    """Draw a hatched field with its words, on axes of millimetres."""
    height = 4.6 if size > 7 else 2.8
    width = 8.0 if size > 7 else 5.0
    field = Rectangle((x, top - height), width, height, facecolor="#8A8A8A", linewidth=0)
    axes.add_patch(field)
    starts = np.arange(x - height, x + width, _HATCH_STEP_MM * math.sqrt(2)).tolist()
    lines = [[(a, top - height), (a + height, top)] for a in starts]
    drawn = LineCollection(lines, colors="white", linewidths=_HATCH_POINTS)
    axes.add_collection(drawn, autolim=False)
    drawn.set_clip_path(field)
    axes.text(x + width + 2, top - height / 2, words, va="center", fontsize=size)


def key_in_a_row(
    axes: Axes, legend: Legend, limits: Limits, y: float, room: float, language: Language
) -> None:
    """Draw classes or a ramp from left to right within `room` mm, `y` mm above the foot."""
    if legend.classes:
        step = room / len(legend.classes)
        for i, item in enumerate(legend.classes):
            x = 2 + i * step
            axes.add_patch(_field(x, y, min(5, step / 5), 3.4, item.colour))
            label = textwrap.fill(
                item.label(language), max(9, int(step / 1.1) - 4), break_long_words=False
            )
            left = x + min(5, step / 5) + 1
            axes.text(left, y + 3.6, label, va="top", fontsize=6.2, linespacing=1.05)
            drop = 0.4 + 2.6 * label.count("\n")
            axes.text(left, y - drop, legend.span(item), va="top", fontsize=6, color=MUTED)
        return
    left, width = 7.0, room - 26
    colours = legend.colours(255)[None]
    axes.imshow(colours, extent=(left, left + width, y, y + 3.4), aspect="auto")
    axes.add_patch(_field(left, y, width, 3.4, "none"))
    for share in (0, 0.25, 0.5, 0.75, 1):
        text = legend.number(limits[0] + (limits[1] - limits[0]) * share)
        axes.text(left + width * share, y - 0.8, text, ha="center", va="top", fontsize=6.5)
    unit = legend.unit(language)
    axes.text(left + width + 2, y + 1.7, unit, va="center", fontsize=6.5, color=MUTED)


def _field(x: float, y: float, width: float, height: float, colour: str) -> Rectangle:
    return Rectangle((x, y), width, height, facecolor=colour, edgecolor=MUTED, linewidth=0.4)


def _ramp(
    axes: Axes, legend: Legend, limits: Limits, x: float, top: float, language: Language
) -> float:
    height, width = 44.0, 7.0
    image = legend.colours(255)[::-1, None, :]
    axes.imshow(image, extent=(x, x + width, top - height, top), aspect="auto", zorder=2)
    axes.add_patch(
        Rectangle((x, top - height), width, height, fill=False, edgecolor=MUTED, lw=0.5, zorder=3)
    )
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = top - height + height * share
        text = legend.number(limits[0] + (limits[1] - limits[0]) * share)
        axes.plot([x + width, x + width + 1.2], [y, y], color=MUTED, linewidth=0.6)
        unit = f" {legend.unit(language)}".rstrip() if share == 1 else ""
        axes.text(x + width + 2.4, y, text + unit, va="center", fontsize=7.5)
    return top - height - 2


def _mark(axes: Axes, place: tuple[float, float], size: float) -> None:
    """Draw a red triangle with an exclamation mark above a zone's name."""
    up = ScaledTranslation(0, size * 1.9 / 72, axes.figure.dpi_scale_trans)
    axes.plot(
        *place, "^", color=ERROR, markeredgecolor="white", markersize=size * 1.9,
        transform=axes.transData + up, zorder=9,
    )  # fmt: skip
    axes.annotate(
        "!", place, (0, size * 1.75), textcoords="offset points", ha="center", va="center",
        fontsize=size * 0.95, fontweight=700, color="white", zorder=10,
    )  # fmt: skip


def _rounds(low: float, high: float, step: float) -> NDArray[np.float64]:
    """Return the multiples of `step` that are not too near the corners for their labels."""
    all_of_them = np.arange(math.ceil(low / step) * step, high, step)
    air = 0.03 * (high - low)
    return all_of_them[(all_of_them > low + air) & (all_of_them < high - air)]


def _grouped(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")
