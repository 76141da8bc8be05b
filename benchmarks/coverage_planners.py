"""Flat coverage at 40 m spacing: ours against two planners from PyPI and two rebuilt grids.

    python -m benchmarks.coverage_planners [--peers-python PATH] [--evaluations 400]

The peers live in an environment of their own, so that none of their needs enters ours:

    python3 -m venv bench-peers
    bench-peers/bin/pip install opencoverage==0.2.0 uav-coverage-path-planner==1.0.0
    python -m benchmarks.coverage_planners --peers-python bench-peers/bin/python

One evaluator for all (`benchmarks.evaluate`), legs from and to home left out, margins 0. The areas
are read from MISSIONPLANNER_DATA (default ../shared/data).
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from benchmarks.areas import AREAS, FRAME, read_area
from benchmarks.baselines import mission_planner_like, qgc_like
from benchmarks.evaluate import Score, evaluate
from benchmarks.flat_site import our_path
from benchmarks.peers import HOW_TO_INSTALL, Timed, peers
from missionplanner.model.plan import CostWeights, PlanIntent
from missionplanner.planning.precompile_planning import warm

Floats = NDArray[np.float64]

DATA = Path(os.environ.get("MISSIONPLANNER_DATA", "../shared/data"))
SPACING_M = 40.0


def timed(name: str, run: Callable[[], Floats]) -> Timed:
    start = time.perf_counter()
    path = run()
    return name, path, time.perf_counter() - start, ""


def runs(area: Polygon, origin: tuple[float, float], asked: argparse.Namespace) -> Iterator[Timed]:
    """Yield every planner's path on one area."""
    intent = PlanIntent(
        evaluations=asked.evaluations,
        seed=asked.seed,
        zone_margin_m=0.0,
        weights=CostWeights(length=1.0, altitude=0.0, threat=0.0, energy=0.0),
    )
    yield timed("Osprey (ours)", lambda: our_path(area, origin, FRAME, SPACING_M, intent))
    if asked.peers_python:
        yield from peers(area, SPACING_M, asked.peers_python)
    for angle in (0.0, 90.0):
        name = f"QGC-like, {angle:.0f} deg"
        yield timed(name, lambda a=angle: qgc_like(area, SPACING_M, a))
    for angle in (0.0, 17.0):
        name = f"Mission-Planner-like, {angle:.0f} deg"
        yield timed(name, lambda a=angle: mission_planner_like(area, SPACING_M, a))


def show(name: str, score: Score, seconds: float) -> str:
    return (
        f"{name:<30} {score.length_m:>9,.0f} {score.turns:>6} {100 * score.coverage:>8.2f} "
        f"{score.in_holes_m:>9,.0f} {score.outside_m:>9,.0f} {score.ratio:>7.3f} {seconds:>8.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers-python", type=Path, help="python that has the two peers")
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    parser.add_argument("--seed", type=int, default=PlanIntent().seed)
    parser.add_argument("--area", action="append", choices=AREAS)
    asked = parser.parse_args()
    warm()
    if not asked.peers_python:
        print(f"peers left out; {HOW_TO_INSTALL}")
    for name in asked.area or AREAS:
        area, origin = read_area(DATA / "benchmarks" / "areas" / f"{name}.geojson")
        print(f"\n{name}: free {area.area / 1e6:.3f} km2, {SPACING_M:g} m spacing")
        print(
            f"{'planner':<30} {'length m':>9} {'turns':>6} {'cover %':>8} {'in holes':>9} "
            f"{'outside':>9} {'ratio':>7} {'seconds':>8}"
        )
        for tool, path, seconds, error in runs(area, origin, asked):
            if path is None:
                print(f"{tool:<30} {error}")
            else:
                print(show(tool, evaluate(path, area, SPACING_M), seconds))


if __name__ == "__main__":
    main()
