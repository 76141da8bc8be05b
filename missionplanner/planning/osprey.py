"""The Osprey Optimization Algorithm over a box symmetric about 0, whole populations at once.

OOA (Dehghani, Trojovsky, Frontiers in Mechanical Engineering 8:1126450, 2023) moves each osprey
twice a generation. Phase 1 (Eq. 4, 5): towards a fish SF, the best or a better osprey,
x' = x + r (SF - I x), r uniform in [0, 1], I in {1, 2}, both by coordinate. Phase 2 (Eq. 7):
x' = x + (lb + r (ub - lb)) / t with t the generation. A move is kept if it is better.

Three readings:

published
    The above.
incumbent-frame
    The same equations in coordinates whose origin is the best osprey b, so that the algorithm's
    pull to the origin (I = 2) and its one-sided Eq. 7 become unbiased search around b:
    x' = x + r ((SF - b) - I (x - b)), and x' = x + (-w + r 2 w) / t, w half the box.
literal
    Steps 4-8 of the planner's first paper as printed: fish are the WORSE ospreys and the worst
    one, and only the point after both moves is compared.

Not mealpy's own `OriginalOOA`: its second phase lacks the division by t (its moves are kept in
1 % of tries), and it evaluates one point at a time. Measured on 30 variables, shifted sphere, mean
best of 5 runs: incumbent-frame 4.4, published 5.3e3, mealpy 2.1e4, literal 3.2e4.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from mealpy import FloatVar
from mealpy.swarm_based.OOA import OriginalOOA
from mealpy.utils.agent import Agent
from mealpy.utils.target import Target
from numpy.typing import NDArray

from missionplanner.model.plan import OspreyVariant

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# mealpy takes no smaller populations.
LEAST_OSPREYS = 5
# Nor shorter times.
LEAST_SECONDS = 0.1


@dataclass(frozen=True)
class Search:
    """What to search.

    Attributes
    ----------
    size : int
        Number of variables, each in [-1, 1].
    periodic : bool (size,)
        Variables that wrap at the bounds; the others are clipped.
    price : callable
        Takes float64 (n, size) and returns the n costs.
    ospreys, generations : int
    variant : OspreyVariant
    seed : int
    start : float64 (m, size)
        First ospreys, m <= ospreys; the rest are random.
    told : callable
        Receives generation, best and mean cost after each generation (0: the start).
    given_up : callable
        Asked before each generation; once it is true no more are flown.
    """

    size: int
    periodic: Bools
    price: Callable[[Floats], Floats]
    ospreys: int
    generations: int
    variant: OspreyVariant
    seed: int
    start: Floats
    told: Callable[[int, float, float], None] = lambda _generation, _best, _mean: None
    given_up: Callable[[], bool] = lambda: False

    @property
    def evaluations(self) -> int:
        """How many prices the search asks for, if it is not given up."""
        moves = 1 if self.variant is OspreyVariant.LITERAL else 2
        return self.ospreys * (1 + moves * self.generations)


def hunt_fish(x: Floats, cost: Floats, variant: OspreyVariant, rng: np.random.Generator) -> Floats:
    """Return the fish of each osprey, float64 (n, D) (Eq. 4).

    A random better osprey or the best one, with equal chance; literally: a random worse one or
    the worst.
    """
    sign = -1.0 if variant is OspreyVariant.LITERAL else 1.0
    rank = sign * cost
    leader = x[int(np.argmin(rank))]
    fish = np.empty_like(x)
    for i in range(len(x)):
        better = np.flatnonzero(rank < rank[i])
        alone = len(better) == 0 or rng.random() < 0.5
        fish[i] = leader if alone else x[rng.choice(better)]
    return fish


def first_phase(x: Floats, fish: Floats, r: Floats, times: Floats, origin: Floats) -> Floats:
    """Return x + r ((SF - o) - I (x - o)), Eq. 5 in a frame with origin o (0: as published)."""
    return np.asarray(x + r * ((fish - origin) - times * (x - origin)))


def second_phase(x: Floats, r: Floats, low: Floats, high: Floats, generation: int) -> Floats:
    """Return x + (low + r (high - low)) / t, Eq. 7."""
    return np.asarray(x + (low + r * (high - low)) / generation)


class BatchOoa(OriginalOOA):  # type: ignore[misc]
    """OOA as described above, as a mealpy optimizer."""

    def __init__(self, search: Search) -> None:
        super().__init__(max(1, search.generations), search.ospreys)
        self.pop: list[Agent]
        self._search = search

    def generate_population(self, pop_size: int | None = None) -> list[Agent]:
        """Return the first population: the start given, filled up at random."""
        search = self._search
        count = (pop_size or search.ospreys) - len(search.start)
        rest = self.generator.uniform(-1.0, 1.0, (max(0, count), search.size))
        x = np.vstack([search.start, rest])
        cost = self._price(x)
        search.told(0, float(cost.min()), _mean(cost))
        return _agents(x, cost)

    def evolve(self, epoch: int) -> None:
        """Fly one generation."""
        search = self._search
        if search.generations < 1 or search.given_up():
            return
        x = np.array([a.solution for a in self.pop], dtype=np.float64)
        cost = np.array([a.target.fitness for a in self.pop], dtype=np.float64)
        self._move(x, cost, epoch)
        self.pop = _agents(x, cost)
        search.told(epoch, float(cost.min()), _mean(cost))

    def _move(self, x: Floats, cost: Floats, generation: int) -> None:
        variant, rng = self._search.variant, self.generator
        best = x[int(np.argmin(cost))].copy()
        framed = variant is OspreyVariant.INCUMBENT_FRAME
        origin = best if framed else np.zeros_like(best)
        fish = hunt_fish(x, cost, variant, rng)
        r, times = rng.random(x.shape), rng.integers(1, 3, x.shape).astype(np.float64)
        moved = self._inside(first_phase(x, fish, r, times, origin))
        if variant is not OspreyVariant.LITERAL:
            self._keep_better(x, cost, moved)
            moved, r = x, rng.random(x.shape)
        low = np.full(x.shape[1], -1.0)
        self._keep_better(x, cost, self._inside(second_phase(moved, r, low, -low, generation)))

    def _keep_better(self, x: Floats, cost: Floats, moved: Floats) -> None:
        found = self._price(moved)
        better = found < cost
        x[better], cost[better] = moved[better], found[better]

    def _inside(self, x: Floats) -> Floats:
        wraps = self._search.periodic
        x = x.copy()
        x[:, wraps] = np.mod(x[:, wraps] + 1.0, 2.0) - 1.0
        return np.clip(x, -1.0, 1.0)

    def _price(self, x: Floats) -> Floats:
        self.nfe_counter += len(x)
        return np.asarray(self._search.price(x), dtype=np.float64)


def hunt(search: Search, seconds: float | None = None) -> tuple[Floats, float]:
    """Run a search; return the best vector and its cost.

    Deterministic for a seed as long as `price` is; with a limit in seconds it stops after the
    generation in which the time is over, and is not.
    """
    box = FloatVar(lb=(-1.0,) * search.size, ub=(1.0,) * search.size)
    problem = {
        "bounds": box,
        "minmax": "min",
        # mealpy calls it once, to learn that there is one objective; prices go by populations.
        "obj_func": lambda _: 0.0,
        "log_to": None,
    }
    limit = None if seconds is None else {"max_time": max(seconds, LEAST_SECONDS)}
    best = BatchOoa(search).solve(problem, seed=search.seed, termination=limit)
    return np.asarray(best.solution, dtype=np.float64), float(best.target.fitness)


def _mean(cost: Floats) -> float:
    known = cost[np.isfinite(cost)]
    return float(known.mean()) if len(known) else float("inf")


def _agents(x: Floats, cost: Floats) -> list[Agent]:
    return [Agent(p.copy(), Target([float(c)], [1.0])) for p, c in zip(x, cost, strict=True)]
