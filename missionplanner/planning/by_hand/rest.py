"""The rest of an interrupted plan: what remains of its strips, in sorties as the wind is now.

Two ways are flown and the cheaper is taken: the order and directions as planned, cut anew where a
battery ends, and an order found anew. The first keeps what a crew expects; the second is what a
turned wind asks for.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.patterns import StripAim
from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.verification import Verification
from missionplanner.planning.by_hand.fly import corners_through, problem_like
from missionplanner.planning.by_hand.remaining import FlownStretches, flown_parts, remaining
from missionplanner.planning.by_hand.runs import Run
from missionplanner.planning.by_hand.shared import named_alike
from missionplanner.planning.coverage.order import improve, nearest_strips
from missionplanner.planning.decode import laid_out
from missionplanner.planning.laid import laid
from missionplanner.planning.plan_sensor import entered
from missionplanner.planning.pricing import calibrated
from missionplanner.planning.problem import FLOWN_SHARE, Problem
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.sorties import (
    Flown,
    cost_of,
    fly_along,
    fly_within,
    price_of,
    sorties_of,
)
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import Progress

# First rounds of ruin and recreate, and those where a tour is cut anew.
ROUNDS, RECUT_ROUNDS = 2000, 4000
# Findings on what is seen, by all flights together; the others are on single flights.
OF_VIEWS = frozenset({
    "VERIFY-UNSEEN", "VERIFY-OVERLAP", "VERIFY-GSD", "VERIFY-UNREACHED", "VERIFY-DENSITY",
    "VERIFY-INCIDENCE", "VERIFY-FACE-GSD", "VERIFY-SIDES",
})  # fmt: skip

Aims = tuple[StripAim, ...]
"""Of each strip, by its number; empty: none has one."""


def rest_of(
    scenario: Scenario, plan: SensorPlan, done: FlownStretches, progress: Progress
) -> SensorPlan:
    """Return the plan of what remains; its sorties keep within the batteries as the wind is now.

    Strips are numbered anew.

    Raises
    ------
    InputError
        Nothing remains.
    PlanRefused
        A strip cannot be flown on one battery, or zones cannot be passed by.
    """
    left = [run for sortie in remaining(plan, done) for run in sortie]
    if not left:
        raise InputError("planning.rest.nothing", plan.sensor.key)
    runs = [replace(run, strip=number) for number, run in enumerate(left)]
    aims = tuple(plan.aims[run.strip] for run in left) if plan.aims else ()
    also: frozenset[str] = frozenset()
    while True:
        progress.report(0.1, "planning.ordering", sensor=plan.sensor.key)
        problem = problem_like(scenario, plan, also)
        flown, aims_now = _cheapest(problem, runs, aims, progress)
        inside = entered(problem, flown)
        if not inside:
            break
        if inside <= also:
            where, zones = message("planning.place.planning"), sorted(inside)
            raise PlanRefused("planning.would_enter", where, sensor=plan.sensor.key, zones=zones)
        also |= inside
    return replace(
        plan,
        aircraft=scenario.aircraft,
        intent=scenario.intent,
        home=scenario.home,
        sorties=named_alike(plan, sorties_of(problem, flown)),
        cost=cost_of(problem, flown),
        convergence=(),
        evaluations=0,
        aims=aims_now,
        locked=(),
    )


def judged_with(
    scenario: Scenario, plan: SensorPlan, done: FlownStretches, rest: SensorPlan, progress: Progress
) -> Verification:
    """Return the verification of the rest: its flights alone, its views with what was flown."""
    alone = verify(rest, scenario, progress.part(0.0, 0.4))
    problem = problem_like(scenario, plan)
    parts = [runs for runs in flown_parts(plan, done) if runs]
    before = sorties_of(problem, [_fly(problem, runs) for runs in parts])
    both = replace(rest, sorties=(*before, *_behind(plan, rest)), aims=(*plan.aims, *rest.aims))
    views = verify(both, scenario, progress.part(0.4, 1.0))
    findings = [f for f in alone.findings if f.code not in OF_VIEWS]
    findings += [f for f in views.findings if f.code in OF_VIEWS]
    return replace(views, sorties=alone.sorties, findings=tuple(findings))


def _behind(plan: SensorPlan, rest: SensorPlan) -> tuple[Sortie, ...]:
    """Return the sorties of a rest with strips numbered behind those of its plan."""
    found = []
    for sortie in rest.sorties:
        strip = sortie.waypoints.strip
        strip = np.where(strip >= 0, strip + len(plan.aims), strip).astype(np.int32)
        found.append(replace(sortie, waypoints=replace(sortie.waypoints, strip=strip)))
    return tuple(found)


def _cheapest(
    problem: Problem, runs: Sequence[Run], aims: Aims, progress: Progress
) -> tuple[list[Flown], Aims]:
    """Return flights along runs, and where the camera looks along each of their strips."""
    refused: PlanRefused | None = None
    found: list[tuple[list[Flown], Aims]] = []
    for way in (_as_planned, _anew):
        progress.check()
        try:
            found.append(way(problem, runs, aims))
        except PlanRefused as error:
            refused = refused or error
    if not found and refused is not None:
        raise refused
    return min(found, key=lambda one: price_of(one[0]))


def _as_planned(problem: Problem, runs: Sequence[Run], aims: Aims) -> tuple[list[Flown], Aims]:
    """Fly runs in their order; a battery is changed where the next one would not fit."""
    allowed_wh = FLOWN_SHARE * problem.usable_wh
    flown: list[Flown] = []
    first, last = 0, None
    for i in range(1, len(runs) + 1):
        tried = _fly(problem, runs[first:i])
        if tried.effort.energy_wh > allowed_wh:
            if last is None:
                most = tried.effort.energy_wh
                raise PlanRefused(
                    "planning.battery", problem.sensor.key, most=most, usable_wh=problem.usable_wh
                )
            flown.append(last)
            first = i - 1
            tried = _fly(problem, runs[first:i])
        last = tried
    return ([*flown, last] if last else flown), aims


def _anew(problem: Problem, runs: Sequence[Run], aims: Aims) -> tuple[list[Flown], Aims]:
    """Fly runs in an order and in directions found anew."""
    lines = [
        run.xy - problem.origin
        if run.height_m is None
        else np.column_stack((run.xy - problem.origin, run.height_m))
        for run in runs
    ]
    layout = laid_out(problem, laid(lines, 0.0, aims), exact=True)
    problem = calibrated(problem, layout)
    near, seed = nearest_strips(layout.ends), problem.scenario.intent.seed
    tour = improve(layout.tour, layout.network, problem.capacity_wh, near, ROUNDS, seed)
    return fly_within(problem, replace(layout, tour=tour), RECUT_ROUNDS), layout.aims


def _fly(problem: Problem, runs: Sequence[Run]) -> Flown:
    return fly_along(problem, corners_through(problem, runs))
