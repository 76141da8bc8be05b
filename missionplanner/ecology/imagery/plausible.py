"""What a number may be and still be a measurement of this Earth; beyond, it is no value.

Fill that no file tags comes as such numbers: -9999, or what digital number 0 becomes by scale and
offset. Sources: ground temperature, least -98 C (Scambos et al. 2018, Geophys. Res. Lett. 45:6124)
and greatest 80.8 C (Zhao et al. 2021, Bull. Am. Meteorol. Soc. 102:E1873), the upper limit left
wide for smouldering heaps; land lies from -430 m (Dead Sea) to 8849 m, open pits below sea level
included. Reflectance: Collection 2 can hold -0.2 to 1.6; low sun and glint go beyond 1 too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.study import Indicator

_SLACK = 1e-6
"""Rounding of float32 puts no value beyond."""


@dataclass(frozen=True)
class PlausibleRange:
    """Least and greatest plausible value.

    Attributes
    ----------
    low, high : float
    unit : str
    """

    low: float
    high: float
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}{' ' if self.unit else ''}{self.unit}"

    def beyond(self, values: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Return where values lie beyond; NaN does not."""
        low, high = self.low - _SLACK, self.high + _SLACK
        return np.asarray((values < low) | (values > high))


REFLECTANCE = PlausibleRange(-0.2, 2.0)
HEIGHT = PlausibleRange(-500.0, 9000.0, "m")
INDICATORS = {
    Indicator.GREENNESS: PlausibleRange(-1.0, 1.0),
    Indicator.HEAT: PlausibleRange(175.0, 400.0, "K"),
}
GIVEN = PlausibleRange(-9000.0, 1e9)
"""A raster of the user's own that stands for an indicator may have any unit; -9999 is fill."""


@dataclass
class Beyond:
    """What lay beyond its range.

    Attributes
    ----------
    known : int
        Cells with a number, plausible or not.
    count : int
        Cells beyond.
    least, greatest : float
        Of all numbers; infinite where there was none.
    """

    known: int = 0
    count: int = 0
    least: float = np.inf
    greatest: float = -np.inf

    def add(self, other: "Beyond") -> None:
        """Count another block."""
        self.known += other.known
        self.count += other.count
        self.least = min(self.least, other.least)
        self.greatest = max(self.greatest, other.greatest)


def without_beyond(
    values: NDArray[np.floating], allowed: PlausibleRange
) -> tuple[NDArray[np.floating], Beyond]:
    """Return values with NaN for what is beyond, and what that was.

    The array given is returned where nothing is beyond, else a copy.
    """
    least = float(np.fmin.reduce(values, axis=None, initial=np.inf))
    greatest = float(np.fmax.reduce(values, axis=None, initial=-np.inf))
    known = int(np.count_nonzero(np.isfinite(values)))
    if least >= allowed.low - _SLACK and greatest <= allowed.high + _SLACK:
        return values, Beyond(known, 0, least, greatest)
    away = allowed.beyond(values)
    kept = np.where(away, np.nan, values).astype(values.dtype, copy=False)
    return kept, Beyond(known, int(np.count_nonzero(away)), least, greatest)
