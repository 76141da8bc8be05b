"""What of a plan is to be flown again so that holes in what was seen close."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.model.plan import SensorPlan
from missionplanner.planning.by_hand.remaining import STEP_M, FlownStretches, Spans
from missionplanner.planning.by_hand.runs import Run, runs_in
from missionplanner.planning.verify.photos import Photos

Floats = NDArray[np.float64]

# A stretch of a strip is the image's that lies nearest along it, this near, in trigger distances.
_NEAR_TRIGGERS = 1.0


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
    for index, runs in enumerate(runs_in(plan)):
        own = photos.sorties == index
        wanted = set(photos.strips[own & again].tolist())
        spans.append(
            tuple(
                tuple(_flown(run, photos.cameras[of, :2], again[of], near_m))
                if run.strip in wanted
                else ((0.0, run.length_m),)
                for run in runs
                for of in [own & (photos.strips == run.strip)]
            )
        )
    return FlownStretches(tuple(spans))


def _flown(
    run: Run, places: Floats, again: NDArray[np.bool_], near_m: float
) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a run whose nearest image need not be taken again.

    Parameters
    ----------
    places : float64 (n, 2)
        Of the images of this strip, in their order.
    again : bool (n,)
    """
    count = max(int(np.ceil(run.length_m / STEP_M)), 1)
    edges = np.linspace(0.0, run.length_m, count + 1)
    middle = 0.5 * (edges[1:] + edges[:-1])
    line = shapely.linestrings(run.xy)
    along = shapely.line_locate_point(line, shapely.points(places))
    order = np.argsort(along, kind="stable")
    sorted_m = along[order]
    behind = np.clip(np.searchsorted(sorted_m, middle), 1, max(len(order) - 1, 1))
    before = np.minimum(behind - 1, len(order) - 1)
    behind = np.minimum(behind, len(order) - 1)
    nearer = np.abs(sorted_m[behind] - middle) < np.abs(middle - sorted_m[before])
    nearest = np.where(nearer, behind, before)
    todo = again[order[nearest]] & (np.abs(sorted_m[nearest] - middle) <= near_m)
    changes = np.flatnonzero(np.diff(np.concatenate(([True], todo, [True])).astype(np.int8)))
    for a, b in zip(changes[::2], changes[1::2], strict=True):
        yield float(edges[a]), float(edges[b])
