"""Small maps in rows and columns: a row a subject, a column a date, keys below."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.ecology.legends import Legend, Limits
from missionplanner.messages.language import Language
from missionplanner.report import map_parts as furniture
from missionplanner.report.charts.style import MM_PER_INCH
from missionplanner.report.fonts import MUTED, TEXT
from missionplanner.report.outlines import DrawnZone

_GAP, _SIDE, _HEAD, _KEY, _WIDTH = 2.0, 7.0, 6.0, 11.5, 170.0
_TALLEST, _HATCHED = 62.0, 4.5


@dataclass(frozen=True, eq=False)
class MatrixRow:
    """A row of the matrix.

    Attributes
    ----------
    title : str
        Stands upright before it.
    images : sequence of (rows, cols, 4) uint8, or None where there is nothing to show
    """

    title: str
    images: Sequence[NDArray[np.uint8] | None]


def matrix(
    columns: Sequence[str],
    lines: Sequence[MatrixRow],
    bounds: tuple[float, float, float, float],
    keys: Sequence[tuple[Legend, Limits]],
    language: Language = "en",
    outlines: Sequence[DrawnZone] = (),
    hatched: str = "",
) -> Figure:
    """Draw images of one extent in rows and columns.

    Parameters
    ----------
    columns : sequence of str
        Heads; each line has as many images.
    bounds : (west, south, east, north)
        Of all images, in metres.
    keys : sequence of (legend, limits)
        Below, one under another; the scale bar stands beside the first.
    outlines : sequence of DrawnZone
        Drawn without names.
    hatched : str
        What the legend says of hatched colours; empty: they are plain.
    """
    west, south, east, north = bounds
    count = max(len(columns), 2)
    wide = (_WIDTH - _SIDE - _GAP * (count - 1)) / count
    wide = min(wide, _TALLEST, _TALLEST * (east - west) / (north - south))
    tall = wide * (north - south) / (east - west)
    total = _HEAD + len(lines) * (tall + _GAP) + _KEY * len(keys) + (_HATCHED if hatched else 0)
    drawn = Figure(figsize=(_WIDTH / MM_PER_INCH, total / MM_PER_INCH))
    page = _page(drawn, total)
    for row, line in enumerate(lines):
        low = total - _HEAD - (row + 1) * tall - row * _GAP
        page.text(
            _SIDE - 2.2, low + tall / 2, line.title, rotation=90, fontsize=7.5, fontweight=700,
            ha="center", va="center",
        )  # fmt: skip
        for column, image in enumerate(line.images):
            left = _SIDE + column * (wide + _GAP)
            place = (left / _WIDTH, low / total, wide / _WIDTH, tall / total)
            axes = drawn.add_axes(place)
            _tile(axes, image, bounds, outlines)
            if hatched and image is not None:
                furniture.hatch(axes, bounds)
    for column, head in enumerate(columns):
        x = _SIDE + column * (wide + _GAP)
        page.text(x, total - _HEAD + 1.2, head, fontsize=8.5, fontweight=700)
    if hatched:
        furniture.hatched_swatch(page, 2, _KEY * len(keys) + _HATCHED - 1, hatched)
    _keys(page, keys, (east - west) / wide, language)
    return drawn


def _tile(
    axes: Axes,
    image: NDArray[np.uint8] | None,
    bounds: tuple[float, float, float, float],
    outlines: Sequence[DrawnZone],
) -> None:
    west, south, east, north = bounds
    axes.set_facecolor("#F4F5F6")
    if image is None:
        axes.text(0.5, 0.5, "–", ha="center", va="center", color=MUTED, transform=axes.transAxes)
    else:
        axes.imshow(image, extent=(west, east, south, north), interpolation="nearest")
    for zone in outlines:
        for ring in zone.rings:
            axes.plot(*ring.T, color="white", linewidth=1.6, alpha=0.75)
            axes.plot(*ring.T, color=TEXT, linewidth=0.7)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_xticks([])
    axes.set_yticks([])
    furniture.box(axes, 0.5)


def _keys(
    page: Axes, keys: Sequence[tuple[Legend, Limits]], unit_m: float, language: Language
) -> None:
    for place, (legend, limits) in enumerate(reversed(keys)):
        furniture.key_in_a_row(page, legend, limits, _KEY * place + 5, _WIDTH - 50, language)
    top = _KEY * (len(keys) - 1)
    furniture.scale_bar(page, _WIDTH - 42, top + 3.5, 26, unit_m)
    furniture.north_arrow(page, _WIDTH - 5, top + 2, 5)


def _page(drawn: Figure, total: float) -> Axes:
    """Return empty axes over the figure whose unit is the millimetre."""
    page = drawn.add_axes((0, 0, 1, 1), zorder=-1)
    page.set_xlim(0, _WIDTH)
    page.set_ylim(0, total)
    page.axis("off")
    page.set_autoscale_on(False)
    return page
