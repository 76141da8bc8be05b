"""Height, speed, spacing, and straight or bent strips: chosen by the price of quick plans."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from missionplanner.aircraft.camera import speed_limit_mps
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.intent import Choice
from missionplanner.planning.problem import MARGIN_SHARE
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.tighten import (
    OVERLAP_IN_HAND,
    OVERLAP_WANTED,
    SEEN_WANTED,
    Setting,
    Trial,
    price_told,
    quick,
    quick_judged,
    sound,
    trial_of,
    tried,
)
from missionplanner.planning.verify import Sight
from missionplanner.tasks.progress import Progress

T = TypeVar("T")
Looked = tuple[SensorPlan, Sight] | tuple[SensorPlan, Verification]
Look = Callable[[Scenario, Sensor, Setting, Progress], Looked]

# Heights and speeds are tried in steps of these shares, at most so many. Quick plans scatter by a
# hundredth or two: a slower flight must save as much.
LOWER, SLOWER, SLOWER_SAVES = 0.94, 0.88, 0.01
TRIALS = 4
# Bent strips must cost less than this share of straight ones to be looked at in other heights.
NEARLY = 0.985
# Routes are tried that follow the ground more gently, in steps of this share.
GENTLER, GENTLER_STEPS = 0.75, 3
# Lanes are laid further apart in steps of this share, and of its root where that is too much, at
# most by so much: 70 % becomes 66 %. Three lines see all of flat ground up to 67 %; flights are a
# metre or two higher than asked.
LOOSER, LOOSEST, LOOSER_STEPS = 1.05, 1.13, 4


def straight_trial(scenario: Scenario, sensor: Sensor, choice: Choice, progress: Progress) -> Trial:
    """Return the setting of straight strips whose quick plan costs least.

    From the greatest height downwards as long as that pays: fewer lines higher up, but where the
    greatest height above ground is near, crests take more overlap. Then more slowly; then with
    gentler climbs, lanes further apart and less beyond the edge, as long as enough is seen.
    """
    low_m, high_m = choice.agl_m
    setting = Setting(1.0, MARGIN_SHARE, high_m, choice.speed_mps[1])
    steps = 3 * TRIALS
    best = tried(scenario, choice.sensor, sensor, setting, progress.nth(0, steps))
    for k in range(1, TRIALS):
        agl_m = best.setting.agl_m * LOWER
        if agl_m < low_m:
            break
        lower = replace(setting, agl_m=agl_m, speed_mps=fastest_mps(scenario, choice, agl_m))
        part = progress.nth(k, steps)
        found = _if_flyable(partial(tried, scenario, choice.sensor, sensor, lower, part))
        if found is None or found.price >= best.price:
            break
        best = found
    for k in range(1, TRIALS):
        slower = replace(best.setting, speed_mps=best.setting.speed_mps * SLOWER)
        if slower.speed_mps < choice.speed_mps[0]:
            break
        part = progress.nth(TRIALS + k, steps)
        flown = _if_flyable(partial(quick, scenario, sensor, slower, part))
        if flown is None or price_told(flown[0]) >= (1.0 - SLOWER_SAVES) * best.price:
            break
        best = trial_of(slower, flown[0], best.enough)
    best = _gentler(scenario, sensor, best, progress.part(2 / 3, 0.8))
    return _loosened(scenario, sensor, best, progress.part(0.8, 1.0))


def _gentler(scenario: Scenario, sensor: Sensor, best: Trial, progress: Progress) -> Trial:
    """Return a trial that climbs and descends no steeper than what was asked bears.

    Over steep ground an aircraft slows down to follow it. Gentler routes keep their speed and climb
    less, higher over hollows and, under a ceiling, lower over crests; where that is not enough they
    are higher than allowed, so how they are flown is judged. Without a ceiling it is the price of
    resolution that keeps them down. Before faces, routes are as steep as these are.
    """
    gradient = min(best.setting.gradient, scenario.intent.max_climb_gradient)
    steps = GENTLER_STEPS if best.enough and scenario.intent.pattern is not Pattern.FACE else 0
    for k in range(steps):
        gradient *= GENTLER
        gentler = replace(best.setting, gradient=gradient)
        part = progress.nth(k, GENTLER_STEPS)
        better = _cheaper(scenario, sensor, best, gentler, part, quick_judged)
        free = scenario.intent.legal_agl_m is None
        dearer = better.price + better.resolution >= best.price + best.resolution
        if better is best or (free and dearer):
            break
        best = better
    return best


def _loosened(scenario: Scenario, sensor: Sensor, best: Trial, progress: Progress) -> Trial:
    """Return a trial with lanes as far apart, and as little margin, as what was asked bears."""
    looser = LOOSER
    for k in range(LOOSER_STEPS if best.enough else 0):
        spacing_factor = best.setting.spacing_factor * looser
        wider = replace(best.setting, spacing_factor=spacing_factor)
        better = best
        if spacing_factor <= LOOSEST:
            part = progress.nth(k, LOOSER_STEPS + 1)
            better = _cheaper(scenario, sensor, best, wider, part, quick)
        last = looser < LOOSER
        looser = LOOSER if better is not best else math.sqrt(LOOSER)
        best = better
        if last:
            break
    return _bare(scenario, sensor, best, progress.nth(LOOSER_STEPS, LOOSER_STEPS + 1))


def _bare(scenario: Scenario, sensor: Sensor, best: Trial, progress: Progress) -> Trial:
    """Return a trial with no lines beyond the edge, where what was asked bears that."""
    if best.enough and 0.0 < best.setting.margin_share <= MARGIN_SHARE:
        bare = replace(best.setting, margin_share=0.0)
        return _cheaper(scenario, sensor, best, bare, progress, quick)
    return best


def _cheaper(
    scenario: Scenario, sensor: Sensor, best: Trial, setting: Setting, progress: Progress,
    look: Look,
) -> Trial:  # fmt: skip
    """Return the trial of a setting where it sees enough and costs less, else the best one."""
    flown = _if_flyable(partial(look, scenario, sensor, setting, progress))
    if flown is None:
        return best
    plan, found = flown
    enough = sound(found) and found.overlap_ok_share >= OVERLAP_WANTED + OVERLAP_IN_HAND
    if enough and found.seen_share >= SEEN_WANTED and price_told(plan) < best.price:
        return trial_of(setting, plan, True)
    return best


def _if_flyable(look: Callable[[], T]) -> T | None:
    """Return what a look at another setting finds; None where that cannot be planned at all."""
    try:
        return look()
    except PlanRefused:
        return None


def bent_trial(
    scenario: Scenario, sensor: Sensor, choice: Choice, straight: Trial, progress: Progress
) -> Trial:
    """Return the setting of bent strips whose quick plan costs least, near that of straight ones.

    As fast as may be: what slows straight strips down is that they run up and down the steepest
    ground. Lower where that pays, else higher; then with gentler climbs, and less beyond the edge.
    """
    begun_m = straight.setting.agl_m
    best = _bent_at(begun_m, scenario, sensor, choice, straight, progress.nth(0, 5))
    if best.price > NEARLY * straight.price:
        return best  # what another height saves does not turn that round
    for k, agl_m in enumerate((LOWER * begun_m, min(choice.agl_m[1], begun_m / LOWER)), 1):
        if best.setting.agl_m != begun_m or agl_m == begun_m or agl_m < choice.agl_m[0]:
            continue
        part = progress.nth(k, 5)
        other = _if_flyable(partial(_bent_at, agl_m, scenario, sensor, choice, straight, part))
        if other is not None:
            best = min(best, other, key=lambda trial: (not trial.enough, trial.price))
    best = _gentler(scenario, sensor, best, progress.nth(3, 5))
    return _bare(scenario, sensor, best, progress.nth(4, 5))


def _bent_at(
    agl_m: float, scenario: Scenario, sensor: Sensor, choice: Choice, straight: Trial,
    progress: Progress,
) -> Trial:  # fmt: skip
    setting = replace(
        straight.setting,
        bent=True,
        spacing_factor=straight.setting.spacing_factor,
        agl_m=agl_m,
        speed_mps=fastest_mps(scenario, choice, agl_m),
    )
    return tried(scenario, choice.sensor, sensor, setting, progress)


def fastest_mps(scenario: Scenario, choice: Choice, agl_m: float) -> float:
    """Return the highest speed asked for that a height allows, m/s."""
    limit_mps = speed_limit_mps(choice.sensor, scenario.aircraft, agl_m=agl_m)
    return min(choice.speed_mps[1], limit_mps)
