"""Made areas of many corners: ours against rows at the best of twelve angles, and what edges cost.

    python -m benchmarks.ragged_areas [--corners 300] [--seed 1]... [--evaluations 400]

The areas are 1.5 km blobs with bays and capes, and every corner of their outline off by a little.
Rows are Mission Planner's as rebuilt in `benchmarks.baselines`, at 0, 15 ... 165 degrees, the
shortest of them told. Lanes 40 m apart, legs from and to home left out, margin 0. Covered is what
lies within 20 m of the path, with flat ends: rows end where their middle line leaves the area, so
they leave triangles at an edge that is crossed aslant; ours go on until the whole width of the lane
has left it. `outside` is what that takes, and *rows, widened* are the rows with ends as ours.
"""

import argparse
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import Polygon

from benchmarks.areas import FRAME
from benchmarks.baselines import mission_planner_like, nearest_next
from benchmarks.evaluate import Score, evaluate
from benchmarks.flat_site import our_path
from missionplanner.model.plan import CostWeights, PlanIntent
from missionplanner.planning.boundary_rings import rings_of
from missionplanner.planning.coverage.strips import strips_in

Floats = NDArray[np.float64]

SPACING_M, SIDE_M = 40.0, 1500.0
ANGLES_DEG = range(0, 180, 15)
CORNER = (400_000.0, 2_754_000.0)
SEEDS = (1, 2, 3)


def made_area(seed: int, corners: int) -> Polygon:
    """Return a blob with bays and capes, metres from its own corner."""
    rng = np.random.default_rng(seed)
    turn = np.sort(rng.uniform(0.0, 2.0 * np.pi, corners))
    radius = np.ones(corners)
    for wave in range(2, 12):
        radius += rng.normal(0.0, 0.35 / wave) * np.cos(wave * turn + rng.uniform(0.0, 2 * np.pi))
    radius = np.clip(radius, 0.25, None) * (1.0 + rng.normal(0.0, 0.015, corners))
    ring = 0.5 * SIDE_M * radius[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    area = Polygon(np.round(ring, 3))
    west, south = area.bounds[:2]
    return translate(area, -round(west), -round(south))


def widened(area: Polygon, angle_deg: float) -> Floats:
    """Return rows whose ends cover the width of their lanes, each followed by the nearest."""
    left = strips_in(
        [area], np.radians(90.0 - angle_deg), 0.0, SPACING_M, rings_of([]), 0.0
    ).reshape(-1, 2, 2)  # fmt: skip
    return nearest_next(list(left), np.array(area.bounds[:2]))


def scores(area: Polygon, asked: argparse.Namespace) -> Iterator[tuple[str, Score]]:
    """Yield what each way of laying lanes does."""
    intent = PlanIntent(
        evaluations=asked.evaluations,
        seed=42,
        zone_margin_m=0.0,
        weights=CostWeights(length=1.0, altitude=0.0, threat=0.0, energy=0.0),
    )
    yield "ours", evaluate(our_path(area, CORNER, FRAME, SPACING_M, intent), area, SPACING_M)
    for name, lay in (
        ("rows", lambda angle: mission_planner_like(area, SPACING_M, angle)),
        ("rows, widened", lambda angle: widened(area, angle)),
    ):
        laid = [evaluate(lay(float(angle)), area, SPACING_M) for angle in ANGLES_DEG]
        yield name, min(laid, key=lambda score: score.length_m)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corners", type=int, default=300)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    asked = parser.parse_args()
    print("| area | lanes | metres | outside, m | covered % |\n|---|---|---|---|---|")
    for seed in asked.seed or SEEDS:
        area = made_area(seed, asked.corners)
        for name, score in scores(area, asked):
            print(
                f"| {seed} | {name} | {score.length_m:,.0f} | {score.outside_m:,.0f} "
                f"| {100 * score.coverage:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
