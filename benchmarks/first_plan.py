"""How soon there is a plan to look at after *Plan*, and what is gained by waiting.

    python -m benchmarks.first_plan [--site mine] [--sensor p1-35] [--evaluations 400]

CPU seconds from the beginning of the work, terrain read again, to each plan told on the way.
"""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.terrain_sites import project_of
from missionplanner.model.plan import PlanIntent, PlanSoFar
from missionplanner.operations.plan import plan_project
from missionplanner.planning.precompile_planning import warm
from missionplanner.tasks.progress import Progress


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="mine", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--sensor", default="p1-35")
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    asked = parser.parse_args()
    warm()
    folder = project_of(asked.site, Path(tempfile.mkdtemp(prefix="osprey-first-")))
    begun = time.process_time()

    def told(event: object) -> None:
        if isinstance(event, PlanSoFar):
            plan = event.plan
            seconds = time.process_time() - begun
            print(
                f"{seconds:6.1f} s: {len(plan.sorties)} sorties, J {plan.cost.j:,.0f}", flush=True
            )

    intent = PlanIntent(evaluations=asked.evaluations)
    result = plan_project(folder, Progress(told), (asked.sensor,), intent)
    (plan,) = result.plans
    seconds = time.process_time() - begun
    print(f"{seconds:6.1f} s: {len(plan.sorties)} sorties, J {plan.cost.j:,.0f}, judged and saved")


if __name__ == "__main__":
    main()
