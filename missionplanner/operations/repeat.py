"""Take the plan of another project again: change between dates is seen from the same stations."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import SensorPlan
from missionplanner.operations.notes import notes_of
from missionplanner.operations.results import PlanResult, planned, save_result
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import load_site
from missionplanner.planning.by_hand.again import Again, flown_again
from missionplanner.planning.scenario import Scenario, check_wind
from missionplanner.planning.verify import verify
from missionplanner.project.document import Project
from missionplanner.project.edits import set_home
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load, save
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

#: How far a station may be from that of before, m, and how much turned, degrees.
STATION_M, STATION_DEG = 1.0, 1.0


@dataclass(frozen=True)
class Repeated:
    """A plan taken again, as judged now, and what its stations keep."""

    result: PlanResult
    stations: int
    off_m: float
    turned_deg: float


def repeat_project(folder: Path, other: Path, progress: Progress) -> Repeated:
    """Take the saved plan of the project `other` for the one in `folder`, judge it, and save it.

    The project gets the take-off place of the other.

    Raises
    ------
    InputError
        The other was never planned, or its take-off place cannot be used here.
    PlanRefused
        The plan breaks a hard rule on the terrain, zones, wind and batteries of now, or this
        aircraft would not come by the same stations; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    begun = time.monotonic()
    before = planned(other)
    with held(folder):
        project = set_home(load(folder), before.plans[0].home.position)
        writable(folder)
        # What the plan is held to is this project's; what made it, the other's.
        intent = project.document.intent
        site = load_site(project, progress.part(0.0, 0.2), intent)
        check_wind(project.weather, site.scenario.aircraft)
        done = [flown_again(site.scenario, plan) for plan in before.plans]
        for one in done:
            check_mount(one.plan.sensor, one.plan.aircraft)
            _check(one)
        plans = tuple(one.plan for one in done)
        result = judged_and_saved(project, plans, done[0].scenario, begun, progress)
    progress.report(1.0, "operations.plan_saved")
    return Repeated(
        result,
        stations=sum(one.stations for one in done),
        off_m=max(one.off_m for one in done),
        turned_deg=max(one.turned_deg for one in done),
    )


def judged_and_saved(
    project: Project,
    plans: tuple[SensorPlan, ...],
    scenario: Scenario,
    begun: float,
    progress: Progress,
) -> PlanResult:
    """Judge plans on the ground of now, and save them with the project as its plan.

    Parameters
    ----------
    begun : float
        By `time.monotonic`.

    Raises
    ------
    PlanRefused
        One breaks a hard rule; nothing is saved.
    OutputError
        The folder cannot be written.
    """
    judged = tuple(
        verify(plan, scenario, progress.part(0.2, 0.95).nth(i, len(plans)))
        for i, plan in enumerate(plans)
    )
    for verification in judged:
        refuse_if_broken(verification)
    project = save(project)
    result = PlanResult(
        intent=scenario.intent,
        plans=plans,
        verifications=judged,
        seconds=time.monotonic() - begun,
        planned_at=datetime.now(UTC),
        stands_on=foundations(project, tuple(plan.sensor.key for plan in plans)),
        notes=notes_of(plans, judged, project.document.title),
    )
    save_result(project.folder, result)
    return result


def _check(one: Again) -> None:
    if one.off_m > STATION_M or one.turned_deg > STATION_DEG:
        raise PlanRefused(
            "operations.other_stations", one.plan.sensor.key, off_m=one.off_m, deg=one.turned_deg
        )
