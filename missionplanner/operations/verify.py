"""Judge the saved plan of a project again on its DEM, and write what every cell gets."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.aircraft.catalogue import check_mount, sensor
from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.operations.notes import notes_of, said_when_planned
from missionplanner.operations.results import PlanResult, planned, save_result
from missionplanner.operations.rules import refuse_if_broken
from missionplanner.operations.site import Site, load_site
from missionplanner.planning.scenario import check_wind
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.outputs import write_rasters
from missionplanner.project.fingerprints import Foundations, foundations, what_changed
from missionplanner.project.store import load
from missionplanner.storage.folders import made_in, writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

# What the judge holds a plan to; the rest of an intent is about the search.
_LIMITS = frozenset(
    {
        "zone_margin_m",
        "min_clearance_m",
        "clearance_share",
        "reserve_share",
        "max_climb_gradient",
        "max_agl_m",
        "ceiling",
        "max_distance_m",
    }
)


@dataclass(frozen=True)
class Verified:
    """A plan judged against the project as it is.

    Attributes
    ----------
    result : PlanResult
        With the new verifications.
    files : tuple of Path
        Rasters written.
    stale : tuple of Message
        What has changed since the plan was made, or accepted; a short sentence each.
    """

    result: PlanResult
    files: tuple[Path, ...]
    stale: tuple[Message, ...]


def verify_project(
    folder: Path, progress: Progress, out: Path | None = None, *, accept: bool = False
) -> Verified:
    """Verify the saved plan against the project, aircraft and sensors as they are now.

    Parameters
    ----------
    out : Path, optional
        Folder to write coverage, overlap and GSD rasters to.
    accept : bool
        True: a plan that breaks no hard rule is saved as one that stands on the project as it is.

    Raises
    ------
    InputError
        The project was never planned, or its aircraft cannot carry a sensor.
    PlanRefused
        To be accepted, but it breaks a hard rule; nothing is saved.
    OutputError
        `out` cannot be made, a raster or the result not written.
    """
    with held(folder) if accept else nullcontext():
        if accept:
            writable(folder)  # told before the work
        saved = planned(folder)
        if out is not None:
            made_in(folder, out)
        project = load(folder)
        stands_on = foundations(project, saved.sensors, progress=progress.part(0.0, 0.05))
        stale = what_changed(saved.stands_on, stands_on)
        intent = _intent(saved, project.document.intent)
        try:
            site = load_site(project, progress.part(0.05, 0.1), intent)
            check_wind(project.weather, site.scenario.aircraft)
        except PlannerError:
            if stale:  # most likely the reason
                told = message("operations.changed_since", changes=stale)
                progress.event(Finding("VERIFY-STALE", Severity.WARNING, folder.name, told))
            raise
        result = _judged(saved, site, progress.part(0.1, 0.9))
        if accept:
            result = _accepted(folder, result, stands_on)
        files = tuple(
            path
            for verification in (result.verifications if out else ())
            for path in write_rasters(verification, site.terrain.frame, out or folder)
        )
    progress.report(1.0, "operations.verified")
    return Verified(result, files, stale)


def _judged(saved: PlanResult, site: Site, progress: Progress) -> PlanResult:
    plans = tuple(_as_now(plan, site) for plan in saved.plans)
    found = tuple(
        verify(plan, site.scenario, progress.nth(i, len(plans))) for i, plan in enumerate(plans)
    )
    intent = site.scenario.intent
    said = said_when_planned(saved.notes)
    notes = (*said, *notes_of(plans, found, site.project.document.title))
    return replace(saved, intent=intent, plans=plans, verifications=found, notes=notes)


def _as_now(plan: SensorPlan, site: Site) -> SensorPlan:
    scenario = site.scenario
    return replace(
        plan,
        sensor=sensor(plan.sensor.key),
        beside=tuple(sensor(other.key) for other in plan.beside),
        aircraft=scenario.aircraft,
        intent=scenario.intent,
    )


def _intent(saved: PlanResult, asked: PlanIntent) -> PlanIntent:
    """Return the plan's own intent, with the limits that the project has been given since."""
    if saved.stands_on.intent == asked:
        return saved.intent
    return saved.intent.model_copy(update=asked.model_dump(include=set(_LIMITS)))


def _accepted(folder: Path, result: PlanResult, stands_on: Foundations) -> PlanResult:
    for plan, verification in zip(result.plans, result.verifications, strict=True):
        check_mount(plan.sensor, plan.aircraft)
        refuse_if_broken(verification)
    accepted = replace(result, stands_on=stands_on)
    save_result(folder, accepted)
    return accepted
