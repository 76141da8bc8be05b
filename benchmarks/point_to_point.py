"""Routes from point to point among threats on public maps: OOA beside PSO and GWO.

    python -m benchmarks.point_to_point [--data FOLDER] [--runs 10] [--evaluations 100000]

Two maps and their cost F (length, threats, height, smoothness) of SPSO and NMOPSO (Phung, Ha; see
SOURCES.md in the data folder), 10 corners, every optimiser with the same number of evaluations and
the planner's own encoding. `+ local step`: the last share of the evaluations goes to
`planning.point_to_point.local_step`. PSO and GWO are written here: inertia 0.9 to 0.4 with
c1 = c2 = 1.5, and Mirjalili's grey wolves; 50 individuals each, as the ospreys.
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

import numpy as np
import rasterio

from missionplanner.compiled import kernel
from missionplanner.model.plan import OspreyVariant
from missionplanner.planning.osprey import Search, hunt
from missionplanner.planning.point_to_point.local_step import CornerBox, bettered
from missionplanner.planning.point_to_point.steps import Reach, courses_of

CORNERS, POPULATION = 10, 50
LOCAL_SHARE = 0.4
LOW_M, HIGH_M = 100.0, 200.0


@kernel
def ground_at(ground, x, y):
    """Return the height of the map's cell, counted from 1 as its authors do."""
    row = min(max(round(y) - 1, 0), ground.shape[0] - 1)
    column = min(max(round(x) - 1, 0), ground.shape[1] - 1)
    return ground[row, column]


@kernel
def threat_cost(ax, ay, ux, uy, square, threats):
    """Return J2 of one leg."""
    cost = 0.0
    for t in range(threats.shape[0]):
        cx, cy, radius = threats[t, 0] - ax, threats[t, 1] - ay, threats[t, 3]
        s = min(max((cx * ux + cy * uy) / max(square, 1e-12), 0.0), 1.0)
        away = math.hypot(s * ux - cx, s * uy - cy)
        if away < radius + 1.0:
            return np.inf
        if away <= radius + 11.0:
            cost += radius + 11.0 - away
    return cost


@kernel
def sharp(angle):
    """Return an angle in degrees where it is over 45, else 0."""
    degrees = abs(angle) * 180.0 / math.pi
    return degrees if degrees > 45.0 else 0.0


@kernel
def f_of(course, ground, threats):
    """Return F of one course, float64 (n + 2, 3), heights above ground."""
    last = course.shape[0] - 1
    total, heading, climb = 0.0, 0.0, 0.0
    below = ground_at(ground, course[0, 0], course[0, 1])
    for k in range(last):
        ux, uy = course[k + 1, 0] - course[k, 0], course[k + 1, 1] - course[k, 1]
        there = ground_at(ground, course[k + 1, 0], course[k + 1, 1])
        uz = course[k + 1, 2] + there - course[k, 2] - below
        square = ux * ux + uy * uy
        total += 5.0 * math.sqrt(square + uz * uz)
        total += threat_cost(course[k, 0], course[k, 1], ux, uy, square, threats)
        if k < last - 1:
            total += 10.0 * abs(course[k + 1, 2] - 0.5 * (100.0 + 200.0))
        now, up = math.atan2(uy, ux), math.atan2(uz, math.sqrt(square))
        if k > 0:
            total += sharp((now - heading + math.pi) % (2.0 * math.pi) - math.pi)
            total += sharp(up - climb)
        heading, climb, below = now, up, there
    return total


@kernel
def all_f(courses, ground, threats, out):
    """Write F of many courses."""
    for i in range(courses.shape[0]):
        out[i] = f_of(courses[i], ground, threats)


class Map:
    """A map with its start, end and threats."""

    def __init__(self, folder, scene):
        with rasterio.open(folder / scene["dem"]) as dem:
            self.ground = np.ascontiguousarray(dem.read(1), dtype=np.float64)
        start, end = (np.array(scene[name], dtype=np.float64) for name in ("start", "end"))
        self.threats = np.array(scene["threats_xyzR"], dtype=np.float64)
        far = float(np.linalg.norm(end - start))
        rows, columns = self.ground.shape
        low, high = np.array([1.0, 1.0, LOW_M]), np.array([columns, rows, HIGH_M], float)
        self.reach = Reach(start, end, 2 * far / CORNERS, math.pi / 4, math.pi / 4, low, high)
        self.box = CornerBox(low, high, 0.05 * far)
        self.count = 0

    def price(self, courses):
        self.count += len(courses)
        out = np.empty(len(courses))
        all_f(np.ascontiguousarray(courses), self.ground, self.threats, out)
        return out

    def price_of_vectors(self, x):
        return self.price(courses_of(x, self.reach))


