"""Principal components of scaled indicators, from their moments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.index.orientation import Orientation, oriented
from missionplanner.ecology.statistics.limits import Limits, checked
from missionplanner.ecology.statistics.moments import Moments, enough
from missionplanner.model.study import Indicator


@dataclass(frozen=True)
class Components:
    """What paper 1's Table 3 lists, and what scores are made with.

    Attributes
    ----------
    eigenvalues : float64, shape (k,)
        Of the covariance (over n - 1) of the scaled indicators, largest first.
    contributions : float64, shape (k,)
        Eigenvalues over their sum.
    loadings : float64, shape (k, k)
        Columns are the components, rows the indicators.
    mean : float64, shape (k,)
        Of the scaled indicators.
    flipped, unsure : tuple of bool, length k
        See `orientation.oriented`.
    """

    eigenvalues: NDArray[np.float64]
    contributions: NDArray[np.float64]
    loadings: NDArray[np.float64]
    mean: NDArray[np.float64]
    flipped: tuple[bool, ...]
    unsure: tuple[bool, ...]

    def weights(self, count: int) -> NDArray[np.float64]:
        """Return what the first `count` components make of each indicator, shape (k,).

        The raw index, the sum over components of contribution times score, is then the sum over
        indicators of weight times (scaled value - mean).
        """
        weighted: NDArray[np.float64] = self.loadings[:, :count] @ self.contributions[:count]
        return weighted


def components(
    moments: Moments,
    limits: Limits,
    indicators: Sequence[Indicator],
    orientation: Orientation = "expected",
    where: str = "",
) -> Components:
    """Return the principal components of the indicators scaled by the limits.

    Parameters
    ----------
    moments : Moments
        Raw ones, when the limits clip nothing (min-max), or those made with the same limits.
    limits : Limits
        What scales the indicators to 0..1.
    indicators : sequence of Indicator, length k
        What the layers are.
    orientation : str
        The rule of signs: see `orientation.oriented`.
    where : str
        The epoch, or "all epochs", for the messages.

    Raises
    ------
    InputError
        Fewer than three pixels; an indicator without variance; no greenness to orient by.
    ValueError
        Raw moments with limits that would clip.
    """
    enough(moments, where)
    checked(limits, indicators, where)
    mean, covariance = _scaled(moments, limits)
    checked(Limits(np.zeros(len(mean)), np.diag(covariance)), indicators, where)
    eigenvalues, vectors = np.linalg.eigh(covariance)
    eigenvalues = np.maximum(eigenvalues[::-1], 0.0)
    loadings, flipped, unsure = oriented(vectors[:, ::-1], indicators, orientation)
    contributions = eigenvalues / eigenvalues.sum()
    return Components(eigenvalues, contributions, loadings, mean, flipped, unsure)


def _scaled(moments: Moments, limits: Limits) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean (k,) and covariance (k, k) of the scaled indicators."""
    covariance = moments.comoment / (moments.count - 1)
    if moments.scaled:
        return moments.mean, covariance
    if (moments.minimum < limits.lower).any() or (moments.maximum > limits.upper).any():
        raise ValueError("limits that clip need moments made with them")
    return (
        (moments.mean - limits.lower) / limits.width,
        covariance / np.outer(limits.width, limits.width),
    )
