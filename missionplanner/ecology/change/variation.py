"""The coefficient of variation: of a pixel over time, and of a zone over its pixels.

Paper 1, section 3.4: CV = standard deviation / mean, "over space (within a region or time period)".
The paper mixes the two: its Table 5 has areas by class, which only a CV of each pixel over time
gives; a zone's scatter over space is another thing (`spatial_cv`). Both are offered.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.spread import cv_pixels
from missionplanner.model.ecology import CV_BREAKS

Floats = NDArray[np.float64]

LEAST_MEAN = 1e-3
"""Means up to this size have no CV: it would be a ratio of noise to nothing."""


@dataclass(frozen=True, eq=False)
class Variability:
    """CV over time of each pixel.

    Attributes
    ----------
    cv : float64, shaped like one epoch
        NaN where too few epochs are valid or the mean is within `LEAST_MEAN` of 0.
    near_zero : int
        Pixels without a CV for the second reason.
    """

    cv: Floats
    near_zero: int


def temporal_cv(stack: NDArray[np.floating], ddof: int = 0, min_epochs: int = 3) -> Variability:
    """Return standard deviation over mean of each pixel's valid epochs.

    Parameters
    ----------
    stack : float32 or float64 (n, ...)
        Epochs first, NaN where missing. Sums are formed in float64.
    ddof : int
        0: of the epochs themselves; 1: estimate for all years they stand for.
    min_epochs : int
        Valid epochs a pixel needs; at least 2 are.
    """
    flat = np.ascontiguousarray(stack.reshape(stack.shape[0], -1))
    cv = np.empty(flat.shape[1])
    near_zero = cv_pixels(flat, ddof, max(2, min_epochs), LEAST_MEAN, cv)
    return Variability(cv.reshape(stack.shape[1:]), near_zero)


def spatial_cv(count: Floats, mean: Floats, squares: Floats, ddof: int = 0) -> Floats:
    """Return CV from counts, means and sums of squared deviations; NaN where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(squares / (count - ddof))
        found = np.where(np.abs(mean) > LEAST_MEAN, deviation / np.abs(mean), np.nan)
    return np.where(count > max(1, ddof), found, np.nan)


def cv_classes(cv: Floats) -> NDArray[np.uint8]:
    """Return codes of class (paper 1, Table 5), shaped like cv; 0 where it is NaN."""
    codes = 1 + np.searchsorted(CV_BREAKS, cv, side="left")
    return np.where(np.isnan(cv), 0, codes).astype(np.uint8)
