"""Ordinary kriging of point measurements, and whether it beats weights by distance.

Ordinary kriging: Matheron (1963), Economic Geology 58:1246-1266; in its dual form (Goovaerts 1997,
Geostatistics for Natural Resources Evaluation, section 5.8) a value is a mean plus a weighted sum
of covariances, one weight a place, so that a map costs what weights by distance cost. The variogram
is fitted by weighted least squares (Cressie 1985, Mathematical Geology 17:563-586).
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from missionplanner.compiled import kernel

Floats = NDArray[np.float64]
Model = Literal["spherical", "exponential"]

LEAST_KRIGED = 12
"""Fewer places have too few pairs for a variogram."""

REFITTED = 60
"""Up to so many places the variogram is fitted anew without each; beyond, once with all."""

_CLASSES = (5, 25)
_PAIRS = 30
"""In a class of distance, as the textbooks ask for, where there are enough."""


@dataclass(frozen=True)
class Variogram:
    """How unlike values grow with distance.

    Attributes
    ----------
    model : str
        'spherical', which is level from `range_m` on, or 'exponential', 95 % of the way up there.
    nugget, sill : float
        Variance at no distance (of measuring, and below the distances sampled), and what distance
        adds to it; in the square of the values' unit.
    range_m : float
    """

    model: Model
    nugget: float
    sill: float
    range_m: float

    def covariance(self, distance_m: Floats) -> Floats:
        """Return the covariance that distance leaves, without the nugget; same shape."""
        share = distance_m / self.range_m
        if self.model == "spherical":
            inside = np.minimum(share, 1.0)
            return np.asarray(self.sill * (1.0 - 1.5 * inside + 0.5 * inside**3))
        return np.asarray(self.sill * np.exp(-3.0 * share))

    def semivariance(self, distance_m: Floats) -> Floats:
        """Return half the mean squared difference at distances above 0; same shape."""
        return np.asarray(self.nugget + self.sill - self.covariance(distance_m))


@dataclass(frozen=True)
class Kriging:
    """Values of places, ready to be looked up anywhere.

    Attributes
    ----------
    x_m, y_m : (n,) float64
    weights : (n,) float64
        Of each place's covariance.
    mean : float
    variogram : Variogram
    """

    x_m: Floats
    y_m: Floats
    weights: Floats
    mean: float
    variogram: Variogram

    def at(self, x_m: Floats, y_m: Floats) -> Floats:
        """Return the values at other places, (m,) float64."""
        apart = np.hypot(x_m[:, None] - self.x_m, y_m[:, None] - self.y_m)
        return np.asarray(self.mean + self.variogram.covariance(apart) @ self.weights)

    def over(self, west_m: float, north_m: float, cell_m: float, shape: tuple[int, int]) -> Floats:
        """Return the values in the middles of cells, (rows, cols) float64, row 0 in the north.

        Parameters
        ----------
        west_m, north_m : float
            North-west CORNER of the raster.
        cell_m : float
        shape : (rows, cols)
        """
        surface = np.empty(shape)
        told = self.variogram
        _surface(
            self.x_m, self.y_m, self.weights, self.mean, told.model == "spherical", told.sill,
            told.range_m, west_m, north_m, cell_m, surface,
        )  # fmt: skip
        return surface


@dataclass(frozen=True)
class LeftOutErrors:
    """How far each way is off a place that was left out, root of the mean square, by the others.

    Attributes
    ----------
    distance, kriging : float
        In the values' unit.
    """

    distance: float
    kriging: float


def fitted(x_m: Floats, y_m: Floats, values: Floats) -> Variogram | None:
    """Fit a variogram to the pairs of places up to half of the greatest distance.

    Parameters
    ----------
    x_m, y_m, values : (n,) float64

    Returns
    -------
    Variogram or None
        Of the two models the one that fits better; None where there is nothing to fit.
    """
    first, second = np.triu_indices(values.size, 1)
    apart = np.hypot(x_m[first] - x_m[second], y_m[first] - y_m[second])
    half = 0.5 * (values[first] - values[second]) ** 2
    near = (apart > 0.0) & (apart <= 0.5 * apart.max(initial=0.0))
    if near.sum() < _PAIRS or not np.ptp(values):
        return None
    # Classes of as many pairs each.
    classes = min(max(int(near.sum()) // _PAIRS, _CLASSES[0]), _CLASSES[1])
    order = np.argsort(apart[near], kind="stable")
    groups = np.array_split(order, classes)
    lags = np.array([apart[near][group].mean() for group in groups])
    found = np.array([half[near][group].mean() for group in groups])
    counts = np.array([group.size for group in groups], np.float64)
    fits = [_fit(model, lags, found, counts) for model in ("spherical", "exponential")]
    return min(fits, key=lambda fit: fit[0])[1]


def _fit(model: Model, lags: Floats, found: Floats, counts: Floats) -> tuple[float, Variogram]:
    level = float(np.average(found, weights=counts))
    reach = float(lags[-1])

    def of(p: Floats) -> Variogram:
        return Variogram(model, float(p[0]) * level, float(p[1]) * level, float(p[2]) * reach)

    def off(p: Floats) -> Floats:
        expected = of(p).semivariance(lags)
        # Cressie's weights: relative misfit, by the number of pairs.
        return np.asarray(np.sqrt(counts) * (found / np.maximum(expected, 1e-9 * level) - 1.0))

    start = np.array([0.2, 0.8, 0.6])
    bounds: Any = ([0.0, 1e-6, float(lags[0]) / reach], [5.0, 20.0, 3.0])
    start[2] = max(start[2], bounds[0][2])
    done = least_squares(off, start, bounds=bounds)
    return float(done.cost), of(done.x)


def kriged(x_m: Floats, y_m: Floats, values: Floats, variogram: Variogram) -> Kriging:
    """Return the kriging of places; with a nugget the surface passes near its values, not through.

    Raises
    ------
    numpy.linalg.LinAlgError
        Two places are one.
    """
    inverse = np.linalg.inv(_system(x_m, y_m, variogram))
    solved = inverse[:, :-1] @ values
    return Kriging(x_m, y_m, solved[:-1], float(solved[-1]), variogram)


def compared(x_m: Floats, y_m: Floats, values: Floats, power: float) -> LeftOutErrors | None:
    """Leave each place out in turn, and look how far both ways are off it.

    Parameters
    ----------
    x_m, y_m, values : (n,) float64
    power : float
        Of the distance.

    Returns
    -------
    LeftOutErrors or None
        None below `LEAST_KRIGED` places, or where no variogram can be fitted.
    """
    whole = fitted(x_m, y_m, values) if values.size >= LEAST_KRIGED else None
    if whole is None:
        return None
    try:
        off = _kriging_off(x_m, y_m, values, whole)
    except np.linalg.LinAlgError:
        return None
    apart = np.hypot(x_m[:, None] - x_m, y_m[:, None] - y_m)
    with np.errstate(divide="ignore"):
        weights = np.maximum(apart, 1e-6) ** -power
    np.fill_diagonal(weights, 0.0)
    by_distance = weights @ values / weights.sum(axis=1) - values
    return LeftOutErrors(_root(by_distance), _root(off))


def _kriging_off(x_m: Floats, y_m: Floats, values: Floats, whole: Variogram) -> Floats:
    if values.size > REFITTED:
        # What leaving one out gives follows from the inverse (Dubrule 1983, Math. Geology 15:687).
        inverse = np.linalg.inv(_system(x_m, y_m, whole))[:-1, :-1]
        return np.asarray(-(inverse @ values) / np.diag(inverse))
    off = np.empty(values.size)
    for i in range(values.size):
        left = np.arange(values.size) != i
        own = fitted(x_m[left], y_m[left], values[left]) or whole
        found = kriged(x_m[left], y_m[left], values[left], own)
        off[i] = found.at(x_m[i : i + 1], y_m[i : i + 1])[0] - values[i]
    return off


def _system(x_m: Floats, y_m: Floats, variogram: Variogram) -> Floats:
    count = x_m.size
    system = np.ones((count + 1, count + 1))
    apart = np.hypot(x_m[:, None] - x_m, y_m[:, None] - y_m)
    system[:-1, :-1] = variogram.covariance(apart) + variogram.nugget * np.eye(count)
    system[-1, -1] = 0.0
    return system


def _root(off: Floats) -> float:
    return math.sqrt(float(np.mean(off**2)))


@kernel
def _surface(
    x_m: Floats,
    y_m: Floats,
    weights: Floats,
    mean: float,
    spherical: bool,
    sill: float,
    range_m: float,
    west_m: float,
    north_m: float,
    cell_m: float,
    surface: Floats,
) -> None:
    for r in range(surface.shape[0]):
        y = north_m - cell_m * (r + 0.5)
        for c in range(surface.shape[1]):
            x = west_m + cell_m * (c + 0.5)
            total = mean
            for i in range(x_m.shape[0]):
                share = math.sqrt((x_m[i] - x) ** 2 + (y_m[i] - y) ** 2) / range_m
                if spherical:
                    inside = min(share, 1.0)
                    total += weights[i] * sill * (1.0 - 1.5 * inside + 0.5 * inside**3)
                else:
                    total += weights[i] * sill * math.exp(-3.0 * share)
            surface[r, c] = total
