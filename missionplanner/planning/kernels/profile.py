"""Heights of strips and ways alone, chosen and thinned as those of a whole sortie are."""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.flown import Line
from missionplanner.planning.kernels.height_profile import (
    STRIP_LOOKS,
    limit_ceiling,
    limit_climb,
    sample_limits,
    thin,
)
from missionplanner.planning.kernels.heights import survey_height
from missionplanner.planning.kernels.types import Bools, Flight, Floats, Ground

# Thinning may leave legs this far above the lowest allowed height, m.
SURVEY_SLACK_M = 2.0
TRANSIT_SLACK_M = 6.0
# Points nearer to each other than this are one, m.
NO_LEG_M = 1e-6


@kernel
def between(
    along: Floats, need: Floats, floor: Floats, most: Floats, slack: Floats, up: Floats,
    down: Floats,
) -> None:  # fmt: skip
    """Turn lowest, least and greatest heights into the two profiles that legs lie between.

    Parameters
    ----------
    along, up, down : as of `climb.limit_climb`
    need : float64 (n,), in: wanted heights, within the limits of climb; out: the lower profile
    floor : float64 (n,), never gone below; changed
    most : float64 (n,), in: never gone above; out: the upper profile
    slack : float64 (n,), room that legs are given, m

    Notes
    -----
    Where floor and greatest height leave no way within the limits of climb, the floor is kept.
    """
    limit_climb(along, floor, up, down)
    limit_ceiling(along, most, up, down)
    lowered = np.empty(along.shape[0])
    for i in range(along.shape[0]):
        most[i] = max(most[i], floor[i])
        lowered[i] = most[i] - slack[i]
    limit_ceiling(along, lowered, up, down)
    for i in range(along.shape[0]):
        need[i] = max(floor[i], min(need[i], lowered[i]))
        most[i] = max(need[i], min(most[i], need[i] + slack[i]))
    limit_ceiling(along, most, up, down)
    for i in range(along.shape[0]):
        most[i] = max(most[i], need[i])


@kernel
def _kept(x: Floats, y: Floats, height: Floats, kept: Bools, speed: float, strip: bool) -> Line:
    n = 0
    for i in range(kept.shape[0]):
        n += 1 if kept[i] else 0
    line = Line(
        np.empty(n), np.empty(n), np.empty(n), np.full(n, speed), np.full(n, strip),
        np.full(n, strip),
    )  # fmt: skip
    k = 0
    for i in range(kept.shape[0]):
        if kept[i]:
            line.x[k], line.y[k], line.z[k] = x[i], y[i], height[i]
            k += 1
    return line


@kernel
def _samples(way: Floats, points: int, step_m: float) -> tuple[Floats, Floats, Floats, Bools]:
    n = 1
    for k in range(points - 1):
        leg = math.hypot(way[k + 1, 0] - way[k, 0], way[k + 1, 1] - way[k, 1])
        n += math.ceil(leg / step_m) if leg > NO_LEG_M else 0
    x, y, along, corner = np.empty(n), np.empty(n), np.zeros(n), np.zeros(n, np.bool_)
    x[0], y[0], corner[0] = way[0, 0], way[0, 1], True
    i = 0
    for k in range(points - 1):
        dx, dy = way[k + 1, 0] - way[k, 0], way[k + 1, 1] - way[k, 1]
        leg = math.hypot(dx, dy)
        pieces = math.ceil(leg / step_m) if leg > NO_LEG_M else 0
        for j in range(1, pieces + 1):
            i += 1
            x[i], y[i] = way[k, 0] + dx * j / pieces, way[k, 1] + dy * j / pieces
            along[i] = along[i - 1] + leg / pieces
        corner[i] = True
    return x, y, along, corner


@kernel
def strip_line(xy: Floats, step_m: float, ground: Ground, flight: Flight) -> Line:
    """Return a strip with heights, thinned; its corners stay.

    Parameters
    ----------
    xy : float64 (n, 2), its corners, local metres
    step_m : float
        Longest step between samples.
    """
    x, y, along, corner = _samples(xy, xy.shape[0], step_m)
    n = x.shape[0]
    need, floor, most = np.empty(n), np.empty(n), np.empty(n)
    for i in range(n):
        need[i] = survey_height(ground, x[i], y[i])
    sample_limits(x, y, STRIP_LOOKS, ground, floor, most)
    limit = np.full(n, flight.gradient)
    limit_climb(along, need, limit, limit)
    between(along, need, floor, most, np.full(n, SURVEY_SLACK_M), limit, limit)
    height = np.empty(n)
    kept = thin(along, need, most, limit, limit, corner, height)
    return _kept(x, y, height, kept, flight.survey_mps, True)


@kernel
def way_line(
    way: Floats, points: int, z0: float, z1: float, step_m: float, speed: float, ground: Ground,
    flight: Flight,
) -> Line:  # fmt: skip
    """Return a way between two heights, over what stands between, thinned.

    Where the ground forces its ends up, so they are: what lies before and behind is not raised.
    """
    x, y, along, corner = _samples(way, points, step_m)
    n = x.shape[0]
    need, floor, most = np.empty(n), np.empty(n), np.empty(n)
    sample_limits(x, y, 1, ground, floor, most)
    for i in range(n):
        need[i] = max(floor[i], z0 + (z1 - z0) * along[i] / max(along[n - 1], 1e-9))
    limit, slack = np.full(n, flight.gradient), np.full(n, TRANSIT_SLACK_M)
    slack[0] = slack[n - 1] = 0.0
    limit_climb(along, need, limit, limit)
    between(along, need, floor, most, slack, limit, limit)
    height = np.empty(n)
    kept = thin(along, need, most, limit, limit, corner, height)
    return _kept(x, y, height, kept, speed, False)
