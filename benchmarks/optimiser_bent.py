"""What OOA adds over random search and a grid, on strips bent along the slope.

    python -m benchmarks.optimiser_bent [--site steep] [--evaluations 24] [--seeds 3]

Every search prices the same number of sweeps with the same decoding: J as flown, dearer where the
asked overlap lacks. OOA in its three readings begins with the sweeps the planner begins with; the
grid tries directions, and slope weights on each; random search draws all five variables evenly.
Told are the best price of each, its spread over seeds, and the chance (Mann-Whitney, two-sided)
that OOA and random search are as good as each other.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.stats import mannwhitneyu

from benchmarks.terrain_sites import project_of
from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.plan import OspreyVariant, PlanIntent
from missionplanner.operations.site import load_site
from missionplanner.planning.pricing import calibrated_along
from missionplanner.planning.problem import Problem, problem_of
from missionplanner.planning.search_bent import (
    BENT_COST,
    BentEncoding,
    bent_encoding,
    priced,
    search_bent,
)
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

DIRECTIONS = 6


def grid(encoding: BentEncoding, evaluations: int) -> np.ndarray:
    """Return directions over the whole swing, and slope weights from light to heavy on each."""
    weights = max(1, evaluations // DIRECTIONS)
    rows = np.zeros((DIRECTIONS * weights, encoding.size))
    rows[:, 0] = np.repeat(np.linspace(-1.0, 1.0, DIRECTIONS), weights)
    rows[:, 1] = np.tile(np.linspace(-1.0, 1.0, weights) if weights > 1 else [0.0], DIRECTIONS)
    return rows


def best_of(problem: Problem, encoding: BentEncoding, rows: np.ndarray) -> float:
    return min(priced(problem, encoding, row).cost for row in rows)


def with_seed(problem: Problem, seed: int, evaluations: int, variant: OspreyVariant) -> Problem:
    asked = PlanIntent(seed=seed, evaluations=BENT_COST * evaluations, variant=variant)
    return replace(problem, scenario=replace(problem.scenario, intent=asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="steep", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--sensor", default="p1-35")
    parser.add_argument("--agl", type=float, default=110.0)
    parser.add_argument("--speed", type=float, default=13.8)
    parser.add_argument("--evaluations", type=int, default=24)
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    folder = project_of(asked.site, Path(tempfile.mkdtemp(prefix="osprey-bent-")))
    scenario = load_site(load(folder), silent()).scenario
    made = problem_of(scenario, sensor(asked.sensor), agl_m=asked.agl, speed_mps=asked.speed)
    problem = calibrated_along(made)
    encoding = bent_encoding(problem)
    seeds = range(1, asked.seeds + 1)
    found = {"grid": [best_of(problem, encoding, grid(encoding, asked.evaluations))]}
    show("grid", found["grid"], found["grid"][0])
    drawn = [np.random.default_rng(seed).uniform(-1, 1, (asked.evaluations, 5)) for seed in seeds]
    found["random"] = [best_of(problem, encoding, rows) for rows in drawn]
    show("random", found["random"], found["grid"][0])
    for variant in OspreyVariant:
        begun = time.process_time()
        one = [
            min(c.cost for c in search_bent(p, silent()).tried)
            for p in (with_seed(problem, seed, asked.evaluations, variant) for seed in seeds)
        ]
        chance = mannwhitneyu(one, found["random"]).pvalue
        seconds = (time.process_time() - begun) / asked.seeds
        show(variant.value, one, found["grid"][0], f"p {chance:.2f}, {seconds:.0f} s CPU a search")


def show(name: str, prices: list[float], base: float, more: str = "") -> None:
    mean, spread = float(np.mean(prices)), float(np.std(prices))
    change = 100.0 * (mean / base - 1.0)
    print(f"{name:<16} {mean:>10,.0f} +- {spread:>6,.0f} {change:>+7.2f}% {more}", flush=True)


if __name__ == "__main__":
    main()
