"""The ecological security index by constant and by variable weights (paper 2, equations (1)-(5)).

Everything works on one block as well as on a whole raster: a pixel needs nothing of its
neighbours, only the limits, weights and thresholds that are the same for all years.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.security.kernels import CONSTANT, VARIABLE, indices
from missionplanner.ecology.security.variable import (
    ADJUSTMENT,
    ALPHA,
    checked_strength,
    checked_thresholds,
    checked_weights,
)

Floats = NDArray[np.float64]
Raster = NDArray[np.floating]

THREADS = 2
LEAST_PIXELS_A_THREAD = 100_000


@dataclass(frozen=True)
class SecurityIndex:
    """ESI of one year, 0 (worst) to 1; arrays of the stack's pixels and dtype, NaN nodata."""

    constant: Raster
    variable: Raster

    @property
    def difference(self) -> Raster:
        """Variable minus constant weights: below 0 where the penalty bites."""
        return self.variable - self.constant


@dataclass(frozen=True)
class Recipe:
    """What turns standardised indicators into the index.

    Attributes
    ----------
    weights : (k,) float64
        Constant weights W0, sum 1.
    thresholds : (k, 3) float64
        d1, d2, d3 of each indicator.
    adjustment, alpha : float
        C and alpha of equation (2).
    """

    weights: Floats
    thresholds: Floats
    adjustment: float = ADJUSTMENT
    alpha: float = ALPHA


def recipe(
    weights: ArrayLike,
    thresholds: ArrayLike,
    adjustment: float = ADJUSTMENT,
    alpha: float = ALPHA,
    names: Sequence[str] = (),
) -> Recipe:
    """Check weights, thresholds, C and alpha.

    Raises
    ------
    InputError
        Weights that do not sum to 1, thresholds that do not rise, C or alpha not above 0.
    """
    limits = checked_thresholds(thresholds, names)
    w0 = checked_weights(weights, limits.shape[0])
    return Recipe(w0, limits, *checked_strength(adjustment, alpha))


def security_index(stack: Raster, how: Recipe, threads: int = THREADS) -> SecurityIndex:
    """Return ESI = sum(X W) by both kinds of weights, equations (1), (2) and (5), in one pass.

    Parameters
    ----------
    stack : (k, ...) float32 or float64
        Standardised indicators, 0 to 1. A pixel with NaN in any of them is NaN.
    how : Recipe
    threads : int
        Pixels are divided between so many threads; the result does not depend on it.
    """
    flat = pixels(stack, how)
    size = flat.shape[1]
    out = np.empty((2, size), flat.dtype)
    parts = max(1, min(threads, size // LEAST_PIXELS_A_THREAD))
    cuts = [size * part // parts for part in range(parts + 1)]

    def work(part: int) -> None:
        indices(
            flat,
            how.weights,
            how.thresholds,
            how.adjustment,
            how.alpha,
            out,
            cuts[part],
            cuts[part + 1],
        )

    if parts == 1:
        work(0)
    else:
        with ThreadPoolExecutor(parts) as pool:
            list(pool.map(work, range(parts)))
    shape = stack.shape[1:]
    return SecurityIndex(out[CONSTANT].reshape(shape), out[VARIABLE].reshape(shape))


def pixels(stack: Raster, how: Recipe) -> Raster:
    """Return a stack (k, ...) as (k, n), float32 or float64, as the kernels want it."""
    if stack.shape[0] != how.weights.size:
        raise ValueError(f"{how.weights.size} indicators are needed, {stack.shape[0]} given")
    kept = stack if stack.dtype in (np.float32, np.float64) else stack.astype(np.float64)
    return np.ascontiguousarray(kept.reshape(stack.shape[0], -1))
