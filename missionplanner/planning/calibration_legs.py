"""Legs to and fro that calibrate a laser scanner's inertial unit, before and after its strips.

They are flown over the sortie's own first and last strip: at heights, and clear of zones, as these.
"""

from collections.abc import Iterator

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
    before = list(_to_and_fro(path, first, first + 1, leg_m))
    after = list(_to_and_fro(path, last + 1, last, leg_m))
    rows = np.column_stack((path.x, path.y, path.z, path.speed_mps))
    speed = _speed(path, first, vertical_mps), _speed(path, last, vertical_mps)
    made = np.vstack([
        rows[:first], *([*before_row, speed[0]] for before_row in before),
        rows[first : last + 1], *([*after_row, speed[1]] for after_row in after),
        rows[last + 1 :],
    ])  # fmt: skip
    strip = np.concatenate((
        path.strip[:first], np.full(len(before), TRANSIT), path.strip[first : last + 1],
        np.full(len(after), TRANSIT), path.strip[last + 1 :],
    ))  # fmt: skip
    x, y, z, mps = (np.ascontiguousarray(column) for column in made.T)
    return Path(x, y, z, strip, mps)


def _speed(path: Path, leg: int, vertical_mps: float) -> float:
    """Return the speed of legs along the leg that begins at a waypoint, in either direction."""
    run = np.hypot(path.x[leg + 1] - path.x[leg], path.y[leg + 1] - path.y[leg])
    rise = abs(path.z[leg + 1] - path.z[leg])
    return float(min(path.speed_mps[leg], vertical_mps * run / max(rise, 1e-9)))


def _to_and_fro(path: Path, here: int, there: int, leg_m: float) -> Iterator[Floats]:
    """Yield the points flown from a waypoint towards another and back, x, y, z each."""
    points = np.column_stack((path.x, path.y, path.z))
    way = points[there] - points[here]
    length_m = float(np.hypot(way[0], way[1]))
    share = min(1.0, leg_m / length_m) if length_m > 0.0 else 0.0
    if share * length_m < _LEAST_M:
        return
    for _ in range(TIMES):
        yield points[here]
        yield points[here] + share * way
