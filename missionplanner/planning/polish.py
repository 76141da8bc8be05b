"""The best geometries of a search, each with the best tour that time allows."""

from dataclasses import dataclass, replace

import numpy as np

from missionplanner.errors import PlanRefused
from missionplanner.planning.coverage.order import improve, nearest_strips
from missionplanner.planning.decode import Layout, laid_out, refuse
from missionplanner.planning.pricing import calibrated
from missionplanner.planning.problem import Problem
from missionplanner.planning.search import OSPREYS, Archive, Candidate
from missionplanner.planning.sorties import Flown, fly_within, price_of
from missionplanner.tasks.progress import Progress

# Geometries that are polished, and first rounds of ruin and recreate for each.
POLISHED = 8
ROUNDS = 2000
# Rounds of ruin and recreate where a tour must be cut anew.
RECUT_ROUNDS = 4000


@dataclass(frozen=True)
class Polished:
    """A geometry with its tour, its flights, and their J with the candidate's burden."""

    candidate: Candidate
    layout: Layout
    flown: list[Flown]
    cost: float


def polish(problem: Problem, archive: Archive, progress: Progress) -> Polished:
    """Return the best geometry with its best tour.

    The best distinct geometries get exact networks; then ruin and recreate with successive
    halving: each round half of them, twice as long. Comparing geometries by local search alone
    is blurred by 0.3-0.5 % (measured). The best one as the search flew it stays in the running,
    so that the polish never ends above the search. Where fewer plans were tried than one flock has
    ospreys, it is a setting that is looked at, and one geometry is enough to price it.

    Raises
    ------
    PlanRefused
        No geometry tried can be flown; it says why.
    """
    intent = problem.scenario.intent
    tried = archive.total if intent.budget_s is None else len(archive.tried)
    few = tried < 5 * OSPREYS
    chosen = archive.best(1 if tried < OSPREYS else 2 if few else POLISHED)
    if not chosen:
        refuse(problem, archive.tried[0].geometry())
    searched = _as_searched(problem, chosen[0])
    exact = not few
    layouts = [(c, laid_out(problem, c.geometry(), exact)) for c in chosen]
    problem = calibrated(problem, layouts[0][1])
    rounds = ROUNDS // 4 if few else ROUNDS
    seed = intent.seed
    step, steps = 0, max(1, int(np.ceil(np.log2(max(2, len(layouts))))) + 1)
    while True:
        progress.report(step / steps, "planning.ordering", sensor=problem.sensor.key)
        pool = [_polished(problem, c, layout, rounds, seed + step) for c, layout in layouts]
        pool.sort(key=lambda one: one.cost)
        if len(pool) == 1:
            return min(searched, pool[0], key=lambda one: one.cost)
        layouts = [(one.candidate, one.layout) for one in pool[: (len(pool) + 1) // 2]]
        rounds, step = 2 * rounds, step + 1


def _as_searched(problem: Problem, candidate: Candidate) -> Polished:
    layout = laid_out(problem, candidate.geometry(), exact=False)
    flown = fly_within(problem, layout, 0)
    return Polished(candidate, layout, flown, candidate.burden * price_of(flown))


def _polished(
    problem: Problem, candidate: Candidate, layout: Layout, rounds: int, seed: int
) -> Polished:
    near = nearest_strips(layout.ends)
    tour = improve(layout.tour, layout.network, problem.capacity_wh, near, rounds, seed)
    layout = replace(layout, tour=tour)
    try:
        flown = fly_within(problem, layout, RECUT_ROUNDS)
    except PlanRefused:
        return Polished(candidate, layout, [], float("inf"))
    return Polished(candidate, layout, flown, candidate.burden * price_of(flown))
