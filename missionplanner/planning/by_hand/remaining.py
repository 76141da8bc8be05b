"""What of a plan remains to be flown: strips less what was flown of them, with a seam between.

One function says it, whatever tells what was flown: a place on a sortie, a track, or photos.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.plan import FlightSettings, SensorPlan
from missionplanner.planning.by_hand.runs import Run, runs_in

Floats = NDArray[np.float64]
Spans = tuple[tuple[float, float], ...]
"""Stretches of a run, metres from its beginning, ascending and apart."""

# Points of a run that are compared with what was flown lie this far apart, m.
STEP_M = 2.0
# A strip was flown where a place lies this near to it, or this share of its spacing, m.
NEAR_M, NEAR_SHARE = 8.0, 0.25
# The new part begins so many trigger distances before the flown one ends: the last images before
# the break may be lost, and the first after it fall anywhere within one distance.
SEAM_TRIGGERS = 2.0


@dataclass(frozen=True)
class FlownStretches:
    """What was flown: for each sortie and each of its runs, the stretches of it."""

    spans: tuple[tuple[Spans, ...], ...]

    def share(self, plan: SensorPlan) -> float:
        """Return the share of all strips' length that was flown."""
        runs = [run for sortie in runs_in(plan) for run in sortie]
        spans = [spans for sortie in self.spans for spans in sortie]
        total = sum(run.length_m for run in runs)
        return sum(b - a for one in spans for a, b in one) / max(total, 1e-9)


def seam_m(settings: FlightSettings) -> float:
    """Return how far before the break the remaining part of a strip begins, m."""
    return SEAM_TRIGGERS * settings.trigger_distance_m


def remaining(plan: SensorPlan, done: FlownStretches) -> tuple[tuple[Run, ...], ...]:
    """Return what is still to be flown of each sortie's strips, in flying order.

    A strip wholly flown falls away; what is left of one reaches `seam_m` into what was flown, no
    farther. Pieces shorter than half a trigger distance, which give no image, fall away too.
    """
    least_m = 0.5 * plan.settings.trigger_distance_m
    over_m = seam_m(plan.settings)
    return tuple(
        tuple(
            part
            for run, spans in zip(runs, flown, strict=True)
            for part in _left(run, spans, over_m, least_m)
        )
        for runs, flown in zip(runs_in(plan), done.spans, strict=True)
    )


def flown_parts(plan: SensorPlan, done: FlownStretches) -> tuple[tuple[Run, ...], ...]:
    """Return what was flown of each sortie's strips."""
    return tuple(
        tuple(
            cut(run, a, b)
            for run, spans in zip(runs, flown, strict=True)
            for a, b in spans
            if b - a > STEP_M
        )
        for runs, flown in zip(runs_in(plan), done.spans, strict=True)
    )


def cut(run: Run, first_m: float, last_m: float) -> Run:
    """Return the part of a run between two distances from its beginning."""
    mark = marks(run)
    inner = (mark > first_m + 1e-6) & (mark < last_m - 1e-6)
    at = np.concatenate(([first_m], mark[inner], [last_m]))
    xy = np.column_stack([np.interp(at, mark, run.xy[:, i]) for i in range(2)])
    high = None if run.height_m is None else np.interp(at, mark, run.height_m)
    return Run(run.strip, xy, high)


def _left(run: Run, spans: Spans, over_m: float, least_m: float) -> list[Run]:
    parts, at = [], 0.0
    for a, b in (*spans, (run.length_m, run.length_m)):
        if a - at >= least_m:
            first = max(0.0, at - over_m) if at > 0.0 else 0.0
            last = min(run.length_m, a + over_m) if a < run.length_m else run.length_m
            parts.append(cut(run, first, last))
        at = max(at, b)
    return parts


def marks(run: Run) -> Floats:
    """Return how far along a run each of its corners lies, float64 (n,), m."""
    return np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(run.xy, axis=0).T))))
