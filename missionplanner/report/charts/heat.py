"""Heat maps: a small field of values over two options, several beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.report.charts.style import figure
from missionplanner.report.fonts import MUTED, TEXT
from missionplanner.report.numbers import number

BLUES = ("#F4F6F9", "#C6D6F2", "#86A8E4", "#1D5FD1", "#0B2F6E")


@dataclass(frozen=True, eq=False)
class Field:
    """One heat map.

    Attributes
    ----------
    title : str
    values : (rows, columns) float64
        Shares, 0 to 1.
    note : str
        Stands below the title.
    """

    title: str
    values: NDArray[np.float64]
    note: str = ""


def ramp(stops: Sequence[str] = BLUES) -> LinearSegmentedColormap:
    """Return a ramp of colours from low to high."""
    return LinearSegmentedColormap.from_list("osprey", list(stops))


def heat_maps(
    fields: Sequence[Field],
    across: tuple[str, Sequence[float]],
    upward: tuple[str, Sequence[float]],
    used: tuple[float, float],
    columns: int = 3,
) -> Figure:
    """Draw shares over two options, each with its own scale of colours and its extremes told.

    Parameters
    ----------
    fields : sequence of Field
        Rows by `upward`, columns by `across`.
    across, upward : (name, values)
    used : (across, upward)
        What was chosen: marked by a ring.
    """
    down = -(-len(fields) // columns)
    drawn = figure(170, 52 * down)
    for i, field in enumerate(fields):
        axes = drawn.add_subplot(down, columns, i + 1)
        low, top = float(field.values.min()), float(field.values.max())
        edges = [_edges(across[1]), _edges(upward[1])]
        axes.pcolormesh(
            *edges, field.values, cmap=ramp(), vmin=low, vmax=max(top, low + 1e-9), rasterized=True
        )
        axes.plot(*used, "o", color="none", markeredgecolor="white", ms=8.5, mew=3)
        axes.plot(*used, "o", color="none", markeredgecolor=TEXT, ms=8.5, mew=1.3)
        axes.set_title(field.title, pad=14)
        axes.annotate(
            field.note, (0, 1), (0, 3.5), "axes fraction", "offset points", color=MUTED, fontsize=7
        )
        _ends(axes, across[1], upward[1])
        axes.set_xlabel(across[0], labelpad=1, fontsize=7.5)
        if i % columns == 0:
            axes.set_ylabel(upward[0], labelpad=2, fontsize=7.5)
    return drawn


def _edges(values: Sequence[float]) -> NDArray[np.float64]:
    """Return the borders of cells whose middles are `values`."""
    middle = np.asarray(values, float)
    if middle.size < 2:
        return np.array([middle[0] - 0.5, middle[0] + 0.5])
    between = (middle[1:] + middle[:-1]) / 2
    first, last = 2 * middle[0] - between[0], 2 * middle[-1] - between[-1]
    return np.concatenate([[first], between, [last]])


def _ends(axes: Axes, across: Sequence[float], upward: Sequence[float]) -> None:
    for values, setter in ((across, axes.set_xticks), (upward, axes.set_yticks)):
        chosen = [values[0], values[len(values) // 2], values[-1]]
        setter(chosen, [number(value, 2) for value in chosen])
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
