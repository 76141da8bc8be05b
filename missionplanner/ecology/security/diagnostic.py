"""Where variable weights act against their purpose: an improving indicator lowers the index.

With ESI = sum(w S x) / sum(w S), dESI/dx_k = w_k (S_k + S'_k (x_k - ESI)) / sum(w S). It is below 0
just below d2 where x_k - ESI > S / |S'| (about 0.4 for C = 0.6, alpha = 1.5), and just above d3
where ESI - x_k > S / S'. That is a property of the published function; it is reported, not
mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.index import Recipe, pixels
from missionplanner.ecology.security.kernels import profile
from missionplanner.model.security import CriteriaLayer, IndexSystem

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ValueProfile:
    """How the indicators stand in some pixels; parts add up.

    Attributes
    ----------
    valid : int
        Pixels with an index.
    values : (k,)
        Sum of the standardised values.
    weights : (k,)
        Sum of the variable weights.
    lowering : (k,)
        Pixels where improving this indicator lowers the index.
    """

    valid: int
    values: Floats
    weights: Floats
    lowering: Floats

    def __add__(self, other: "ValueProfile") -> "ValueProfile":
        return ValueProfile(
            self.valid + other.valid,
            self.values + other.values,
            self.weights + other.weights,
            self.lowering + other.lowering,
        )

    def shares(self, names: Sequence[str]) -> dict[str, float]:
        """Return by indicator the share of pixels where its improvement lowers the index."""
        return self._means(names, self.lowering)

    def mean_weights(self, names: Sequence[str]) -> dict[str, float]:
        """Return by indicator the mean variable weight."""
        return self._means(names, self.weights)

    def layer_scores(self, system: IndexSystem, weights: Floats) -> dict[CriteriaLayer, float]:
        """Return by layer the mean of its indicators weighted by constant weights, 0 to 1."""
        mean = self.values / max(self.valid, 1)
        places = {
            layer: [system.keys.index(key) for key in system.of(layer)] for layer in system.layers
        }
        return {
            layer: float(np.average(mean[at], weights=weights[at])) for layer, at in places.items()
        }

    def _means(self, names: Sequence[str], sums: Floats) -> dict[str, float]:
        share = sums / max(self.valid, 1)
        return {name: float(value) for name, value in zip(names, share, strict=True)}


def profiled(stack: NDArray[np.floating], how: Recipe) -> tuple[ValueProfile, NDArray[np.uint8]]:
    """Return the profile of one block (k, ...) and a mask (...), uint8.

    The mask counts, pixel by pixel, the indicators whose improvement lowers the index there.
    """
    flat = pixels(stack, how)
    mask = np.zeros(flat.shape[1], np.uint8)
    totals, valid = profile(flat, how.weights, how.thresholds, how.adjustment, how.alpha, mask)
    return ValueProfile(valid, totals[0], totals[1], totals[2]), mask.reshape(stack.shape[1:])
