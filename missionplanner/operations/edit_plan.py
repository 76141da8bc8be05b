"""Change a planned sensor by hand: the strips left are flown as they are, and judged again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.edits import MoveStart, PlanEdit
from missionplanner.model.finding import Finding
from missionplanner.model.places import Position
from missionplanner.model.plan import SensorPlan
from missionplanner.operations.notes import notes_of, said_when_planned
from missionplanner.operations.results import PlanResult, current_plan, save_result
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.by_hand.edited import Draft, draft_of, edited
from missionplanner.planning.by_hand.fly import fly_as_drawn
from missionplanner.planning.by_hand.shared import flown_beside
from missionplanner.planning.scenario import Scenario, check_wind
from missionplanner.planning.verify import verify
from missionplanner.project.edits import set_home
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load, save
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class EditedResult:
    """A result after edits, not saved yet.

    Attributes
    ----------
    site : Site
        What it is judged on; its project has the new place of take-off where that was moved.
    result : PlanResult
        Every sensor's plan with its verification; what breaks a rule is among the findings.
    """

    site: Site
    result: PlanResult

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the verifier says of all plans."""
        return tuple(f for verified in self.result.verifications for f in verified.findings)


def edited_plan(
    site: Site, result: PlanResult, sensor: str, edits: Sequence[PlanEdit], progress: Progress
) -> EditedResult:
    """Return a result with one sensor's plan edited, flown as it is and judged; writes nothing.

    Flights that sensors share are edited for all of them.
    The same edits on the same result give the same: a window keeps the list, and undoes by
    leaving the last one out. `MoveStart` moves the take-off place of all sensors; other sorties
    keep their waypoints.

    Parameters
    ----------
    site : Site
        Loaded with the result's own intent (`load_site(project, progress, result.intent)`).
    result : PlanResult
        As planned, before any of the edits.
    sensor : str
        Key of a sensor planned.
    edits : sequence of PlanEdit
        Applied in their order.

    Raises
    ------
    InputError
        No such sensor, strip or sortie, a locked strip would change, nothing is left, or the new
        place lies in a zone or off the DEM.
    PlanRefused
        A zone cannot be passed by.
    Cancelled
    """
    if sensor not in result.sensors:
        raise InputError(
            "operations.sensor_not_planned", sensor, key=sensor, sensors=result.sensors
        )
    starts = [edit.place for edit in edits if isinstance(edit, MoveStart)]
    scenario, plans = _flown(site.scenario, result, sensor, edits, starts)
    pairs = list(zip(result.plans, result.verifications, strict=True))
    for i, (plan, _) in enumerate(pairs):
        new = plans.get(plan.sensor.key)
        if new is not None:
            pairs[i] = new, verify(new, scenario, progress.nth(i, len(pairs)))
    project = set_home(site.project, starts[-1]) if starts else site.project
    known, found = tuple(p for p, _ in pairs), tuple(v for _, v in pairs)
    said = said_when_planned(result.notes)
    notes = (*said, *notes_of(known, found, project.document.title))
    changed = replace(result, plans=known, verifications=found, notes=notes)
    return EditedResult(replace(site, project=project, scenario=scenario), changed)


def edit_plan(
    folder: Path, sensor: str, edits: Sequence[PlanEdit], progress: Progress
) -> PlanResult:
    """Edit the saved plan of a project and save it; see `edited_plan`.

    Raises
    ------
    InputError, PlanRefused, OutputError
        As `edited_plan` and `keep_edited`; or there is no plan that stands on the project.
    """
    with held(folder):
        result = current_plan(folder, progress.part(0.0, 0.1))
        site = load_site(load(folder), progress.part(0.1, 0.3), result.intent)
        check_wind(site.project.weather, site.scenario.aircraft)
        done = edited_plan(site, result, sensor, edits, progress.part(0.3, 0.95))
        kept = keep_edited(folder, done)
    progress.report(1.0, "operations.plan_saved")
    return kept


def keep_edited(folder: Path, done: EditedResult) -> PlanResult:
    """Save an edited result, and the project where its take-off place was moved.

    Raises
    ------
    PlanRefused
        It breaks a hard rule; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    for verification in done.result.verifications:
        refuse_if_broken(verification)
    with held(folder):
        writable(folder)
        result = done.result
        if load(folder).document.home != done.site.project.document.home:
            project = save(done.site.project)
            known = result.stands_on
            result = replace(result, stands_on=foundations(project, result.sensors, known))
        save_result(folder, result)
    return result


def draft(result: PlanResult, sensor: str) -> Draft:
    """Return a sensor's sorties with their strips, as `PlanEdit`s name them.

    Raises
    ------
    InputError
        It was not planned.
    """
    for plan in result.plans:
        if plan.sensor.key == sensor:
            return draft_of(plan)
    raise InputError("operations.sensor_not_planned", sensor, key=sensor, sensors=result.sensors)


def _flown(
    scenario: Scenario,
    result: PlanResult,
    sensor: str,
    edits: Sequence[PlanEdit],
    starts: Sequence[Position],
) -> tuple[Scenario, dict[str, SensorPlan]]:
    """Return the plans that change, by sensor, and the scenario with their take-off place."""
    moved = [MoveStart(place=starts[-1])] if starts else []
    of = {plan.sensor.key: plan for plan in result.plans}
    plans: dict[str, SensorPlan] = {}
    now = scenario
    for key in (sensor, *of):
        todo = edits if key == sensor else moved
        if key in plans or not todo:
            continue
        done = fly_as_drawn(scenario, of[key], edited(of[key], todo))
        plans[key], now = done.plan, done.scenario
        for other in of[key].beside:
            plans[other.key] = flown_beside(done.plan, of[other.key])
    return now, plans
