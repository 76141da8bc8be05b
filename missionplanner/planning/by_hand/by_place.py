"""What was flown when a flight broke off, told by the place where that was."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.plan import SensorPlan
from missionplanner.planning.by_hand.remaining import NEAR_M, STEP_M, FlownStretches, Spans, marks
from missionplanner.planning.by_hand.runs import Run, runs_in
from missionplanner.planning.verify.track import track_of

Floats = NDArray[np.float64]


def flown_until(
    plan: SensorPlan, number: int, x_m: float, y_m: float, minutes: float | None = None
) -> FlownStretches:
    """Return what was flown when the flight broke off at a place of sortie `number`.

    All sorties before it are taken as flown, none behind it.

    Parameters
    ----------
    minutes : float, optional
        About how long after the first waypoint that was. Strips before faces lie one above the
        other, those of an oblique set over each other: a place alone does not tell which it was.

    Raises
    ------
    InputError
        There is no such sortie, the place lies off its way, or it may have been on several strips.
    """
    if not 1 <= number <= len(plan.sorties):
        where = message("planning.sortie", number=number)
        raise InputError("planning.edit.no_sortie", where, most=len(plan.sorties))
    spans: list[tuple[Spans, ...]] = []
    for index, runs in enumerate(runs_in(plan), 1):
        if index == number:
            spans.append(_until(plan, index, runs, (x_m, y_m), minutes))
        else:
            whole = index < number
            spans.append(tuple(((0.0, run.length_m),) if whole else () for run in runs))
    return FlownStretches(tuple(spans))


def _until(
    plan: SensorPlan,
    number: int,
    runs: Sequence[Run],
    place: tuple[float, float],
    minutes: float | None,
) -> tuple[Spans, ...]:
    points = plan.sorties[number - 1].waypoints
    way = Run(-1, np.column_stack((points.x_m, points.y_m)))
    at = _passed(plan, number, way, place, minutes)
    found: list[Spans] = []
    begin = 0.0
    for run in runs:
        first = _nearest(way, (run.xy[0, 0], run.xy[0, 1]), begin)[0]
        flown = min(run.length_m, max(0.0, at - first))
        found.append(((0.0, flown),) if flown > 0.0 else ())
        begin = first + run.length_m - STEP_M
    return tuple(found)


def _passed(
    plan: SensorPlan, number: int, way: Run, place: tuple[float, float], minutes: float | None
) -> float:
    """Return how far along a sortie's way a place was passed, m."""
    where = message("planning.sortie", number=number)
    known = bool(np.isfinite(place).all())  # a place of no frame is none
    mark, away = _of_legs(way, place) if known else (np.empty(0), np.empty(0))
    least_m = float(away.min(initial=np.inf))
    if least_m > max(NEAR_M, plan.settings.spacing_m):
        raise InputError("planning.rest.off_way", where, away_m=least_m)
    if not plan.aims:
        return float(mark[np.argmin(away)])
    near = np.flatnonzero(away <= least_m + NEAR_M)
    apart = np.flatnonzero(np.diff(mark[near]) > 2.0 * NEAR_M) + 1
    times = [group[np.argmin(away[group])] for group in np.split(near, apart)]
    track = track_of(plan.sorties[number - 1].waypoints, plan.aircraft.turn_acceleration_mps2)
    clock = np.interp(mark[times], marks(way), track.time_s[track.passed]) / 60.0
    if minutes is not None:
        return float(mark[times[int(np.argmin(np.abs(clock - minutes)))]])
    if len(times) > 1:
        told = [f"{minute:.1f}" for minute in clock]
        raise InputError("planning.rest.several_passes", where, n=len(times), minutes=told)
    return float(mark[times[0]])


def _nearest(run: Run, place: Sequence[float], begin_m: float = 0.0) -> tuple[float, float]:
    """Return where along a run, not before `begin_m`, a place is nearest, and how far away."""
    mark, away = _of_legs(run, place, begin_m)
    k = int(np.argmin(away))
    return float(mark[k]), float(away[k])


def _of_legs(run: Run, place: Sequence[float], begin_m: float = 0.0) -> tuple[Floats, Floats]:
    """Return for each leg where along the run a place is nearest to it, and how far away."""
    mark = marks(run)
    a, b = run.xy[:-1], run.xy[1:]
    along = np.maximum(np.diff(mark), 1e-12)
    t = (((np.asarray(place) - a) * (b - a)).sum(axis=1) / along**2).clip(0.0, 1.0)
    t = np.maximum(t, ((begin_m - mark[:-1]) / along).clip(0.0, 1.0))
    away = np.hypot(*((a + t[:, None] * (b - a)) - np.asarray(place)).T)
    away[mark[1:] < begin_m] = np.inf
    return mark[:-1] + t * along, away
