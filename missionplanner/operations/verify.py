"""Judge the saved plan of a project again on its DEM, and write what every cell gets."""

from dataclasses import replace
from pathlib import Path

from missionplanner.operations.folders import made
from missionplanner.operations.results import PlanResult, planned
from missionplanner.operations.site import load_site
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.outputs import write_rasters
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress


def verify_project(
    folder: Path, progress: Progress, out: Path | None = None
) -> tuple[PlanResult, tuple[Path, ...]]:
    """Verify the saved plan; write coverage, overlap and GSD rasters to `out` where given.

    Raises
    ------
    InputError
        The project was never planned.
    OutputError
        `out` cannot be made, or a raster not written.
    """
    result = planned(folder)
    if out is not None:
        made(out)
    site = load_site(load(folder), progress.part(0.0, 0.1), result.intent)
    share = progress.part(0.1, 0.9)
    found = tuple(
        verify(plan, site.scenario, share.nth(i, len(result.plans)))
        for i, plan in enumerate(result.plans)
    )
    files = tuple(
        path
        for verification in (found if out else ())
        for path in write_rasters(verification, site.terrain.frame, out or folder)
    )
    progress.report(1.0, "Verified")
    return replace(result, verifications=found), files
