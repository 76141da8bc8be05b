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
from missionplanner.planning.by_hand.fly import at_station, fly_through, problem_like
from missionplanner.planning.by_hand.remaining import FlownStretches, flown_parts, remaining
from missionplanner.planning.by_hand.runs import Run
from missionplanner.planning.by_hand.shared import named_alike
from missionplanner.planning.coverage.order import improve, nearest_strips
from missionplanner.planning.decode import laid_out
from missionplanner.planning.laid import laid
from missionplanner.planning.plan_sensor import entered
from missionplanner.planning.pricing import calibrated
from missionplanner.planning.problem import FLOWN_SHARE, Problem
from missionplanner.planning.route import TRANSIT
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.sorties import (
    Flown,
    cost_of,
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
    left = _by_station(plan, done)
    if not left:
        raise InputError("planning.rest.nothing", plan.sensor.key)
    also: frozenset[str] = frozenset()
    while True:
        progress.report(0.1, "planning.ordering", sensor=plan.sensor.key)
        problem = problem_like(scenario, plan, also)
        flown, stations, aims = _all_stations(problem, plan, left, progress)
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
        sorties=named_alike(plan, sorties_of(problem, flown, stations)),
        cost=cost_of(problem, flown),
        convergence=(),
        evaluations=0,
        aims=aims,
        locked=(),
    )


def judged_with(
    scenario: Scenario, plan: SensorPlan, done: FlownStretches, rest: SensorPlan, progress: Progress
) -> Verification:
    """Return the verification of the rest: its flights alone, its views with what was flown."""
    alone = verify(rest, scenario, progress.part(0.0, 0.4))
    problem = problem_like(scenario, plan)
    before = sorties_of(
        problem,
        [
            fly_through(at_station(problem, plan, sortie.station), runs, exact=plan.heights_given)
            for sortie, runs in zip(plan.sorties, flown_parts(plan, done), strict=True)
            if runs
        ],
    )
    both = replace(rest, sorties=(*before, *_behind(plan, rest)), aims=(*plan.aims, *rest.aims))
    views = verify(both, scenario, progress.part(0.4, 1.0))
    findings = [f for f in alone.findings if f.code not in OF_VIEWS]
    findings += [f for f in views.findings if f.code in OF_VIEWS]
    return replace(views, sorties=alone.sorties, findings=tuple(findings))


def _by_station(plan: SensorPlan, done: FlownStretches) -> dict[str, list[Run]]:
    """Return what remains to be flown from each launch place, in flying order; none has nothing."""
    found: dict[str, list[Run]] = {}
    for sortie, runs in zip(plan.sorties, remaining(plan, done), strict=True):
        if runs:
            found.setdefault(sortie.station, []).extend(runs)
    return found


def _all_stations(
    problem: Problem, plan: SensorPlan, left: dict[str, list[Run]], progress: Progress
) -> tuple[list[Flown], list[str], Aims]:
    """Return all flights, strips numbered through, where each leaves from, and the strips' aims."""
    flown: list[Flown] = []
    stations: list[str] = []
    aims: Aims = ()
    first = 0
    for name, runs in left.items():
        own = tuple(plan.aims[run.strip] for run in runs) if plan.aims else ()
        anew = [replace(run, strip=number) for number, run in enumerate(runs)]
        from_there = at_station(problem, plan, name)
        found, looks = _cheapest(from_there, anew, own, progress, again=plan.heights_given)
        strips = [one.path.strip for one in found]
        flown += [
            replace(one, path=replace(one.path, strip=strip + first * (strip != TRANSIT)))
            for one, strip in zip(found, strips, strict=True)
        ]
        first += max(len(looks), 1 + max(int(strip.max()) for strip in strips))
        stations += [name] * len(found)
        aims += looks
    return flown, stations, aims


def _behind(plan: SensorPlan, rest: SensorPlan) -> tuple[Sortie, ...]:
    """Return the sorties of a rest with strips numbered behind those of its plan."""
    found = []
    for sortie in rest.sorties:
        strip = sortie.waypoints.strip
        strip = np.where(strip >= 0, strip + len(plan.aims), strip).astype(np.int32)
        found.append(replace(sortie, waypoints=replace(sortie.waypoints, strip=strip)))
    return tuple(found)


def _cheapest(
    problem: Problem, runs: Sequence[Run], aims: Aims, progress: Progress, *, again: bool
) -> tuple[list[Flown], Aims]:
    """Return flights along runs, and where the camera looks along each of their strips.

    `again`: images are taken where they were before, so strips stay in their order and direction.
    """
    if again:
        return _as_planned(problem, runs, aims, exact=True)
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


def _as_planned(
    problem: Problem, runs: Sequence[Run], aims: Aims, *, exact: bool = False
) -> tuple[list[Flown], Aims]:
    """Fly runs in their order; a battery is changed where the next one would not fit."""
    allowed_wh = FLOWN_SHARE * problem.usable_wh
    flown: list[Flown] = []
    first, last = 0, None
    for i in range(1, len(runs) + 1):
        tried = fly_through(problem, runs[first:i], exact=exact)
        if tried.effort.energy_wh > allowed_wh:
            if last is None:
                most = tried.effort.energy_wh
                raise PlanRefused(
                    "planning.battery", problem.sensor.key, most=most, usable_wh=problem.usable_wh
                )
            flown.append(last)
            first = i - 1
            tried = fly_through(problem, runs[first:i], exact=exact)
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
