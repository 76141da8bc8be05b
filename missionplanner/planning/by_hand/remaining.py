"""What of a plan remains to be flown: strips less what was flown of them, with a seam between.

One function says it, whatever tells what was flown: a place on a sortie, a track, or photos.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.plan import FlightSettings, SensorPlan
from missionplanner.planning.by_hand.runs import Run, runs_of

Floats = NDArray[np.float64]
Spans = tuple[tuple[float, float], ...]
"""Stretches of a run, metres from its beginning, ascending and apart."""

# Points of a run that are compared with a track lie this far apart, m.
STEP_M = 2.0
# A track is taken as flown straight between fixes up to this far apart, m.
GAP_M = 150.0
# A strip was flown where the track lies this near to it (and a share of its spacing), m, in its
# direction or against it.
NEAR_M, NEAR_SHARE, ASTRAY_DEG = 8.0, 0.25, 25.0
# The new part begins so many trigger distances before the flown one ends: the last images before
# the break may be lost, and the first after it fall anywhere within one distance.
SEAM_TRIGGERS = 2.0


@dataclass(frozen=True)
class FlownStretches:
    """What was flown: for each sortie and each of its runs, the stretches of it."""

    spans: tuple[tuple[Spans, ...], ...]

    def share(self, plan: SensorPlan) -> float:
        """Return the share of all strips' length that was flown."""
        runs = [run for sortie in plan.sorties for run in runs_of(sortie)]
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
            for run, spans in zip(runs_of(sortie), flown, strict=True)
            for part in _left(run, spans, over_m, least_m)
        )
        for sortie, flown in zip(plan.sorties, done.spans, strict=True)
    )


def flown_parts(plan: SensorPlan, done: FlownStretches) -> tuple[tuple[Run, ...], ...]:
    """Return what was flown of each sortie's strips."""
    return tuple(
        tuple(
            cut(run, a, b)
            for run, spans in zip(runs_of(sortie), flown, strict=True)
            for a, b in spans
            if b - a > STEP_M
        )
        for sortie, flown in zip(plan.sorties, done.spans, strict=True)
    )


def cut(run: Run, first_m: float, last_m: float) -> Run:
    """Return the part of a run between two distances from its beginning."""
    mark = _marks(run)
    inner = (mark > first_m + 1e-6) & (mark < last_m - 1e-6)
    ends = [[np.interp(at, mark, run.xy[:, i]) for i in range(2)] for at in (first_m, last_m)]
    return Run(run.strip, np.vstack([ends[0], run.xy[inner], ends[1]]))


def flown_until(plan: SensorPlan, number: int, x_m: float, y_m: float) -> FlownStretches:
    """Return what was flown when the flight broke off at a place of sortie `number`.

    All sorties before it are taken as flown, none behind it.

    Raises
    ------
    InputError
        There is no such sortie, or the place lies off its way.
    """
    if not 1 <= number <= len(plan.sorties):
        where = message("planning.sortie", number=number)
        raise InputError("planning.edit.no_sortie", where, most=len(plan.sorties))
    spans: list[tuple[Spans, ...]] = []
    for index, sortie in enumerate(plan.sorties, 1):
        runs = runs_of(sortie)
        if index == number:
            spans.append(_until(plan, index, runs, (x_m, y_m)))
        else:
            whole = index < number
            spans.append(tuple(((0.0, run.length_m),) if whole else () for run in runs))
    return FlownStretches(tuple(spans))


def flown_along(plan: SensorPlan, track_m: Floats) -> FlownStretches:
    """Return what was flown by a track, float64 (n, 2), site metres, in its order.

    Raises
    ------
    InputError
        The track flies no strip of the plan.
    """
    near_m = max(NEAR_M, NEAR_SHARE * plan.settings.spacing_m)
    places, headings = _dense(track_m)
    tree = cKDTree(places)
    spans = tuple(
        tuple(_near_spans(run, tree, headings, near_m, plan.settings) for run in runs_of(sortie))
        for sortie in plan.sorties
    )
    if not any(one for sortie in spans for one in sortie):
        raise InputError("planning.rest.no_strip", plan.sensor.key)
    return FlownStretches(spans)


def _left(run: Run, spans: Spans, over_m: float, least_m: float) -> list[Run]:
    parts, at = [], 0.0
    for a, b in (*spans, (run.length_m, run.length_m)):
        if a - at >= least_m:
            first = max(0.0, at - over_m) if at > 0.0 else 0.0
            last = min(run.length_m, a + over_m) if a < run.length_m else run.length_m
            parts.append(cut(run, first, last))
        at = max(at, b)
    return parts


def _marks(run: Run) -> Floats:
    return np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(run.xy, axis=0).T))))


def _until(
    plan: SensorPlan, number: int, runs: Sequence[Run], place: tuple[float, float]
) -> tuple[Spans, ...]:
    points = plan.sorties[number - 1].waypoints
    way = Run(-1, np.column_stack((points.x_m, points.y_m)))
    at, away_m = _nearest(way, place)
    if not away_m <= max(NEAR_M, plan.settings.spacing_m):  # a place of no frame is no number
        where = message("planning.sortie", number=number)
        raise InputError("planning.rest.off_way", where, away_m=np.nan_to_num(away_m, nan=np.inf))
    found: list[Spans] = []
    begin = 0.0
    for run in runs:
        first, _ = _nearest(way, (run.xy[0, 0], run.xy[0, 1]), begin)
        flown = min(run.length_m, max(0.0, at - first))
        found.append(((0.0, flown),) if flown > 0.0 else ())
        begin = first + run.length_m - STEP_M
    return tuple(found)


def _nearest(run: Run, place: Sequence[float], begin_m: float = 0.0) -> tuple[float, float]:
    """Return where along a run, not before `begin_m`, a place is nearest, and how far away."""
    mark = _marks(run)
    a, b = run.xy[:-1], run.xy[1:]
    along = np.maximum(np.diff(mark), 1e-12)
    t = (((np.asarray(place) - a) * (b - a)).sum(axis=1) / along**2).clip(0.0, 1.0)
    t = np.maximum(t, ((begin_m - mark[:-1]) / along).clip(0.0, 1.0))
    away = np.hypot(*((a + t[:, None] * (b - a)) - np.asarray(place)).T)
    away[mark[1:] < begin_m] = np.inf
    k = int(np.argmin(away))
    return float(mark[k] + t[k] * along[k]), float(away[k])


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


def _near_spans(
    run: Run, tree: cKDTree, headings: Floats, near_m: float, settings: FlightSettings
) -> Spans:
    mark = _marks(run)
    at = np.arange(0.5 * STEP_M, mark[-1], STEP_M)
    if not len(at):
        return ()
    xy = np.column_stack([np.interp(at, mark, run.xy[:, i]) for i in range(2)])
    leg = np.searchsorted(mark, at, side="right") - 1
    own = np.diff(run.xy, axis=0)[np.clip(leg, 0, len(run.xy) - 2)]
    own /= np.maximum(np.hypot(*own.T), 1e-12)[:, None]
    # Several passes may be near: it counts if one of the nearest goes along the strip.
    away, found = tree.query(xy, k=min(8, tree.n), distance_upper_bound=near_m)
    away, found = (np.asarray(part).reshape(len(at), -1) for part in (away, found))
    there = np.isfinite(away)
    turned = np.abs((headings[np.where(there, found, 0)] * own[:, None]).sum(axis=2))
    flown = (there & (turned > np.cos(np.radians(ASTRAY_DEG)))).any(axis=1)
    return _spans(flown, mark[-1], settings.trigger_distance_m)


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
