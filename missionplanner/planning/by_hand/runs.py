"""The strips of a sortie as they are flown, read back from its waypoints.

Strips before faces have heights of their own: those of the face, not of the ground straight below;
so have those of a plan that is taken again. They are read back with every waypoint and its height,
which the flights of now are held to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import LegKind, SensorPlan, Sortie, Waypoints

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
    height_m : float64 (n,) or None
        EGM96 heights of the corners where the strip has its own; None: as the ground below asks.
    """

    strip: int
    xy: Floats
    height_m: Floats | None = None

    @property
    def length_m(self) -> float:
        """Its length on the map, m."""
        return float(np.hypot(*np.diff(self.xy, axis=0).T).sum())

    def reversed(self) -> "Run":
        """Return it flown from its other end."""
        back = None if self.height_m is None else np.ascontiguousarray(self.height_m[::-1])
        return replace(self, xy=np.ascontiguousarray(self.xy[::-1]), height_m=back)


def runs_of(sortie: Sortie, *, high: bool = False) -> tuple[Run, ...]:
    """Return the strips of a sortie in flying order; `high`: with heights of their own."""
    found = []
    for number, xyz in _stretches(sortie.waypoints):
        if high:
            found.append(Run(number, np.ascontiguousarray(xyz[:, :2]), xyz[:, 2].copy()))
        else:
            found.append(Run(number, _corners(xyz[:, :2])))
    return tuple(found)


def runs_in(plan: SensorPlan) -> tuple[tuple[Run, ...], ...]:
    """Return the strips of each sortie of a plan, in flying order."""
    return tuple(runs_of(sortie, high=has_heights(plan)) for sortie in plan.sorties)


def has_heights(plan: SensorPlan) -> bool:
    """Tell whether the strips of a plan have heights of their own."""
    return plan.heights_given or plan.intent.pattern is Pattern.FACE


def _stretches(points: Waypoints) -> Iterator[tuple[int, Floats]]:
    """Yield number and waypoints, (n, 3), of each run of survey legs of one strip."""
    survey = points.leg[:-1] == LegKind.SURVEY
    legs = np.where(survey, points.strip[:-1], -1)
    edges = np.flatnonzero(np.diff(legs)) + 1
    for first, last in zip((0, *edges), (*edges, len(legs)), strict=True):
        if legs[first] >= 0:
            part = slice(first, last + 1)
            xyz = np.column_stack((points.x_m[part], points.y_m[part], points.egm96_m[part]))
            yield int(legs[first]), xyz


def _corners(xy: Floats) -> Floats:
    line = shapely.simplify(shapely.linestrings(xy), STRAIGHT_M, preserve_topology=False)
    return np.ascontiguousarray(shapely.get_coordinates(line))
