"""Figures of rasters for a chart: ends of a scale, a place over the epochs, a histogram."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.ecology.change.sen import slope_limits
from missionplanner.ecology.legends import Limits, legend
from missionplanner.model.security import Sign
from missionplanner.model.study import decimal_year
from missionplanner.raster.files import read_onto
from missionplanner.raster.overviews import coarse_onto
from missionplanner.tasks.progress import Progress

_SCALE_CELLS = 200
_HISTOGRAM_CELLS = 400
_CLASSES = 50


@dataclass(frozen=True)
class PlaceHistory:
    """The index of one place over the epochs.

    Attributes
    ----------
    values, years : tuple of float
        IRSEI of each epoch, NaN where there is none, and the epochs as decimal years.
    slope, intercept, p : float
        Sen's line at the place and its Mann-Kendall p; NaN where the trend is not known.
    slope_low, slope_high : float
        Sen's 95 % limits of the slope (`ecology.sen.slope_limits`), per year; NaN.
    """

    values: tuple[float, ...]
    years: tuple[float, ...]
    slope: float
    intercept: float
    p: float
    slope_low: float
    slope_high: float


def place_history(
    rasters: Sequence[Path | None],
    trend: Sequence[Path | None],
    days: Sequence[datetime.date],
    place: tuple[int, float, float],
    progress: Progress,
) -> PlaceHistory:
    """Read the index of every epoch and the trend at a place.

    Parameters
    ----------
    rasters : sequence of Path or None
        The index of each epoch of `days`.
    trend : sequence of Path or None
        Slope, intercept and p.
    days : sequence of date
    place : tuple
        EPSG of a metric frame, x and y, m.
    progress : Progress

    Raises
    ------
    InputError
        A raster cannot be read.
    """
    values = tuple(_at(path, place, progress) for path in rasters)
    years = tuple(decimal_year(day) for day in days)
    slope, intercept, p = (_at(path, place, progress) for path in trend)
    return PlaceHistory(values, years, slope, intercept, p, *slope_limits(years, values))


def scale(paths: Sequence[Path], epsg: int, name: str, progress: Progress) -> Limits:
    """Return the ends of one scale for the rasters of all epochs, from a coarse look at each.

    Raises
    ------
    InputError
        A raster cannot be read.
    """
    seen = []
    for path in paths:
        progress.check()
        seen.append(coarse_onto(path, epsg, _SCALE_CELLS).ravel())
    return legend(name).limits(np.concatenate(seen))


def standardised_counts(
    rasters: Sequence[Path],
    epsg: int,
    limits: tuple[float, float],
    sign: Sign,
    progress: Progress,
) -> tuple[int, ...]:
    """Count the standardised values of an indicator over all its epochs, in 50 classes of 0 to 1.

    Raises
    ------
    InputError
        A raster cannot be read.
    """
    counts = np.zeros(_CLASSES, dtype=np.int64)
    low, high = limits
    for path in rasters:
        progress.check()
        values = coarse_onto(path, epsg, _HISTOGRAM_CELLS)
        share = (values[np.isfinite(values)] - low) / max(high - low, math.ulp(1.0))
        share = share if sign is Sign.POSITIVE else 1 - share
        counts += np.histogram(np.clip(share, 0, 1), _CLASSES, (0, 1))[0]
    return tuple(int(count) for count in counts)


def _at(path: Path | None, place: tuple[int, float, float], progress: Progress) -> float:
    progress.check()
    if path is None or not path.is_file():
        return math.nan
    epsg, x_m, y_m = place
    return float(read_onto([path], epsg, x_m, y_m, 1e-3, 1, 1, "nearest")[0, 0])
