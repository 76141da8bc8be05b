"""The search over geometries: restarts of OOA, and an archive of everything tried."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Convergence, OspreyVariant
from missionplanner.planning.coverage.contour import contour_angle
from missionplanner.planning.decode import Geometry
from missionplanner.planning.encoding import (
    Encoding,
    centred_phase,
    encoding_for,
    long_side,
)
from missionplanner.planning.osprey import LEAST_OSPREYS, Search, hunt
from missionplanner.planning.pricing import price
from missionplanner.planning.problem import Problem
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

OSPREYS = 10
# Generations of one restart; restarts are independent: carrying the best over makes them
# collapse onto it (measured).
GENERATIONS = 15
# With fewer strips than this, one cell is all there is to search.
FEW_STRIPS = 16
# Share of the evaluations spent on a single cell before the area is cut.
SINGLE_SHARE = 0.3
# Share of a time budget spent on geometries; the rest is for their polish.
SEARCH_SHARE = 0.7
# A search ends early where the last so many of its evaluations, as a share of all, made the best
# plan cheaper by less than this share. On two sites and six searches that saves two fifths of the
# evaluations of half of them, and costs 0.2 % of J.
PATIENCE, WORTH_WAITING = 0.375, 1e-3
# Vectors closer than this (largest difference of a variable) are one geometry.
APART = 0.03
THREADS = min(2, os.cpu_count() or 1)


class Meaning(Protocol):
    """How a vector in [-1, 1] means a geometry."""

    @property
    def size(self) -> int:
        """Number of variables."""

    def decode(self, x: Floats) -> Geometry:
        """Return what a vector means."""


@dataclass(frozen=True)
class Candidate:
    """A priced vector.

    Attributes
    ----------
    cost : float
        J, times `burden`.
    burden : float
        1, or more where the plan would lack what was asked.
    """

    cost: float
    encoding: Meaning
    x: Floats
    burden: float = 1.0

    def geometry(self) -> Geometry:
        """Return what the vector means."""
        return self.encoding.decode(self.x)


@dataclass
class Archive:
    """All vectors priced so far, and the convergence.

    Attributes
    ----------
    total : int
        Prices that will be asked for, each counted as `worth`.
    worth : int
        How many straight plans one takes as long as.
    name : str
        What people call the sensor; empty: as `sensor`.
    """

    sensor: str
    progress: Progress
    total: int
    worth: int = 1
    name: str = ""
    tried: list[Candidate] = field(default_factory=list)
    story: list[Convergence] = field(default_factory=list)

    def add(self, encoding: Encoding, x: Floats, costs: Floats) -> None:
        """Keep priced vectors."""
        for row, cost in zip(x, costs, strict=True):
            self.tried.append(Candidate(float(cost), encoding, row.copy()))

    def idle(self) -> bool:
        """Tell whether the last evaluations bettered nothing, so that more are not worth it."""
        recent = int(PATIENCE * self.total)
        costs = [candidate.cost for candidate in self.tried]
        if len(costs) <= recent:
            return False
        return min(costs) > (1.0 - WORTH_WAITING) * min(costs[:-recent])

    def tell(self, restart: int, mean: float) -> None:
        """Emit the best so far as a typed event."""
        best = min(c.cost for c in self.tried)
        self._add_event(Convergence(self.sensor, restart, len(self.tried), best, mean))
        share = min(1.0, self.worth * len(self.tried) / max(1, self.total))
        self.progress.report(
            share, "planning.tried", sensor=self.name or self.sensor, n=len(self.tried)
        )

    def close(self, cost: float) -> None:
        """Emit the J of the plan itself, once its tour is polished: the last of the story."""
        restart = self.story[-1].restart if self.story else 0
        self._add_event(Convergence(self.sensor, restart, len(self.tried), cost, cost))

    def _add_event(self, event: Convergence) -> None:
        self.story.append(event)
        self.progress.event(event)

    def best(self, count: int) -> list[Candidate]:
        """Return the cheapest vectors that differ."""
        found: list[Candidate] = []
        for candidate in sorted(self.tried, key=lambda c: c.cost):
            if np.isfinite(candidate.cost) and all(_differ(candidate, f) for f in found):
                found.append(candidate)
            if len(found) == count:
                break
        return found


def _differ(a: Candidate, b: Candidate) -> bool:
    return a.encoding.size != b.encoding.size or bool(np.abs(a.x - b.x).max() > APART)


@dataclass(frozen=True)
class Restart:
    """One independent run: number of cells, ospreys and generations."""

    cells: int
    ospreys: int
    generations: int


def restarts(evaluations: int, most_cells: int, variant: OspreyVariant) -> Iterator[Restart]:
    """Yield runs that use up a number of evaluations: one cell first, then two, now and then three.

    Literal OOA prices once a generation, the others twice.
    """
    moves = 1 if variant is OspreyVariant.LITERAL else 2
    left, number = evaluations, 0
    while left >= 1:
        cells = min(most_cells, (1, 2, 2, 3)[number] if number < 4 else 2 + number % 2)
        wanted = left
        if number == 0 and most_cells > 1 and evaluations >= 10 * OSPREYS:
            wanted = int(SINGLE_SHARE * evaluations)
        ospreys = min(OSPREYS, max(LEAST_OSPREYS, wanted // 3))
        generations = min(GENERATIONS, max(0, (wanted - ospreys) // (moves * ospreys)))
        yield Restart(cells, ospreys, generations)
        left -= ospreys * (1 + moves * generations)
        # What is left is not worth another run.
        if left < 4 * OSPREYS:
            return
        number += 1


def search(problem: Problem, progress: Progress) -> Archive:
    """Search geometries as the intent says; return everything tried."""
    intent = problem.scenario.intent
    begun = time.monotonic()
    archive = Archive(problem.sensor.key, progress, intent.evaluations, name=problem.sensor.name)
    lanes = np.sqrt(problem.covered.area) / problem.settings.spacing_m
    one_angle = intent.pattern is Pattern.STRAIGHT or lanes < FEW_STRIPS
    most_cells = 1 if one_angle else 3
    endless = 10**7 if intent.budget_s is not None else intent.evaluations
    with ThreadPoolExecutor(THREADS) as pool:
        for number, run in enumerate(restarts(endless, most_cells, intent.variant)):
            seconds = None
            if intent.budget_s is not None:
                seconds = SEARCH_SHARE * intent.budget_s - (time.monotonic() - begun)
                if number > 0 and seconds <= 0.0:
                    break
            elif number > 0 and archive.idle():
                break
            _run(problem, archive, pool, run, number, seconds)
    return archive


def _run(
    problem: Problem, archive: Archive, pool: ThreadPoolExecutor, run: Restart, number: int,
    seconds: float | None,
) -> None:  # fmt: skip
    intent = problem.scenario.intent
    encoding = encoding_for(problem.covered, run.cells, intent.direction_deg)

    def price_all(x: Floats) -> Floats:
        archive.progress.check()
        costs = np.array(list(pool.map(lambda row: price(problem, encoding, row), x)))
        archive.add(encoding, x, costs)
        return costs

    start = _start(problem, encoding, run.ospreys, intent.seed + 7919 * number)
    hunt(
        Search(
            size=encoding.size,
            periodic=encoding.periodic,
            price=price_all,
            ospreys=run.ospreys,
            generations=run.generations,
            variant=intent.variant,
            seed=intent.seed + 104729 * number,
            start=start,
            told=lambda _generation, _best, mean: archive.tell(number, mean),
            given_up=lambda: seconds is None and archive.idle(),
        ),
        seconds,
    )


def _start(problem: Problem, encoding: Encoding, ospreys: int, seed: int) -> Floats:
    """Return the first quarter of a population: one angle everywhere.

    The contour direction, the long side of the area, across it, then random ones; the two sides
    of a whole area with as few lanes as possible and equal margins, all else at random phases:
    a grid of angles with those is 1.5 % better on a 36 deg slope (`benchmarks.optimiser`).
    """
    rng = np.random.default_rng(seed)
    everywhere = np.ones(len(problem.slopes.x), np.bool_)
    side = long_side(problem.covered)
    sides = [side, side + 0.5 * np.pi]
    count = max(3, round(0.25 * ospreys))
    angles = [contour_angle(problem.slopes, everywhere), *sides]
    angles += list(rng.uniform(0.0, np.pi, count - 3))
    phases = list(rng.random(count))
    if encoding.cells == 1:
        spacing_m = problem.settings.spacing_m
        phases[1:3] = [centred_phase(problem.covered, angle, spacing_m) for angle in sides]
    rows = [
        encoding.single(angle, phase, rng.uniform(-1.0, 1.0, encoding.size))
        for angle, phase in zip(angles, phases, strict=True)
    ]
    return np.array(rows)
