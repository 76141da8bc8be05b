"""What is asked of a project's sensors, judged: what follows, or why it cannot be."""

from collections.abc import Sequence

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import PlannerError
from missionplanner.messages.casing import sentence_case
from missionplanner.model.plan import PlanIntent
from missionplanner.model.sensor import Sensor
from missionplanner.operations.asked import Expected, expected, refusals
from missionplanner.project.document import Project


def refusals_of(project: Project, intent: PlanIntent) -> Sequence[PlannerError]:
    """Return why an intent cannot be for the sensors to fly; nothing where all can."""
    document = project.document
    try:
        sensors = [sensor(key) for key in document.sensors]
        return refusals(intent, sensors, aircraft(document.aircraft))
    except PlannerError:  # no catalogue has it: the stage Sensors tells that
        return ()


def expected_of(project: Project, intent: PlanIntent, shown: Sensor | None) -> Expected | None:
    """Return what a sensor will be flown with, or None where it cannot be as asked."""
    try:
        return expected(intent, shown, aircraft(project.document.aircraft)) if shown else None
    except PlannerError:
        return None


def sensor_of(project: Project, key: str) -> Sensor | None:
    """Return the sensor shown, the first to fly where that is none of them."""
    keys = project.document.sensors
    try:
        return sensor(key if key in keys else keys[0])
    except PlannerError:
        return None


def fault_words(error: PlannerError, shown: Sensor | None) -> str:
    """Return an error as it is told at a field; another sensor than that shown is named."""
    said = error.told()
    what, remedy = said.what, said.remedy
    words = f"{what}; {remedy}" if remedy else what
    words = sentence_case(words)
    return words if shown and error.where == shown.name else f"{error.where}: {words}"
