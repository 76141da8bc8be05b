"""Yearbook figures of districts brought onto a raster (paper 2: population, GDP, green space ...).

The paper says only that they were interpolated. Four ways are at hand, and the one used is told.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError
from missionplanner.messages.message import Message

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]


class Spread(StrEnum):
    """How a district's figure reaches its cells."""

    CONSTANT = "constant"  # the figure itself: a rate, a density, an average
    AREA = "area"  # a total, divided by the district's area: per km2
    INVERSE_DISTANCE = "inverse-distance"  # a rate, between the middles of the districts
    PYCNOPHYLACTIC = "pycnophylactic"  # a total, smooth across borders, kept in each district


def checked(names: Sequence[str], figures: Mapping[str, float], what: str | Message) -> Floats:
    """Return the figure of each district, (n,) float64, in the districts' order.

    Raises
    ------
    InputError
        A district has no figure, or one that is not a finite number.
    """
    missing = [name for name in names if name not in figures]
    if missing:
        if len(missing) > 5:
            raise InputError("indicators.districts_without_figure", what, districts=missing[:5])
        raise InputError("indicators.district_without_figure", what, districts=missing)
    values = np.array([figures[name] for name in names], dtype=np.float64)
    if not np.isfinite(values).all():
        wrong = names[int(np.flatnonzero(~np.isfinite(values))[0])]
        raise InputError("indicators.district_no_number", what, district=wrong)
    return values


def constant(districts: Codes, figures: Floats) -> Floats:
    """Return each district's figure in its cells; NaN outside.

    Parameters
    ----------
    districts : (rows, cols) int32
        0 none, else 1 + index of the district.
    figures : (n,) float64
    """
    table = np.concatenate([[np.nan], figures])
    spread: Floats = table[districts]
    return spread


def per_km2(districts: Codes, totals: Floats, areas_m2: Floats) -> Floats:
    """Return totals divided by the districts' WHOLE areas, per km2; NaN outside.

    Parameters
    ----------
    districts : (rows, cols) int32
    totals : (n,) float64
    areas_m2 : (n,) float64
        Of the polygons, not of the part on the raster: a cut district keeps its density.
    """
    return constant(districts, totals / areas_m2 * 1e6)


def inverse_distance(
    x_m: Floats,
    y_m: Floats,
    figures: Floats,
    west_m: float,
    north_m: float,
    cell_m: float,
    shape: tuple[int, int],
    power: float = 2.0,
) -> Floats:
    """Return figures between the middles of the districts, weights distance ** -power.

    Parameters
    ----------
    x_m, y_m, figures : (n,) float64
    west_m, north_m : float
        North-west CORNER of the raster.
    cell_m : float
    shape : (rows, cols)

    Returns
    -------
    (rows, cols) float64, row 0 in the north, no NaN.
    """
    surface = np.empty(shape)
    _between(x_m, y_m, figures, west_m, north_m, cell_m, power, surface)
    return surface


@kernel
def _between(
    x_m: Floats,
    y_m: Floats,
    figures: Floats,
    west_m: float,
    north_m: float,
    cell_m: float,
    power: float,
    surface: Floats,
) -> None:
    for r in range(surface.shape[0]):
        y = north_m - cell_m * (r + 0.5)
        for c in range(surface.shape[1]):
            x = west_m + cell_m * (c + 0.5)
            total, weights = 0.0, 0.0
            for i in range(x_m.shape[0]):
                square = max((x_m[i] - x) ** 2 + (y_m[i] - y) ** 2, 1e-12)
                weight = square ** (-0.5 * power)
                total += weight * figures[i]
                weights += weight
            surface[r, c] = total / weights
