"""Classes of numbers, and the pattern of classes in a map."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from missionplanner.ecology.landscape import metrics
from missionplanner.ecology.landscape.metrics import Landscape
from missionplanner.ecology.statistics import breaks
from missionplanner.ecology.statistics.breaks import Breaks


def natural_breaks(
    values: ArrayLike,
    k: int,
    *,
    weights: ArrayLike | None = None,
    method: Literal["auto", "exact", "binned"] = "auto",
) -> Breaks:
    """Split values into k classes of least squared error; the true optimum, without a seed.

    Parameters
    ----------
    values : array_like
        NaN and infinities are left out.
    k : int
        Number of classes, from 1.
    weights : array_like of the same shape, optional
        How often each value counts.
    method : {'auto', 'exact', 'binned'}
        `auto` counts more than 200 000 values into bins where that may cost 0.01 % at most.

    Returns
    -------
    Breaks
        `upper` and `centres` of the classes, `inner` breaks, `counts`, `sse`, `fit` (the goodness
        of variance fit), `loss`. A value on a break belongs to the lower class.

    Raises
    ------
    InputError
        Fewer different values than classes, or a negative weight.

    Notes
    -----
    Fisher (1958) as a dynamic program (Wang and Song 2011); what GIS call natural breaks (Jenks).

    Examples
    --------
    >>> found = natural_breaks([1, 2, 2, 10, 11, 30, 31, 32], 3)
    >>> found.inner, found.counts.tolist(), round(found.fit, 4)
    ((2.0, 11.0), [3.0, 2.0, 3.0], 0.9976)
    """
    return breaks.natural_breaks(values, k, weights=weights, method=method)


def landscape(cover: ArrayLike, cell_m: float, nodata: int | None = None) -> Landscape:
    """Return patch density, diversity and fractal dimension of a map of land cover.

    Parameters
    ----------
    cover : array_like of integers, shape (rows, cols)
    cell_m : float
        Side of a cell, m.
    nodata : int, optional
        Code of cells without a class.

    Returns
    -------
    Landscape
        `patch_density` (per 100 ha), `diversity` (Shannon, nat), `fractal_dimension` (area-weighted
        mean of patches, 1 to 2), each an array without axes.

    Raises
    ------
    InputError
        No cell has a class.

    Notes
    -----
    PD, SHDI and FRAC_AM of FRAGSTATS 4, patches joined by sides and corners.

    Examples
    --------
    >>> found = landscape([[1, 1, 2], [1, 2, 2], [3, 3, 3]], 100.0)
    >>> round(float(found.patch_density), 2), round(float(found.diversity), 4)
    (33.33, 1.0986)
    """
    return metrics.landscape(_codes(cover), cell_m, nodata)


def landscape_windows(
    cover: ArrayLike, cell_m: float, size: int, nodata: int | None = None
) -> Landscape:
    """Return the metrics of `landscape` in a square window around every cell.

    Parameters
    ----------
    cover, cell_m, nodata
        As for `landscape`.
    size : int
        Cells along a window's side, odd, 3 at least. At the border the part inside the map counts.

    Returns
    -------
    Landscape
        Each metric float64, shape (rows, cols); NaN where the cell has no class.

    Raises
    ------
    InputError
        The size is even or below 3, or no cell has a class.

    Examples
    --------
    >>> found = landscape_windows([[1, 1, 2], [1, 1, 2], [1, 1, 2]], 30.0, 3)
    >>> found.diversity.round(3).tolist()[1]
    [0.0, 0.637, 0.693]
    """
    return metrics.moving_window(_codes(cover), cell_m, size, nodata)


def _codes(cover: ArrayLike) -> np.ndarray:
    codes = np.asarray(cover)
    if codes.ndim != 2 or not np.issubdtype(codes.dtype, np.integer):
        raise ValueError("land cover is whole numbers in rows and columns")
    return codes
