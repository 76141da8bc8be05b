"""Plan every sensor on the three terrain sites and print what the verifier measured.

    python -m benchmarks.terrain_sites [--site mine] [--evaluations 400] [--out DIR]

Needs the folder MISSIONPLANNER_DATA (default ../shared/data) for the steep site.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from benchmarks.steep_site import VERTICAL_DATUM, write_steep_site
from missionplanner.cli.figures import show_result
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.demo_site import make_demo
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.plan import plan_project
from missionplanner.operations.summary import result_summary
from missionplanner.tasks.progress import silent

DATA = Path(os.environ.get("MISSIONPLANNER_DATA", "../shared/data"))


def project_of(site: str, out: Path) -> Path:
    """Make the project of one site and return its folder."""
    if site != "steep":
        return make_demo(site, out, silent())
    files = write_steep_site(DATA, out / "steep-files")
    print(f"steep: mean slope {files.mean_slope_deg:.1f} deg")
    request = NewProject(
        dem=(files.dem,), area=files.area, threats=(files.threats,), vertical_datum=VERTICAL_DATUM
    )
    new_project(out / "steep.mplan", request, silent())
    return out / "steep.mplan"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", action="append", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--evaluations", type=int, default=PlanIntent().evaluations)
    parser.add_argument("--sensor", action="append")
    parser.add_argument("--out", type=Path, default=None)
    asked = parser.parse_args()
    out = asked.out or Path(tempfile.mkdtemp(prefix="osprey-sites-"))
    for site in asked.site or ["mine", "jacksboro", "steep"]:
        folder = project_of(site, out)
        start = time.perf_counter()
        sensors = tuple(asked.sensor) if asked.sensor else None
        intent = PlanIntent(evaluations=asked.evaluations)
        result = plan_project(folder, silent(), sensors, intent)
        show_result(result_summary(result), f"{site}, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
