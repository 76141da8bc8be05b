"""What is to be said of a plan's missions: worked out once, and kept with the result."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missionplanner.aircraft.calibrated import calibration_of
from missionplanner.errors import PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.missions.build import build_missions
from missionplanner.missions.findings import check_mission
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.project.document import Project

# Of sensors that are flown together or are not, and of a pattern that meant something else.
_OF_PLANNING = frozenset({"PLAN-TOGETHER", "PLAN-ALONE", "PLAN-PATTERN"})

#: Codes of `check_mission` that a route without images cannot break.
OF_IMAGES = frozenset(
    {"MIS-STRIPS", "MIS-INTERVAL", "MIS-BLUR", "MIS-SELF", "MIS-NOT-RECORDED", "MIS-PAYLOAD"}
)


def notes_of(
    plans: Sequence[SensorPlan], judged: Sequence[Verification], title: str
) -> tuple[Finding, ...]:
    """Return the notes of all sensors: what the missions say, then what their GSD can reach.

    What is said alike of several sorties is said once, with their number.
    """
    found: list[Finding] = list(_calibrated(plans))
    for plan, verified in zip(plans, judged, strict=True):
        for mission in build_missions(plan, verified, title):
            found += check_mission(mission)
        found += [
            Finding(_code(note), Severity.NOTE, plan.sensor.name, note) for note in plan.notes
        ]
    return tuple(grouped(found))


def _code(note: Message) -> str:
    if note.code == "planning.slowed_by_wind":
        return "PLAN-WIND"
    return "PLAN-STRIPS" if note.code.startswith("planning.") else "PLAN-GSD"


def said_when_planned(notes: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those of a result's notes that tell how it was planned: nothing else knows them."""
    return tuple(note for note in notes if note.code in _OF_PLANNING)


def former_pattern(project: Project, intent: PlanIntent) -> tuple[Finding, ...]:
    """Tell that a pattern saved with a former meaning is planned as `auto`."""
    if not project.document.former_contour or intent.pattern is not Pattern.AUTO:
        return ()
    where = project.document.title
    return (Finding("PLAN-PATTERN", Severity.NOTE, where, message("planning.former_contour")),)


def _calibrated(plans: Sequence[SensorPlan]) -> Iterator[Finding]:
    """Yield that the energy is reckoned as flight logs of the aircraft showed it."""
    for craft in {plan.aircraft.key: plan.aircraft for plan in plans}.values():
        known = calibration_of(craft.key)
        if known is not None:
            told = message(
                "operations.calibrated",
                log=known.log,
                rms_w=known.rms_w,
                health=100 * known.battery_health,
            )
            yield Finding("PLAN-CALIBRATED", Severity.NOTE, craft.name, told)


def refuse_if_unflyable(mission: Mission) -> None:
    """Raise PlanRefused where a mission breaks a rule that every format shares."""
    for finding in check_mission(mission):
        if finding.severity is Severity.ERROR:
            told = finding.told
            raise PlanRefused("operations.not_written", finding.where, told=told)


def grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is said alike of several places once, with their number."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.said("en")), []).append(finding)
    for first, *more in alike.values():
        if more:
            first = replace(
                first, where=message("operations.and_more", place=first.where, n=len(more))
            )
        yield first
