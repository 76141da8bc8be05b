"""Plan a project's sensors, judge each plan on the DEM, and keep the result."""

import time
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import PlanIntent
from missionplanner.model.sensor import Sensor
from missionplanner.operations.notes import former_pattern, notes_of
from missionplanner.operations.results import PlanResult, save_result
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.sets import plan_all
from missionplanner.operations.site import load_site
from missionplanner.planning.launch_sites import reach_m, with_proposed, with_reach
from missionplanner.planning.scenario import Scenario, check_wind
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress


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
    sensors = tuple(map(catalogue_sensor, keys))
    for asked in site.scenario.intent.each:
        catalogue_sensor(asked.sensor)
    for one in sensors:  # told before any of them is planned
        check_mount(one, site.scenario.aircraft)
    scenario, proposed = _with_sites(site.scenario, sensors[0])
    judged, told = plan_all(scenario, sensors, progress.part(0.05, 0.98))
    for _, verification in judged:
        refuse_if_broken(verification)
    plans = tuple(plan for plan, _ in judged)
    verifications = tuple(verification for _, verification in judged)
    return PlanResult(
        intent=site.scenario.intent,
        plans=plans,
        verifications=verifications,
        seconds=time.monotonic() - start,
        notes=(
            *proposed,
            *told,
            *former_pattern(project, site.scenario.intent),
            *notes_of(plans, verifications, project.document.title),
        ),
        planned_at=datetime.now(UTC),
        stands_on=stands_on,
    )


def _with_sites(scenario: Scenario, sensor: Sensor) -> tuple[Scenario, tuple[Finding, ...]]:
    """Return the scenario with the launch places it needs, where they are to be proposed."""
    if not scenario.intent.propose_sites:
        return scenario, ()
    more = with_reach(with_proposed(scenario), sensor)
    proposed = more.sites[len(scenario.sites) :]
    if not proposed:
        return scenario, ()
    places = [
        message(
            "planning.site_at",
            name=site.name,
            lon=site.home.position.lon_deg,
            lat=site.home.position.lat_deg,
        )
        for site in proposed
    ]
    told = message(
        "planning.sites_proposed", n=len(proposed), reach_km=reach_m(scenario) / 1e3, sites=places
    )
    return more, (Finding("PLAN-SITES", Severity.NOTE, scenario.area.name, told),)