def ooa(scene, variant, evaluations, seed, local):
    size = 3 * CORNERS
    first = int(evaluations * (1.0 - LOCAL_SHARE)) if local else evaluations
    moves = 1 if variant is OspreyVariant.LITERAL else 2
    generations = (first // POPULATION - 1) // moves
    x, f = hunt(
        Search(
            size, np.zeros(size, bool), scene.price_of_vectors, POPULATION, generations, variant,
            seed, np.empty((0, size)),
        )
    )  # fmt: skip
    if local:
        course = courses_of(x[None], scene.reach)[0]
        _, f, _ = bettered(course, f, scene.price, scene.box, evaluations - scene.count, seed)
    return f


def pso(scene, evaluations, seed):
    rng = np.random.default_rng(seed)
    size, rounds = 3 * CORNERS, evaluations // POPULATION - 1
    x, v = rng.uniform(-1, 1, (POPULATION, size)), np.zeros((POPULATION, size))
    own, best = x.copy(), scene.price_of_vectors(x)
    for k in range(rounds):
        leader = own[int(np.argmin(best))]
        r1, r2 = rng.random((2, POPULATION, size))
        v = (0.9 - 0.5 * k / rounds) * v + 1.5 * r1 * (own - x) + 1.5 * r2 * (leader - x)
        v = np.clip(v, -1.0, 1.0)
        x = np.clip(x + v, -1.0, 1.0)
        cost = scene.price_of_vectors(x)
        better = cost < best
        own[better], best[better] = x[better], cost[better]
    return float(best.min())


def gwo(scene, evaluations, seed):
    rng = np.random.default_rng(seed)
    size, rounds = 3 * CORNERS, evaluations // POPULATION - 1
    x = rng.uniform(-1, 1, (POPULATION, size))
    cost = scene.price_of_vectors(x)
    order = np.argsort(cost)[:3]
    wolves, prices = x[order].copy(), cost[order].copy()
    for k in range(rounds):
        a = 2.0 * (1.0 - k / rounds)
        pulls = []
        for wolf in wolves:
            r1, r2 = rng.random((2, POPULATION, size))
            pulls.append(wolf - (2 * a * r1 - a) * np.abs(2 * r2 * wolf - x))
        x = np.clip(np.mean(pulls, axis=0), -1.0, 1.0)
        cost = scene.price_of_vectors(x)
        both, costs = np.vstack([wolves, x]), np.concatenate([prices, cost])
        order = np.argsort(costs, kind="stable")[:3]
        wolves, prices = both[order].copy(), costs[order].copy()
    return float(prices[0])


def optimisers():
    for variant in OspreyVariant:
        for local in (False, True):
            name = f"OOA {variant.value}" + (" + local step" if local else "")
            yield name, lambda s, e, seed, v=variant, b=local: ooa(s, v, e, seed, b)
    yield "PSO", pso
    yield "GWO", gwo


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("MISSIONPLANNER_DATA"))
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--evaluations", type=int, default=100_000)
    asked = parser.parse_args()
    folder = Path(asked.data) / "benchmarks"
    scenes = json.loads((folder / "scenarios.json").read_text())["scenarios"]
    print(
        f"{'map':<8} {'optimiser':<36} {'mean':>7} {'best':>7} {'worst':>7} {'evals':>8} {'s':>6}"
    )
    for name, values in scenes.items():
        if "dem" not in values or "Christmas" not in name:
            continue
        scene = Map(folder, values)
        for title, run in optimisers():
            begun, found = time.process_time(), []
            for seed in range(asked.runs):
                scene.count = 0
                found.append(run(scene, asked.evaluations, seed))
            seconds = (time.process_time() - begun) / asked.runs
            print(
                f"{name.split('_')[0]:<8} {title:<36} {np.mean(found):>7.0f} {min(found):>7.0f} "
                f"{max(found):>7.0f} {scene.count:>8} {seconds:>6.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
