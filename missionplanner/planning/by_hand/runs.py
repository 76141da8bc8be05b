"""The strips of a sortie as they are flown, read back from its waypoints."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.model.plan import LegKind, Sortie, Waypoints

Floats = NDArray[np.float64]

# Waypoints of a straight strip that only change the height lie this near to its line, m.
STRAIGHT_M = 0.05


@dataclass(frozen=True)
class Run:
    """One strip in flying order.

    Attributes
    ----------
    strip : int
        Its number in the plan.
    xy : float64 (n, 2), n >= 2
        Its corners, site metres; bends are kept, points that only change the height are not.
    """

    strip: int
    xy: Floats

    @property
    def length_m(self) -> float:
        """Its length on the map, m."""
        return float(np.hypot(*np.diff(self.xy, axis=0).T).sum())

    def reversed(self) -> "Run":
        """Return it flown from its other end."""
        return replace(self, xy=np.ascontiguousarray(self.xy[::-1]))


def runs_of(sortie: Sortie) -> tuple[Run, ...]:
    """Return the strips of a sortie in flying order."""
    return tuple(Run(number, xy) for number, xy in _stretches(sortie.waypoints))


def _stretches(points: Waypoints) -> Iterator[tuple[int, Floats]]:
    """Yield the number and the corners of each run of survey legs of one strip."""
    survey = points.leg[:-1] == LegKind.SURVEY
    legs = np.where(survey, points.strip[:-1], -1)
    edges = np.flatnonzero(np.diff(legs)) + 1
    for first, last in zip((0, *edges), (*edges, len(legs)), strict=True):
        if legs[first] >= 0:
            xy = np.column_stack((points.x_m[first : last + 1], points.y_m[first : last + 1]))
            yield int(legs[first]), _corners(xy)


def _corners(xy: Floats) -> Floats:
    line = shapely.simplify(shapely.linestrings(xy), STRAIGHT_M, preserve_topology=False)
    return np.ascontiguousarray(shapely.get_coordinates(line))
