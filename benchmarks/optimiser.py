"""What the search by OOA adds over the plain grid of angles: J at equal evaluations.

    python -m benchmarks.optimiser [--site mine] [--sensor p1-35] [--evaluations 180] [--seeds 3]

All geometries go through the same decoding and the same price, whole population at once.
The grid tries one angle everywhere, evenly over half a turn, with the lane pattern centred, or
shifted at random; it knows nothing of cuts. Two figures a run: the best J of the search, and J
after the same exact polish (the tour over the best few geometries, ruin and recreate).
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.terrain_sites import project_of
from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.plan import OspreyVariant, PlanIntent
from missionplanner.operations.site import load_site
from missionplanner.planning.encoding import centred_phase, encoding_for
from missionplanner.planning.polish import polish
from missionplanner.planning.precompile_planning import warm
from missionplanner.planning.pricing import calibrated_along, price
from missionplanner.planning.problem import problem_of
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.search import Archive, search
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

GRIDS = ("angle grid, centred", "angle grid, random phase")


def grid(problem, evaluations: int, seed: int, centred: bool) -> Archive:
    """Price one angle after another."""
    rng = np.random.default_rng(seed)
    encoding = encoding_for(problem.covered, 1)
    archive = Archive(problem.sensor.key, silent(), evaluations)
    for angle in np.arange(evaluations) * np.pi / evaluations:
        fitting = centred_phase(problem.covered, angle, problem.settings.spacing_m)
        phase = fitting if centred else rng.random()
        x = encoding.single(angle, phase, np.empty(0))
        archive.add(encoding, x[None], np.array([price(problem, encoding, x)]))
    return archive


def run(scenario: Scenario, key: str, name: str, intent: PlanIntent) -> tuple[float, float, float]:
    """Return the best quick J, the polished J, and seconds."""
    start = time.perf_counter()
    problem = calibrated_along(problem_of(replace(scenario, intent=intent), sensor(key)))
    if name in GRIDS:
        archive = grid(problem, intent.evaluations, intent.seed, name == GRIDS[0])
    else:
        archive = search(problem, silent())
    best = polish(problem, archive, silent())
    quick = min(c.cost for c in archive.tried)
    return quick, best.cost, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="mine", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--sensor", default="p1-35")
    parser.add_argument("--evaluations", type=int, default=180)
    parser.add_argument("--seeds", type=int, default=3)
    asked = parser.parse_args()
    warm()
    folder = project_of(asked.site, Path(tempfile.mkdtemp(prefix="osprey-optimiser-")))
    scenario = load_site(load(folder), silent()).scenario
    print(f"{asked.site}, {asked.sensor}: {asked.evaluations} evaluations, {asked.seeds} seeds")
    print(f"{'search':<28} {'quick J':>9} {'polished J':>10} {'worst':>9} {'vs grid':>8} {'s':>6}")
    base = None
    for name in (*GRIDS, *(variant.value for variant in OspreyVariant)):
        found = []
        for seed in range(1, asked.seeds + 1):
            intent = PlanIntent(seed=seed, evaluations=asked.evaluations)
            if name not in GRIDS:
                intent = intent.model_copy(update={"variant": OspreyVariant(name)})
            found.append(run(scenario, asked.sensor, name, intent))
        quick, polished, seconds = np.mean(found, axis=0)
        worst = max(f[1] for f in found)
        base = base or polished
        change = 100.0 * (polished / base - 1.0)
        print(
            f"{name:<28} {quick:>9,.0f} {polished:>10,.0f} {worst:>9,.0f} {change:>+7.2f}% "
            f"{seconds:>6.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
