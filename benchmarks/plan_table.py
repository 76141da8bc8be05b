"""P1 plans of five sites beside row grids and plain sweeps: battery sets and energy.

    python -m benchmarks.plan_table [--site steep] [--seeds 3] [--ceiling none] [--cloud]

Each row is one site and seed; every figure is the verifier's, in one run. Beside the plan:

row grid
    rows from east to west at the sensor's own height and 10 m/s as ground stations lay them: see
    `benchmarks.row_grid`.
rows E-W
    the same rows ordered by the planner, with lanes and images as far apart as 95 % of the ground
    bears; one seed for all.
best rows
    such rows in the best direction at the plan's own height and speed.

`--cloud` takes the exposure of a cloudy day, at which blur allows half of the speed.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.made_terrain import made_project
from benchmarks.row_grid import row_grid
from benchmarks.terrain_sites import project_of
from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Ceiling, PlanIntent, SensorPlan, Together
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.operations.site import load_site
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify import verify
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

SITES = ("mine", "jacksboro", "steep", "ridges", "pit")
P1 = sensor("p1-35")
EVALUATIONS = 40
STRAIGHT = {"pattern": Pattern.STRAIGHT, "evaluations": EVALUATIONS}


@dataclass(frozen=True)
class Row:
    sets: int
    energy_wh: float
    seen: float
    overlap: float
    agl_max_m: float
    j: float
    photos: int


def row_of(plan: SensorPlan, found: Verification) -> Row:
    return Row(
        len(plan.sorties), found.energy_wh, found.seen_share, found.overlap_ok_share,
        found.agl_max_m, plan.cost.j - plan.cost.resolution,
        sum(one.photos for one in found.sorties),
    )  # fmt: skip


def planned(scenario: Scenario, lens: Sensor = P1, **asked: object) -> tuple[SensorPlan, Row]:
    intent = scenario.intent.model_copy(update=asked)
    plan, found = plan_as_asked(replace(scenario, intent=intent), lens, silent())
    return plan, row_of(plan, found)


def scenario_of(site: str, out: Path) -> Scenario:
    folder = made_project(site, out) if site in ("ridges", "pit") else project_of(site, out)
    return load_site(load(folder), silent()).scenario


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", action="append", choices=SITES)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--ceiling", default="below", choices=[str(c) for c in Ceiling])
    parser.add_argument("--cloud", action="store_true")
    asked = parser.parse_args()
    lens = cloudy(P1) if asked.cloud else P1
    out = Path(tempfile.mkdtemp(prefix="osprey-table-"))
    print("site, seed: sets, Wh, seen, overlap, agl max, kind, height, speed, photos, CPU", end="")
    print(" | row grid, rows E-W, best rows: sets, Wh, ratio")
    for site in asked.site or SITES:
        scenario = scenario_of(site, out)
        intent = PlanIntent(seed=1, together=Together.NEVER, ceiling=Ceiling(asked.ceiling))
        beside = beside_of(replace(scenario, intent=intent), lens)
        for seed in range(1, asked.seeds + 1):
            own = intent.model_copy(update={"seed": seed})
            show(site, replace(scenario, intent=own), lens, beside)


def cloudy(lens: Sensor) -> Sensor:
    """Return a sensor that exposes for as long as on a cloudy day."""
    shutter_s = lens.acquisition.shutter_cloudy_s or lens.acquisition.shutter_s
    dim = lens.acquisition.model_copy(update={"shutter_s": shutter_s})
    return lens.model_copy(update={"acquisition": dim})


def beside_of(scenario: Scenario, lens: Sensor) -> list[Row]:
    """Return the row grid and the rows E-W of a site."""
    grid = row_grid(scenario, lens)
    _, rows = planned(scenario, lens, searched=False, direction_deg=90.0, **STRAIGHT)
    return [row_of(grid, verify(grid, scenario, silent())), rows]


def show(site: str, scenario: Scenario, lens: Sensor, beside: list[Row]) -> None:
    begun = time.process_time()
    plan, ours = planned(scenario, lens)
    cpu_s = time.process_time() - begun
    at = {"agl_from_m": plan.settings.agl_m, "agl_to_m": plan.settings.agl_m}
    _, best = planned(scenario, lens, speed_mps=plan.settings.speed_mps, **at, **STRAIGHT)
    bent = any(note.code == "planning.bent" for note in plan.notes)
    told = " | ".join(
        f"{one.sets:>3} {one.energy_wh:>6.0f} {ours.energy_wh / one.energy_wh:.3f}"
        for one in (*beside, best)
    )
    print(
        f"{site:<10}{scenario.intent.seed:>2}: {ours.sets:>3} {ours.energy_wh:>6.0f} "
        f"{ours.seen:.4f} {ours.overlap:.4f} {ours.agl_max_m:>6.1f} "
        f"{'bent' if bent else 'straight':<8} {plan.settings.agl_m:>4.0f} m "
        f"{plan.settings.speed_mps:>4.1f} m/s {ours.photos:>6} {cpu_s:>4.0f} s | {told}",
        flush=True,
    )


if __name__ == "__main__":
    main()
