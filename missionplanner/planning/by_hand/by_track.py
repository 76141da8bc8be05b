"""What was flown by a track.

A strip was flown where the track lies near to it and goes along it, either way. Where the camera is
aimed along each strip, strips lie over each other: before faces at other heights, in an oblique set
with other views. There the track is followed in its order, and each strip is looked for behind the
one before it, in the direction it was to be flown in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.errors import InputError
from missionplanner.model.plan import FlightSettings, SensorPlan
from missionplanner.planning.by_hand.remaining import (
    NEAR_M,
    NEAR_SHARE,
    STEP_M,
    FlownStretches,
    Spans,
    marks,
)
from missionplanner.planning.by_hand.runs import Run, runs_in

Floats = NDArray[np.float64]

# A track is taken as flown straight between fixes up to this far apart, m.
GAP_M = 150.0
# It goes along a strip within this angle of it.
ASTRAY_DEG = 25.0
# A track that leaves a strip for longer than this, m, has passed it.
LEFT_M = 60.0


@dataclass(frozen=True)
class _Course:
    """Points along a track, `STEP_M` apart or less, in their order.

    Attributes
    ----------
    tree : cKDTree of (n, 2)
    headings : float64 (n, 2), unit vectors
    """

    tree: cKDTree
    headings: Floats


def flown_along(plan: SensorPlan, track_m: Floats) -> FlownStretches:
    """Return what was flown by a track, float64 (n, 2), site metres, in its order.

    Raises
    ------
    InputError
        The track flies no strip of the plan.
    """
    near_m = max(NEAR_M, NEAR_SHARE * plan.settings.spacing_m)
    places, headings = _dense(track_m)
    course = _Course(cKDTree(places), headings)
    look = _in_order if plan.aims else _anywhere
    spans = look(runs_in(plan), course, near_m, plan.settings)
    if not any(one for sortie in spans for one in sortie):
        raise InputError("planning.rest.no_strip", plan.sensor.key)
    return FlownStretches(spans)


def _anywhere(
    runs: Sequence[Sequence[Run]], course: _Course, near_m: float, settings: FlightSettings
) -> tuple[tuple[Spans, ...], ...]:
    return tuple(
        tuple(_near_spans(run, course, near_m, settings) for run in sortie) for sortie in runs
    )


def _in_order(
    runs: Sequence[Sequence[Run]], course: _Course, near_m: float, settings: FlightSettings
) -> tuple[tuple[Spans, ...], ...]:
    begin, found = 0, []
    for sortie in runs:
        spans: list[Spans] = []
        for run in sortie:
            first, last = _next_pass(run, course, near_m, begin)
            part = _Course(cKDTree(course.tree.data[first:last]), course.headings[first:last])
            own = _near_spans(run, part, near_m, settings) if last > first else ()
            begin = last if own else begin
            spans.append(own)
        found.append(tuple(spans))
    return tuple(found)


def _next_pass(run: Run, course: _Course, near_m: float, begin: int) -> tuple[int, int]:
    """Return the first and behind the last point with which a track next flies a run; or none."""
    xy, way = _along(run)
    if not len(xy):
        return begin, begin
    found = cKDTree(xy).query(course.tree.data[begin:], distance_upper_bound=near_m)
    away, at = (np.atleast_1d(part) for part in found)
    there = np.isfinite(away)
    ahead = (course.headings[begin:] * way[np.where(there, at, 0)]).sum(axis=1)
    on = np.flatnonzero(there & (ahead > np.cos(np.radians(ASTRAY_DEG))))
    for group in np.split(on, np.flatnonzero(np.diff(on) > LEFT_M / STEP_M) + 1):
        # Crossed, or touched while turning, it was not flown.
        if len(group) and np.ptp(at[group]) * STEP_M >= min(2.0 * near_m, 0.5 * run.length_m):
            return begin + int(group[0]), begin + int(group[-1]) + 1
    return begin, begin


def _dense(track_m: Floats) -> tuple[Floats, Floats]:
    """Return points along a track and their unit headings; pauses of fixes are left out."""
    leg = np.diff(track_m, axis=0)
    length = np.hypot(*leg.T)
    good = (length > 0.05) & (length <= GAP_M)
    a, leg, length = track_m[:-1][good], leg[good], length[good]
    if not len(length):
        raise InputError("planning.rest.no_track")
    pieces = np.maximum(1, np.ceil(length / STEP_M)).astype(np.int64)
    of = np.repeat(np.arange(len(length)), pieces)
    k = np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    t = (k + 0.5) / pieces[of]
    return a[of] + t[:, None] * leg[of], (leg / length[:, None])[of]


def _along(run: Run) -> tuple[Floats, Floats]:
    """Return points along a run, `STEP_M` apart, and the unit vectors in which it goes there."""
    mark = marks(run)
    at = np.arange(0.5 * STEP_M, mark[-1], STEP_M)
    xy = np.column_stack([np.interp(at, mark, run.xy[:, i]) for i in range(2)])
    leg = np.searchsorted(mark, at, side="right") - 1
    own = np.diff(run.xy, axis=0)[np.clip(leg, 0, len(run.xy) - 2)]
    return xy, own / np.maximum(np.hypot(*own.T), 1e-12)[:, None]


def _near_spans(run: Run, course: _Course, near_m: float, settings: FlightSettings) -> Spans:
    xy, own = _along(run)
    if not len(xy):
        return ()
    tree, headings = course.tree, course.headings
    # Several passes may be near: it counts if one of the nearest goes along the strip.
    away, found = tree.query(xy, k=min(8, tree.n), distance_upper_bound=near_m)
    away, found = (np.asarray(part).reshape(len(xy), -1) for part in (away, found))
    there = np.isfinite(away)
    turned = np.abs((headings[np.where(there, found, 0)] * own[:, None]).sum(axis=2))
    flown = (there & (turned > np.cos(np.radians(ASTRAY_DEG)))).any(axis=1)
    return _spans(flown, run.length_m, settings.trigger_distance_m)


def _spans(flown: NDArray[np.bool_], length_m: float, trigger_m: float) -> Spans:
    """Return stretches of marks: holes of less than a trigger closed, then shorter ones dropped."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flown.view(np.int8), [0]))))
    spans: list[tuple[float, float]] = []
    for a, b in (STEP_M * edges.reshape(-1, 2)).tolist():
        last = min(b, length_m)
        if spans and a - spans[-1][1] < trigger_m:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((a, last))
    near_end = [(a, length_m if length_m - b < STEP_M else b) for a, b in spans]
    return tuple((a, b) for a, b in near_end if b - a >= min(2.0 * trigger_m, 0.9 * length_m))
