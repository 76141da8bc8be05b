"""Lanes along the level lines of a field, as long as their bands need them to be.

The band between phi = l - s / 2 and phi = l + s / 2 is the lane of the level l. Each piece of the
area in a band is looked at along the level line, and flown from its first to its last point there,
as `planning.kernels.strips` does with straight lanes. A field may be steep or gentle, so a band may
be wider than its spacing; what then lies too far from every lane is told, to be filled.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, LineType, contour_generator
from numpy.typing import NDArray
from scipy import ndimage
from scipy.interpolate import RectBivariateSpline
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from missionplanner.planning.kernels.along import span_along

Floats = NDArray[np.float64]

# The field is drawn on a lattice so many times as fine.
FINER = 2
# Level lines get points in this distance, are smoothed over this many of them, and thinned again
# by this much: what is left is flown through without a dip of speed where the line is gentle, m.
RESAMPLED_M, SMOOTHED, THINNED_M = 15.0, 1.5, 1.0
# A piece belongs to a line this near, in spacings.
BESIDE = 0.75
# Further from every lane than this, in spacings, ground is filled where a piece of this many
# square spacings is; further than half a swath it always is.
UNFILLED, UNFILLED_AREA = 0.75, 0.1
# Share of a lane by which a full number of lanes may fall short, from rounding.
ROUNDING = 1e-6
# Shorter pieces of a lane between zones are dropped; edges are looked at in steps of this, m.
SCRAP_M, LOOK_M = 4.0, 25.0


class LevelLines:
    """A field drawn finely: its level lines and the bands between them.

    Parameters
    ----------
    x, y : float64 (cols,), (rows,), local metres
    phi : float64 (rows, cols), metres across the lanes
    """

    def __init__(self, x: Floats, y: Floats, phi: Floats) -> None:
        self._spline = RectBivariateSpline(y, x, phi)
        fine_x = np.linspace(x[0], x[-1], FINER * (len(x) - 1) + 1)
        fine_y = np.linspace(y[0], y[-1], FINER * (len(y) - 1) + 1)
        self._drawn = contour_generator(
            fine_x, fine_y, self._spline(fine_y, fine_x),
            line_type=LineType.Separate, fill_type=FillType.OuterOffset,
        )  # fmt: skip

    def at(self, xy: Floats) -> Floats:
        """Return the field at points (n, 2)."""
        return np.asarray(self._spline.ev(xy[:, 1], xy[:, 0]))

    def lines(self, level: float) -> list[LineString]:
        """Return the lines of a level, smoothed."""
        return [_smooth(np.asarray(line)) for line in self._drawn.lines(level) if len(line) > 2]

    def band(self, low: float, high: float) -> BaseGeometry:
        """Return the ground between two levels."""
        drawn: Any = self._drawn.filled(low, high)  # what it returns depends on the fill type
        points, offsets = drawn
        parts = []
        for xy, at in zip(points, offsets, strict=True):
            rings = [xy[a:b] for a, b in pairwise(at)]
            parts.append(Polygon(rings[0], rings[1:]).buffer(0))
        return shapely.union_all(parts)


def lanes_along(
    levels: LevelLines, area: MultiPolygon, blocked: BaseGeometry, spacing_m: float,
    bridge_m: float, least_m: float,
) -> list[Floats]:  # fmt: skip
    """Return the lanes of a field over an area, points (n, 2) each, local metres.

    Lanes are as few as the spacing allows, what they reach over shared by both sides.

    Parameters
    ----------
    blocked : geometry
        Lanes end there, local metres.
    bridge_m : float
        Gaps in a lane up to this long are flown across, where free.
    least_m : float
        Lanes are at least this long where free.
    """
    edge = shapely.get_coordinates(shapely.segmentize(area, LOOK_M))
    across = levels.at(edge)
    low, high = float(across.min()), float(across.max())
    count = max(1, int(np.ceil((high - low) / spacing_m - ROUNDING)))
    first = 0.5 * (low + high) - 0.5 * (count - 1) * spacing_m
    found: list[Floats] = []
    shapely.prepare(area)
    for level in first + spacing_m * np.arange(count):
        lines = levels.lines(level)
        band = levels.band(level - 0.5 * spacing_m, level + 0.5 * spacing_m)
        for number, spans in _spans(lines, band.intersection(area), spacing_m).items():
            for begin, end in _joined(spans, bridge_m):
                found += _free(lines[number], begin, end, blocked, least_m)
    return found


def left_out(
    lanes: list[Floats], area: MultiPolygon, spacing_m: float, half_swath_m: float
) -> list[Polygon]:
    """Return what of an area lies too far from every lane."""
    lines = shapely.union_all([LineString(lane) for lane in lanes])
    far = area.difference(lines.buffer(UNFILLED * spacing_m))
    worst = area.difference(lines.buffer(half_swath_m))
    found = []
    for part in getattr(far, "geoms", [far]):
        large = part.area > UNFILLED_AREA * spacing_m * spacing_m
        if part.geom_type == "Polygon" and (large or part.intersects(worst)):
            found.append(part)
    return found


def _smooth(xy: Floats) -> LineString:
    line = LineString(xy)
    count = int(np.ceil(line.length / RESAMPLED_M))
    if count < 6:
        return line
    at = np.linspace(0.0, line.length, count + 1)
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    # Beyond its ends the line goes on as it came, turned half round: the ends stay where they are.
    before, behind = 2 * points[0] - points[4:0:-1], 2 * points[-1] - points[-2:-6:-1]
    whole = np.vstack([before, points, behind])
    return LineString(ndimage.gaussian_filter1d(whole, SMOOTHED, axis=0)[4:-4])


def _spans(
    lines: list[LineString], ground: BaseGeometry, spacing_m: float
) -> dict[int, list[tuple[float, float]]]:
    """Return for each line from where to where pieces of a band need it, metres along it."""
    found: dict[int, list[tuple[float, float]]] = {}
    for piece in getattr(ground, "geoms", [ground]):
        if piece.geom_type != "Polygon" or piece.is_empty:  # a band between two parts of an area
            continue
        away = [piece.distance(line) for line in lines]
        if min(away, default=np.inf) > BESIDE * spacing_m:
            continue
        near = [k for k, gap in enumerate(away) if gap <= BESIDE * spacing_m]
        shared = [lines[k].intersection(piece).length - 1e-3 * away[k] for k in near]
        number = near[int(np.argmax(shared))]
        edge = shapely.get_coordinates(shapely.segmentize(piece, LOOK_M))
        span = span_along(shapely.get_coordinates(lines[number]), edge)
        found.setdefault(number, []).append(span)
    return found


def _joined(spans: list[tuple[float, float]], bridge_m: float) -> list[tuple[float, float]]:
    """Return spans with those joined whose gap is at most `bridge_m`."""
    found: list[tuple[float, float]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1] + bridge_m:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def _free(
    line: LineString, begin: float, end: float, blocked: BaseGeometry, least_m: float
) -> list[Floats]:
    """Return the free parts of a stretch of a line, thinned."""
    lack = max(0.0, 0.5 * (least_m - (end - begin)))
    stretch = substring(line, max(0.0, begin - lack), min(line.length, end + lack))
    free = stretch.simplify(THINNED_M)
    free = free.difference(blocked)
    parts = getattr(free, "geoms", [free])
    return [
        shapely.get_coordinates(part)
        for part in parts
        if part.geom_type == "LineString" and part.length >= SCRAP_M
    ]
