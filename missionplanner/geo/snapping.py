"""What the mouse is drawn to while something is drawn: corners, edges, right angles.

Places are site metres.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from missionplanner.geo.drawing import Place

# Sine of the angle under which two lines meet nowhere that is meant.
_PARALLEL = 0.05
_UPON_M = 1e-6


class SnapKind(StrEnum):
    """What a place was drawn to."""

    CORNER = "corner"
    EDGE = "edge"
    RIGHT_ANGLE = "right angle"
    IN_LINE = "in line"


@dataclass(frozen=True)
class Snap:
    """A place on something drawn, site metres."""

    x_m: float
    y_m: float
    kind: SnapKind


@dataclass(frozen=True)
class Guide:
    """A line that a place may be drawn to: through `start`, at right angles or in line to an edge.

    `along` is a unit vector, site metres.
    """

    start: Place
    along: Place
    kind: SnapKind


def guides(corner: Place, before: Place) -> list[Guide]:
    """Return the lines through a corner: in line with the edge that leads there, and across it."""
    east, north = np.subtract(corner, before)
    length = float(np.hypot(east, north))
    if length == 0:
        return []
    along = (float(east) / length, float(north) / length)
    across = (-along[1], along[0])
    return [Guide(corner, across, SnapKind.RIGHT_ANGLE), Guide(corner, along, SnapKind.IN_LINE)]


def snap_to_guides(place: Place, lines: list[Guide], reach_m: float) -> Snap | None:
    """Return the place on the nearest guide within reach, on two where they meet there."""
    feet = [(_foot(place, guide), guide) for guide in lines]
    near = sorted(
        ((float(np.hypot(*np.subtract(foot, place))), n) for n, (foot, _) in enumerate(feet)),
    )
    near = [entry for entry in near if entry[0] <= reach_m]
    if not near:
        return None
    foot, guide = feet[near[0][1]]
    for _, number in near[1:]:
        met = _crossroads(guide, feet[number][1])
        if met is not None and np.hypot(*np.subtract(met, place)) <= reach_m:
            foot = met
            break
    return Snap(float(foot[0]), float(foot[1]), guide.kind)


def guides_at(place: Place, lines: list[Guide]) -> list[tuple[Place, Place]]:
    """Return the guides that a place lies on, each from its corner to the place."""
    return [
        (guide.start, place)
        for guide in lines
        if float(np.hypot(*np.subtract(_foot(place, guide), place))) < _UPON_M
    ]


def _foot(place: Place, guide: Guide) -> Place:
    away = float(np.dot(np.subtract(place, guide.start), guide.along))
    return guide.start[0] + away * guide.along[0], guide.start[1] + away * guide.along[1]


def _crossroads(one: Guide, other: Guide) -> Place | None:
    turn = one.along[0] * other.along[1] - one.along[1] * other.along[0]
    if abs(turn) < _PARALLEL:
        return None
    east, north = np.subtract(other.start, one.start)
    away = (float(east) * other.along[1] - float(north) * other.along[0]) / turn
    return one.start[0] + away * one.along[0], one.start[1] + away * one.along[1]


def snap(place: Place, lines: list[LineString], reach_m: float) -> Snap | None:
    """Return the nearest corner within reach, else the nearest place on an edge, else None.

    Parameters
    ----------
    place : tuple of float
        Site metres.
    lines : list of LineString
        What may be drawn to; rings are closed.
    reach_m : float
        How far it is felt.
    """
    point = Point(place)
    near = [line for line in lines if line.distance(point) <= reach_m]
    if not near:
        return None
    corners = np.concatenate([shapely.get_coordinates(line) for line in near])
    away = np.hypot(*(corners - np.asarray(place)).T)
    best = int(np.argmin(away))
    if away[best] <= reach_m:
        return Snap(float(corners[best, 0]), float(corners[best, 1]), SnapKind.CORNER)
    line = min(near, key=point.distance)
    on = line.interpolate(line.project(point))
    return Snap(on.x, on.y, SnapKind.EDGE)
