"""Where to lay control points: spread, inside, reachable on foot, gentle, in view, off roads.

Accuracy of a survey follows how far its ground lies from the nearest point, and points at its edge
and at its extremes of height hold it best (E. Ferrer-González et al., UAV photogrammetry accuracy
assessment for corridor mapping based on the number and distribution of ground control points,
Remote Sensing 12(15), 2020; P. Martínez-Carricondo et al., Int. J. Appl. Earth Obs. 72, 2018). So
each next point is the place that is farthest from all that are there, heights counted twice.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.model.verification import ViewRasters
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.slope import slope_deg
from missionplanner.terrain.views import gradient

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

LEAST = 5
"""Fewer points than this are not adjusted to."""
GENTLE_DEG = (8.0, 12.0, 18.0)
"""A plate lies flat, and a tripod stands, below the first; the others serve where little does."""
WALKED_DEG = 30.0
MARGIN_M = 10.0
"""From the edge of the area, and from lines and roads."""
LEAST_IMAGES = 3
_HEIGHT_COUNTS, _CANDIDATES, _ROUND_M = 2.0, 6000, 0.1


@dataclass(frozen=True)
class ControlLayout:
    """Places proposed.

    Attributes
    ----------
    xy_m : float64 (n, 2)
        Site metres; fewer than asked where the ground has no more.
    checks : bool (n,)
        Meant for checking, not for control.
    slope_deg : float64 (n,)
    images : int64 (n,)
        Of the plan that see it; -1: never planned.
    farthest_m : float
        Of all ground of the area, the greatest distance to the nearest point.
    gentle_deg : float
        Slope that had to be allowed.
    reachable : bool
        False: no start is known, or no place can be walked to from it; that was not asked then.
    """

    xy_m: Floats
    checks: Mask
    slope_deg: Floats
    images: NDArray[np.int64]
    farthest_m: float
    gentle_deg: float
    reachable: bool


@dataclass(frozen=True)
class LaidOn:
    """The ground to lay points on.

    Attributes
    ----------
    terrain : Terrain
    wanted : MultiPolygon
        Survey area without holes, site metres.
    keep_off : sequence of geometry
        Lines, roads, ground that nobody may stand on; site metres.
    views : ViewRasters or None
        What the plan sees; None: never planned.
    start_m : (x, y) or None
        Where people come from.
    """

    terrain: Terrain
    wanted: MultiPolygon
    keep_off: Sequence[BaseGeometry] = ()
    views: ViewRasters | None = None
    start_m: tuple[float, float] | None = None


def suggested(ground: LaidOn, n: int, there_m: Floats) -> ControlLayout:
    """Return `n` places beside those that are there already.

    Parameters
    ----------
    ground : LaidOn
    n : int
    there_m : float64 (k, 2)
        Points that exist, site metres; k may be 0.
    """
    xy = _lattice(ground)
    slope = _slope(ground.terrain, xy)
    images = _images(ground.views, xy)
    fine = np.isfinite(slope) & _off(ground, xy) & ((images < 0) | (images >= LEAST_IMAGES))
    walked = _walked(ground.terrain, ground.start_m, xy)
    reachable = bool((fine & walked).any())
    fine &= walked if reachable else True
    steep = next((s for s in GENTLE_DEG if (fine & (slope <= s)).sum() >= 8 * n), GENTLE_DEG[-1])
    kept = np.flatnonzero(fine & (slope <= steep))
    chosen = kept[_spread(_space(ground.terrain, xy[kept]), _space(ground.terrain, there_m), n)]
    all_m = np.concatenate((there_m, xy[chosen]))
    return ControlLayout(
        xy_m=np.round(xy[chosen] / _ROUND_M) * _ROUND_M,
        checks=_checks(len(chosen), len(there_m)),
        slope_deg=slope[chosen],
        images=images[chosen],
        farthest_m=_farthest(xy, all_m),
        gentle_deg=steep,
        reachable=reachable,
    )


def _lattice(ground: LaidOn) -> Floats:
    """Return places within the area, a step apart, (n, 2)."""
    inner = ground.wanted.buffer(-MARGIN_M)
    inner = ground.wanted if inner.is_empty else inner
    west, south, east, north = inner.bounds
    step = max(1.0, math.sqrt(inner.area / _CANDIDATES))
    x, y = np.meshgrid(np.arange(west, east + step, step), np.arange(south, north + step, step))
    shapely.prepare(inner)
    inside = shapely.contains_xy(inner, x, y)
    return np.column_stack((x[inside], y[inside]))


def _slope(terrain: Terrain, xy: Floats) -> Floats:
    known = np.isfinite(terrain.height_at(xy[:, 0], xy[:, 1]))
    east, north = gradient(terrain, xy[:, 0], xy[:, 1], terrain.cell_m)
    return np.where(known, np.degrees(np.arctan(np.hypot(east, north))), np.nan)


def _images(views: ViewRasters | None, xy: Floats) -> NDArray[np.int64]:
    if views is None:
        return np.full(len(xy), -1, np.int64)
    rows, cols = views.images.shape
    col = np.clip(np.rint((xy[:, 0] - views.x0_m) / views.cell_m).astype(np.int64), 0, cols - 1)
    row = np.clip(np.rint((xy[:, 1] - views.y0_m) / views.cell_m).astype(np.int64), 0, rows - 1)
    return views.images[row, col].astype(np.int64)


def _off(ground: LaidOn, xy: Floats) -> Mask:
    fine = np.ones(len(xy), np.bool_)
    for shape in ground.keep_off:
        near = shape.buffer(MARGIN_M)
        shapely.prepare(near)
        fine &= ~shapely.contains_xy(near, xy[:, 0], xy[:, 1])
    return fine


def _walked(terrain: Terrain, start_m: tuple[float, float] | None, xy: Floats) -> Mask:
    """Return which places are joined to the start by ground that is not too steep to walk."""
    if start_m is None:
        return np.zeros(len(xy), np.bool_)
    labels, _ = ndimage.label(slope_deg(terrain) <= WALKED_DEG, structure=np.ones((3, 3)))
    at = labels[_cells(terrain, np.array([start_m]))][0]
    return np.asarray((labels[_cells(terrain, xy)] == at) & (at > 0), np.bool_)


def _cells(terrain: Terrain, xy: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, cols = terrain.shape
    col = np.rint((xy[:, 0] - terrain.x0_m) / terrain.cell_m).astype(np.int64)
    row = np.rint((xy[:, 1] - terrain.y0_m) / terrain.cell_m).astype(np.int64)
    return np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)


def _space(terrain: Terrain, xy: Floats) -> Floats:
    height = np.nan_to_num(terrain.height_at(xy[:, 0], xy[:, 1]))
    return np.column_stack((xy, _HEIGHT_COUNTS * height))


def _spread(places: Floats, there: Floats, n: int) -> NDArray[np.int64]:
    """Return which of the places are farthest from each other and from those that are there."""
    chosen: list[int] = []
    if not len(places):
        return np.zeros(0, np.int64)
    if len(there):
        nearest = np.min(np.linalg.norm(places[:, None] - there[None], axis=2), axis=1)
    else:
        nearest = np.linalg.norm(places - places.mean(axis=0), axis=1)
    for _ in range(min(n, len(places))):
        k = int(np.argmax(nearest))
        away = np.linalg.norm(places - places[k], axis=1)
        nearest = away if not chosen and not len(there) else np.minimum(nearest, away)
        chosen.append(k)
        nearest[chosen] = -1.0
    return np.array(chosen, np.int64)


def _checks(n: int, there: int) -> Mask:
    """Return which serve for checking: the last, which lie within; a quarter of what is over."""
    checks = np.zeros(n, np.bool_)
    count = min(n // 4, max(n + there - LEAST, 0))
    checks[n - count :] = count > 0
    return checks


def _farthest(xy: Floats, points: Floats) -> float:
    if not len(xy) or not len(points):
        return math.inf
    away = np.linalg.norm(xy[:, None] - points[None], axis=2)
    return float(away.min(axis=1).max())
