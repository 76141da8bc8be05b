"""Which strips are one flight line.

Several strips, of one sortie or of several, may lie on one line that a zone or a change of battery
has cut. Flown twice it still shows the ground from one direction only, so it counts once for
sidelap. Straight strips are one line when both lie on one straight line; a bent one goes on in
another where their ends meet, or point at each other over a gap that one frame may see across.

Where the camera is aimed, strips that look another way are other lines, and so are those that look
aside from another height: on the map, all strips before an upright face lie on one line.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.patterns import StripAim

Floats = NDArray[np.float64]

#: Strips whose ends lie this close to one straight line are one flight line, metres.
SAME_LINE_M = 1.0
#: Ends of one bent line are this near, metres, and point at each other within the cosine's angle:
#: 15 degrees.
GAP_M, AIMED = 150.0, 0.966
#: Parts of one line that look aside are this near in height, metres; nearer to straight down than
#: this many degrees, heights tell nothing.
SAME_HEIGHT_M, DOWN_DEG = 3.0, 10.0


def flight_lines(strips: Sequence[Floats]) -> list[int]:
    """Return the number of the flight line each strip lies on, in order of first appearance.

    Parameters
    ----------
    strips : sequence of float64 (n, 2) or (n, 3)
        Waypoints of each strip, site metres.
    """
    lines = [points[:, :2] for points in strips]
    if not lines:
        return []
    numbers = _on_straight_lines(lines)
    for i, j in _going_on(lines):
        numbers = [numbers[i] if n == numbers[j] else n for n in numbers]
    order = list(dict.fromkeys(numbers))
    return [order.index(n) for n in numbers]


def lines_aimed(strips: Sequence[Floats], aims: Sequence[StripAim]) -> list[int]:
    """Return `flight_lines` where each strip has an aim of its own.

    Parameters
    ----------
    strips : sequence of float64 (n, 3)
        Waypoints of each strip, site metres, EGM96.
    aims : sequence of StripAim
        Of each strip.
    """
    keys: list[tuple[StripAim, int, int]] = [(aim, 0, 0) for aim in aims]
    for aim in dict.fromkeys(aims):
        members = [k for k, other in enumerate(aims) if other == aim]
        for k, line in zip(members, flight_lines([strips[k] for k in members]), strict=True):
            keys[k] = (aim, line, 0)
        if aim.pitch_deg > DOWN_DEG - 90.0:
            _by_height(strips, keys, members)
    order = list(dict.fromkeys(keys))
    return [order.index(key) for key in keys]


def _by_height(
    strips: Sequence[Floats], keys: list[tuple[StripAim, int, int]], members: Sequence[int]
) -> None:
    """Give members of one line keys of their own where they are flown at other heights."""
    found: dict[tuple[StripAim, int, int], list[float]] = {}
    for k in members:
        height = float(strips[k][:, 2].mean())
        levels = found.setdefault(keys[k], [])
        near = (n for n, level in enumerate(levels) if abs(level - height) <= SAME_HEIGHT_M)
        level = next(near, len(levels))
        if level == len(levels):
            levels.append(height)
        keys[k] = (*keys[k][:2], level)


def _on_straight_lines(lines: list[Floats]) -> list[int]:
    # Both ends near the other's line, both ways, is cheap to ask of all pairs at once.
    near = _ends_near(np.array([points[[0, -1]] for points in lines]))
    found: list[int] = []
    numbers = []
    for k, points in enumerate(lines):
        mates = (n for n, f in enumerate(found) if near[k, f] and near[f, k])
        line = next((n for n in mates if _on_one_line(points, lines[found[n]])), len(found))
        if line == len(found):
            found.append(k)
        numbers.append(line)
    return numbers


def _ends_near(ends: Floats) -> NDArray[np.bool_]:
    """Return (n, n): whether both ends of i lie close to the straight line through j's ends."""
    way = ends[:, 1] - ends[:, 0]
    length = np.hypot(way[:, 0], way[:, 1])
    long = length > SAME_LINE_M
    normal = np.column_stack((way[:, 1], -way[:, 0])) / np.where(long, length, 1.0)[:, None]
    offset = ends[:, None, :, :] - ends[None, :, :1, :]
    away = np.abs((offset * normal[None, :, None, :]).sum(axis=3)).max(axis=2)
    return np.asarray((away <= SAME_LINE_M) & long[None, :])


def _on_one_line(line: Floats, other: Floats) -> bool:
    """Return whether all points of both lie on the straight line through the other's ends."""
    offset = np.concatenate((line, other)) - other[0]
    way = other[-1] - other[0]
    away = np.abs(offset[:, 0] * way[1] - offset[:, 1] * way[0]) / np.hypot(*way)
    return bool(away.max() <= SAME_LINE_M)


def _going_on(lines: list[Floats]) -> list[tuple[int, int]]:
    """Return pairs of strips, one of them bent, whose ends go on in each other."""
    straight = np.array([np.hypot(*(p[-1] - p[0])) < 1e-9 or _on_one_line(p, p) for p in lines])
    if straight.all():
        return []
    end = np.array([points[[0, -1]] for points in lines])
    outward = np.array([[p[0] - p[1], p[-1] - p[-2]] for p in lines])
    outward /= np.maximum(np.hypot(outward[..., 0], outward[..., 1]), 1e-9)[..., None]
    found = []
    for i in np.flatnonzero(~straight):
        for a in range(2):
            gap = end - end[i, a]
            metres = np.hypot(gap[..., 0], gap[..., 1])
            onto = np.where((metres > SAME_LINE_M)[..., None], gap, outward[i, a])
            onto /= np.hypot(onto[..., 0], onto[..., 1])[..., None]
            aimed = (onto @ outward[i, a] >= AIMED) & (-(onto * outward).sum(axis=2) >= AIMED)
            for j, _ in zip(*np.nonzero(aimed & (metres <= GAP_M)), strict=True):
                if j != i:
                    found.append((int(i), int(j)))
    return found
