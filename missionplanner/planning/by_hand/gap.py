"""What of a plan is to be flown again so that holes in what was seen close."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.model.plan import SensorPlan
from missionplanner.planning.by_hand.remaining import STEP_M, FlownStretches, Spans
from missionplanner.planning.by_hand.runs import Run, runs_of
from missionplanner.planning.verify.photos import Photos

Floats = NDArray[np.float64]

# A stretch of a strip is an image's that lies this near, in trigger distances, in its direction.
_NEAR_TRIGGERS, _ASTRAY = 1.0, 0.9


@dataclass(frozen=True)
class _Known:
    """Images of one sortie by place: whether each is to be taken again."""

    tree: cKDTree
    headings: Floats
    again: NDArray[np.bool_]
    near_m: float


def done_but(plan: SensorPlan, photos: Photos, again: NDArray[np.bool_]) -> FlownStretches:
    """Return what was flown of a plan, less the stretches of some of its images.

    Parameters
    ----------
    photos : Photos
        All images of the plan.
    again : bool (n,)
        Which of them are to be taken again.
    """
    near_m = max(_NEAR_TRIGGERS * plan.settings.trigger_distance_m, STEP_M)
    spans: list[tuple[Spans, ...]] = []
    for index, sortie in enumerate(plan.sorties):
        own = photos.sorties == index
        runs = runs_of(sortie)
        if not own.any() or not again[own].any():
            spans.append(tuple(((0.0, run.length_m),) for run in runs))
            continue
        cameras = photos.cameras[own]
        known = _Known(cKDTree(cameras[:, :2]), cameras[:, 3:], again[own], near_m)
        spans.append(tuple(tuple(_flown(run, known)) for run in runs))
    return FlownStretches(tuple(spans))


def _flown(run: Run, known: _Known) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a run whose nearest image along it need not be taken again."""
    mark = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(run.xy, axis=0).T))))
    count = max(int(np.ceil(mark[-1] / STEP_M)), 1)
    edges = np.linspace(0.0, mark[-1], count + 1)
    at = 0.5 * (edges[1:] + edges[:-1])
    places = np.column_stack([np.interp(at, mark, run.xy[:, i]) for i in range(2)])
    leg = np.clip(np.searchsorted(mark, at, side="right") - 1, 0, len(run.xy) - 2)
    way = np.diff(run.xy, axis=0)[leg]
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-12)[:, None]
    found = known.tree.query(places, k=min(8, known.tree.n), distance_upper_bound=known.near_m)
    away, near = (np.asarray(part).reshape(count, -1) for part in found)
    there = np.isfinite(away)
    near = np.where(there, near, 0)
    along = there & ((known.headings[near] * way[:, None]).sum(axis=2) > _ASTRAY)
    first = along.argmax(axis=1)
    row = np.arange(count)
    again = along[row, first] & known.again[near[row, first]]
    changes = np.flatnonzero(np.diff(np.concatenate(([True], again, [True])).astype(np.int8)))
    for a, b in zip(changes[::2], changes[1::2], strict=True):
        yield float(edges[a]), float(edges[b])
