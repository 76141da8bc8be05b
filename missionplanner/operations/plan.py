"""Plan a project's sensors, judge each plan on the DEM, and keep the result."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations.notes import former_pattern, notes_of
from missionplanner.operations.results import PlanResult, save_result
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.scenario import check_wind
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

SIDE_BY_SIDE = 2


def plan_project(
    folder: Path,
    progress: Progress,
    sensors: tuple[str, ...] | None = None,
    intent: PlanIntent | None = None,
) -> PlanResult:
    """Plan every sensor of the project in `folder` and save the result in it.

    Parameters
    ----------
    folder : Path
        A project folder.
    progress : Progress
        Gets `Step`s and, while the search runs, `Convergence` events.
    sensors : tuple of str, optional
        Catalogue keys; default: the project's.
    intent : PlanIntent, optional
        Replaces the project's intent, and is saved with the result.

    Raises
    ------
    InputError
        A sensor is unknown, or the aircraft cannot carry it.
    PlanRefused
        A plan breaks a hard rule (zones, clearance, energy, climb, wires); nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    with held(folder):
        project = load(folder)
        writable(folder)  # told before minutes of work
        result = _planned(project, progress, sensors or project.document.sensors, intent)
        save_result(folder, result)
    progress.report(1.0, "operations.plan_saved")
    return result


def _planned(
    project: Project, progress: Progress, keys: tuple[str, ...], intent: PlanIntent | None
) -> PlanResult:
    start = time.monotonic()
    stands_on = foundations(project, keys, progress=progress.part(0.0, 0.02))
    site = load_site(project, progress.part(0.02, 0.05), intent)
    check_wind(project.weather, site.scenario.aircraft)
    for key in keys:  # told before any of them is planned
        check_mount(catalogue_sensor(key), site.scenario.aircraft)
    judged = _all(site, keys, progress.part(0.05, 0.98))
    plans = tuple(plan for plan, _ in judged)
    verifications = tuple(verification for _, verification in judged)
    return PlanResult(
        intent=site.scenario.intent,
        plans=plans,
        verifications=verifications,
        seconds=time.monotonic() - start,
        notes=(
            *former_pattern(project, site.scenario.intent),
            *notes_of(plans, verifications, project.document.title),
        ),
        planned_at=datetime.now(UTC),
        stands_on=stands_on,
    )


def _all(
    site: Site, keys: tuple[str, ...], progress: Progress
) -> list[tuple[SensorPlan, Verification]]:
    # Side by side: the kernels leave Python's lock alone, and each sensor's search is its own,
    # so the result does not depend on who is first.
    if site.scenario.intent.budget_s is not None:
        return [_one(site, key, progress.nth(i, len(keys))) for i, key in enumerate(keys)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        parts = progress.shared(len(keys))
        return list(pool.map(lambda key, part: _one(site, key, part), keys, parts))


def _one(site: Site, key: str, progress: Progress) -> tuple[SensorPlan, Verification]:
    plan, verification = plan_as_asked(site.scenario, catalogue_sensor(key), progress)
    refuse_if_broken(verification)
    return plan, verification
