"""Legs to and fro that calibrate a laser scanner's inertial unit, before and after its strips.

They are flown over the sortie's own first and last strip: at heights, and clear of zones, as these.
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.route import TRANSIT, Path

# How often the aircraft goes out and comes back.
TIMES = 2
# A shorter leg calibrates nothing, and its waypoints may be too near to each other, m.
_LEAST_M = 3.0

Floats = NDArray[np.float64]


def with_calibration(path: Path, leg_m: float, vertical_mps: float) -> Path:
    """Return a sortie with its legs of calibration, `leg_m` long or as long as the strip's leg.

    They are flown at the strip's speed, or at what keeps them from climbing and sinking faster
    than `vertical_mps`: a strip may climb at a rate that the aircraft may not sink at. A sortie
    without a strip, and one whose first or last leg is hardly a leg, stays as it is there.
    """
    survey = np.flatnonzero(path.strip != TRANSIT)
    if leg_m <= 0.0 or not len(survey):
        return path
    first, last = int(survey[0]), int(survey[-1])
    before = _to_and_fro(_outward(path, first, 1, leg_m), path.speed_mps[first], vertical_mps)
    after = _to_and_fro(_outward(path, last + 1, -1, leg_m), path.speed_mps[last], vertical_mps)
    rows = np.column_stack((path.x, path.y, path.z, path.speed_mps))
    made = np.vstack([
        rows[:first], before,
        rows[first : last + 1], after,
        rows[last + 1 :],
    ])  # fmt: skip
    strip = np.concatenate((
        path.strip[:first], np.full(len(before), TRANSIT), path.strip[first : last + 1],
        np.full(len(after), TRANSIT), path.strip[last + 1 :],
    ))  # fmt: skip
    x, y, z, mps = (np.ascontiguousarray(column) for column in made.T)
    return Path(x, y, z, strip, mps)


def _outward(path: Path, here: int, step: int, leg_m: float) -> Floats:
    """Return the points from a strip's end, so far along it; x, y, z, float64 (n, 3).

    Parameters
    ----------
    step : int
        1: from its start on; -1: from its end back.
    """
    points = np.column_stack((path.x, path.y, path.z))
    leg = here if step > 0 else here - 1
    strip, left_m, found = path.strip[leg], leg_m, [points[here]]
    while left_m > 0.0 and 0 <= leg < len(path.strip) - 1 and path.strip[leg] == strip:
        way = points[here + step] - points[here]
        length_m = float(np.hypot(way[0], way[1]))
        found.append(points[here] + min(1.0, left_m / max(length_m, 1e-9)) * way)
        left_m -= length_m
        here, leg = here + step, leg + step
    return np.array(found)


def _to_and_fro(outward: Floats, speed_mps: float, vertical_mps: float) -> Floats:
    """Return what is flown before the first of the points is flown from: x, y, z, speed."""
    steps = np.diff(outward, axis=0)
    runs = np.hypot(steps[:, 0], steps[:, 1])
    if runs.sum() < _LEAST_M:
        return np.empty((0, 4))
    slope = float((np.abs(steps[:, 2]) / np.maximum(runs, 1e-9)).max())
    mps = min(speed_mps, vertical_mps / max(slope, 1e-9))
    once = np.vstack((outward, outward[-2:0:-1]))
    points = np.vstack([once] * TIMES)
    return np.column_stack((points, np.full(len(points), mps)))
