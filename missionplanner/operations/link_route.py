"""The planned flights as places in time: where the aircraft is, how long it stays about there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.plan import SensorPlan
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]
_STEP_M = 25.0


@dataclass(frozen=True, eq=False)
class FlownRoute:
    """Places along all sorties, in the order of flight.

    Attributes
    ----------
    places_m : (n, 3) float64
        Site frame, heights EGM96.
    seconds : (n,) float64
        That each stands for.
    sortie : (n,) int64
        Counted through all sensors.
    frame : SiteFrame
    """

    places_m: Floats
    seconds: Floats
    sortie: NDArray[np.int64]
    frame: SiteFrame

    @property
    def duration_s(self) -> float:
        """Seconds of flight."""
        return float(self.seconds.sum())

    def share(self, where: NDArray[np.bool_]) -> float:
        """Return the share of the time that is spent where something holds (n,)."""
        return float(self.seconds[where].sum() / self.duration_s)

    def longest(self, where: NDArray[np.bool_]) -> float:
        """Return the longest time, seconds, in one sortie that something holds (n,)."""
        spans = [float(self.seconds[r].sum()) for r in self.runs(where) if where[r.start]]
        return max(spans, default=0.0)

    def runs(self, values: NDArray[np.generic]) -> Iterator[slice]:
        """Yield the stretches of one value (n,) within one sortie."""
        new = (values[1:] != values[:-1]) | (self.sortie[1:] != self.sortie[:-1])
        edges = [0, *(np.flatnonzero(new) + 1).tolist(), len(values)]
        yield from (slice(a, b) for a, b in pairwise(edges))

    def ground_m(self, terrain: Terrain) -> Floats:
        """Return the ground below (n,), EGM96 metres."""
        return terrain.height_at(self.places_m[:, 0], self.places_m[:, 1])

    def lonlat(self, run: slice) -> list[list[float]]:
        """Return longitude, latitude and height of a stretch; one place becomes two."""
        places = self.places_m[run.start : max(run.stop, run.start + 2)]
        lon, lat = self.frame.inverse(places[:, 0], places[:, 1])
        points: list[list[float]] = np.column_stack((lon, lat, places[:, 2])).tolist()
        return points if len(points) > 1 else points * 2


def flown_route(plans: Sequence[SensorPlan], frame: SiteFrame) -> FlownRoute:
    """Return the route of all sorties of all sensors, a place every 25 m."""
    places, seconds, sortie = [], [], []
    for number, one in enumerate(s for plan in plans for s in plan.sorties):
        points = one.waypoints
        line = np.column_stack((points.x_m, points.y_m, points.egm96_m))
        legs = np.linalg.norm(np.diff(line, axis=0), axis=1)
        parts = np.maximum(np.ceil(legs / _STEP_M), 1).astype(np.int64)
        leg = np.repeat(np.arange(len(parts)), parts)
        middle = np.concatenate([(np.arange(n) + 0.5) / n for n in parts])
        places.append(line[leg] + (line[leg + 1] - line[leg]) * middle[:, None])
        speed = np.maximum(points.speed_mps[:-1], 0.1)
        seconds.append((legs / speed / parts)[leg])
        sortie.append(np.full(len(leg), number))
    return FlownRoute(
        np.concatenate(places), np.concatenate(seconds), np.concatenate(sortie), frame
    )
