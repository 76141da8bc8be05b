"""Which trigger of the plan each photo was: by place, and by the way flown through it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from missionplanner.imagery.placing import PlacedPhotos

Floats = NDArray[np.float64]
Numbers = NDArray[np.int32]

# A photo belongs to a trigger this near, m, or this share of the trigger distance; and to a line
# flown within this angle, either way: the first image of a line is taken half way through a turn.
NEAR_M, NEAR_SHARE, ASTRAY_DEG = 5.0, 0.75, 50.0

_OWN_SHARE = 0.25
# Where each strip has a view of its own, a photo looks within this angle of its trigger's.
VIEW_DEG = 30.0


@dataclass(frozen=True)
class Triggers:
    """Where the plan wants images, in its order; n may be 0.

    Attributes
    ----------
    places_m : float64 (n, 3)
    headings : float64 (n, 2)
        Unit vectors east, north.
    lines, sorties : int32 (n,)
    apart_m : float
        Along a line.
    views : float64 (n, 3) or None
        Unit vectors in which the camera looks, where strips differ in that: they may lie over each
        other, before faces at other heights. None: all look alike.
    """

    places_m: Floats
    headings: Floats
    lines: Numbers
    sorties: Numbers
    apart_m: float
    views: Floats | None = None


@dataclass(frozen=True)
class Matched:
    """Photos and triggers, one to one.

    Attributes
    ----------
    trigger : int32 (photos,)
        -1: the photo is none of the plan's.
    photo : int32 (triggers,)
        -1: missing.
    lines : int32 (photos,)
        Flight line: that of the plan, or a new number for what was flown besides.
    """

    trigger: Numbers
    photo: Numbers
    lines: Numbers


def matched(
    photos: PlacedPhotos,
    triggers: Triggers,
    usable: NDArray[np.bool_],
    double: NDArray[np.bool_] | None = None,
) -> Matched:
    """Return which photo is which trigger's: the pairs whose distances sum up to the least.

    Parameters
    ----------
    usable : bool (photos,)
        Only these may be a trigger's.
    double : bool (photos,), optional
        Of these, taken from the place of another: they stand for no neighbour, but a plan may want
        two images of one place, where a line ends and another begins.
    """
    trigger = np.full(len(photos), -1, np.int32)
    photo = np.full(len(triggers.lines), -1, np.int32)
    near_m = max(NEAR_M, NEAR_SHARE * triggers.apart_m)
    if usable.any() and len(photo):
        first, second, away = _pairs(photos, triggers, usable, near_m)
        if double is not None:
            own = ~double[first] | (away < _OWN_SHARE * triggers.apart_m)
            first, second, away = first[own], second[own], away[own]
        for a, b in _cheapest(first, second, away, len(photos), len(photo)):
            trigger[a], photo[b] = b, a
    return Matched(trigger, photo, _lines(photos, triggers, trigger, near_m))


def _pairs(
    photos: PlacedPhotos, triggers: Triggers, usable: NDArray[np.bool_], near_m: float
) -> tuple[Numbers, Numbers, Floats]:
    """Return photo, trigger and distance of every pair that may be."""
    tree = cKDTree(triggers.places_m[:, :2])
    chosen = np.flatnonzero(usable)
    own = cKDTree(photos.places_m[chosen, :2])
    near = own.sparse_distance_matrix(tree, near_m, output_type="ndarray")
    first, second, away = chosen[near["i"]], near["j"], near["v"]
    good = _same_way(photos.course[first], triggers.headings[second])
    if triggers.views is not None:
        looks = (photos.axes[first, 0] * triggers.views[second]).sum(axis=1)
        good &= ~(looks < np.cos(np.radians(VIEW_DEG)))
        over_m = photos.places_m[first, 2] - triggers.places_m[second, 2]
        # All heights of a card may be off by as much: what is most often so is.
        usual_m = float(np.nanmedian(over_m[good])) if np.isfinite(over_m[good]).any() else 0.0
        away = np.hypot(away, np.nan_to_num(over_m - usual_m))
        good &= away <= near_m
    return first[good].astype(np.int32), second[good].astype(np.int32), away[good]


def _same_way(course: Floats, headings: Floats) -> NDArray[np.bool_]:
    """Return whether a line's heading is that of the way to a photo, or from it (n,).

    The first and the last photo of a line have a turn on one side.
    """
    along = np.abs((course * headings[:, None]).sum(axis=2)) > np.cos(np.radians(ASTRAY_DEG))
    unknown = ~np.isfinite(course).all(axis=(1, 2))
    return np.asarray(along.any(axis=1) | unknown, np.bool_)


def _cheapest(
    first: Numbers, second: Numbers, away: Floats, photos: int, triggers: int
) -> list[tuple[int, int]]:
    """Return pairs, one to one, as many as may be and then as near as may be.

    Photos and triggers that hang together are few: each knot is solved by itself.
    """
    if not len(first):
        return []
    size = photos + triggers
    graph = coo_array((np.ones(len(first)), (first, photos + second)), shape=(size, size))
    _, knot = connected_components(graph, directed=False)
    found: list[tuple[int, int]] = []
    order = np.argsort(knot[first], kind="stable")
    edges = np.flatnonzero(np.diff(knot[first][order])) + 1
    for part in np.split(order, edges):
        rows, a = np.unique(first[part], return_inverse=True)
        cols, b = np.unique(second[part], return_inverse=True)
        price = np.full((len(rows), len(cols)), 1e6)
        price[a, b] = away[part]
        for i, j in zip(*linear_sum_assignment(price), strict=True):
            if price[i, j] < 1e6:
                found.append((int(rows[i]), int(cols[j])))
    return found


def _lines(photos: PlacedPhotos, triggers: Triggers, trigger: Numbers, near_m: float) -> Numbers:
    """Return flight lines: of the trigger, of one beside, or a new one for each turn of the way."""
    lines = np.full(len(photos), -1, np.int32)
    lines[trigger >= 0] = triggers.lines[trigger[trigger >= 0]]
    loose = np.flatnonzero(trigger < 0)
    known = np.isfinite(photos.places_m[loose, :2]).all(axis=1)
    if len(triggers.lines) and known.any():
        tree = cKDTree(triggers.places_m[:, :2])
        found = tree.query(photos.places_m[loose[known], :2])
        away, nearest = (np.atleast_1d(part) for part in found)
        beside = (away <= near_m) & _same_way(
            photos.course[loose[known]], triggers.headings[nearest]
        )
        lines[loose[known][beside]] = triggers.lines[nearest[beside]]
    number = int(triggers.lines.max(initial=-1))
    before = -2
    for k in np.flatnonzero(lines < 0):
        gone_on = k == before + 1 and _same_way(photos.course[[before]], photos.course[[k], 0])[0]
        number += 0 if gone_on else 1
        lines[k], before = number, int(k)
    return lines
