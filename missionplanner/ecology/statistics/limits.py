"""The values of each indicator that become 0 and 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.model.study import Indicator


@dataclass(frozen=True)
class Limits:
    """What (value - lower) / (upper - lower) scales by; values beyond are clipped to 0 and 1.

    Attributes
    ----------
    lower, upper : float64, shape (k,)
        In the indicators' units.
    """

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]

    @property
    def width(self) -> NDArray[np.float64]:
        """Upper less lower, shape (k,), in the indicators' units."""
        return self.upper - self.lower


def checked(limits: Limits, indicators: Sequence[Indicator], where: str = "") -> Limits:
    """Return the limits when every indicator has a width.

    Parameters
    ----------
    limits : Limits
        Of k indicators.
    indicators : sequence of Indicator, length k
        Whose limits they are.
    where : str
        The epoch, or "all epochs", for the message.

    Raises
    ------
    InputError
        An indicator is the same everywhere (zero variance), or unknown everywhere.
    """
    for indicator, width in zip(indicators, limits.width, strict=True):
        if not (np.isfinite(width) and width > 0.0):
            raise InputError("ecology.zero_variance", where, indicator=indicator.told)
    return limits
