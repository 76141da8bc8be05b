"""P1 plans of five sites beside row grids and plain sweeps: battery sets and energy.

    python -m benchmarks.plan_table [--site steep] [--seeds 3] [--ceiling none]

Each row is one site and seed; every figure is the verifier's, in one run. Beside the plan:

rows E-W
    straight rows from east to west at the sensor's own height and 10 m/s.
best rows
    straight rows in the best direction at the plan's own height and speed.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.made_terrain import made_project
from benchmarks.terrain_sites import project_of
from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Ceiling, PlanIntent, SensorPlan, Together
from missionplanner.model.verification import Verification
from missionplanner.operations.site import load_site
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent

SITES = ("mine", "jacksboro", "steep", "ridges", "pit")
P1 = sensor("p1-35")
EVALUATIONS = 40


@dataclass(frozen=True)
class Row:
    sets: int
    energy_wh: float
    seen: float
    overlap: float
    agl_max_m: float
    j: float


def row_of(plan: SensorPlan, found: Verification) -> Row:
    return Row(
        len(plan.sorties), found.energy_wh, found.seen_share, found.overlap_ok_share,
        found.agl_max_m, plan.cost.j - plan.cost.resolution,
    )  # fmt: skip


def planned(scenario: Scenario, **asked: object) -> tuple[SensorPlan, Row]:
    intent = scenario.intent.model_copy(update=asked)
    plan, found = plan_as_asked(replace(scenario, intent=intent), P1, silent())
    return plan, row_of(plan, found)


def scenario_of(site: str, out: Path) -> Scenario:
    folder = made_project(site, out) if site in ("ridges", "pit") else project_of(site, out)
    return load_site(load(folder), silent()).scenario


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", action="append", choices=SITES)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--ceiling", default="below", choices=[str(c) for c in Ceiling])
    asked = parser.parse_args()
    out = Path(tempfile.mkdtemp(prefix="osprey-table-"))
    print("site, seed: sets, Wh, seen, overlap, agl max, CPU | Wh of rows E-W | Wh of best rows")
    for site in asked.site or SITES:
        scenario = scenario_of(site, out)
        for seed in range(1, asked.seeds + 1):
            intent = PlanIntent(seed=seed, together=Together.NEVER, ceiling=Ceiling(asked.ceiling))
            show(site, seed, replace(scenario, intent=intent))


def show(site: str, seed: int, scenario: Scenario) -> None:
    begun = time.process_time()
    plan, ours = planned(scenario)
    cpu_s = time.process_time() - begun
    straight = {"pattern": Pattern.STRAIGHT, "evaluations": EVALUATIONS}
    _, rows = planned(scenario, searched=False, direction_deg=90.0, **straight)
    at = {"agl_from_m": plan.settings.agl_m, "agl_to_m": plan.settings.agl_m}
    _, best = planned(scenario, speed_mps=plan.settings.speed_mps, **at, **straight)
    bent = any(note.code == "planning.bent" for note in plan.notes)
    print(
        f"{site:<10}{seed:>2}: {ours.sets:>3} {ours.energy_wh:>6.0f} {ours.seen:.4f} "
        f"{ours.overlap:.4f} {ours.agl_max_m:>6.1f} {'bent' if bent else 'straight':<8} "
        f"{cpu_s:>4.0f} s | {rows.sets:>3} {rows.energy_wh:>6.0f} "
        f"{ours.energy_wh / rows.energy_wh:.3f} | {best.sets:>3} {best.energy_wh:>6.0f} "
        f"{ours.energy_wh / best.energy_wh:.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
