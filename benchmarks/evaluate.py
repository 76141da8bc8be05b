"""One judge for flat coverage paths, whoever made them.

The path is taken without the legs from and to home. Every straight piece of it covers a rectangle
as wide as the strip spacing with flat ends: nothing beyond a line's end, which is stricter than a
camera, whose frame adds half its length there.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

Floats = NDArray[np.float64]

TURN_DEG = 5.0
# A line on an outline is not beyond it. Less than an aircraft can hold, more than what lines a
# hundredth of a degree aslant stick out.
EDGE_M = 0.1


@dataclass(frozen=True)
class Score:
    """What a path does on an area.

    `ratio` is the length over (free area / spacing); `coverage` a share of the free area, which is
    the area without its holes.
    """

    length_m: float
    turns: int
    coverage: float
    in_holes_m: float
    outside_m: float
    ratio: float


def evaluate(path_m: Floats, area: Polygon, spacing_m: float) -> Score:
    """Judge a path.

    Parameters
    ----------
    path_m : float64 (n, 2), metres
    area : Polygon
        Metres; inner rings are holes that must not be flown over.
    spacing_m : float
    """
    path = np.asarray(path_m, dtype=float)
    path = path[np.insert(np.hypot(*np.diff(path, axis=0).T) > 1e-9, 0, True)]
    line = shapely.linestrings(path)
    length = float(shapely.length(line))
    return Score(
        length_m=length,
        turns=_turns(path),
        coverage=_coverage(path, area, spacing_m),
        in_holes_m=_inside(line, [Polygon(ring) for ring in area.interiors]),
        outside_m=float(line.difference(Polygon(area.exterior).buffer(EDGE_M)).length),
        ratio=length / (area.area / spacing_m),
    )


def _inside(line: shapely.LineString, holes: list[Polygon]) -> float:
    return float(sum(line.intersection(hole.buffer(-EDGE_M)).length for hole in holes))


def _turns(path: Floats) -> int:
    way = np.diff(path, axis=0)
    heading = np.arctan2(way[:, 1], way[:, 0])
    change = np.abs((np.diff(heading) + np.pi) % (2 * np.pi) - np.pi)
    return int((change > np.radians(TURN_DEG)).sum())


def _coverage(path: Floats, area: Polygon, spacing_m: float) -> float:
    pieces = shapely.linestrings(np.stack((path[:-1], path[1:]), axis=1))
    strips = shapely.buffer(pieces, spacing_m / 2, cap_style="flat")
    # A hair wider, so that neighbours a spacing apart leave no slit of rounding between them.
    seen = shapely.union_all(shapely.buffer(strips, 1e-6, join_style="mitre"))
    return float(seen.intersection(area).area / area.area)
