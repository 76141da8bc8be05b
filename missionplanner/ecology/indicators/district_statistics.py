"""Yearbook figures of districts brought onto a raster (paper 2: population, GDP, green space ...).

The paper says only that they were interpolated. Four ways are at hand, and the one used is told.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Codes = NDArray[np.int32]

_STRIP = 256


class Spread(StrEnum):
    """How a district's figure reaches its cells."""

    CONSTANT = "constant"  # the figure itself: a rate, a density, an average
    AREA = "area"  # a total, divided by the district's area: per km2
    INVERSE_DISTANCE = "inverse-distance"  # a rate, between the middles of the districts
    PYCNOPHYLACTIC = "pycnophylactic"  # a total, smooth across borders, kept in each district


def checked(names: Sequence[str], figures: Mapping[str, float], what: str) -> Floats:
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


def pycnophylactic(districts: Codes, totals: Floats, cell_m: float, rounds: int = 200) -> Singles:
    """Return a smooth density per km2 that keeps each district's total (Tobler 1979).

    Parameters
    ----------
    districts : (rows, cols) int32
        Whole districts: one cut by the raster's edge would put its total into the part on it.
    totals : (n,) float64, not negative
    cell_m : float
    rounds : int
        Each smooths by the mean of the four neighbours, then gives each district its total again.

    Returns
    -------
    (rows, cols) float32, NaN outside. It is worked on in single precision, 12 bytes a cell with
    the codes, since the whole raster has to be in memory.

    Raises
    ------
    InputError
        A total is negative, or a district has no cell.
    """
    if (totals < 0).any():
        raise InputError("indicators.district_negative", "pycnophylactic")
    cells = cells_of_districts(districts, totals.size)
    if (cells == 0).any():
        lost = int(np.flatnonzero(cells == 0)[0]) + 1
        raise InputError("indicators.district_without_cell", "pycnophylactic", district=lost)
    codes = np.ascontiguousarray(districts, dtype=np.int32)
    density = np.append(0.0, totals / cells).astype(np.float32)[codes]
    smooth = np.zeros_like(density)
    factor = np.ones(totals.size + 1)
    for _ in range(rounds):
        sums = np.zeros(totals.size + 1)
        _smooth(density, codes, factor, smooth, sums)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(sums > 0, np.append(0.0, totals) / sums, 0.0)
        density, smooth = smooth, density
    _as_density(density, codes, factor * 1e6 / (cell_m * cell_m))
    return density


def cells_of_districts(districts: Codes, count: int) -> NDArray[np.int64]:
    """Return the cells of each district, (count,), of codes as `constant` takes them."""
    cells = np.zeros(count + 1, np.int64)
    # In strips: bincount makes 64-bit numbers of all that it is given.
    for start in range(0, districts.shape[0], _STRIP):
        strip = districts[start : start + _STRIP].ravel()
        cells += np.bincount(strip, minlength=count + 1)[: count + 1]
    return cells[1:]


@kernel
def _smooth(
    density: Singles, districts: Codes, factor: Floats, smooth: Singles, sums: Floats
) -> None:
    """Write means of cell and neighbours inside, nothing flows out; add them up by district."""
    rows, cols = density.shape
    for r in range(rows):
        for c in range(cols):
            own = districts[r, c]
            if own == 0:
                continue
            total, count = density[r, c] * factor[own], 1.0
            if r > 0 and districts[r - 1, c] > 0:
                total += density[r - 1, c] * factor[districts[r - 1, c]]
                count += 1.0
            if r < rows - 1 and districts[r + 1, c] > 0:
                total += density[r + 1, c] * factor[districts[r + 1, c]]
                count += 1.0
            if c > 0 and districts[r, c - 1] > 0:
                total += density[r, c - 1] * factor[districts[r, c - 1]]
                count += 1.0
            if c < cols - 1 and districts[r, c + 1] > 0:
                total += density[r, c + 1] * factor[districts[r, c + 1]]
                count += 1.0
            smooth[r, c] = total / count
            sums[own] += smooth[r, c]


@kernel
def _as_density(density: Singles, districts: Codes, factor: Floats) -> None:
    """Multiply by each district's factor; NaN outside."""
    for r in range(density.shape[0]):
        for c in range(density.shape[1]):
            own = districts[r, c]
            density[r, c] = density[r, c] * factor[own] if own > 0 else np.nan


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
