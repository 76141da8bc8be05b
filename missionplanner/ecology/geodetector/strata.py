"""Sums over strata: all that the detectors need of the samples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.geodetector import Convention

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Strata:
    """Samples of a response, cut into strata.

    Attributes
    ----------
    count : (L,) float64
        Samples in each stratum that has any.
    mean : (L,) float64
        Their means.
    within : (L,) float64
        Their sums of squared deviations.
    total : float
        Sum of squared deviations of all samples kept.
    """

    count: Floats
    mean: Floats
    within: Floats
    total: float

    @property
    def n(self) -> int:
        """Samples kept."""
        return int(self.count.sum())

    @property
    def ssw(self) -> float:
        """Sum of squares within strata (paper 2, equation 7)."""
        return float(self.within.sum())

    @property
    def q(self) -> float:
        """1 - SSW / SST: the share of the variance that the strata explain."""
        return 1.0 - self.ssw / self.total if self.total > 0 else 0.0


def strata(response: Floats, codes: Codes, convention: Convention) -> Strata:
    """Sum a response over strata.

    Parameters
    ----------
    response : (n,) float64
    codes : (n,) int64, from 0
    convention : Convention
        GD drops strata of one sample, and their samples with them.
    """
    if convention is Convention.GD:
        keep = np.bincount(codes)[codes] > 1
        response, codes = response[keep], codes[keep]
    if response.size == 0:
        nothing = np.empty(0)
        return Strata(nothing, nothing, nothing, 0.0)
    # About the overall mean, so that large values do not swallow small differences.
    middle = float(response.mean())
    y = response - middle
    count = np.bincount(codes).astype(np.float64)
    sums, squares = np.bincount(codes, weights=y), np.bincount(codes, weights=y * y)
    there = count > 0
    count, sums, squares = count[there], sums[there], squares[there]
    within = np.maximum(squares - sums * sums / count, 0.0)
    return Strata(count, sums / count + middle, within, float(squares.sum()))
