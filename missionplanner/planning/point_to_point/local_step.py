"""A course bettered corner by corner; every course looked at is counted.

The osprey algorithm moves all corners behind a step it changes. Here single corners, or a run of
them, are moved in place: by normal steps of scales over two decades, along a leg, or onto the chord
of both neighbours. The best of a handful is kept where it is cheaper; the largest scale follows
what succeeds.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Price = Callable[[Floats], Floats]
"""Takes courses float64 (m, n + 2, 3) and returns their m costs."""

HANDFUL = 12
SUCCESS, FAILURE = 1.6, 0.985
# Scales are drawn from the largest down to this share of it.
DECADES = 2.0


class CornerBox(NamedTuple):
    """Where corners may lie, float64 (3,) each, and the scale of the first steps, m."""

    low: Floats
    high: Floats
    scale_m: float


def bettered(
    course: Floats, cost: float, price: Price, box: CornerBox, evaluations: int, seed: int
) -> tuple[Floats, float, int]:
    """Return a course no dearer, its cost, and how many courses were priced for it.

    Parameters
    ----------
    course : float64 (n + 2, 3)
        The first and the last corner stay.
    evaluations : int
        At most so many courses are priced.
    """
    rng = np.random.default_rng(seed)
    inner = len(course) - 2
    scale, least, used = box.scale_m, 1e-3 * box.scale_m, 0
    best = course.copy()
    if inner < 1:
        return best, cost, 0
    while used < evaluations:
        count = min(HANDFUL, evaluations - used)
        tried = np.repeat(best[None], count, axis=0)
        for one in tried:
            _moved(one, inner, scale * 10.0 ** (-DECADES * rng.random()), rng)
        np.clip(tried[:, 1:-1], box.low, box.high, out=tried[:, 1:-1])
        costs = price(tried)
        used += count
        k = int(np.argmin(costs))
        if costs[k] < cost:
            best, cost = tried[k], float(costs[k])
            scale = min(box.scale_m, SUCCESS * scale)
        else:
            scale = max(least, FAILURE * scale)
    return best, cost, used


def _moved(course: Floats, inner: int, scale: float, rng: np.random.Generator) -> None:
    k = 1 + int(rng.integers(inner))
    kind = rng.random()
    if kind < 0.5:
        course[k, :2] += scale * rng.standard_normal(2)
        if rng.random() < 0.3:
            course[k, 2] += 0.3 * scale * rng.standard_normal()
    elif kind < 0.6:
        towards = course[k + 1] if rng.random() < 0.5 else course[k - 1]
        course[k, :2] += rng.random() * (towards[:2] - course[k, :2])
    elif kind < 0.7:
        chord = course[k - 1] + rng.random() * (course[k + 1] - course[k - 1])
        course[k, :2] = chord[:2]
    elif kind < 0.8:
        height = scale * rng.standard_normal() if rng.random() < 0.5 else 0.0
        course[k, 2] = 0.5 * (course[k - 1, 2] + course[k + 1, 2]) + height
    else:
        last = min(inner, k + int(rng.integers(1, 4)))
        course[k : last + 1, :2] += scale * rng.standard_normal(2)
