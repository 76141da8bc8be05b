"""Kernel density of mine sites (paper 2, I1): the quartic kernel of Silverman (1986), eq. 4.5."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError
from missionplanner.messages.message import message

Floats = NDArray[np.float64]

PER_KM2 = 1e6

AT = message("indicators.at.site_density")


def search_radius_m(x_m: ArrayLike, y_m: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the radius 0.9 min(SD, sqrt(1 / ln 2) Dm) n^-0.2, as ArcGIS chooses it.

    Parameters
    ----------
    x_m, y_m : (n,)
        Sites in a metric frame.
    weights : (n,), optional
        How often each counts.

    Returns
    -------
    float
        SD is the standard distance from the mean centre, Dm the median distance from it.

    Raises
    ------
    InputError
        Fewer than two different places.
    """
    x, y = np.asarray(x_m, dtype=np.float64), np.asarray(y_m, dtype=np.float64)
    w = np.ones(x.size) if weights is None else np.asarray(weights, dtype=np.float64)
    if x.size < 2 or w.sum() <= 0:
        raise InputError("indicators.radius_needs_sites", AT)
    apart = np.hypot(x - np.average(x, weights=w), y - np.average(y, weights=w))
    standard = math.sqrt(float(np.average(apart**2, weights=w)))
    middle = math.sqrt(1 / math.log(2)) * _median(apart, w)
    chosen = min(standard, middle) or standard
    if chosen == 0:
        raise InputError("indicators.sites_at_one_place", AT)
    return 0.9 * chosen / math.pow(float(w.sum()), 0.2)


def site_density(
    x_m: ArrayLike,
    y_m: ArrayLike,
    west_m: float,
    north_m: float,
    cell_m: float,
    shape: tuple[int, int],
    radius_m: float,
    weights: ArrayLike | None = None,
) -> Floats:
    """Return sites per km2 at cell centres.

    Parameters
    ----------
    x_m, y_m : (n,)
        Sites, also beside the raster: those within the radius count.
    west_m, north_m : float
        North-west CORNER of the raster.
    cell_m : float
    shape : (rows, cols)
    radius_m : float
        Beyond it a site has no weight.
    weights : (n,), optional

    Returns
    -------
    (rows, cols) float64, row 0 in the north, no NaN.

    Raises
    ------
    InputError
        The radius is not above 0.
    """
    if not radius_m > 0:
        raise InputError("indicators.radius_not_positive", AT, radius=radius_m)
    x, y = np.asarray(x_m, dtype=np.float64), np.asarray(y_m, dtype=np.float64)
    w = np.ones(x.size) if weights is None else np.asarray(weights, dtype=np.float64)
    columns = (x - west_m) / cell_m - 0.5
    rows = (north_m - y) / cell_m - 0.5
    density = np.zeros(shape)
    _spread(columns, rows, w, radius_m / cell_m, density)
    density *= PER_KM2 / (radius_m * radius_m)
    return density


@kernel
def _spread(columns: Floats, rows: Floats, weights: Floats, reach: float, density: Floats) -> None:
    height, width = density.shape
    peak = 3.0 / math.pi
    for i in range(columns.shape[0]):
        top = max(0, math.ceil(rows[i] - reach))
        bottom = min(height - 1, math.floor(rows[i] + reach))
        left = max(0, math.ceil(columns[i] - reach))
        right = min(width - 1, math.floor(columns[i] + reach))
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                away = ((r - rows[i]) ** 2 + (c - columns[i]) ** 2) / (reach * reach)
                if away < 1.0:
                    density[r, c] += weights[i] * peak * (1.0 - away) ** 2


def _median(values: Floats, weights: Floats) -> float:
    """Return the weighted median: the mean of the two middle values where they are even."""
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / weights.sum()
    low = int(np.searchsorted(share, 0.5 - 1e-12))
    high = min(int(np.searchsorted(share, 0.5 + 1e-12)), values.size - 1)
    return float(values[order[low]] + values[order[high]]) / 2
