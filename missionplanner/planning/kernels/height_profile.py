"""Heights along a whole sortie: climb and descent limits, and thinning."""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.heights import ceiling_height, survey_height, transit_height
from missionplanner.planning.kernels.types import Bools, Floats, Ground

# Parts of a step between samples at whose ends the ceiling is looked at: of a flight, and of a
# strip while an order of strips is sought.
LOOKS, STRIP_LOOKS = 4, 2


@kernel
def sample_need(x: Floats, y: Floats, survey: Bools, ground: Ground, need: Floats) -> None:
    """Read the lowest allowed height at each sample, EGM96 m, from the strip or transit raster."""
    for i in range(x.shape[0]):
        if survey[i]:
            need[i] = survey_height(ground, x[i], y[i])
        else:
            need[i] = transit_height(ground, x[i], y[i])


@kernel
def sample_limits(
    x: Floats, y: Floats, looks: int, ground: Ground, floor: Floats, most: Floats
) -> None:
    """Read the heights never gone below and never gone above at each sample, EGM96 m."""
    n = x.shape[0]
    for i in range(n):
        floor[i] = transit_height(ground, x[i], y[i])
        most[i] = ceiling_height(ground, x[i], y[i])
    lower = np.zeros(n)
    for i in range(n - 1):
        # Legs are straight between samples: where the ground sags under them, both are lowered.
        for k in range(1, looks):
            f = k / looks
            here = ceiling_height(
                ground, x[i] + f * (x[i + 1] - x[i]), y[i] + f * (y[i + 1] - y[i])
            )
            sag = most[i] + f * (most[i + 1] - most[i]) - here
            lower[i], lower[i + 1] = max(lower[i], sag), max(lower[i + 1], sag)
    for i in range(n):
        most[i] -= lower[i]


@kernel
def limit_climb(along: Floats, height: Floats, up: Floats, down: Floats) -> None:
    """Raise heights, never lower them, until no step is steeper than allowed.

    Parameters
    ----------
    along : float64 (n,), horizontal distance flown at each sample, ascending, m
    height : float64 (n,), changed in place, m
    up, down : float64 (n,), steepest climb and descent of the step that begins at each sample
    """
    for i in range(1, along.shape[0]):
        height[i] = max(height[i], height[i - 1] - down[i - 1] * (along[i] - along[i - 1]))
    for i in range(along.shape[0] - 2, -1, -1):
        height[i] = max(height[i], height[i + 1] - up[i] * (along[i + 1] - along[i]))


@kernel
def limit_ceiling(along: Floats, height: Floats, up: Floats, down: Floats) -> None:
    """Lower heights, never raise them, until no step is steeper than allowed.

    Arguments as of `limit_climb`.
    """
    for i in range(1, along.shape[0]):
        height[i] = min(height[i], height[i - 1] + up[i - 1] * (along[i] - along[i - 1]))
    for i in range(along.shape[0] - 2, -1, -1):
        height[i] = min(height[i], height[i + 1] + down[i] * (along[i + 1] - along[i]))


@kernel
def bridge_transits(along: Floats, survey: Bools, height: Floats) -> None:
    """Raise each run of transit samples to the line between the heights on both sides of it."""
    n = along.shape[0]
    i = 0
    while i < n:
        if survey[i]:
            i += 1
            continue
        a, j = max(0, i - 1), i
        while j < n and not survey[j]:
            j += 1
        b = min(n - 1, j)
        for k in range(a, b + 1):
            if along[b] > along[a]:
                f = (along[k] - along[a]) / (along[b] - along[a])
                height[k] = max(height[k], height[a] + f * (height[b] - height[a]))
        i = j


@kernel
def _furthest(
    along: Floats, need: Floats, most: Floats, up: Floats, down: Floats,
    forced: Bools, i: int, z: float,
) -> tuple[int, float, float]:  # fmt: skip
    """Return the last sample a straight leg from sample i at height z can reach.

    The leg stays between need and most and within the limits; with the lowest and the highest
    slope that do so.
    """
    low, high = -math.inf, math.inf
    last, last_low, last_high = i, 0.0, 0.0
    for j in range(i + 1, along.shape[0]):
        run = along[j] - along[i]
        high = min(high, (most[j] - z) / run, up[j - 1])
        low = max(low, (need[j] - z) / run, -down[j - 1])
        if low > high + 1e-12:
            break
        last, last_low, last_high = j, low, max(low, high)
        if forced[j]:
            break
    return last, last_low, last_high


@kernel
def thin(
    along: Floats, need: Floats, most: Floats, up: Floats, down: Floats, forced: Bools,
    height: Floats,
) -> Bools:  # fmt: skip
    """Choose few samples whose connecting legs lie between two profiles.

    A funnel of slopes is narrowed sample by sample; where it closes, a leg ends. Both profiles
    must keep the limits `up` and `down`; then from every height between them a leg within the
    limits leads on between them.

    Parameters
    ----------
    along : float64 (n,), strictly ascending, m
    need, most : float64 (n,), lowest and highest height of the legs, m
    up, down : float64 (n,), limits of the step that begins at each sample, m per m
    forced : bool (n,), samples that are always kept
    height : float64 (n,), receives the heights of the kept samples

    Returns
    -------
    bool (n,)
        Which samples are kept; the first and the last always are.
    """
    n = along.shape[0]
    kept = np.zeros(n, np.bool_)
    i = 0
    z = 0.5 * (need[0] + most[0])
    kept[0], height[0] = True, z
    while i < n - 1:
        j, low, high = _furthest(along, need, most, up, down, forced, i, z)
        if j == i:  # only by rounding: the least the limits and the need below allow is a way
            j = i + 1
            low = high = max((need[j] - z) / (along[j] - along[i]), -down[i])
        run = along[j] - along[i]
        slope = (0.5 * (need[j] + most[j]) - z) / run
        z = max(need[j], z + run * min(max(slope, low), high))
        kept[j], height[j] = True, z
        i = j
    return kept
