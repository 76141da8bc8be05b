"""Judge the saved plan of a project again on its DEM, and write what every cell gets."""

from dataclasses import replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.operations.results import PlanResult, load_result
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
    """
    result = planned(folder)
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


def planned(folder: Path) -> PlanResult:
    """Return the saved result of a project, or say that there is none."""
    load(folder)
    result = load_result(folder)
    if result is None:
        raise InputError("not planned yet", str(folder), f"run: missionplanner plan {folder}")
    return result
