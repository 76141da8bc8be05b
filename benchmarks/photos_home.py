"""Two thousand photos read, put on the DEM and judged: `python -m benchmarks.photos_home`.

A made-up hill, one planned camera, photos of its true size rendered where the plan wants them. The
time is of the processor, all threads together; with pixels decoded and without.
"""

import resource
import shutil
import tempfile
import time
from pathlib import Path

from missionplanner.cli.main import run
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.completeness import completeness
from missionplanner.operations.results import planned
from missionplanner.planning.verify.photos import photos_of
from missionplanner.tasks.progress import silent
from missionplanner.terrain.precompile_views import warm
from tests.photo_files import write_flight
from tests.stories.small_site import EPSG, write_site

PHOTOS = 2000


def project_in(folder: Path) -> Path:
    """Plan a camera with so much overlap that it takes at least so many photos."""
    site, path = write_site(folder / "files"), folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--weather={site.weather}"]
    run(["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"])
    run(["plan", str(path), "--evaluations=6", "--own-height", "--overlap=88,80"])
    return path


def main() -> None:
    """Print a table."""
    folder = Path(tempfile.mkdtemp())
    project = project_in(folder)
    plan = planned(project).plans[0]
    turn = plan.aircraft.turn_acceleration_mps2
    wanted = photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn)
    cameras = wanted.cameras[:PHOTOS]
    write_flight(folder / "card", cameras, SiteFrame(EPSG), size=(640, 512))
    warm()
    completeness(project, folder / "card", silent(), looked=False)  # kernels from disk
    print(f"{len(cameras)} photos of {len(wanted)} planned")
    for looked in (False, True):
        begun, wall = time.process_time(), time.monotonic()
        done = completeness(project, folder / "card", silent(), looked=looked)
        cpu_s, wall_s = time.process_time() - begun, time.monotonic() - wall
        words = "pixels decoded" if looked else "heads alone   "
        share = done.judged[0].certain.seen
        print(f"{words}: {cpu_s:6.1f} s CPU, {wall_s:6.1f} s, seen {share:.4f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"greatest memory: {peak:.2f} GB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
